"""Credentials: one token, kept, renewed once, given up in words."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.names.name import PersonName
from orcid_tui.registry.orcid.access import Credentials, Endpoints, OrcidAccess
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.registry.orcid.token import request_token
from tests.registry.orcid.conftest import CLIENT_ID, SECOND_TOKEN, SECRET, TOKEN, Open
from tests.web.server import Answer, ScriptedServer, answer, html, token

NAME = PersonName("Quellmalz", "Adaora")


def refusal(error: str, status: int = 401) -> Answer:
    return answer(status, {"error": error, "error_description": f"echo {SECRET}"})


def stale(value: str) -> Answer:
    text = f"Invalid access token: {value}"
    return answer(401, {"error": "invalid_token", "error_description": text})


async def test_a_token_is_fetched_once_for_many_look_ups(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.append(token(TOKEN))
    registry = open_registry(credentials)
    assert not registry.access.anonymous
    await asyncio.gather(*(registry.search_name(NAME) for _ in range(6)))
    (asked,) = server.token_requests
    assert asked.method == "POST"
    assert asked.headers["Accept"] == "application/json"
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in asked.headers
    assert asked.query == {}
    assert parse_qs(asked.body) == {
        "client_id": [CLIENT_ID],
        "client_secret": [SECRET],
        "grant_type": ["client_credentials"],
        "scope": ["/read-public"],
    }
    assert {q.headers["Authorization"] for q in server.questions} == {f"Bearer {TOKEN}"}
    assert len(server.questions) == 6
    assert registry.requests_sent == 7
    assert "the test" in registry.access.sentence


@pytest.mark.parametrize("error", ["invalid_client", "invalid_request", "unauthorized_client"])
async def test_refused_credentials_are_named_and_asked_once(
    server: ScriptedServer, open_registry: Open, credentials: Credentials, error: str
) -> None:
    server.token_script.append(refusal(error, 400 if error == "unauthorized_client" else 401))
    registry = open_registry(credentials)
    look_ups = (registry.search_name(NAME) for _ in range(4))
    outcomes = await asyncio.gather(*look_ups, return_exceptions=True)
    for outcome in outcomes:
        assert isinstance(outcome, CredentialsRefused)
        assert "the credentials from the test" in outcome.message
        assert outcome.hint
    with pytest.raises(CredentialsRefused):
        await registry.search_name(NAME)
    assert len(server.seen) == 1

    registry.go_on_anonymously()
    assert (await registry.search_name(NAME)).total == 0
    assert registry.access.anonymous
    assert "the credentials from the test were not accepted" in registry.access.sentence
    assert "Authorization" not in server.seen[-1].headers


async def test_a_stale_token_is_renewed_once(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.extend([token(TOKEN), token(SECOND_TOKEN)])
    registry = open_registry(credentials)
    await registry.search_name(NAME)
    server.script.append(stale(TOKEN))
    assert (await registry.search_name(NAME)).total == 0
    assert len(server.token_requests) == 2
    assert server.seen[-1].headers["Authorization"] == f"Bearer {SECOND_TOKEN}"
    assert not registry.access.anonymous


async def test_a_token_refused_twice_is_given_up_and_said(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.extend([token(TOKEN), token(SECOND_TOKEN)])
    server.script.extend([stale(TOKEN), stale(SECOND_TOKEN)])
    registry = open_registry(credentials)
    assert (await registry.search_name(NAME)).total == 0
    assert registry.access.anonymous
    assert "the access token was not accepted" in registry.access.sentence
    assert "Authorization" not in server.seen[-1].headers
    await registry.search_name(NAME)
    assert len(server.token_requests) == 2


async def test_credentials_withdrawn_meanwhile(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.extend([token(TOKEN), refusal("invalid_client")])
    server.script.append(stale(TOKEN))
    registry = open_registry(credentials)
    assert (await registry.search_name(NAME)).total == 0
    assert registry.access.anonymous


async def test_many_look_ups_with_a_stale_token_renew_it_once(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.extend([token(TOKEN), token(SECOND_TOKEN)])
    registry = open_registry(credentials)
    await registry.search_name(NAME)
    server.script.extend([stale(TOKEN)] * 4)
    await asyncio.gather(*(registry.search_name(NAME) for _ in range(4)))
    assert len(server.token_requests) == 2
    assert not registry.access.anonymous


async def test_a_server_that_wants_no_anonymous_questions(
    server: ScriptedServer, open_registry: Open
) -> None:
    server.otherwise = answer(401, {"error": "unauthorized"})
    with pytest.raises(CredentialsRefused, match="anonymous") as told:
        await open_registry().search_name(NAME)
    assert told.value.hint
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "fault", [refusal("server_error"), html(503), html(200), Answer(drop=True)]
)
async def test_faults_of_the_token_endpoint_are_repeated(
    server: ScriptedServer,
    endpoints: Endpoints,
    credentials: Credentials,
    pace: Pace,
    fault: Answer,
) -> None:
    server.token_script.extend([fault, fault, fault, token(TOKEN)])
    await request_token(OrcidAccess(endpoints, credentials), pace=pace)
    assert len(server.token_requests) == 4


async def test_waiting_look_ups_share_the_failure_of_the_token_endpoint(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.otherwise = html(503)
    registry = open_registry(credentials)
    look_ups = (registry.search_name(NAME) for _ in range(4))
    outcomes = await asyncio.gather(*look_ups, return_exceptions=True)
    assert all(isinstance(outcome, RegistryUnreachable) for outcome in outcomes)
    assert len(server.seen) == 4  # one call with its three repeats
    server.token_script.append(token(TOKEN))
    server.otherwise = answer(200, {"num-found": 0})
    assert (await registry.search_name(NAME)).total == 0


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        (refusal("invalid_client"), CredentialsRefused, "sandbox"),
        (refusal("invalid_request"), CredentialsRefused, "both needed"),
        (refusal("unauthorized_client", 400), CredentialsRefused, "locked"),
        (refusal("invalid_scope", 400), CredentialsRefused, "public data"),
        (refusal("unsupported_grant_type", 400), RegistryUnreachable, "HTTP 400"),
        (html(404), RegistryUnreachable, "HTTP 404"),
        (html(429), RegistryUnreachable, "HTTP 429"),
        (Answer(307), RegistryUnreachable, "HTTP 307"),
        (answer(200, {"token_type": "bearer"}), RegistryUnreachable, "no access token"),
        (answer(200, {"access_token": "two\nlines"}), RegistryUnreachable, "no access token"),
        (answer(200, {"access_token": 7}), RegistryUnreachable, "no access token"),
    ],
)
async def test_the_test_of_the_set_up_says_what_is_wrong(
    server: ScriptedServer,
    endpoints: Endpoints,
    credentials: Credentials,
    pace: Pace,
    said: Answer,
    kind: type[Exception],
    words: str,
) -> None:
    server.token_script.append(said)
    with pytest.raises(kind) as told:
        await request_token(OrcidAccess(endpoints, credentials), pace=pace)
    assert words in str(told.value)
    assert SECRET not in str(told.value)
    assert len(server.seen) == 1


async def test_the_test_without_credentials_sends_nothing(
    server: ScriptedServer, endpoints: Endpoints, pace: Pace
) -> None:
    with pytest.raises(CredentialsRefused):
        await request_token(OrcidAccess(endpoints), pace=pace)
    assert server.seen == []


async def test_the_test_without_a_network(
    nowhere: Endpoints, credentials: Credentials, pace: Pace
) -> None:
    access = OrcidAccess(replace(nowhere, label="ORCID sandbox"), credentials)
    with pytest.raises(RegistryUnreachable, match="ORCID sandbox cannot be reached"):
        await request_token(access, pace=pace)
