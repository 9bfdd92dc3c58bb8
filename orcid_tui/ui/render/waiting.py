"""How far a save is, and how long it still takes, in words and without colours."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.render.reading import bar

_TELLING: Final = 2.0
"""Seconds of work before anything is said about the time that is left."""
_CELLS: Final = 30


def records(count: int) -> str:
    """As in `1 record` and `1,200 records`."""
    return "1 record" if count == 1 else f"{count:,} records"


def how_far(done: int, total: int, seconds: float) -> str:
    """As in `120 of 500 records, about 2 min`; `seconds` is what the 120 have taken."""
    left = time_left(done, total, seconds)
    return f"{done:,} of {records(total)}" + (f", {left}" if left else "")


def save_bar(done: int, total: int) -> str:
    """A bar that is full when all are done."""
    return bar(100 * done // total if total else 0, _CELLS)


def time_left(done: int, total: int, seconds: float) -> str:
    """In words, rounded up; empty while too little is known, and when nothing is left."""
    if not 0 < done < total or seconds < _TELLING:
        return ""
    left = seconds / done * (total - done)
    if left < 60:
        return "less than a minute"
    minutes = -(-left // 60)
    return f"about {minutes:.0f} min" if minutes < 90 else f"about {left / 3600:.1f} h"
