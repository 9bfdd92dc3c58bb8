"""How far a save is, and how long it still takes, in words and without colours."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _, many, number
from orcid_tui.ui.render.reading import bar

_TELLING: Final = 2.0
"""Seconds of work before anything is said about the time that is left."""
_CELLS: Final = 30


def records(count: int) -> str:
    """As in `1 record` and `1,200 records`."""
    return many("{n:,} record", "{n:,} records", count)


def how_far(done: int, total: int, seconds: float) -> str:
    """As in `120 of 500 records, about 2 min`; `seconds` is what the 120 have taken."""
    left = time_left(done, total, seconds)
    so_far = many("{done} of {n:,} record", "{done} of {n:,} records", total, done=number(done))
    return so_far + (f", {left}" if left else "")


def save_bar(done: int, total: int) -> str:
    """A bar that is full when all are done."""
    return bar(100 * done // total if total else 0, _CELLS)


def time_left(done: int, total: int, seconds: float) -> str:
    """In words, rounded up; empty while too little is known, and when nothing is left."""
    if not 0 < done < total or seconds < _TELLING:
        return ""
    left = seconds / done * (total - done)
    if left < 60:
        return _("less than a minute")
    minutes = -(-left // 60)
    return (
        _("about {minutes:.0f} min").format(minutes=minutes)
        if minutes < 90
        else _("about {hours:.1f} h").format(hours=left / 3600)
    )
