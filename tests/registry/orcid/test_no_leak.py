"""Neither the client secret nor a token ever stands in an error, a repr or a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.traceback import Traceback

from orcid_tui.errors import RegistryError
from orcid_tui.names.name import PersonName
from orcid_tui.registry.orcid.access import Credentials
from tests.registry.orcid.conftest import SECOND_TOKEN, SECRET, TOKEN, Open
from tests.web.server import Answer, ScriptedServer, answer, html, token

NAME = PersonName("Quellmalz", "Adaora")
CANARIES = (SECRET, TOKEN, SECOND_TOKEN)


def echo(status: int) -> Answer:
    text = " ".join(CANARIES)
    body = {"error": "invalid_token", "error_description": text, "user-message": text}
    return answer(status, {**body, "developer-message": text}, **{"X-Echo": text})


def everything_about(error: BaseException) -> Iterator[str]:
    yield str(error)
    yield repr(error)
    yield "".join(traceback.format_exception(error))
    console = Console(width=200, record=True, quiet=True)
    console.print(
        Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True)
    )
    yield console.export_text()


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 409, 429, 500, 503])
@pytest.mark.parametrize("in_token", [True, False])
async def test_canaries_stay_where_they_belong(
    server: ScriptedServer,
    open_registry: Open,
    credentials: Credentials,
    caplog: pytest.LogCaptureFixture,
    status: int,
    in_token: bool,
) -> None:
    caplog.set_level(logging.DEBUG)
    registry = open_registry(credentials)
    if in_token:
        server.otherwise = echo(status)
    else:
        server.token_script.extend([token(TOKEN), token(SECOND_TOKEN)])
        server.otherwise = echo(status)
    told: list[str] = [repr(registry), registry.access.sentence]
    try:
        await registry.search_name(NAME)
    except RegistryError as error:
        told.extend(everything_about(error))
    told.extend((registry.access.sentence, repr(vars(registry)), repr(vars(registry._api))))
    told.extend(repr(vars(held)) for held in (registry._api.tokens, registry._api._sender))
    told.extend(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    for canary in CANARIES:
        assert not any(canary in text for text in told)
    assert any(SECRET in seen.body for seen in server.token_requests)
    for seen in server.seen:
        assert not any(canary in f"{seen.path}{seen.query}" for canary in CANARIES)
    for seen in server.questions:
        assert SECRET not in f"{seen.headers}{seen.body}"


async def test_a_broken_connection_brings_no_request_along(
    server: ScriptedServer, open_registry: Open, credentials: Credentials
) -> None:
    server.token_script.extend([Answer(drop=True)] * 4)
    with pytest.raises(RegistryError) as told:
        await open_registry(credentials).search_name(NAME)
    assert told.value.__cause__ is None
    assert told.value.__context__ is None
    assert not any(SECRET in text for text in everything_about(told.value))


async def test_the_debug_log_says_what_happened(
    server: ScriptedServer, open_registry: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script.append(html(503))
    await open_registry().search_name(NAME)
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("orcid_tui")]
    assert lines == ["GET 127.0.0.1: 503 in 0 ms", "GET 127.0.0.1: 200 in 0 ms"]
    assert not any(r.name.startswith(("httpx", "httpcore")) for r in caplog.records)
