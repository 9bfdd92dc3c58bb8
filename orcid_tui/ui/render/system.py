"""The library system behind the records: an alarm nobody overlooks, and the calls of the day."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.language import many
from orcid_tui.stores.protocol import SystemState
from orcid_tui.ui.render.cells import WARN, text

ALARM: Final = "bold reverse $text-warning"
"""Reversed, so that it also stands out where there is no colour."""


def alarm(system: SystemState | None) -> Content:
    """The word that must stand on every screen that can write, such as PRODUCTION; or nothing."""
    if system is None or not system.alarm:
        return Content("")
    return text(system.alarm, ALARM).pad(1, 1).stylize(ALARM)


def calls_left(system: SystemState | None) -> Content:
    """How many calls the institution has left today; nothing while that was never said."""
    if system is None or system.calls_left is None:
        return Content("")
    left = system.calls_left
    words = many("{n:,} call left today", "{n:,} calls left today", left)
    return Content.styled(words, "" if left else WARN)
