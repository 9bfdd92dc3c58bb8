"""Whether a request may have reached the server is told only where it is certain."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator

import httpx
import pytest

from orcid_tui.web.sending import Lack, NoAnswer, Sending, open_client
from tests.web.server import Answer, ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer().running() as running:
        yield running


class Breaking(httpx.AsyncBaseTransport):
    """Announces what it is told to, then breaks off."""

    def __init__(self, *events: str) -> None:
        self.events = events

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for event in self.events:
            await request.extensions["trace"](event, {})
        raise httpx.ReadError("broken")


async def sent(
    to: str, transport: httpx.AsyncBaseTransport | None = None, whole: float = 5, wait: float = 0
) -> tuple[httpx.Response | NoAnswer, int]:
    """What came back, and how often the turn to write was waited for."""
    client = open_client(accept="text/plain", connect=5, read=5, transport=transport)
    assert not isinstance(client, NoAnswer)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        turns += 1
        await asyncio.sleep(wait)

    sending = Sending("The server", whole, time.monotonic, logging.getLogger("tests"))
    async with client:
        return await sending.send(client, client.build_request("PUT", to), turn), turns


@pytest.mark.parametrize(
    ("events", "written", "turns"),
    [
        ((), True, 0),
        (("connection.connect_tcp.started",), False, 0),
        (("connection.connect_tcp.started", "connection.start_tls.complete"), False, 0),
        (("connection.connect_tcp.complete", "http11.send_request_headers.started"), True, 1),
        (("http11.send_request_headers.started",), True, 1),
        (("http11.send_request_headers.started", "http11.send_request_body.started"), True, 1),
        (("connection.connect_tcp.complete", "http4.something_new.started"), True, 1),
        (("something_new",), True, 1),
    ],
)
async def test_what_is_not_known_counts_as_written(
    events: tuple[str, ...], written: bool, turns: int
) -> None:
    outcome, waited = await sent("http://127.0.0.1/", Breaking(*events))
    assert isinstance(outcome, NoAnswer)
    assert (outcome.lack, outcome.written, waited) == (Lack.BROKEN_OFF, written, turns)


async def test_a_request_that_waits_too_long_for_its_turn_never_went_out(
    server: ScriptedServer,
) -> None:
    outcome, turns = await sent(server.base, whole=0.2, wait=60)
    assert isinstance(outcome, NoAnswer)
    assert (outcome.lack, outcome.written, turns) == (Lack.TIME_OUT, False, 1)
    assert not server.seen


async def test_a_request_that_went_out_is_told_as_such(server: ScriptedServer) -> None:
    server.otherwise = Answer(drop=True)
    outcome, turns = await sent(server.base)
    assert isinstance(outcome, NoAnswer)
    assert (outcome.lack, outcome.written, turns) == (Lack.BROKEN_OFF, True, 1)
    server.otherwise = Answer(200, b"x")
    answer, turns = await sent(server.base)
    assert isinstance(answer, httpx.Response)
    assert turns == 1


async def test_proxy_settings_that_cannot_be_used_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://proxy.example.org")
    opened = open_client(accept="text/plain", connect=5, read=5)
    assert isinstance(opened, NoAnswer)
    assert opened.final
    assert "proxy" in opened.message
    assert "nonsense" not in f"{opened}"
