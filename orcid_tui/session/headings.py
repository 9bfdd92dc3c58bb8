"""The headings of one source: found by a scan, read on demand, each with its state."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from itertools import compress
from typing import Final

from orcid_tui.headings.brief import BriefHeading
from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.marc.plain_names import PLAIN, TITLE_ENTRY
from orcid_tui.marc.record import BibRecord
from orcid_tui.matching.candidate import LookUp
from orcid_tui.session.index import HeadingIndex
from orcid_tui.session.marks import CONFLICT, DISAGREES, LOOKED_UP, RECOMMENDED, SOMEBODY_ELSE
from orcid_tui.session.reading import HeadingReader
from orcid_tui.session.states import Counts, HeadingState
from orcid_tui.session.sureness import sureness
from orcid_tui.stores.protocol import RecordStore, ScanBatch

_TO_BE_JUDGED: Final = bytes(known not in (PLAIN, TITLE_ENTRY) for known in range(256))
"""Turns what a scan knows of a heading into whether it has to be judged."""

_SLICE: Final = 250
"""Headings judged before the event loop gets its turn: a few milliseconds."""


class SourceHeadings:
    """What is there, before anything is decided or looked up."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self._index = HeadingIndex()
        self._reader = HeadingReader(store)
        self._scanned = False
        self._watchers: list[Callable[[HeadingRef], object]] = []

    def claim(self) -> str:
        """Say that this work begins; a sentence when another copy of the program is at it."""
        return self.store.claim()

    @property
    def refs(self) -> Sequence[HeadingRef]:
        """All personal-name headings found so far, in the order of the source."""
        return self._index

    @property
    def index(self) -> HeadingIndex:
        """The same with all that is known of each in a byte or two, for orders and filters."""
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

    def briefs_at(self, positions: range) -> Iterator[BriefHeading]:
        """The same for the headings at these positions of the index, as fast as can be."""
        refs = self._index[positions.start : positions.stop]
        return self._reader.briefs(refs, self._index.known_at(positions))

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

    def state(self, ref: HeadingRef) -> HeadingState:
        """Where a heading stands in the work."""
        position = self._index.position(ref)
        return HeadingState.CLOSED if position is None else self._index.state(position)

    def states(self) -> Iterator[tuple[HeadingRef, HeadingState]]:
        """All headings found so far, each with its state, in the order of the source."""
        return zip(self._index, self._index.states(), strict=False)

    def disputed(self) -> Iterator[HeadingRef]:
        """The headings whose iDs are in conflict and about which nothing is decided, in order."""
        marks = self._index.marks_at(range(len(self._index)))
        return (self._index[place] for place, each in enumerate(marks) if each & CONFLICT)

    def next_open(self, after: HeadingRef | None) -> HeadingRef | None:
        """The next undecided heading behind this one, else the first one, else None."""
        position = -1 if after is None else self._index.position(after)
        found = self._index.next_open(-1 if position is None else position)
        return None if found is None else self._index[found]

    def counts(self) -> Counts:
        """How many headings are in each state. Cheap enough for every key."""
        return self._index.counts()

    def marks(self, ref: HeadingRef) -> int:
        """What else is known of a heading, a bit each (`session.marks`)."""
        position = self._index.position(ref)
        return 0 if position is None else self._index.marks(position)

    def watch_answers(self, tell: Callable[[HeadingRef], object]) -> None:
        """Call this with each heading that the registry has answered, once it is marked so.

        It is called on the way of the answer and has to be quick.
        """
        self._watchers.append(tell)

    def unwatch_answers(self, tell: Callable[[HeadingRef], object]) -> None:
        """Call this no more."""
        self._watchers.remove(tell)

    def _note_answer(self, ref: HeadingRef, answer: LookUp) -> None:
        """The registry has answered: what follows from it for lists, orders and filters."""
        position = self._index.position(ref)
        if position is None:
            return
        there, recommended = self.heading(ref).orcid, answer.recommended
        marks = LOOKED_UP
        if recommended is not None:
            marks |= RECOMMENDED
            marks |= SOMEBODY_ELSE if there not in (None, recommended) else 0
        self._index.set_answer(position, marks, sureness(answer))
        for tell in self._watchers:
            tell(ref)

    def _judge(self, position: int) -> None:
        """Give a heading about which nothing is decided its state."""
        judgement = self._reader.judge(self._index[position], self._index.known(position))
        self._index.set_state(position, judgement.state)
        if judgement.disagrees or self._index.marks(position) & DISAGREES:
            self._index.mark(position, DISAGREES, on=judgement.disagrees)
