"""A question that several wait for: asked once, and as urgent as the most urgent of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from orcid_tui.registry.urgency import Rank, Urgency, asking, urgency_now

V = TypeVar("V")


class Underway(Generic[V]):
    """Begins to ask at once. A caller that is cancelled does not cancel the question the others
    wait for; without anybody who waits it goes on with little urgency."""

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, V]]) -> None:
        self._urgency = Urgency(Rank.AHEAD)
        with asking(self._urgency):  # the task takes the context along
            self._task = asyncio.ensure_future(ask())
        # A request that nobody waits for any more may fail in silence.
        self._task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def answer(self) -> V:
        """Wait for the answer, with the urgency of the task that waits."""
        with self._urgency.wanted_by(urgency_now()):
            return await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Nobody wants the answer any more."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
