"""What is repeated, how often, after which pause; and what is not."""

from __future__ import annotations

import asyncio
import time as real_time
from collections.abc import Callable
from threading import Event

import pytest

from orcid_tui import __version__
from orcid_tui.errors import QueryRefused, QuotaExhausted, RegistryUnreachable
from orcid_tui.names.name import PersonName
from orcid_tui.registry.orcid.access import Endpoints
from orcid_tui.registry.protocol import Breadth
from tests.registry.orcid.conftest import Open, StillTime
from tests.web.server import Answer, ScriptedServer, answer, html

NAME = PersonName("Quellmalz", "Adaora")
FAULT = {"response-code": 500, "developer-message": "Oops", "error-code": 9008}
SOLR = {**FAULT, "developer-message": "org.apache.solr…RemoteSolrException: Cannot parse 'x:('"}

PASSING: list[Callable[[], Answer]] = [
    lambda: answer(500, FAULT),
    lambda: html(500),
    lambda: html(502),
    lambda: html(503),
    lambda: html(504),
    lambda: html(408),
    lambda: html(200),
    lambda: Answer(200, b'{"expanded-result":[{"orcid-id":'),
    lambda: Answer(200, b""),
    lambda: Answer(200, b"[1, 2]"),
    lambda: Answer(200, b"[" * 100_000),
    lambda: Answer(200, b'{"num-found": "\xff"}'),
    lambda: Answer(200, b"not gzip", headers={"Content-Encoding": "gzip"}),
    lambda: Answer(200, b'{"expanded-result": null, "num-found": 0}', short=True),
    lambda: Answer(drop=True),
]


@pytest.mark.parametrize("fault", PASSING)
async def test_a_passing_fault_is_repeated_and_forgotten(
    server: ScriptedServer, open_registry: Open, time: StillTime, fault: Callable[[], Answer]
) -> None:
    server.script.extend([fault(), fault(), fault()])
    registry = open_registry()
    assert (await registry.search_name(NAME)).total == 0
    assert time.pauses == [1, 2, 4]
    assert len(server.seen) == registry.requests_sent == 4


@pytest.mark.parametrize("fault", PASSING)
async def test_a_fault_that_lasts_is_told_in_a_sentence(
    server: ScriptedServer, open_registry: Open, fault: Callable[[], Answer]
) -> None:
    server.otherwise = fault()
    with pytest.raises(RegistryUnreachable) as told:
        await open_registry().search_name(NAME)
    assert len(server.seen) == 4
    assert told.value.message.startswith(("ORCID ", "The connection to ORCID "))
    assert told.value.message.endswith(".")
    assert told.value.hint.endswith((".", "first."))
    assert told.value.__cause__ is None
    assert told.value.__context__ is None


async def test_every_request_asks_for_json_and_says_who_asks(
    server: ScriptedServer, open_registry: Open
) -> None:
    await open_registry().search_name(NAME)
    (seen,) = server.seen
    assert seen.headers["Accept"] == "application/json"
    assert seen.headers["User-Agent"] == f"orcid-tui/{__version__}"
    assert "Authorization" not in seen.headers
    assert seen.path == "/v3.0/expanded-search/"
    assert seen.query["rows"] == "50"
    assert seen.query["start"] == "0"
    assert "past-institution" not in seen.query["fl"]
    assert "orcid" in seen.query["fl"].split(",")


async def test_cookies_are_not_kept(server: ScriptedServer, open_registry: Open) -> None:
    server.script.append(answer(200, {"num-found": 0}, **{"Set-Cookie": "JSESSIONID=1; Path=/"}))
    registry = open_registry()
    await registry.search_name(NAME)
    await registry.search_name(NAME)
    assert all("Cookie" not in seen.headers for seen in server.seen)


@pytest.mark.parametrize("body", [answer(500, SOLR), answer(400, FAULT), html(400)])
async def test_a_question_that_is_not_understood_is_not_repeated(
    server: ScriptedServer, open_registry: Open, body: Answer
) -> None:
    server.otherwise = body
    with pytest.raises(QueryRefused) as told:
        await open_registry().search_name(NAME)
    assert len(server.seen) == 1
    assert "solr" not in str(told.value).lower()


