"""The registry of the day: as far away, as strict and as unreliable as it is told to be."""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Sequence
from threading import Lock
from typing import Final

import httpx

from orcid_tui.registry.demo.transport import DemoTransport, SeenRequest

_SPREAD: Final = 0.3
"""Answers take so much more or less of the time that they are told to take."""


class SlowRegistry(DemoTransport):
    """The demo's registry behind a slow line.

    `latency` in seconds; more than `per_second` requests after a burst of `burst` get a 503, as
    ORCID does it (orcid-api.md section 5); `faults` is the share of requests that fail. `outcomes`
    counts what was answered.
    """

    def __init__(
        self,
        persons: object,
        *,
        latency: float,
        per_second: float = 12,
        burst: int = 40,
        faults: float = 0.0,
    ) -> None:
        super().__init__(persons)  # type: ignore[arg-type]
        self._latency, self._faults = latency, faults
        self._per_second, self._burst = per_second, burst
        self._room, self._filled = float(burst), time.monotonic()
        self._chance = random.Random(11)
        self._lock = Lock()
        self._times: deque[float] = deque()
        self.outcomes: Counter[str] = Counter()
        self.most_in_a_second = 0

    def answer(
        self, method: str, url: httpx.URL, headers: httpx.Headers, body: bytes
    ) -> httpx.Response:
        """The answer, late; or none of use."""
        with self._lock:
            refused = self._over_the_limit()
            fault = self._chance.random() < self._faults
            late = self._latency * self._chance.uniform(1 - _SPREAD, 1 + _SPREAD)
            kind = self._chance.choice(("500", "html", "cut"))
        time.sleep(late)
        if refused:
            return self._count("503", httpx.Response(503, content=b"slow down"))
        if fault and not url.path.endswith("/oauth/token"):
            return self._count(kind, _broken(kind))
        return self._count("answered", super().answer(method, url, headers, body))

    @property
    def sent(self) -> int:
        """All requests so far."""
        return sum(self.outcomes.values())

    def _over_the_limit(self) -> bool:
        now = time.monotonic()
        self._room = min(self._burst, self._room + (now - self._filled) * self._per_second)
        self._filled = now
        self._times.append(now)
        while self._times[0] < now - 1:
            self._times.popleft()
        self.most_in_a_second = max(self.most_in_a_second, len(self._times))
        if self._room < 1:
            return True
        self._room -= 1
        return False

    def _count(self, kind: str, response: httpx.Response) -> httpx.Response:
        with self._lock:
            self.outcomes[kind] += 1
        return response


def _broken(kind: str) -> httpx.Response:
    if kind == "500":
        return httpx.Response(500, content=b"")
    if kind == "html":
        page = b"<!doctype html><title>maintenance</title>"
        return httpx.Response(200, headers={"Content-Type": "text/html"}, content=page)
    return httpx.Response(
        200, headers={"Content-Type": "application/json"}, content=b'{"expanded-result":[{"orc'
    )


def seen(registry: SlowRegistry) -> Sequence[SeenRequest]:
    """The last requests, oldest first."""
    return list(registry.requests)
