"""One polite way to the server: paced, repeated when a failure may pass, silent about secrets."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity import wait_random as random_wait

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.language import _
from orcid_tui.registry.orcid.circuit import Circuit
from orcid_tui.registry.orcid.gate import Gate
from orcid_tui.registry.orcid.json_reading import text
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.web.sending import LATER, NoAnswer, Sending, open_client

_log = logging.getLogger(__name__)

_LONGEST_WISH: Final = 30.0
_LONG: Final = 200_000
"""Bytes. To read a longer answer takes more time than a key may wait for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said. `body` is empty when it was not a JSON object.

    It is never printed: it can hold a token, and ORCID echoes a token it refuses.
    """

    status: int
    body: Mapping[str, object] = field(repr=False)
    location: str = ""
    long: bool = False
    """Whether it is better read beside the screen, in a thread."""

    @property
    def query_not_understood(self) -> bool:
        """The search engine could not parse the query (500, orcid-api.md section 4)."""
        return self.status == 500 and "RemoteSolr" in text(self.body, "developer-message")


class _Passing(Exception):
    """A failure that a repeat may cure. Holds our own words only, nothing of the exchange."""

    def __init__(
        self, message: str, hint: str = LATER, *, connected: bool = True, final: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.connected = connected
        self.final = final
        self.wish = 0.0


Build = Callable[[httpx.AsyncClient], httpx.Request]
"""Makes the request anew for each attempt, so that a secret is revealed as late as possible."""


class Sender:
    """Sends requests. One httpx client for its life; used within one event loop.

    `name` is how messages call the server; `when_arrived` is called for each request that the
    server has seen or may have seen, repeats included.
    """

    def __init__(
        self,
        name: str,
        pace: Pace,
        transport: httpx.AsyncBaseTransport | None,
        *,
        trust_env: bool,
        when_arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self.circuit = Circuit(pace)
        self.requests_sent = 0
        self._name = name
        self._pace = pace
        self._transport = transport
        self._sending = Sending(name, pace.whole, pace.clock, _log)
        self._trust_env = trust_env
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._gate = Gate(pace.per_second, pace.in_flight)
        self._when_arrived = when_arrived

    async def exchange(
        self, build: Build, *, also_passing: Callable[[Reply], bool] = lambda _: False
    ) -> Reply:
        """The reply, after repeats where they help. The caller judges its status.

        `also_passing` names replies that are worth a repeat besides 5xx and broken JSON.
        Raises RegistryUnreachable or, after a 429, QuotaExhausted.
        """
        retrying = AsyncRetrying(
            stop=stop_after_attempt(len(self._pace.waits) + 1),
            wait=self._wait,
            retry=retry_if_exception(lambda e: isinstance(e, _Passing) and not e.final),
            sleep=self._pace.sleep,
            reraise=True,
        )
        try:
            reply: Reply = await retrying(self._attempt, build, also_passing)
        except _Passing as failure:
            unreachable = RegistryUnreachable(failure.message, failure.hint)
            if not failure.connected:
                self.circuit.no_connection(unreachable)
        else:
            return reply
        raise unreachable

    async def aclose(self) -> None:
        """Give back connections."""
        if self._client is not None:
            await self._client.aclose()

    def _wait(self, state: RetryCallState) -> float:
        waits = self._pace.waits
        pause = waits[min(state.attempt_number, len(waits)) - 1]
        failure = state.outcome.exception() if state.outcome else None
        wish = failure.wish if isinstance(failure, _Passing) else 0.0
        return max(pause, wish) + random_wait(0, self._pace.jitter)(state)

    async def _attempt(self, build: Build, also_passing: Callable[[Reply], bool]) -> Reply:
        self.circuit.check()
        async with self._gate.place():
            self.circuit.check()
            outcome = await self._send(build)
        if isinstance(outcome, _Passing):
            raise outcome
        self.circuit.connected()
        if outcome.status_code == 503:
            self._gate.too_busy()
        else:
            self._gate.well()
        long = len(outcome.content) > _LONG
        reply, html = await asyncio.to_thread(_read, outcome) if long else _read(outcome)
        passing = self._judge(reply, html, also_passing)
        if passing is not None:
            passing.wish = _wished_wait(outcome)
            raise passing
        return reply

    async def _send(self, build: Build) -> httpx.Response | _Passing:
        """A response, or what went wrong: returned, not raised (see `web.sending`)."""
        client = await self._opened()
        if isinstance(client, NoAnswer):
            return _Passing(client.message, client.hint, final=True)
        self.requests_sent += 1
        arrived = True  # for all that we know
        try:
            outcome = await self._sending.send(client, build(client), self._gate.write)
            arrived = not isinstance(outcome, NoAnswer) or outcome.written
        finally:
            if arrived:
                self._when_arrived()
        if not isinstance(outcome, NoAnswer):
            return outcome
        final = outcome.final or (not outcome.connected and self.circuit.trying)
        return _Passing(outcome.message, outcome.hint, connected=outcome.connected, final=final)

    async def _opened(self) -> httpx.AsyncClient | NoAnswer:
        """The client. To read all certificates that are trusted takes longer than a frame."""
        async with self._opening:
            if self._client is not None:
                return self._client
            open_it = partial(
                open_client,
                accept="application/json",
                connect=self._pace.connect,
                read=self._pace.read,
                trust_env=self._trust_env,
                transport=self._transport,
            )
            opened = open_it() if self._transport else await asyncio.to_thread(open_it)
            if not isinstance(opened, NoAnswer):
                self._client = opened
            return opened

    def _judge(
        self, reply: Reply, html: bool, also_passing: Callable[[Reply], bool]
    ) -> _Passing | None:
        if reply.status == 200 and not reply.body:
            kind = _("a web page") if html else _("something unreadable")
            return _Passing(
                _("{name} answered with {kind} instead of data.").format(
                    name=self._name, kind=kind
                ),
                _("This happens during maintenance, or when the network asks for a sign-in first."),
            )
        if reply.status == 503:
            return _Passing(
                _("{name} is too busy or under maintenance (HTTP 503).").format(name=self._name)
            )
        if reply.status == 408 or (reply.status >= 500 and not reply.query_not_understood):
            return _Passing(
                _("{name} has a fault of its own (HTTP {status}).").format(
                    name=self._name, status=reply.status
                )
            )
        if also_passing(reply):
            return _Passing(_("{name} has a fault of its own.").format(name=self._name))
        return None


def _read(response: httpx.Response) -> tuple[Reply, bool]:
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        body = None
    html = response.content.lstrip()[:1] == b"<"
    location = response.headers.get("Location", "")
    content = body if isinstance(body, dict) else {}
    long = len(response.content) > _LONG
    return Reply(response.status_code, content, location, long), html


def _wished_wait(response: httpx.Response) -> float:
    """`Retry-After` in seconds; ORCID sends none today, but would be heard."""
    wish = response.headers.get("Retry-After", "")
    return min(float(wish), _LONGEST_WISH) if wish.isascii() and wish.isdecimal() else 0.0
