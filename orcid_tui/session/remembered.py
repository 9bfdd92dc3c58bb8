"""Decisions that come back: how it stands with the headings of a source, and the history of that on
the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from time import perf_counter
from typing import Any, Final, NamedTuple

from orcid_tui.crash import write_crash_log
from orcid_tui.figures.tally import Tally
from orcid_tui.headings.changes import ids_in, is_untidy
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.keeping import WorkHistory, whoever
from orcid_tui.history.lines import Read, SoFar, Trace
from orcid_tui.history.origin import Origin
from orcid_tui.history.past import Past, read_past
from orcid_tui.history.returning import Returning
from orcid_tui.history.works import find_work
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.secrets import daemon
from orcid_tui.session.decisions import Decision, DecisionLog, Verdict
from orcid_tui.session.headings import SourceHeadings
from orcid_tui.session.refused import DecisionRefused, check_may_be_saved
from orcid_tui.session.saving import SavedDecisions
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import NumberingStore, RecordStore, ScanBatch
from orcid_tui.text import clean

_VERDICT_STATES: Final = {
    Verdict.CHOSEN: HeadingState.CHOSEN,
    Verdict.NOBODY: HeadingState.NOBODY,
    Verdict.SKIPPED: HeadingState.SKIPPED,
    Verdict.REMOVED: HeadingState.REMOVED,
    Verdict.TIDIED: HeadingState.TIDIED,
}

_STEP: Final = 0.008
"""Seconds of work before the event loop gets its turn."""


class CameBack(NamedTuple):
    """What came of the history when all records were read: headings with a decision again, and
    those whose decision does not fit the records any more (0 when that was said before)."""

    decided: int = 0
    misfits: int = 0


class RememberedHeadings(SourceHeadings):
    """Headings with what was decided about them, in this run and in earlier ones.

    `who` decides here; it goes with every decision. `origin` is what a history is kept of; without
    one there is none.
    """

    def __init__(
        self,
        store: RecordStore,
        registry: PersonRegistry,
        *,
        origin: Origin | None = None,
        who: str = "",
    ) -> None:
        super().__init__(store)
        self.registry = registry
        self.who = whoever(who)
        self.came_back = CameBack()
        self._origin = origin
        self._log = DecisionLog()
        self._saved = SavedDecisions()
        self._notes: dict[HeadingRef, str] = {}
        self._unsaved: set[HeadingRef] = set()
        self.tally = Tally()
        """Sums over the decisions that stand."""
        self._history: WorkHistory | None = None
        self._opening: Future[Past] | None = None
        self._returning: Returning | None = None
        self._past = Past()

    # --- the history on the disk ---------------------------------------------------------

    def keep_history(self) -> None:
        """Begin to read what was done with these records before, and to write down what is done
        now. To be called before the scan, in which earlier decisions come back."""
        if self._origin is None or self._history is not None:
            return
        history = WorkHistory(
            self._origin, self.store.label, lambda: self.store.location, who=self.who
        )
        self._history, self._log.run = history, history.run
        keeps_order = self.store.keeps_order
        self._opening = daemon.start(lambda: history.open(keeps_order=keeps_order))

    def look_back(self) -> None:
        """Only read what was done with these records before, as for a report. To be called before
        the scan, too; nothing is written down."""
        if self._origin is None or self._opening is not None:
            return
        origin, label, keeps_order = self._origin, self.store.label, self.store.keeps_order
        self._opening = daemon.start(
            lambda: read_past(find_work(origin, label), keeps_order=keeps_order)
        )

    async def settled(self) -> None:
        """Wait until earlier decisions are known and the last one is on the disk, though not for
        ever. To be awaited before something is decided."""
        await self._opened()
        if self._history is not None:
            await self._history.settled()

    @property
    def has_history(self) -> bool:
        """Whether what is decided is kept for another day."""
        return self._history is not None

    @property
    def history_trouble(self) -> str:
        """Why the last decisions are not on the disk, as a sentence; or nothing."""
        return self._history.trouble if self._history is not None else ""

    @property
    def history_notices(self) -> tuple[str, ...]:
        """What should be known of the history, a sentence each."""
        return self._history.notices if self._history is not None else ()

    @property
    def where_left(self) -> HeadingRef | None:
        """The heading where the work was left, as soon as its record is there."""
        return self._returning.where_left if self._returning is not None else None

    @property
    def left_behind_decision(self) -> bool:
        """Whether the work broke off behind a decision about that heading."""
        return self._past.decided_last

    @property
    def view_left(self) -> Mapping[str, Any]:
        """How the list was shown then, in the screen's own words."""
        return self._past.view

    @property
    def still_to_come(self) -> int:
        """Earlier decisions about records that have not been read yet."""
        return self._returning.waiting if self._returning is not None else 0

    def look(self, state: Mapping[str, Any], cursor: HeadingRef | None = None) -> None:
        """Keep how the list is shown, and with `cursor` where the work is left."""
        if self._history is not None:
            self._history.look(state, None if cursor is None else self._trace(cursor))

    def bring_to_disk(self) -> bool:
        """Write what is not on the disk yet, and wait for it. Says whether all of it is there."""
        return not len(self._log) if self._history is None else self._history.bring_to_disk()

    def end_history(self) -> None:
        """The program was left in good order."""
        if self._history is not None:
            self._history.end(self._so_far())

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Go through the source once; `refs` grows with every batch, and what was decided about
        them before comes back."""
        async for batch in super().scan():
            await self._opened()
            await self._take_in(batch.refs)
            yield batch
        self._past_is_over()

    # --- how it stands with a heading ------------------------------------------------------

    def ids(self, ref: HeadingRef) -> tuple[str, ...]:
        """Every iD that the heading carries, and every text that claims to be one, each once."""
        heading = self.heading(ref)
        return ids_in(heading.field, self.store.practice, unimarc=heading.unimarc)

    def is_untidy(self, ref: HeadingRef) -> bool:
        """Whether the heading carries an iD in another form than the library's."""
        heading = self.heading(ref)
        if heading.orcid is None or not heading.eligible:
            return False
        return is_untidy(heading.field, self.store.practice, unimarc=heading.unimarc)

    def number(self, record: int) -> str:
        """The number that a record is known by: the library system's, or its control number."""
        if isinstance(self.store, NumberingStore):
            return clean(self.store.system_number(record))
        return clean(self.store.record(record).control_number or "")

    def may_stand(self, decision: Decision) -> bool:
        """Whether the iD of a decision may enter these records."""
        if decision.orcid is None:
            return True
        try:
            check_may_be_saved(decision.orcid, self.store, self.registry)
        except DecisionRefused:
            return False
        return True

    def _restate(self, *refs: HeadingRef) -> tuple[HeadingRef, ...]:
        """Bring the state of headings in line with their decisions."""
        for ref in refs:
            position, decision = self._index.position(ref), self._log.get(ref)
            if self._saved.is_unsaved(ref, decision):
                self._unsaved.add(ref)
            else:
                self._unsaved.discard(ref)
            if position is not None:
                was = self._index.state(position)
                self._set_state(position, decision)
                now, in_source = self._index.state(position), self._saved.in_source(decision)
                self.tally.take(ref, decision, was, now, in_source=in_source)
        return refs

    def _set_state(self, position: int, decision: Decision | None) -> None:
        if decision is None or decision.verdict is Verdict.KEPT:
            self._judge(position)
        elif self._saved.holds(decision):
            self._index.set_state(position, HeadingState.SAVED)
        else:
            self._index.set_state(position, _VERDICT_STATES[decision.verdict])

    def _trace(self, ref: HeadingRef) -> Trace:
        """What is to be known of a heading to find it again, and to see whether it is the same."""
        return Trace(ref, self.number(ref.record), self.heading(ref).name, self.ids(ref))

    def _so_far(self) -> SoFar | None:
        """How the work stands; None while earlier choices are still coming back."""
        if self._opening is not None and (self._returning is None or self.still_to_come):
            return None
        counts = self._index.counts()
        return SoFar(counts.total, len(self._log), counts.open, len(self._unsaved))

    # --- taking in what was done before ---------------------------------------------------

    async def _opened(self) -> None:
        """Wait until the history is read."""
        if self._opening is None or self._returning is not None:
            return
        try:
            past = await asyncio.wrap_future(self._opening)
        except Exception as error:  # a fault of ours must not stand between a user and the records
            write_crash_log(error)
            past = Past()
        if self._returning is None:
            self._past = past
            self._returning = Returning(
                past, self, self._log, self._saved, self._notes, self._restate
            )

    async def _take_in(self, refs: tuple[HeadingRef, ...]) -> None:
        if self._returning is None:
            return
        paused = perf_counter()
        for _each in self._returning.take_in(refs):
            if perf_counter() > paused + _STEP:
                await asyncio.sleep(0)
                paused = perf_counter()

    def _past_is_over(self) -> None:
        if self._returning is None:
            return
        misfits = self._returning.finish()
        told = self._past.told
        self.came_back = CameBack(self._returning.came_back, misfits if misfits > told else 0)
        if self._history is not None:
            self._history.write(Read(max(misfits, told)), self._so_far())
