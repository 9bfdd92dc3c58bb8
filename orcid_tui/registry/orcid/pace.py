"""How fast, how often and how long we ask: every number of the client's manners in one place.

ORCID allows 12 requests a second and a burst of 40; below that, and with few at a time, nobody is
disturbed (orcid-api.md section 5).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Pace:
    """All times in seconds.

    `waits` are the pauses before the first, second, … repeat of a request that failed for a
    passing reason, each with up to `jitter` more. `connect` and `read` limit one step of one
    request, `whole` all of it. After two calls in a row without any connection nothing is sent
    for `rest`. `sleep`, `clock` and `now`, the time in Greenwich, are replaced by tests.
    """

    per_second: float = 10
    in_flight: int = 4
    waits: tuple[float, ...] = (1, 2, 4)
    jitter: float = 0.5
    connect: float = 5
    read: float = 25
    whole: float = 90
    rest: float = 30
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


POLITE: Final = Pace()
"""For a server that others use too."""

IN_PROCESS: Final = Pace(per_second=1000, waits=(0, 0, 0), jitter=0, rest=0)
"""For a registry inside this program, which needs no consideration."""
