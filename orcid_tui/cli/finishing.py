"""Work that Ctrl-C must not leave in doubt.

A save of a file runs in a thread and cannot be stopped half-way, so saying that it was stopped
would be wrong: the file may be replaced a moment later. A save into a library system stops behind
the records at hand.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.streams import complain

if TYPE_CHECKING:
    from orcid_tui.stores.protocol import SaveWatch

_WAIT: Final = "The file is being written, and this is finished first. Please wait."
_STOPPING: Final = "Stopping when the records at hand are finished; no other is begun. Please wait."


@contextmanager
def finishing(record_by_record: bool = False) -> Iterator[SaveWatch]:
    """Within, Ctrl-C is answered by a sentence. It stops nothing, or with `record_by_record` the
    save that has the watch, behind the records at hand. For use in a running loop."""
    import asyncio

    from orcid_tui.stores.protocol import SaveWatch

    watch = SaveWatch()
    if threading.current_thread() is not threading.main_thread():
        yield watch
        return
    loop = asyncio.get_running_loop()
    asked: list[int] = []

    def answer(number: int, frame: FrameType | None) -> None:
        if not asked:
            asked.append(number)
            if record_by_record:
                watch.stop()
            loop.call_soon_threadsafe(complain, _STOPPING if record_by_record else _WAIT)

    before = signal.signal(signal.SIGINT, answer)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
