"""What a picture of the refine screen at 80 by 24 says, read by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SEARCHING: Final = "Searching"
"""Stands where the candidates will be, as long as they are not there."""
_FAILED: Final = "to look it up again"
_ANSWERED: Final = re.compile(
    r"^ (?:No (?:other )?candidate|[\d,]+ candidates?|[\d,]+ of [\d,]+ found) for (\S.*?) *$",
    re.MULTILINE,
)
_ASKED: Final = re.compile(r"^ Searching for (\S.*?)… *$", re.MULTILINE)
_OPEN: Final = re.compile(r"([\d,]+) open\b")
_RECORD: Final = re.compile(r"control number (\w+)")
_FIELD: Final = re.compile(r" · ((?:100|700) .*)$")
_FIRST: Final = re.compile(r"^ ?.?1  \S", re.MULTILINE)
_ORCID: Final = re.compile(r"\b0098-\d{4}-\d{4}-\d{3}[\dX]\b")


@dataclass(frozen=True, slots=True)
class Picture:
    """One moment of the screen.

    `open` is how many headings are said to be open; `record` and `field` are the heading under the
    cursor as the lines below the list have it; `answered_for` is whose candidates are shown, or
    that there are none; `first` the iD of the first candidate.
    """

    open: int | None
    record: str
    field: str
    answered_for: str
    searching: bool
    failed: bool
    first: str | None

    def is_at(self, record: str, tag: str, name: str) -> bool:
        """Whether the cursor is on this heading."""
        return (
            self.record == record
            and self.field.startswith(tag)
            and _agree(self.field.partition("$a ")[2].partition(", $")[0], name)
        )

    def answers(self, name: str) -> bool:
        """Whether the candidates of this name are shown, or that it has none."""
        return bool(self.answered_for) and _agree(self.answered_for, name) and not self.searching


def _agree(shown: str, name: str) -> bool:
    """Whether this is the name, cut off or not."""
    return name.startswith(shown.rstrip(" …")) if shown.endswith("…") else shown == name


def read_picture(lines: Sequence[str]) -> Picture:
    """Read the lines of a screen."""
    text = "\n".join(lines)
    record, field = "", ""
    for number, line in enumerate(lines):
        if found := _RECORD.search(line):
            record = found[1]
            above = _FIELD.search(lines[number - 2].rstrip()) if number > 1 else None
            field = above[1] if above else ""
            text = "\n".join(lines[number:])
            break
    is_open = _OPEN.search(text)
    answered = _ANSWERED.search(text)
    first = _ORCID.search(text) if answered and _FIRST.search(text) else None
    return Picture(
        open=int(is_open[1].replace(",", "")) if is_open else None,
        record=record,
        field=field,
        answered_for=answered[1] if answered else "",
        searching=SEARCHING in text,
        failed=_FAILED in " ".join(text.split()),
        first=first[0] if first else None,
    )
