"""Sending one request: what came back, or in words why nothing did.

Failures are returned, not raised from within `except`: the exceptions of httpx hold the request,
and with it secrets, and must not hang on to ours as their context.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

import orcid_tui
from orcid_tui.language import _
from orcid_tui.web.addresses import host_of

LATER: Final = _("Try again in a while; what you have decided is kept.")
_NETWORK: Final = _("Check the network connection, then try again; what you have decided is kept.")
_CERTIFICATE: Final = _(
    "A network that reads along needs its own certificate: set SSL_CERT_FILE to it, or "
    "ask your computing department."
)
_CONNECTING: Final = "connection."
_WRITING: Final = ".send_request_headers.started"
"""How httpcore's names of what it is about to do begin, or end: while it makes a connection, and
before it writes. What it does under any other name counts as having written already."""


class Lack(Enum):
    """Why there is no answer."""

    SETTINGS = auto()
    """The proxy or certificate settings of this computer cannot be used."""
    CERTIFICATE = auto()
    CONNECTION = auto()
    TIME_OUT = auto()
    BROKEN_OFF = auto()


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """In sentences for a user. `written` is False only when the request certainly did not begin to
    go out, so that the server cannot have acted upon it."""

    lack: Lack
    message: str
    hint: str = LATER
    written: bool = False

    @property
    def connected(self) -> bool:
        """Whether there was a connection to the server, or at least no sign of none."""
        return self.lack in (Lack.TIME_OUT, Lack.BROKEN_OFF)

    @property
    def final(self) -> bool:
        """Whether a repeat has no chance while nothing is changed on this computer."""
        return self.lack in (Lack.SETTINGS, Lack.CERTIFICATE)


async def _at_once() -> None:
    """Nothing to wait for."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How to send. `name` is how messages call the server, `whole` the longest that a request may
    take in seconds, `log` where a line about it goes; `with_path` lets that line name the path
    (never the query)."""

    name: str
    whole: float
    clock: Callable[[], float]
    log: logging.Logger
    with_path: bool = False

    async def send(
        self,
        client: httpx.AsyncClient,
        request: httpx.Request,
        before_writing: Callable[[], Awaitable[None]] = _at_once,
    ) -> httpx.Response | NoAnswer:
        """The response, read to its end. `before_writing` is awaited on an open connection, just
        before the request goes out."""
        host = host_of(str(request.url))
        where = f"{request.method} {host}{request.url.path if self.with_path else ''}"
        waited = False
        written: bool | None = None

        async def trace(event: str, _: object) -> None:
            nonlocal waited, written
            if event.startswith(_CONNECTING):
                written = bool(written)
            elif not waited or (written and event.endswith(_WRITING)):  # again behind a proxy
                waited, written = True, bool(written)
                await before_writing()
                written = True

        request.extensions = {**request.extensions, "trace": trace}
        started = self.clock()
        try:
            async with asyncio.timeout(self.whole):
                response = await client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
        except (httpx.TimeoutException, TimeoutError):
            self.log.debug("%s: time-out", where)
            sentence = _("{name} took too long to answer.").format(name=self.name)
            return NoAnswer(Lack.TIME_OUT, sentence, written=written is not False)
        except httpx.RequestError as error:
            self.log.debug("%s: %s", where, type(error).__name__)
            sentence = _("The connection to {name} broke off.").format(name=self.name)
            return NoAnswer(Lack.BROKEN_OFF, sentence, _NETWORK, written is not False)
        else:
            took = 1000 * (self.clock() - started)
            self.log.debug("%s: %d in %.0f ms", where, response.status_code, took)
            return response
        self.log.debug("%s: no connection", where)
        if certificate:
            sentence = _("The certificate of {host} cannot be trusted from this computer.").format(
                host=host
            )
            return NoAnswer(Lack.CERTIFICATE, sentence, _CERTIFICATE)
        sentence = _("{name} cannot be reached: there is no connection to {host}.").format(
            name=self.name, host=host
        )
        return NoAnswer(Lack.CONNECTION, sentence, _NETWORK)


def open_client(
    *,
    accept: str,
    connect: float,
    read: float,
    trust_env: bool = True,
    transport: httpx.AsyncBaseTransport | None = None,
) -> httpx.AsyncClient | NoAnswer:
    """A client without memory for cookies, which follows no redirects. `connect` and `read`, in
    seconds, limit one step of a request; `trust_env` uses the computer's proxy settings."""
    for name in ("httpx", "httpcore"):  # their records name addresses and headers
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        return httpx.AsyncClient(
            headers={"Accept": accept, "User-Agent": f"orcid-tui/{orcid_tui.__version__}"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            timeout=httpx.Timeout(read, connect=connect),
            transport=transport,
            trust_env=trust_env,
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        return NoAnswer(
            Lack.SETTINGS,
            _("The proxy or certificate settings of this computer cannot be used."),
            _("Look at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."),
        )
