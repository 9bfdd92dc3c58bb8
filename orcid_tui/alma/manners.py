"""How fast, how often and how long Alma is asked, and how it is to save a record.

The institution's limit is 25 requests a second for all its programs together, so we stay well
below (alma-and-marc.md A10). What a PUT does by default overwrites other people's work; ours does
not (A7).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """All times in seconds.

    `waits` are the pauses before the first, second, … repeat of a request that may be repeated,
    `threshold_waits` those after PER_SECOND_THRESHOLD; each with up to `jitter` more. `connect`
    and `read` limit one step of one request, `whole` all of it. `floor` is the number of calls
    that are left to the institution's other programs for the day: at that number we stop.
    `sleep` and `clock` are replaced by tests.
    """

    per_second: float = 5
    in_flight: int = 4
    floor: int = 500
    waits: tuple[float, ...] = (1, 2, 4)
    threshold_waits: tuple[float, ...] = (1, 1, 2, 2, 4, 4, 8, 8)
    jitter: float = 0.3
    connect: float = 5
    read: float = 60
    whole: float = 120
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class SavingManners:
    """What a library may settle about PUT. Lock and stale check are not among it.

    `normalization`: ID of a normalization process to run, usually none. `cataloger_level`: the
    level at which records are saved, where an institution uses levels. `validate`: let Alma refuse
    records that its validation finds fault with, also old ones.
    """

    normalization: str = ""
    cataloger_level: str = ""
    validate: bool = False
