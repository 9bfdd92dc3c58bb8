"""Reading JSON that may lack anything, hold null anywhere, or have another shape than promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final

from orcid_tui.text import clean

_LAST_MOMENT: Final = 253_402_300_800_000
"""The end of the year 9999, in milliseconds since 1970."""


def inside(value: object, *keys: str) -> object:
    """The value behind a path of keys, or None wherever the path ends early."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def items(value: object, *keys: str) -> Sequence[object]:
    """The list behind a path of keys; empty when there is none (ORCID sends null for empty)."""
    found = inside(value, *keys)
    return found if isinstance(found, list) else ()


def text(value: object, *keys: str) -> str:
    """The clean text behind a path of keys, or an empty string."""
    found = inside(value, *keys)
    return clean(found) if isinstance(found, str) else ""


def texts(value: object, *keys: str) -> tuple[str, ...]:
    """The clean, non-empty texts of a list, without repeats."""
    return tuple(dict.fromkeys(_non_empty(items(value, *keys))))


def number(value: object, *keys: str) -> int | None:
    """A whole number, written as a number or as ASCII digits (at most nine), or None."""
    found = inside(value, *keys)
    if isinstance(found, bool):
        return None
    if isinstance(found, int):
        return found if 0 <= found < 10**9 else None
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10:
        return int(found)
    return None


def day(value: object, *keys: str) -> date | None:
    """The day (UTC) of a point in time, which ORCID writes in milliseconds since 1970."""
    found = inside(value, *keys)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < _LAST_MOMENT:
        return None
    return datetime.fromtimestamp(found // 1000, UTC).date()


def _non_empty(values: Sequence[object]) -> Iterator[str]:
    for value in values:
        if cleaned := text(value):
            yield cleaned
