"""Calls that may never come back, made so that the program can still go on and end.

A keyring may wait for a window that nobody sees. A pool thread with such a call in it keeps
the whole program from ending; a daemon thread does not (secrets.md section 2.2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def start(call: Callable[[], T]) -> Future[T]:
    """Begin the call in a daemon thread; a screen awaits `asyncio.wrap_future` of the answer."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            answer = call()
        except BaseException as fault:
            future.set_exception(fault)
        else:
            future.set_result(answer)

    threading.Thread(target=run, daemon=True, name="keyring").start()
    return future


def within(seconds: float, call: Callable[[], T]) -> T:
    """The answer of the call, or TimeoutError after so many seconds. Its errors pass through."""
    return start(call).result(seconds)
