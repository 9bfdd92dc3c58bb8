"""Days and times as people say them, in the language of the screens."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from orcid_tui.language import _

_MONTHS: Final = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def day_words(day: date) -> str:
    """3 March 2026"""
    return _("{day} {month} {year}").format(
        day=day.day, month=_MONTHS[day.month - 1], year=day.year
    )


def time_words(when: datetime, now: datetime) -> str:
    """ "today 14:03", "yesterday 14:03", "on 3 March 2026" """
    local = when.astimezone().replace(tzinfo=None) if when.tzinfo else when
    time = f"{local:%H:%M}"
    if local.date() == now.date():
        return _("today {time}").format(time=time)
    if local.date() == now.date() - timedelta(days=1):
        return _("yesterday {time}").format(time=time)
    return _("on {day}").format(day=day_words(local.date()))
