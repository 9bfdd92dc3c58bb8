"""Days and times as people say them, whatever the locale of the machine."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def day_words(day: date) -> str:
    """3 March 2026"""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time_words(when: datetime, now: datetime) -> str:
    """ "today 14:03", "yesterday 14:03", "on 3 March 2026" """
    local = when.astimezone().replace(tzinfo=None) if when.tzinfo else when
    if local.date() == now.date():
        return f"today {local:%H:%M}"
    if local.date() == now.date() - timedelta(days=1):
        return f"yesterday {local:%H:%M}"
    return f"on {day_words(local.date())}"
