"""What the program asks of any place where records live.

A MARC file is one such place; Alma or another library system can be the next. A store knows
positions and bytes; whether a heading *may* get an iD is decided before, in `headings`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol, runtime_checkable

from orcid_tui.headings.changes import Wish as Wish
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.journal.entry import Place
from orcid_tui.marc.quick_look import QuickLook
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused as FieldRefused
from orcid_tui.orcid_id import OrcidId


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """News from a scan: personal-name fields found since the last batch.

    `done` and `total` count bytes or records, whichever the store knows; `records` is the
    number of records seen so far. `plain` has a byte for each ref: what is known of the
    field already (PLAIN and others in `marc.plain_names`), 0 where that is nothing; it is empty
    when the store cannot tell.
    """

    refs: tuple[HeadingRef, ...]
    records: int
    done: int
    total: int
    plain: bytes = b""


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted of one field. `orcid` goes with LINK and REPLACE."""

    ref: HeadingRef
    orcid: OrcidId | None = None
    wish: Wish = Wish.LINK


@dataclass(frozen=True, slots=True)
class Preview:
    """A field as it is and as it would be."""

    before: Field
    after: Field


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A field that somebody else has changed since it was decided upon: ours and theirs.

    `theirs` is None when there is no field left that could be meant.
    """

    ours: Field
    theirs: Field | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One decision that was not carried out. `reason` is one sentence.

    With `meanwhile` the user can look at both, and let the decision hold for the new version
    (`RecordStore.agree`). `later` is True when nothing speaks against it but the moment: the
    record is open elsewhere, the line is down, the day's calls are used up.
    """

    ref: HeadingRef
    control_number: str | None
    reason: str
    meanwhile: Meanwhile | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing about a field that was written, in one sentence."""

    ref: HeadingRef
    sentence: str


class SaveWatch:
    """Looks on while a save goes on, and can ask it to stop.

    `moved` is called with the number of records done and of all, in the event loop. A save that
    is asked to stop finishes what it has begun and refuses the rest for later.
    """

    def __init__(self, moved: Callable[[int, int], None] = lambda done, total: None) -> None:
        self.moved = moved
        self.stopped = False

    def stop(self) -> None:
        """Begin no other record."""
        self.stopped = True


class SaveMode(Enum):
    """Where the result goes."""

    BESIDE = "beside"
    """A new file next to the source, under a name that is not taken."""
    REPLACE = "replace"
    """The source itself, after a backup of it was made."""
    TO_PATH = "to path"
    """A file that the user named. One that exists is backed up first."""
    WRITE_BACK = "write back"
    """The library system that the records came from; each write is kept in the journal."""

    @property
    def into_source(self) -> bool:
        """Whether the records that are open are themselves changed."""
        return self in (SaveMode.REPLACE, SaveMode.WRITE_BACK)


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """How to save. `path` goes with TO_PATH only."""

    mode: SaveMode
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What a save did. `backup` is the copy of what stood at `path` before, if anything did.

    `path` is None when no file had to be written because every iD stood there already, or
    all were refused. `parts` has one report a file when several files were written, and
    `path` and `backup` are then those of the first. `save_id` names the save in the journal of a
    library system; `notes` are what that system had to say about fields that it stored.
    """

    written: tuple[HeadingRef, ...]
    refused: tuple[Refusal, ...]
    path: Path | None = None
    backup: Path | None = None
    parts: tuple[SaveReport, ...] = ()
    save_id: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemState:
    """How it stands with the library system behind a store, for title and status line.

    `alarm` is a word that must stand on every screen that can write, such as PRODUCTION.
    """

    name: str
    alarm: str = ""
    calls_left: int | None = None


@runtime_checkable
class SystemStore(Protocol):
    """A store whose records live in a library system and are changed by others, too."""

    @property
    def system(self) -> SystemState:
        """Whose system this is, and what is left of the day."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the source as a whole, a sentence each: titles that the
        system does not know, a set that went on changing, an answer that did not come."""

    def agree(self, refusal: Refusal) -> None:
        """Let the decision about `refusal.ref` hold for the field as others have made it."""

    async def undo_save(self, save_id: str, watch: SaveWatch | None = None) -> SaveReport:
        """Give the fields of an earlier save back as they were, as safely as they were written.

        The records that are open read the fields as they are then. Raises SaveError when nothing
        can be undone at all.
        """


@runtime_checkable
class JournalledStore(Protocol):
    """A store whose saves are kept in the journal."""

    @property
    def journal_place(self) -> Place:
        """Where a save of this source goes, as the journal calls it."""


@runtime_checkable
class NumberingStore(Protocol):
    """A store whose system has numbers of its own for records."""

    def system_number(self, number: int) -> str:
        """The system's own number of a record, such as its MMS ID, which 001 need not be."""


@runtime_checkable
class GlancingStore(Protocol):
    """A store that can also show records at a glance, which is many times as fast."""

    def glance(self, number: int) -> QuickLook | None:
        """A record that the scan has passed, for a quick look; None when it needs more."""


class RecordStore(Protocol):
    """A source of records. Opening and scanning may raise SourceError, saving SaveError.

    A scan that broke off with a SourceError in a library system goes on where it was when it is
    begun again; see `resumes`.
    """

    @property
    def label(self) -> str:
        """A short, clean name for the title line, such as the file's name."""

    @property
    def location(self) -> str:
        """Where the records are, in full, and in which format."""

    @property
    def read_only(self) -> str:
        """Why nothing can be saved here, in one sentence; empty when saving is possible."""

    @property
    def holds_demo(self) -> bool:
        """True only for the demo's own copy, the one place where invented iDs may go."""

    @property
    def practice(self) -> Practice:
        """Which fields are linked here, and in which form."""

    @property
    def save_modes(self) -> tuple[SaveMode, ...]:
        """The ways of saving that this store offers, the default first."""

    @property
    def troubles(self) -> tuple[tuple[int, str], ...]:
        """Damaged records found by the scan so far: ordinal, and what is wrong in a sentence."""

    @property
    def resumes(self) -> bool:
        """Whether `scan`, begun again after a SourceError, goes on behind its last batch."""

    def claim(self) -> str:
        """Say that somebody works on this source now.

        Returns a sentence when another copy of the program does so already, else nothing.
        """

    def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through all records once, from the first. Scanning again starts anew."""

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed, by its 1-based ordinal. Fast and local."""

    def describe(self, number: int) -> str:
        """Where a record is, in words: "record 5", with several sources also in which."""

    def why_unchangeable(self, number: int) -> str:
        """Why nothing in this record can be changed, in one sentence; empty when it can.

        Such a record has no PLAIN headings, and is not shown at a glance.
        """

    @property
    def keeps_order(self) -> bool:
        """Whether a record has the same ordinal whenever this source is opened."""

    def preview(self, change: Change) -> Preview:
        """What the change would do to its field. Raises FieldRefused."""

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Carry out the changes. A field that is refused never stops the others.

        After a save into the source the store reads the new content, and refs stay valid.
        `watch` is told where a save takes its time.
        """

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """The files that BESIDE would write or REPLACE would replace; none for TO_PATH.

        With several sources, those without a change are not written.
        """

    def close(self) -> None:
        """Give back files and memory."""
