"""Records in an invented library system: it refuses what it is told to, slowly if it is told to.

Every save stands in a real journal on the disk, as with a real system.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from orcid_tui.headings.changes import steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin
from orcid_tui.journal.entry import Attempt, Ending, OpenSave, Place, Result, WrittenField
from orcid_tui.journal.files import FileJournal
from orcid_tui.journal.reading import entries
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.steps import carried_out
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import (
    Change,
    Meanwhile,
    Note,
    Refusal,
    SaveMode,
    SaveReport,
    SaveTarget,
    SaveWatch,
    SystemState,
)
from tests.ui.fakes import PERSONS, RECORDS, MemoryRegistry, MemoryStore

NAME = "Example Library (01EXA_INST)"


class SystemMemoryStore(MemoryStore):
    """`because`, `later` and `theirs` say what is refused, `warnings` what is noted; with `gate`
    each record waits for a turn."""

    label = "Set of harbours"
    location = "Alma set 123 of Example Library"
    save_modes = (SaveMode.WRITE_BACK,)
    notices: tuple[str, ...] = ()

    def __init__(self, records: Sequence[BibRecord] = RECORDS) -> None:
        super().__init__(records)
        self.because: dict[HeadingRef, str] = {}
        self.later: dict[HeadingRef, str] = {}
        self.theirs: dict[HeadingRef, Field | None] = {}
        self.warnings: dict[HeadingRef, str] = {}
        self.gate: asyncio.Semaphore | None = None
        self.agreed: list[HeadingRef] = []
        self.alarm = "PRODUCTION"
        self.calls_left: int | None = 89_120
        self._now: dict[HeadingRef, Field] = {}

    @property
    def system(self) -> SystemState:
        """Whose system it is."""
        return SystemState(NAME, self.alarm, self.calls_left)

    def record(self, number: int) -> BibRecord:
        """The record as it is now."""
        record = super().record(number)

        def decode(index: int) -> Field:
            tag = record.tags[index]
            ref = HeadingRef(number, tag, record.tags[: index + 1].count(tag))
            return self._now.get(ref) or record.decode(index)

        return replace(record, decode=decode)

    def field(self, ref: HeadingRef) -> Field:
        """A field as it is now."""
        field = self.record(ref.record).occurrence(ref.tag, ref.occurrence)
        assert field is not None
        return field

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """No file is written."""
        return ()

    def agree(self, refusal: Refusal) -> None:
        """Theirs is what is there from now on."""
        theirs = self.theirs.pop(refusal.ref)
        assert theirs is not None
        self._now[refusal.ref] = theirs
        self.agreed.append(refusal.ref)

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Record by record, each with its attempt in the journal."""
        self.saves.append((tuple(changes), target))
        wanted: dict[HeadingRef, tuple[Field, str, str]] = {}
        for change in changes:
            field = self.field(change.ref)
            steps = steps_for(field, change.wish, change.orcid, self.practice)
            after = replace(field, subfields=carried_out(field.subfields, steps))
            wanted[change.ref] = after, str(change.orcid or ""), change.wish.value
        return await self._write(wanted, self._journal(), watch or SaveWatch())

    async def undo_save(self, save_id: str, watch: SaveWatch | None = None) -> SaveReport:
        """Every stored field as it was before."""
        wanted = {
            field.ref: (field.before, field.orcid, "undo")
            for entry in entries(save_id)
            if entry.result.ending is Ending.STORED
            for field in entry.attempt.fields
        }
        return await self._write(wanted, self._journal(save_id), watch or SaveWatch())

    @property
    def journal_place(self) -> Place:
        """As a real system names it."""
        return Place("https://alma.example.org", "01EXA_INST", "production", "set 123")

    def _journal(self, undoes: str = "") -> OpenSave:
        return FileJournal().open_save(self.journal_place, undoes)

    async def _write(
        self,
        wanted: dict[HeadingRef, tuple[Field, str, str]],
        journal: OpenSave,
        watch: SaveWatch,
    ) -> SaveReport:
        written: list[HeadingRef] = []
        refused: list[Refusal] = []
        numbers = list(dict.fromkeys(ref.record for ref in wanted))
        watch.moved(0, len(numbers))
        for done, number in enumerate(numbers, start=1):
            refs = [ref for ref in wanted if ref.record == number]
            if watch.stopped:
                refused += [self._refusal(ref, "It was not begun.", later=True) for ref in refs]
                continue
            if self.gate is not None:
                await self.gate.acquire()
            why_not = {ref: self._why_not(ref) for ref in refs}
            refused += [why for why in why_not.values() if why is not None]
            if stored := [ref for ref in refs if why_not[ref] is None]:
                self._store(stored, wanted, journal)
                written += stored
            watch.moved(done, len(numbers))
        notes = tuple(Note(ref, self.warnings[ref]) for ref in written if ref in self.warnings)
        return SaveReport(tuple(written), tuple(refused), save_id=journal.id, notes=notes)

    def _store(
        self,
        refs: Iterable[HeadingRef],
        wanted: dict[HeadingRef, tuple[Field, str, str]],
        journal: OpenSave,
    ) -> None:
        fields = tuple(
            WrittenField(ref, self.field(ref).first("a"), orcid, action, self.field(ref), after)
            for ref in refs
            for after, orcid, action in [wanted[ref]]
        )
        number = fields[0].ref.record
        attempt = Attempt(
            f"99{number:014}", "institution", f"Work {number}", b"<bib/>", b"<bib/>", fields
        )
        nth = journal.begin(attempt)
        self._now.update((field.ref, field.after) for field in fields)
        journal.end(nth, Result(Ending.STORED))

    def _why_not(self, ref: HeadingRef) -> Refusal | None:
        if ref in self.theirs:
            both = Meanwhile(self.field(ref), self.theirs[ref])
            return self._refusal(ref, "Somebody has changed this field.", meanwhile=both)
        if ref in self.because:
            return self._refusal(ref, self.because[ref])
        if ref in self.later:
            return self._refusal(ref, self.later[ref], later=True)
        return None

    def _refusal(
        self,
        ref: HeadingRef,
        reason: str,
        *,
        later: bool = False,
        meanwhile: Meanwhile | None = None,
    ) -> Refusal:
        number = self.record(ref.record).control_number
        return Refusal(ref, number, reason, meanwhile, later)


FIRST = HeadingRef(1, "100", 1)
SECOND = HeadingRef(1, "700", 1)
THIRD = HeadingRef(3, "100", 1)
SIXTH = HeadingRef(6, "100", 1)


async def decided_session(store: SystemMemoryStore, origin: Origin | None = None) -> Session:
    """Four headings in three records are decided; with an origin it is kept that they are."""
    session = Session(store, MemoryRegistry(PERSONS), origin=origin)
    session.keep_history()
    async for _ in session.scan():
        pass
    for ref, person in ((FIRST, 0), (SECOND, 3), (THIRD, 2), (SIXTH, 5)):
        session.choose(ref, PERSONS[person])
    return session
