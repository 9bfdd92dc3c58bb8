"""Titles of Alma as a place where records live: a set or a list of MMS IDs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Final

from orcid_tui.alma.connection import Connection
from orcid_tui.errors import SaveError, SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.journal.entry import Journal, Place
from orcid_tui.language import _
from orcid_tui.language import number as grouped
from orcid_tui.marc.quick_look import QuickLook
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps, carried_out
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.loading import Loading
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.planning import field_work, plan_works
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.stores.alma.taking_over import take_over
from orcid_tui.stores.alma.undo_here import OpenPlaces
from orcid_tui.stores.alma.undo_plan import plan_undo
from orcid_tui.stores.alma.undoing import carry_out
from orcid_tui.stores.alma.whose import WhoseAlma
from orcid_tui.stores.alma.writer import Writer
from orcid_tui.stores.protocol import (
    Change,
    Preview,
    Refusal,
    SaveMode,
    SaveReport,
    SaveTarget,
    SaveWatch,
    ScanBatch,
    SystemState,
)
from orcid_tui.stores.trouble import KEPT
from orcid_tui.stores.wanted import index_of
from orcid_tui.text import clean

_ONLY_BACK: Final = _("What came from Alma is saved in Alma, not in a file.")
_NOT_BEGUN: Final = _("The save ended before this record was begun.")
_GONE: Final = _("The record could not be read again from the temporary file.")


class AlmaStore:
    """A source in one Alma. `name` is the set's own, where it is known; `patience` is for saves.

    Raises SourceError when there is no place for temporary files. The connection belongs to whoever
    made it.
    """

    def __init__(
        self,
        source: AlmaSource,
        connection: Connection,
        journal: Journal,
        *,
        practice: Practice = USUAL_PRACTICE,
        name: str = "",
        patience: Patience | None = None,
    ) -> None:
        self._source = source
        self._connection = connection
        self._journal = journal
        self._practice = practice
        self._name = clean(name)
        self._patience = patience or Patience()
        self._whose = WhoseAlma(connection.api)
        self._records, self._loading = self._anew()
        self._retired: list[LoadedRecords] = []
        self._begun = False
        self._broke_off = False
        self._agreed: dict[HeadingRef, Field] = {}
        self._one_save = asyncio.Lock()

    @property
    def label(self) -> str:
        """The set's name, or what the user typed."""
        return self._name or self._source.label

    @property
    def location(self) -> str:
        """What is open, and in whose Alma; the same whenever it is opened."""
        return f"{self._source.words} in {self._whose.place}"

    @property
    def read_only(self) -> str:
        """Why nothing can be saved, as far as it is known: the key may only read."""
        return self._whose.read_only

    @property
    def holds_demo(self) -> bool:
        """No invented person gets into Alma."""
        return False

    @property
    def practice(self) -> Practice:
        """Which fields are linked here, and in which form."""
        return self._practice

    @property
    def save_modes(self) -> tuple[SaveMode, ...]:
        """Back to where the records came from."""
        return (SaveMode.WRITE_BACK,)

    @property
    def troubles(self) -> tuple[tuple[int, str], ...]:
        """Records that came and cannot be read."""
        return tuple(self._records.troubles)

    @property
    def system(self) -> SystemState:
        """Whose Alma this is, and how many calls are left today."""
        return self._whose.state

    @property
    def notices(self) -> tuple[str, ...]:
        """What did not come as it was asked for."""
        return (*self._whose.notices, *self._loading.notices)

    @property
    def journal_place(self) -> Place:
        """Which Alma, and which titles of it."""
        who = self._whose.institution
        environment = who.environment.value
        return Place(self._connection.base_url, who.code, environment, self._source.words)

    @property
    def keeps_order(self) -> bool:
        """Titles that were typed stay in their order. A set may come in another one, and a file
        of MMS IDs may be sorted or shortened before it is opened again."""
        return not self._source.set_id and self._source.path is None

    @property
    def resumes(self) -> bool:
        """What was loaded stays, and is not asked for again."""
        return True

    def claim(self) -> str:
        """Alma itself sees to it that nobody overwrites the work of others."""
        return ""

    async def scan(self) -> AsyncGenerator[ScanBatch, None]:
        """Load the titles, those of a hundred at a time; behind a SourceError go on with the rest.

        After a scan that reached the end everything is loaded anew. Raises SourceError.
        """
        if self._begun and not self._broke_off:
            self._start_anew()
        self._begun, self._broke_off = True, False
        asking = asyncio.create_task(self._whose.ask())
        try:
            async with aclosing(self._loading.batches()) as batches:
                async for batch in batches:
                    yield batch
            await asking
        except SourceError:
            self._broke_off = True
            raise

    def record(self, number: int) -> BibRecord:
        """A record that was loaded. Raises IndexError for any other."""
        return self._records.record(number)

    def glance(self, number: int) -> QuickLook | None:
        """A record that was loaded, for a quick look; None when it needs more."""
        return self._records.glance(number)

    def describe(self, number: int) -> str:
        """The record's ordinal and MMS ID, and whether it is hidden from discovery."""
        if not 1 <= number <= len(self._records):
            return _("record {nth}").format(nth=grouped(number))
        if self._records.is_suppressed(number):
            words = _("record {nth} (MMS {mms_id}, suppressed)")
        else:
            words = _("record {nth} (MMS {mms_id})")
        return words.format(nth=grouped(number), mms_id=self._records.mms_ids[number - 1])

    def system_number(self, number: int) -> str:
        """The record's MMS ID."""
        return self._records.mms_ids[number - 1] if 1 <= number <= len(self._records) else ""

    def why_unchangeable(self, number: int) -> str:
        """Why Alma would keep no change to this record, in one sentence; or empty."""
        return self._records.why_unchangeable(number)

    def preview(self, change: Change) -> Preview:
        """The real edit, read back. Equal fields mean that nothing is left to do."""
        ref, theirs = change.ref, self._agreed.get(change.ref)
        record = self.record(ref.record)
        work = field_work(record, change, theirs, self._practice)
        if reason := self.why_unchangeable(ref.record):
            raise FieldRefused(reason)
        steps = work.steps(work.field)
        if theirs is not None or not steps:
            after = replace(work.field, subfields=carried_out(work.field.subfields, steps))
            return Preview(work.field, after)
        target = index_of(record, ref)
        try:
            edit = self._records.edit(ref.record, [FieldSteps(target, steps)])
        except OSError:
            raise FieldRefused(_GONE) from None
        if refused := edit.refused.get(target):
            raise FieldRefused(refused)
        return Preview(work.field, edit.after.field(target))

    def agree(self, refusal: Refusal) -> None:
        """Let the decision hold for the field as others have made it, in the next save."""
        if refusal.meanwhile is not None and refusal.meanwhile.theirs is not None:
            self._agreed[refusal.ref] = refusal.meanwhile.theirs

    async def save(
        self, changes: Sequence[Change], target: SaveTarget, watch: SaveWatch | None = None
    ) -> SaveReport:
        """Write the changes back, record by record. Raises SaveError when none can be begun."""
        if target.mode is not SaveMode.WRITE_BACK:
            raise SaveError(_ONLY_BACK, KEPT)
        async with self._one_save:
            await self._whose.ask()
            if self.read_only:
                raise SaveError(self.read_only, KEPT)
            return await self._save(tuple(changes), watch)

    async def undo_save(self, save_id: str, watch: SaveWatch | None = None) -> SaveReport:
        """Give the fields of an earlier save back as they were. Raises SaveError.

        The report speaks of headings that are not open by the record 0.
        """
        async with self._one_save:
            await self._whose.ask()
            if self.read_only:
                raise SaveError(self.read_only)
            plan = await plan_undo(
                save_id, self._connection, self._whose.institution, self._journal
            )
            places = OpenPlaces(self._records)
            await asyncio.to_thread(places.find, plan)
            undone = await carry_out(
                plan,
                self._connection,
                self._journal,
                watch,
                place_of=places.of,
                patience=self._patience,
            )
            tags = self._practice.tags
            await asyncio.to_thread(places.take_over, plan, undone.outcomes, tags)
            for ref in undone.report.written:
                self._agreed.pop(ref, None)
            return undone.report

    def proposed_paths(self, mode: SaveMode) -> tuple[Path, ...]:
        """No file is written."""
        return ()

    def close(self) -> None:
        """Give back the temporary file, and ask for nothing any more."""
        self._whose.cancel()
        self._loading.cancel()
        for records in (*self._retired, self._records):
            records.close()

    # --- inside ----------------------------------------------------------------------

    def _anew(self) -> tuple[LoadedRecords, Loading]:
        network = self._connection.network is not None
        records = LoadedRecords(self._practice.tags, network=network)
        return records, Loading(self._connection.api, self._source, records)

    def _start_anew(self) -> None:
        """Others may still be reading the old records, so they are given back one step later."""
        for old in self._retired:
            old.close()
        self._retired = [self._records]
        self._records, self._loading = self._anew()
        self._agreed.clear()

    async def _save(self, changes: Sequence[Change], watch: SaveWatch | None) -> SaveReport:
        records = self._records
        plan = await asyncio.to_thread(plan_works, records, changes, self._agreed, self._practice)
        if not plan.works:
            return SaveReport(plan.done, plan.refused)
        journal = self._journal.open_save(self.journal_place)
        outcomes = await Writer(self._connection, journal, self._patience).write_all(
            plan.works, watch
        )
        written, refused = list(plan.done), list(plan.refused)
        told = {outcome.number: outcome for outcome in outcomes}
        for work in plan.works:
            outcome = told.get(work.number)
            if outcome is not None:
                written += outcome.written
                refused += outcome.refused
                await asyncio.to_thread(take_over, records, work, outcome, self._practice.tags)
        known = {*written, *(each.ref for each in refused)}
        refused += [
            Refusal(one.ref, work.seen.mms_id, _NOT_BEGUN, later=True)
            for work in plan.works
            for one in work.fields
            if one.ref not in known
        ]
        for ref in written:
            self._agreed.pop(ref, None)
        return SaveReport(
            tuple(sorted(written)),
            tuple(sorted(refused, key=lambda refusal: refusal.ref)),
            save_id=journal.id,
            notes=tuple(note for outcome in outcomes for note in outcome.notes),
        )
