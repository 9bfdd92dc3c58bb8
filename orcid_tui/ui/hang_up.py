"""When the window is closed or the line breaks off there is no terminal any more to write to.

Textual then goes on writing: its thread for that dies of the first fault, its queue fills, and the
next write waits for ever. Whoever still has something to finish must not be held up by that.
"""

from __future__ import annotations

import os
import sys

from textual.driver import Driver


def silence_if_gone(driver: Driver | None) -> None:
    """Let the driver write nothing more if its terminal is gone."""
    if driver is not None and not _is_there():
        vars(driver)["write"] = _nothing


def _is_there() -> bool:
    """A terminal that has hung up answers no question, this one neither."""
    try:
        return sys.__stderr__ is not None and os.isatty(sys.__stderr__.fileno())
    except (OSError, ValueError):
        return False


def _nothing(data: str) -> None:
    """Nobody is there to read it."""
