"""One thread for all work on a file, so that a slow disk never holds up the screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Final, TypeVar

T = TypeVar("T")

_CLOSING: Final = 2.0
"""Seconds."""


class OwnThread:
    """Does one thing after the other, in the order in which they were asked for. The thread begins
    with the first and never keeps the program from ending."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ended = False

    def do(self, work: Callable[[], T]) -> Future[T]:
        """What comes of `work`, or what it raised, one day; an OSError after the end."""
        future: Future[T] = Future()
        if self._ended:
            future.set_exception(OSError("The file is closed."))
            return future

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work()
            except BaseException as fault:
                future.set_exception(fault)
            else:
                future.set_result(result)

        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    async def end_with(self, work: Callable[[], object]) -> None:
        """Do this as the last thing. A disk that is stuck is waited for a little, no longer."""
        if self._ended or self._thread is None:
            self._ended = True
            return
        done = asyncio.wrap_future(self.do(work))
        self._ended = True
        self._jobs.put(None)
        await asyncio.wait({done}, timeout=_CLOSING)
        if not done.done():
            done.cancel()
        elif not done.cancelled():
            done.exception()  # it has been heard

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
