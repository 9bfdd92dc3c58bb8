"""One gate for all requests to one Alma: evenly spaced, few at a time, all waiting when told to.

Alma counts the requests of a second for the institution as a whole (alma-and-marc.md A10), so
both doors of a connection share one gate.
"""

from __future__ import annotations

import asyncio
from typing import Final

from orcid_tui.alma.manners import Pace

_SLOWER: Final = 0.9
"""Part of the allowed rate that is used: what is evenly spaced here does not arrive so."""


class Gate:
    """`slots` are held from before a request until its answer is in. Used within one event loop.

    A request passes twice: before a connection is looked for, and just before it is written, which
    is later where a connection has to be made first or this program was busy. It is written at
    the second place, so that is where the rate is kept; it mostly need not wait there.
    """

    def __init__(self, pace: Pace) -> None:
        self.slots = asyncio.Semaphore(pace.in_flight)
        gap = 1 / (pace.per_second * _SLOWER)
        self._begun = _Spacing(gap, pace)
        self._written = _Spacing(gap, pace)

    async def begin(self) -> None:
        """Wait for the turn to look for a connection."""
        await self._begun.turn()

    async def write(self) -> None:
        """Wait for the turn to write."""
        await self._written.turn()

    def pause(self, seconds: float) -> None:
        """Let nothing through for so long."""
        self._begun.pause(seconds)
        self._written.pause(seconds)


class _Spacing:
    """Lets one through at a time, with a gap between, in the order in which they came."""

    def __init__(self, gap: float, pace: Pace) -> None:
        self._gap = gap
        self._sleep = pace.sleep
        self._clock = pace.clock
        self._order = asyncio.Lock()
        self._due = float("-inf")

    async def turn(self) -> None:
        async with self._order:
            awaited = None
            while awaited != self._due:  # a pause may be put on while waiting
                awaited = self._due
                rest = awaited - self._clock()
                if rest > 0:
                    await self._sleep(rest)
            self._due = max(self._due, self._clock()) + self._gap

    def pause(self, seconds: float) -> None:
        self._due = max(self._due, self._clock() + seconds)
