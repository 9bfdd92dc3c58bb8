"""How much of the day's questions is used, for the status line."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import _
from orcid_tui.registry.protocol import DayCount
from orcid_tui.ui.render.cells import MUTED, WARN, text

_NEARLY: Final = 0.8
"""From this part of the day's questions on they are named also where there is little room."""


def questions_today(day: DayCount | None) -> Content:
    """For where there is room; nothing while nobody counts, or once it must be seen anyway."""
    return Content("") if day is None or _runs_out(day) else text(_in_words(day), MUTED)


def questions_run_out(day: DayCount | None, *, ahead: bool) -> Content:
    """What must be seen: that few are left, and that nothing is asked in advance (`ahead`)."""
    if day is None or not _runs_out(day):
        return Content("")
    if ahead:
        return text(_in_words(day), WARN)
    words = _("{sent:,} of {allowed:,} questions today, no look-ups in advance now")
    return text(words.format(sent=day.sent, allowed=day.allowed), WARN)


def quota_in_words(day: DayCount | None) -> str:
    """In full; nothing while nobody counts."""
    return _in_words(day) if day is not None else ""


def _in_words(day: DayCount) -> str:
    words = _("{sent:,} of {allowed:,} questions today")
    return words.format(sent=day.sent, allowed=day.allowed)


def _runs_out(day: DayCount) -> bool:
    return day.sent >= day.allowed * _NEARLY
