"""The session: one source of records, one registry of persons, and the work between them.

Screens and commands call nothing else of the core. All state of the work is here; a widget
holds no more than its cursor, its filter and the focus.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import compress
from typing import Final

from orcid_tui.headings.brief import BriefHeading
from orcid_tui.headings.changes import ids_in, is_untidy
from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.marc.plain_names import PLAIN, TITLE_ENTRY
from orcid_tui.marc.record import BibRecord
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.session.by_hand import TypedPerson, person_by_hand
from orcid_tui.session.decisions import Decision, DecisionLog, Verdict
from orcid_tui.session.index import HeadingIndex
from orcid_tui.session.looking_up import LookUps
from orcid_tui.session.reading import HeadingReader
from orcid_tui.session.refused import (
    AlreadyThere,
    DecisionRefused,
    Existing,
    check_may_be_saved,
    gives_way,
)
from orcid_tui.session.saving import SavedDecisions, plan_changes
from orcid_tui.session.states import Counts, HeadingState, PlannedChange
from orcid_tui.stores.protocol import (
    Change,
    RecordStore,
    SaveReport,
    SaveTarget,
    SaveWatch,
    ScanBatch,
)

_TO_BE_JUDGED: Final = bytes(known not in (PLAIN, TITLE_ENTRY) for known in range(256))
"""Turns what a scan knows of a heading into whether it has to be judged."""

_SLICE: Final = 250
"""Headings judged before the event loop gets its turn: a few milliseconds."""

_VERDICT_STATES: Final = {
    Verdict.CHOSEN: HeadingState.CHOSEN,
    Verdict.NOBODY: HeadingState.NOBODY,
    Verdict.SKIPPED: HeadingState.SKIPPED,
    Verdict.REMOVED: HeadingState.REMOVED,
    Verdict.TIDIED: HeadingState.TIDIED,
}


class Session:
    """The door to the core. Make one with `orcid_tui.session.opening`; close it in the end.

    `warnings` are sentences about how the session was opened, for the status line.
    """

    def __init__(
        self, store: RecordStore, registry: PersonRegistry, *, warnings: Sequence[str] = ()
    ) -> None:
        self.store = store
        self.registry = registry
        self.warnings = tuple(warnings)
        self._index = HeadingIndex()
        self._log = DecisionLog()
        self._saved = SavedDecisions()
        self._look_ups = LookUps(registry)
        self._scanned = False
        self._reader = HeadingReader(store)

    def claim(self) -> str:
        """Say that this work begins; a sentence when another copy of the program is at it."""
        return self.store.claim()

    # --- what is there -------------------------------------------------------------

    @property
    def refs(self) -> Sequence[HeadingRef]:
        """All personal-name headings found so far, in the order of the source."""
        return self._index

    @property
    def scanned(self) -> bool:
        """True when the scan has reached the end of the source."""
        return self._scanned

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through the source once; `refs` grows with every batch."""
        async for batch in self.store.scan():
            added = self._index.add(batch.refs, batch.plain)
            doubtful = (
                compress(added, batch.plain.translate(_TO_BE_JUDGED)) if batch.plain else added
            )
            for count, position in enumerate(doubtful, start=1):
                self._judge(position)
                if count % _SLICE == 0:
                    await asyncio.sleep(0)
            yield batch
        self._scanned = True

    def heading(self, ref: HeadingRef) -> Heading:
        """One heading, decoded and judged. Cached. KeyError if the scan found no such field."""
        if not self.has(ref):
            raise KeyError(ref)
        return self._reader.heading(ref)

    def briefs(self, refs: Sequence[HeadingRef], plain: bytes = b"") -> Iterator[BriefHeading]:
        """The headings at these places, in one line each. Fast where refs of a record follow
        each other, faster still with what the `ScanBatch` says of them."""
        return self._reader.briefs(refs, plain)

    def has(self, ref: HeadingRef) -> bool:
        """Whether the scan has found such a heading."""
        return self._index.position(ref) is not None

    def record(self, ref: HeadingRef) -> BibRecord:
        """The record a heading stands in."""
        return self.store.record(ref.record)

    def place(self, ref: HeadingRef) -> str:
        """Where the record of a heading is, in words."""
        return self.store.describe(ref.record)

    def work(self, ref: HeadingRef) -> WorkDescription:
        """What the record says about its work. Cached."""
        return self._reader.work(ref.record)

    # --- looking up ----------------------------------------------------------------

    async def look_up(self, ref: HeadingRef) -> LookUp:
        """The candidates for a heading. Asked once a run; equal names share their answer.

        Raises RegistryError when the registry gave no usable answer.
        """
        known = self._look_ups.known(ref)
        return known or await self._look_ups.look_up(self._reader.question(ref))

    def known(self, ref: HeadingRef) -> LookUp | None:
        """The answer, if it is already here. Never asks."""
        return self._look_ups.known(ref)

    async def look_up_widely(self, ref: HeadingRef) -> LookUp:
        """The candidates and whoever shares the surname; marked as `loose`. Cached.

        Raises RegistryError.
        """
        known = self._look_ups.known_widely(ref)
        return known or await self._look_ups.look_up_widely(self._reader.question(ref))

    async def look_up_as(self, ref: HeadingRef, text: str) -> LookUp:
        """The candidates for a heading, under a name in the cataloguer's own words.

        `text` is "Quell, Ada" or "Ada Quell"; the record's evidence counts as ever. Cached.
        Raises RegistryError.
        """
        return await self._look_ups.look_up_as(self._reader.question(ref), text)

    async def find_person(self, text: str) -> TypedPerson:
        """The person of an iD that was typed or pasted in any dress, to be shown first.

        A deprecated iD gives its successor, with a notice. Raises PersonRefused with a sentence
        when the iD is mistyped, unknown, locked or deactivated, and RegistryError.
        """
        return await person_by_hand(text, self._look_ups.profile)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The public page of a person. Cached. Raises RegistryError."""
        return await self._look_ups.profile(orcid)

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """The public page, if it is already here. Never asks."""
        return self._look_ups.known_profile(orcid)

    def go_on_anonymously(self) -> None:
        """Ask without credentials from now on, after they were refused."""
        self.registry.go_on_anonymously()

    # --- deciding ------------------------------------------------------------------

    def state(self, ref: HeadingRef) -> HeadingState:
        """Where a heading stands in the work."""
        position = self._index.position(ref)
        return HeadingState.CLOSED if position is None else self._index.state(position)

    def decision(self, ref: HeadingRef) -> Decision | None:
        """The decision that stands for a heading."""
        return self._log.get(ref)

    def choose(
        self, ref: HeadingRef, person: FoundPerson, existing: Existing = Existing.ASK
    ) -> None:
        """This is the person. Raises DecisionRefused with one sentence if it cannot be, and
        Conflict when the heading carries another iD.

        To choose the person whose iD is there takes back what was decided against it."""
        self._choose(self._decidable(ref), person.orcid, existing, person.name)

    def adopt(
        self, ref: HeadingRef, orcid: OrcidId, existing: Existing = Existing.KEEP_BROKEN
    ) -> None:
        """Choose an iD that was found elsewhere, without a look-up. Raises as `choose`.

        A name that the scan found plain is not read again; the save looks at it once more.
        """
        if self._is_plain(ref):
            check_may_be_saved(orcid, self.store, self.registry)
            self._decide(Decision(ref, Verdict.CHOSEN, orcid))
        else:
            self._choose(self._decidable(ref), orcid, existing)

    def ids(self, ref: HeadingRef) -> tuple[str, ...]:
        """Every iD that the heading carries, and every text that claims to be one, each once."""
        heading = self.heading(ref)
        return ids_in(heading.field, self.store.practice, unimarc=heading.unimarc)

    def remove(self, ref: HeadingRef) -> None:
        """The iD that the heading carries is wrong and has to go. Raises DecisionRefused."""
        heading = self._decidable(ref)
        if heading.orcid is None and not heading.bad_orcid:
            raise DecisionRefused("The heading carries no iD that could be removed.")
        self._decide(Decision(ref, Verdict.REMOVED))

    def tidy(self, *refs: HeadingRef) -> None:
        """Put the iDs that these headings carry into the library's form, as one step for undo.

        Raises DecisionRefused, and then nothing is decided.
        """
        for ref in refs:
            self._decidable(ref)
            if not self.is_untidy(ref):
                raise DecisionRefused("There is no iD here that stands in another form than usual.")
        self._decide(*(Decision(ref, Verdict.TIDIED) for ref in refs))

    def is_untidy(self, ref: HeadingRef) -> bool:
        """Whether the heading carries an iD in another form than the library's."""
        heading = self.heading(ref)
        if heading.orcid is None or not heading.eligible:
            return False
        return is_untidy(heading.field, self.store.practice, unimarc=heading.unimarc)

    def linked(self) -> Iterator[HeadingRef]:
        """The headings that carry an iD and are not decided yet."""
        return (self._index[position] for position in self._index.having(HeadingState.LINKED))

    def untidy(self) -> Iterator[HeadingRef]:
        """Those among them whose iD stands in another form than the library's."""
        return filter(self.is_untidy, self.linked())

    def nobody(self, ref: HeadingRef) -> None:
        """No candidate fits. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.NOBODY))

    def skip(self, ref: HeadingRef) -> None:
        """Not now. Raises DecisionRefused."""
        self._check_without_id(ref)
        self._decide(Decision(ref, Verdict.SKIPPED))

    def undo(self) -> tuple[HeadingRef, ...]:
        """Take the last step back; returns the headings it was about, or none.

        Raises DecisionRefused.
        """
        if any(self._saved.in_source(self._log.get(ref)) for ref in self._log.last_done):
            raise DecisionRefused("The last choice is already saved in the file itself.")
        return self._restate(*self._log.undo())

    def redo(self) -> tuple[HeadingRef, ...]:
        """Make the last undone step again; returns the headings it was about, or none."""
        return self._restate(*self._log.redo())

    def next_open(self, after: HeadingRef | None) -> HeadingRef | None:
        """The next undecided heading behind this one, else the first one, else None."""
        position = -1 if after is None else self._index.position(after)
        found = self._index.next_open(-1 if position is None else position)
        return None if found is None else self._index[found]

    def counts(self) -> Counts:
        """How many headings are in each state. Cheap enough for every key."""
        return self._index.counts()

    # --- saving --------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many decisions (or decisions taken back) differ from what was saved last."""
        return self._saved.differences(self._writing())

    def unsaved_decisions(self) -> tuple[Decision, ...]:
        """The decisions that change a field and are in no file yet."""
        return tuple(each for each in self._writing() if not self._saved.holds(each))

    def plan(self) -> tuple[PlannedChange, ...]:
        """What a save would change, field by field, with refusals."""
        return tuple(self.planning())

    def planning(self) -> Iterator[PlannedChange]:
        """The same, worked out one by one: thousands of them take their time."""
        return plan_changes(self, self._changes())

    async def save(self, target: SaveTarget, watch: SaveWatch | None = None) -> SaveReport:
        """Carry out the decisions. Raises SaveError; they are kept in any case.

        A new file holds everything decided since the source was opened; a replaced source
        takes only what it does not have yet.
        """
        decided = {decision.ref: decision for decision in self._writing()}
        report = await self.store.save(self._changes(), target, watch)
        self._saved.note(
            [decided[ref] for ref in report.written if ref in decided],
            in_source=target.mode.into_source,
        )
        if target.mode.into_source:
            self._reader.forget()
            self._index.forget(report.written)
        self._restate(*report.written)
        return report

    async def aclose(self) -> None:
        """Close store and registry."""
        await self._look_ups.aclose()
        await self.registry.aclose()
        self.store.close()

    # --- inside --------------------------------------------------------------------

    def _writing(self) -> tuple[Decision, ...]:
        """The decisions that change a field."""
        return tuple(decision for decision in self._log.all() if decision.change is not None)

    def _changes(self) -> tuple[Change, ...]:
        """What a save has to do: in the source stands already what was saved there."""
        return tuple(
            decision.change
            for decision in self._log.all()
            if decision.change is not None and not self._saved.in_source(decision)
        )

    def _judge(self, position: int) -> None:
        """Give a heading about which nothing is decided its state."""
        known = self._index.known(position)
        self._index.set_state(position, self._reader.state(self._index[position], known))

    def _decidable(self, ref: HeadingRef) -> Heading:
        """The heading, if anything can be decided about it."""
        try:
            heading = self.heading(ref)
        except KeyError:
            raise DecisionRefused("There is no such field in the record.") from None
        if not heading.eligible:
            raise DecisionRefused(heading.why_not)
        return heading

    def _check_without_id(self, ref: HeadingRef) -> None:
        heading = self._decidable(ref)
        if heading.orcid is not None:
            raise DecisionRefused(
                f"This heading already carries the iD {heading.orcid} ({heading.orcid_form})."
            )

    def _choose(self, heading: Heading, orcid: OrcidId, existing: Existing, name: str = "") -> None:
        ref = heading.ref
        replaces = existing is Existing.REPLACE and len(self.ids(ref)) > 1
        if heading.orcid == orcid and not replaces:
            standing = self._log.get(ref)
            if standing is None or standing.change is None or self._saved.in_source(standing):
                raise AlreadyThere(f"The heading already carries the iD {orcid}.")
            self._decide(standing if standing.orcid == orcid else Decision(ref, Verdict.KEPT))
            return
        check_may_be_saved(orcid, self.store, self.registry)
        replacing = gives_way(heading, existing)
        self._decide(Decision(ref, Verdict.CHOSEN, orcid, name, replacing))

    def _decide(self, *decisions: Decision) -> None:
        self._log.decide(*decisions)
        self._restate(*(decision.ref for decision in decisions))

    def _restate(self, *refs: HeadingRef) -> tuple[HeadingRef, ...]:
        """Bring the state of headings in line with their decisions."""
        for ref in refs:
            position = self._index.position(ref)
            if position is not None:
                self._set_state(position, self._log.get(ref))
        return refs

    def _set_state(self, position: int, decision: Decision | None) -> None:
        if decision is None or decision.verdict is Verdict.KEPT:
            self._judge(position)
        elif self._saved.holds(decision):
            self._index.set_state(position, HeadingState.SAVED)
        else:
            self._index.set_state(position, _VERDICT_STATES[decision.verdict])

    def _is_plain(self, ref: HeadingRef) -> bool:
        """Whether it is known without reading it that the heading may take an iD and has none."""
        position = self._index.position(ref)
        return position is not None and self._index.known(position) == PLAIN
