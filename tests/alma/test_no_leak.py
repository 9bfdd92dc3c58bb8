"""No key ever stands in an address, an error, a repr or a log, even when Alma echoes it."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import traceback
from collections.abc import Awaitable, Iterator

import pytest
from rich.console import Console
from rich.traceback import Traceback

from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.faults import AlmaError
from tests.alma.answers import MMS_ID, bib, complaint
from tests.alma.conftest import KEY, NETWORK_KEY, Open
from tests.web.server import Answer, ScriptedServer

BODY = bib().encode()
CANARIES = (KEY, NETWORK_KEY)


def everything_about(error: BaseException, *, in_colours: bool = True) -> Iterator[str]:
    """Also what a crash would show in colours, with all that the code had in its hands."""
    yield str(error)
    yield repr(error)
    yield repr(vars(error))
    yield "".join(traceback.format_exception(error))
    if not in_colours:
        return
    console = Console(width=200, record=True, quiet=True)
    console.print(
        Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True)
    )
    yield console.export_text()


def echo(status: int) -> Answer:
    text = f"The key {KEY} and the key {NETWORK_KEY}"
    made = complaint("402999", text, status, f"E01-{KEY}-{NETWORK_KEY}")
    return Answer(status, made.body, made.content_type, {"X-Echo": f"{KEY} {NETWORK_KEY}"})


async def ask_everything(api: AlmaApi) -> list[str]:
    told: list[str] = []
    for ask in (
        api.bib(MMS_ID),
        api.bibs([MMS_ID]),
        api.put(MMS_ID, BODY),
        api.institution(),
        api.sets("words", 0),
        api.one_set("77"),
        api.members("77", 0),
        api.may_read(),
        api.may_write(),
    ):
        error = await the_error_of(ask)
        if error is not None:
            assert error.__cause__ is None
            assert error.__context__ is None
            told.extend(everything_about(error, in_colours=len(told) < 12))
    return told


async def the_error_of(ask: Awaitable[object]) -> AlmaError | None:
    try:
        await ask
    except AlmaError as error:
        return error
    return None


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 429, 500, 503])
async def test_keys_stay_where_they_belong(
    server: ScriptedServer,
    open_alma: Open,
    caplog: pytest.LogCaptureFixture,
    status: int,
) -> None:
    for name in ("", "httpx", "httpcore", "orcid_tui"):
        caplog.set_level(logging.DEBUG, name)
    server.otherwise = echo(status)
    connection = open_alma(network_key=NETWORK_KEY, threshold_waits=())
    assert connection.network is not None
    told = [repr(connection)]
    for api, own in ((connection.api, KEY), (connection.network, NETWORK_KEY)):
        texts = await ask_everything(api)
        told.extend(
            text.replace(CANARIES[own == KEY], "") for text in texts
        )  # an echo of the other
        door = vars(api)["_door"]
        told.extend((repr(vars(api)), repr(vars(door)), repr(door)))
    told.extend(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    for canary in CANARIES:
        assert not any(canary in text for text in told)
        assert any(canary in seen.headers["Authorization"] for seen in server.seen)
        for seen in server.seen:
            others = {k: v for k, v in seen.headers.items() if k != "Authorization"}
            assert canary not in f"{seen.path}{seen.query}{others}{seen.body}"


async def test_a_broken_connection_brings_no_request_along(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = Answer(drop=True)
    told = await ask_everything(open_alma().api)
    assert told
    assert not any(KEY in text for text in told)


async def test_without_a_connection_nothing_is_said_of_the_key(open_alma: Open) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
    told = await ask_everything(open_alma(at=nowhere).api)
    assert told
    assert not any(KEY in text for text in told)


async def test_a_call_that_is_given_up_says_nothing_of_the_key(
    server: ScriptedServer, open_alma: Open
) -> None:
    let_go = threading.Event()
    server.otherwise = Answer(wait=let_go)
    task = asyncio.ensure_future(open_alma().api.bib(MMS_ID))
    while not server.seen:
        await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        told = list(everything_about(error))
    finally:
        let_go.set()
    assert not any(KEY in text for text in told)


async def test_the_debug_log_says_what_happened(
    server: ScriptedServer, open_alma: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script.append(Answer(503))
    server.script.append(Answer(drop=True))
    alma = open_alma().api
    await alma.bibs([MMS_ID])
    await alma.put(MMS_ID, BODY)
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("orcid_tui")]
    assert lines == [
        "GET 127.0.0.1/almaws/v1/bibs: 503 in 0 ms",
        "GET 127.0.0.1/almaws/v1/bibs: RemoteProtocolError",
        "GET 127.0.0.1/almaws/v1/bibs: 200 in 0 ms",
        f"PUT 127.0.0.1/almaws/v1/bibs/{MMS_ID}: 200 in 0 ms",
    ]
    assert not any(r.name.startswith(("httpx", "httpcore")) for r in caplog.records)
