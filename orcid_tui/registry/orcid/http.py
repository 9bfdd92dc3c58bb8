"""One polite way to the server: paced, repeated when a failure may pass, silent about secrets."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx
from aiolimiter import AsyncLimiter
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity import wait_random as random_wait

import orcid_tui
from orcid_tui.errors import RegistryUnreachable
from orcid_tui.registry.orcid.circuit import Circuit
from orcid_tui.registry.orcid.json_reading import text
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.web.addresses import host_of

_log = logging.getLogger(__name__)

_LONGEST_WISH: Final = 30.0
_LATER: Final = "Try again in a while; what you have decided is kept."
_NETWORK: Final = "Check the network connection, then try again; what you have decided is kept."
_CERTIFICATE: Final = (
    "A network that reads along needs its own certificate: set SSL_CERT_FILE to it, "
    "or ask your computing department."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said. `body` is empty when it was not a JSON object.

    It is never printed: it can hold a token, and ORCID echoes a token it refuses.
    """

    status: int
    body: Mapping[str, object] = field(repr=False)
    location: str = ""

    @property
    def query_not_understood(self) -> bool:
        """The search engine could not parse the query (500, orcid-api.md section 4)."""
        return self.status == 500 and "RemoteSolr" in text(self.body, "developer-message")


class _Passing(Exception):
    """A failure that a repeat may cure. Holds our own words only, nothing of the exchange."""

    def __init__(
        self, message: str, hint: str = _LATER, *, connected: bool = True, final: bool = False
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

    `name` is how messages call the server.
    """

    def __init__(
        self, name: str, pace: Pace, transport: httpx.AsyncBaseTransport | None, *, trust_env: bool
    ) -> None:
        self.circuit = Circuit(pace.rest, pace.clock)
        self.requests_sent = 0
        self._name = name
        self._pace = pace
        self._transport = transport
        self._trust_env = trust_env
        self._client: httpx.AsyncClient | None = None
        self._limiter = AsyncLimiter(1, 1 / pace.per_second)  # evenly, so that no second has more
        self._slots = asyncio.Semaphore(pace.in_flight)

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
        async with self._slots:
            self.circuit.check()
            async with self._limiter:
                self.circuit.check()
                outcome = await self._send(build)
        if isinstance(outcome, _Passing):
            raise outcome
        self.circuit.connected()
        reply, html = _read(outcome)
        passing = self._judge(reply, html, also_passing)
        if passing is not None:
            passing.wish = _wished_wait(outcome)
            raise passing
        return reply

    async def _send(self, build: Build) -> httpx.Response | _Passing:
        """A response, or what went wrong.

        The failure is returned, not raised from within `except`: the exception of httpx holds
        the request, and with it secrets, and must not hang on to ours as its context.
        """
        try:
            client = self._open()
        except (ImportError, OSError, ValueError, httpx.InvalidURL):
            return _Passing(
                "The proxy or certificate settings of this computer cannot be used.",
                "Look at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.",
                final=True,
            )
        request = build(client)
        host = host_of(str(request.url))
        started = self._pace.clock()
        self.requests_sent += 1
        try:
            async with asyncio.timeout(self._pace.whole):
                response = await client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
            outcome = "no connection"
        except (httpx.TimeoutException, TimeoutError):
            _log.debug("%s %s: time-out", request.method, host)
            return _Passing(f"{self._name} took too long to answer.")
        except httpx.RequestError as error:
            _log.debug("%s %s: %s", request.method, host, type(error).__name__)
            return _Passing(f"The connection to {self._name} broke off.", _NETWORK)
        else:
            took = 1000 * (self._pace.clock() - started)
            _log.debug("%s %s: %d in %.0f ms", request.method, host, response.status_code, took)
            return response
        _log.debug("%s %s: %s", request.method, host, outcome)
        if certificate:
            sentence = f"The certificate of {host} cannot be trusted from this computer."
            return _Passing(sentence, _CERTIFICATE, connected=False, final=True)
        sentence = f"{self._name} cannot be reached: there is no connection to {host}."
        return _Passing(sentence, _NETWORK, connected=False, final=self.circuit.trying)

    def _judge(
        self, reply: Reply, html: bool, also_passing: Callable[[Reply], bool]
    ) -> _Passing | None:
        if reply.status == 200 and not reply.body:
            kind = "a web page" if html else "something unreadable"
            return _Passing(
                f"{self._name} answered with {kind} instead of data.",
                "This happens during maintenance, or when the network asks for a sign-in first.",
            )
        if reply.status == 503:
            return _Passing(f"{self._name} is too busy or under maintenance (HTTP 503).")
        if reply.status == 408 or (reply.status >= 500 and not reply.query_not_understood):
            return _Passing(f"{self._name} has a fault of its own (HTTP {reply.status}).")
        if also_passing(reply):
            return _Passing(f"{self._name} has a fault of its own.")
        return None

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            for name in ("httpx", "httpcore"):  # their records name addresses and headers
                logging.getLogger(name).setLevel(logging.WARNING)
            self._client = httpx.AsyncClient(
                headers={
                    "Accept": "application/json",
                    "User-Agent": f"orcid-tui/{orcid_tui.__version__}",
                },
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                follow_redirects=False,
                timeout=httpx.Timeout(self._pace.read, connect=self._pace.connect),
                transport=self._transport,
                trust_env=self._trust_env,
            )
        return self._client


def _read(response: httpx.Response) -> tuple[Reply, bool]:
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        body = None
    html = response.content.lstrip()[:1] == b"<"
    location = response.headers.get("Location", "")
    return Reply(response.status_code, body if isinstance(body, dict) else {}, location), html


def _wished_wait(response: httpx.Response) -> float:
    """`Retry-After` in seconds; ORCID sends none today, but would be heard."""
    wish = response.headers.get("Retry-After", "")
    return min(float(wish), _LONGEST_WISH) if wish.isascii() and wish.isdecimal() else 0.0
