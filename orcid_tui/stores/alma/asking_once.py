"""Questions that are asked beside each other, and none of them twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

_K = TypeVar("_K")
_R = TypeVar("_R")


class AskingOnce(Generic[_K, _R]):
    """Answers by their questions. A question that failed may be asked again, no other.

    Questions go on being asked when nobody waits for them any more, until `cancel`.
    """

    def __init__(self, ask: Callable[[_K], Coroutine[Any, Any, _R]]) -> None:
        self._ask = ask
        self._tasks: dict[_K, asyncio.Task[_R]] = {}

    def start(self, question: _K) -> asyncio.Task[_R]:
        """See to it that this is asked."""
        task = self._tasks.get(question)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._tasks[question] = asyncio.create_task(self._ask(question))
            task.add_done_callback(_seen)
        return task

    async def answer(self, question: _K) -> _R:
        """The answer. Raises what the question raised."""
        task = self.start(question)
        await asyncio.wait((task,))
        return task.result()

    def forget(self, question: _K) -> None:
        """The answer was made use of and may give back its memory."""
        self._tasks.pop(question, None)

    def cancel(self) -> None:
        """Ask nothing any more. What has been answered stays."""
        for task in self._tasks.values():
            task.cancel()


def _seen(task: asyncio.Task[Any]) -> None:
    """An error for which nobody waits any more is no fault of the program."""
    if not task.cancelled():
        task.exception()
