"""Long work on the event loop in small parts: between them keys are answered."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Final

_TURN: Final = 0.003
"""Seconds at a stretch: several may work in this way at the same time."""


class Turns:
    """Made when the work begins; `offer` is awaited after every small step of it."""

    def __init__(self) -> None:
        self._end = perf_counter() + _TURN

    async def offer(self) -> None:
        """Let others have their turn, if this one lasts long enough."""
        if perf_counter() > self._end:
            await asyncio.sleep(0)
            self._end = perf_counter() + _TURN
