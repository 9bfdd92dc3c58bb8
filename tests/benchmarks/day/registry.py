"""The registry of the day: as far away, as strict and as unreliable as it is told to be.

It runs in a process of its own, so that its work is not in the times that are measured.
"""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Final

import httpx

from orcid_tui.registry.demo.transport import DemoTransport
from tests.registry.demo.serving import serve_demo

_SPREAD: Final = 0.3
"""Answers take so much more or less of the time that they are told to take."""


@dataclass(frozen=True, slots=True)
class Manners:
    """`latency` in seconds; more than `per_second` requests after a burst of `burst` get a 503, as
    ORCID does it (orcid-api.md section 5); `faults` is the share of requests that fail."""

    latency: float
    per_second: float = 12
    burst: int = 40
    faults: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What came to the registry: outcomes with their number, and the most in any second."""

    outcomes: dict[str, int]
    most_in_a_second: int

    @property
    def requests(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())


class SlowRegistry(DemoTransport):
    """The demo's registry behind a slow line."""

    def __init__(self, persons: Path, manners: Manners) -> None:
        super().__init__(persons)
        self._manners = manners
        self._room, self._filled = float(manners.burst), time.monotonic()
        self._chance = random.Random(11)
        self._counting = Lock()
        self._times: deque[float] = deque()
        self._outcomes: Counter[str] = Counter()
        self._most_in_a_second = 0

    @property
    def asked(self) -> Asked:
        """So far."""
        with self._counting:
            return Asked(dict(self._outcomes), self._most_in_a_second)

    def answer(
        self, method: str, url: httpx.URL, headers: httpx.Headers, body: bytes
    ) -> httpx.Response:
        """The answer, late; or none of use."""
        latency = self._manners.latency
        with self._counting:
            refused = self._over_the_limit()
            fault = self._chance.random() < self._manners.faults
            late = latency * self._chance.uniform(1 - _SPREAD, 1 + _SPREAD)
            kind = self._chance.choice(tuple(_BROKEN))
            if refused:
                kind, response = "503", httpx.Response(503, content=b"slow down")
            elif fault and not url.path.endswith("/oauth/token"):
                response = _BROKEN[kind]
            else:
                kind, response = "answered", super().answer(method, url, headers, body)
            self._outcomes[kind] += 1
        time.sleep(late)
        return response

    def _over_the_limit(self) -> bool:
        now, manners = time.monotonic(), self._manners
        self._room += (now - self._filled) * manners.per_second
        self._room, self._filled = min(manners.burst, self._room), now
        self._times.append(now)
        while self._times[0] < now - 1:
            self._times.popleft()
        self._most_in_a_second = max(self._most_in_a_second, len(self._times))
        if self._room < 1:
            return True
        self._room -= 1
        return False


_BROKEN: Final = {
    "500": httpx.Response(500, content=b"internal error"),
    "html": httpx.Response(
        200,
        headers={"Content-Type": "text/html"},
        content=b"<!doctype html><title>maintenance</title>",
    ),
    "cut": httpx.Response(
        200, headers={"Content-Type": "application/json"}, content=b'{"expanded-result":[{"orc'
    ),
}


class SlowServer:
    """Where it listens."""

    def __init__(self, api_url: str, token_url: str, pipe: Connection) -> None:
        self.api_url, self.token_url = api_url, token_url
        self._pipe = pipe

    def asked(self) -> Asked:
        """What has come so far."""
        self._pipe.send("asked")
        asked: Asked = self._pipe.recv()
        return asked


@contextmanager
def serve_slowly(persons: Path, manners: Manners) -> Iterator[SlowServer]:
    """Serve it on a free loopback port until the block ends."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(persons, manners, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        api_url, token_url = ours.recv()
        yield SlowServer(api_url, token_url, ours)
    finally:
        ours.close()
        process.join()


def _serve(persons: Path, manners: Manners, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    registry = SlowRegistry(persons, manners)
    with serve_demo(registry) as server:
        pipe.send((server.api_url, server.token_url))
        while True:
            try:
                pipe.recv()
            except EOFError:
                return
            pipe.send(registry.asked)
