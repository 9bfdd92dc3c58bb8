"""When the window is closed or the line breaks off there is no terminal any more to write to.

Textual then goes on writing: its thread for that dies of the first fault, its queue fills, and the
next write waits for ever. Whoever still has something to finish must not be held up by that.
"""

from __future__ import annotations

import os
import sys

from textual.driver import Driver


def silence_when_gone(driver: Driver | None) -> None:
    """Let the driver write nothing any more from the moment that its terminal is gone.

    Looked at before every write: the signal that tells of it may come before or after, and
    another (SIGCONT) makes Textual write in between.
    """
    if driver is None:
        return
    write = driver.write

    def write_while_there(data: str) -> None:
        if _is_there():
            write(data)

    vars(driver)["write"] = write_while_there


def _is_there() -> bool:
    """A terminal that has hung up answers no question, this one neither."""
    try:
        return sys.__stderr__ is not None and os.isatty(sys.__stderr__.fileno())
    except (OSError, ValueError):
        return False
