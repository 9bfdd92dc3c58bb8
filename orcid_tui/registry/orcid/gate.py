"""One gate for all requests to one registry: few at a time, evenly spaced, the urgent ones first.

ORCID allows 12 requests a second and answers a burst of more than 40 with 503 (orcid-api.md
section 5). What the cursor waits for overtakes what is asked for in advance.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from orcid_tui.registry.urgency import Rank, Urgency, urgency_now

_SLACK: Final = 0.95
"""Part of the allowed rate that is used: what is evenly spaced here does not arrive so."""
_SLOWER: Final = 1.5
_FASTER: Final = 0.9
_SLOWEST: Final = 4
"""After a server that was too busy, at most so many times the usual gap."""


@dataclass(eq=False, slots=True)
class _Waiting:
    urgency: Urgency
    turn: asyncio.Future[None]


class Gate:
    """Used within one event loop. `per_second` is never exceeded in any second, `in_flight` at no
    moment; the last free place is kept for what the cursor waits for.

    A request passes twice: for its place, and just before it is written, which is later where a
    connection has to be made first or this program was busy.
    """

    def __init__(self, per_second: float, in_flight: int) -> None:
        self._usual = self._gap = 1 / (per_second * _SLACK)
        self._places = in_flight
        self._in_advance = max(1, in_flight - 1)
        self._taken = 0
        self._waiting: list[_Waiting] = []
        self._due = self._write_due = float("-inf")
        self._writing = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place among the requests, and hold it within the block."""
        await self._enter(urgency_now())
        try:
            yield
        finally:
            self._taken -= 1
            self._let_in()

    async def write(self) -> None:
        """Wait until the request may be written; mostly it may at once."""
        now = asyncio.get_running_loop().time
        async with self._writing:
            await asyncio.sleep(self._write_due - now())
            self._write_due = now() + self._gap

    def too_busy(self) -> None:
        """The server has had too many requests: go on more slowly for a while."""
        self._gap = min(self._gap * _SLOWER, self._usual * _SLOWEST)

    def well(self) -> None:
        """The server has answered: a little faster again, up to the usual rate."""
        self._gap = max(self._gap * _FASTER, self._usual)

    async def _enter(self, urgency: Urgency) -> None:
        waiting = _Waiting(urgency, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        with urgency.watched(self._let_in):
            self._let_in()
            try:
                await waiting.turn
            except asyncio.CancelledError:
                if not waiting.turn.cancelled():  # let in and given up at the same moment
                    self._taken -= 1
                elif waiting in self._waiting:
                    self._waiting.remove(waiting)
                self._let_in()
                raise

    def _let_in(self) -> None:
        """Let in whoever may go now; the timer comes back for the next."""
        while self._waiting:
            first = min(self._waiting, key=lambda each: each.urgency.rank)
            places = self._places if first.urgency.rank is Rank.CURSOR else self._in_advance
            if self._taken >= places:
                return  # comes back when a place is given up
            loop = asyncio.get_running_loop()
            if loop.time() < self._due:
                if self._timer is None:
                    self._timer = loop.call_at(self._due, self._ring)
                return
            self._waiting.remove(first)
            if first.turn.done():
                continue  # given up at this moment
            self._taken += 1
            self._due = loop.time() + self._gap
            first.turn.set_result(None)

    def _ring(self) -> None:
        self._timer = None
        self._let_in()
