"""Work that Ctrl-C must not leave in doubt.

A save runs in a thread and cannot be stopped half-way, so saying that it was stopped would be
wrong: the file may be replaced a moment later.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from orcid_tui.cli.streams import complain

_WAIT: Final = "The file is being written, and this is finished first. Please wait."


@contextmanager
def finishing() -> Iterator[None]:
    """Within, Ctrl-C is answered by a sentence and stops nothing. For use in a running loop."""
    import asyncio

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    asked: list[int] = []

    def answer(number: int, frame: FrameType | None) -> None:
        if not asked:
            asked.append(number)
            loop.call_soon_threadsafe(complain, _WAIT)

    before = signal.signal(signal.SIGINT, answer)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
