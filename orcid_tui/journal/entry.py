"""One write into a library system, as it is kept for audit and for undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.record import Field


class Ending(Enum):
    """How a write ended. The value is the word in files and reports."""

    STORED = "stored"
    """Alma's answer, or a look afterwards, holds what was wanted."""
    NOT_STORED = "accepted but not stored"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """No answer came, and the look afterwards failed too; also what an attempt is that the
    program did not live to see the end of."""


@dataclass(frozen=True, slots=True)
class WrittenField:
    """One field before and after. `ref` is its place in the source of that session."""

    ref: HeadingRef
    heading: str
    orcid: str
    action: str
    before: Field
    after: Field


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is about to be sent. `before` and `after` are whole `<bib>` elements.

    `zone` is "institution" or "network": whose record it is, and whose key writes it.
    """

    mms_id: str
    zone: str
    title: str
    before: bytes
    after: bytes
    fields: tuple[WrittenField, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. `answer` is the `<bib>` that Alma gave back, or empty."""

    ending: Ending
    sentence: str = ""
    tracking_id: str = ""
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """An attempt with its result, as the journal gives it back. Times with zone, UTC."""

    save_id: str
    nth: int
    began: datetime
    attempt: Attempt
    ended: datetime | None
    result: Result


@dataclass(frozen=True, slots=True)
class Place:
    """Where a save went: enough to find the same Alma again, and never a key."""

    base_url: str
    institution: str
    environment: str
    source: str


class OpenSave(Protocol):
    """One save that is being written down. `id` names it in commands and on screen."""

    @property
    def id(self) -> str:
        """As in 20261123-034500-1, the time in UTC; empty until something was begun."""

    def begin(self, attempt: Attempt) -> int:
        """Put the attempt on disk before anything is sent; returns its number in this save.

        Raises SaveError when that is not possible: then nothing may be sent.
        """

    def end(self, nth: int, result: Result) -> None:
        """Put the result on disk. Never raises: what was sent was sent."""


class Journal(Protocol):
    """Where saves are written down; `journal.reading` reads what stands in `folder`."""

    @property
    def folder(self) -> Path:
        """Where the files are."""

    def open_save(self, place: Place, undoes: str = "") -> OpenSave:
        """Begin a save; `undoes` is the id of the save that it takes back, if it does.

        Raises SaveError when the journal cannot be written. A save in which nothing is begun
        leaves nothing behind.
        """