@pytest.mark.parametrize("status", [302, 307, 403, 405, 406, 418])
async def test_other_statuses_are_told_at_once(
    server: ScriptedServer, open_registry: Open, status: int
) -> None:
    server.otherwise = Answer(status, headers={"Location": f"{server.base}/elsewhere"})
    with pytest.raises(RegistryUnreachable, match=str(status)):
        await open_registry().search_name(NAME)
    assert [seen.path for seen in server.seen] == ["/v3.0/expanded-search/"]


async def test_a_slow_answer_is_a_passing_fault(
    server: ScriptedServer, open_registry: Open
) -> None:
    let_go = Event()
    server.script.append(Answer(wait=let_go))
    try:
        assert (await open_registry(read=0.1).search_name(NAME)).total == 0
    finally:
        let_go.set()
    assert len(server.seen) == 2


async def test_a_wished_pause_is_granted_within_reason(
    server: ScriptedServer, open_registry: Open, time: StillTime
) -> None:
    wishes = ("7", "86400", "Wed, 21 Oct 2026 07:28:00 GMT")
    server.script.extend(Answer(503, headers={"Retry-After": wish}) for wish in wishes)
    await open_registry().search_name(NAME)
    assert time.pauses == [7, 30, 4]


async def test_quota_used_up_ends_all_asking(server: ScriptedServer, open_registry: Open) -> None:
    server.otherwise = Answer(429, b"Too Many Requests.", "text/plain")
    registry = open_registry()
    for breadth in (*Breadth, *Breadth):
        with pytest.raises(QuotaExhausted, match="today") as told:
            await registry.search_name(NAME, breadth=breadth)
        assert "credentials" in told.value.hint
    assert len(server.seen) == 1


async def test_a_network_that_is_down_costs_two_calls_and_then_nothing(
    nowhere: Endpoints, open_registry: Open, time: StillTime
) -> None:
    registry = open_registry(at=nowhere)

    async def fail() -> str:
        with pytest.raises(RegistryUnreachable) as told:
            await registry.search_name(NAME)
        return str(told.value)

    first = await fail()
    assert "no connection to 127.0.0.1" in first
    await fail()
    assert registry.requests_sent == 8
    for _ in range(5):
        assert await fail() == first
    assert registry.requests_sent == 8
    time.now += 29
    await fail()
    assert registry.requests_sent == 8
    time.now += 2
    await fail()
    assert registry.requests_sent == 9  # one trial, not four
    await fail()
    assert registry.requests_sent == 9


async def test_the_network_may_come_back(
    nowhere: Endpoints, server: ScriptedServer, open_registry: Open, time: StillTime
) -> None:
    """Failures count only in a row: an answer, even a bad one, shows that the network is there."""
    registry = open_registry(at=nowhere)
    circuit = registry._api._sender.circuit
    for _ in range(2):
        with pytest.raises(RegistryUnreachable):
            await registry.search_name(NAME)
    registry._api._base = f"{server.base}/v3.0"
    time.now += 31
    await registry.search_name(NAME)
    assert not circuit.trying
    registry._api._base = nowhere.api_url
    with pytest.raises(RegistryUnreachable):
        await registry.search_name(NAME)
    assert not circuit.trying


async def test_broken_answers_do_not_open_the_circuit(
    server: ScriptedServer, open_registry: Open
) -> None:
    registry = open_registry()
    server.script.extend([Answer(drop=True)] * 12)
    for _ in range(3):
        with pytest.raises(RegistryUnreachable):
            await registry.search_name(NAME)
    assert (await registry.search_name(NAME)).total == 0


async def test_few_at_once_and_evenly_spaced(server: ScriptedServer, open_registry: Open) -> None:
    let_go = Event()
    server.otherwise = answer(200, {"num-found": 0})
    server.script.extend([Answer(200, b'{"num-found": 0}', wait=let_go)] * 8)
    registry = open_registry(per_second=50, in_flight=3)
    started = real_time.perf_counter()
    asking = asyncio.gather(*(registry.search_name(NAME) for _ in range(12)))
    while len(server.seen) < 3:
        await asyncio.sleep(0.005)
    let_go.set()
    await asking
    assert server.most_at_once <= 3
    assert real_time.perf_counter() - started >= 11 / 50


async def test_nothing_to_ask_costs_nothing(server: ScriptedServer, open_registry: Open) -> None:
    registry = open_registry()
    for breadth in Breadth:
        assert (await registry.search_name(PersonName("☺ …", "."), breadth=breadth)).total == 0
    assert registry.requests_sent == 0
    assert server.seen == []
