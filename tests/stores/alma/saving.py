"""A save into the stand-in, from loading its records to reading the journal of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from orcid_tui.alma.bib import Bib
from orcid_tui.alma.connecting import connect
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.manners import Pace
from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import USUAL_PRACTICE
from orcid_tui.journal.entry import Ending, Entry, OpenSave, Place
from orcid_tui.journal.files import FileJournal
from orcid_tui.journal.reading import entries
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.alma.body import record_in
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.write_back import BibOutcome, BibWork, FieldWork
from orcid_tui.stores.alma.writer import Writer
from orcid_tui.stores.protocol import Meanwhile, Note, Refusal, SaveWatch
from tests.alma_stand_in import AlmaStandIn
from tests.alma_stand_in.keys import KEY


async def no_wait(_: float) -> None:
    """A pause that takes no time and lets others have their turn."""
    await asyncio.sleep(0)


@dataclass
class OwnTime:
    """Time that passes only in pauses, which take none."""

    now: float = 1000.0

    async def sleep(self, seconds: float) -> None:
        """A pause."""
        self.now += seconds
        await asyncio.sleep(0)

    def clock(self) -> float:
        """In seconds."""
        return self.now


PATIENCE = Patience(sleep=no_wait)


def real(number: int) -> OrcidId:
    """An iD as real people have them, of nobody."""
    return OrcidId.from_base(f"0098{number:011d}")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted of one field."""

    mms_id: str
    tag: str = "100"
    occurrence: int = 1
    orcid: OrcidId | None = None
    kind: Wish = Wish.LINK


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save said, what it wrote down, and what it asked Alma for."""

    outcomes: tuple[BibOutcome, ...]
    entries: tuple[Entry, ...]
    requests: int

    @property
    def written(self) -> list[HeadingRef]:
        """All fields that are stored."""
        return [ref for outcome in self.outcomes for ref in outcome.written]

    @property
    def refused(self) -> list[Refusal]:
        """All that are not."""
        return [each for outcome in self.outcomes for each in outcome.refused]

    @property
    def notes(self) -> list[Note]:
        """What was worth knowing."""
        return [each for outcome in self.outcomes for each in outcome.notes]

    @property
    def endings(self) -> list[Ending]:
        """Of everything in the journal."""
        return [entry.result.ending for entry in self.entries]


@dataclass
class Desk:
    """A cataloguer's desk: records as they were when they were loaded, and the journal."""

    alma: AlmaStandIn
    connection: Connection
    folder: Path
    patience: Patience = PATIENCE

    def __post_init__(self) -> None:
        self.loaded: dict[str, Bib] = {}
        self.agreed: dict[HeadingRef, Meanwhile] = {}

    async def load(self, *mms_ids: str) -> None:
        """The records as they are now."""
        for bib in await self.connection.api.bibs(mms_ids):
            self.loaded[bib.mms_id] = bib

    def works(self, asks: Sequence[Ask]) -> list[BibWork]:
        """By record, numbered from 1."""
        grouped = groupby(asks, key=lambda ask: ask.mms_id)
        return [
            BibWork(
                number,
                self.loaded[mms_id],
                tuple(self._field(number, ask) for ask in here),
            )
            for number, (mms_id, here) in enumerate(grouped, start=1)
        ]

    def _field(self, number: int, ask: Ask) -> FieldWork:
        seen = record_in(self.loaded[ask.mms_id].xml).occurrence(ask.tag, ask.occurrence)
        assert seen is not None
        ref = HeadingRef(number, ask.tag, ask.occurrence)
        agreed = self.agreed.get(ref)
        if agreed is not None and agreed.theirs is not None:
            seen = agreed.theirs
        return FieldWork(
            ref,
            seen,
            lambda now: steps_for(now, ask.kind, ask.orcid, USUAL_PRACTICE),
            agreed=agreed is not None,
        )

    async def save(
        self,
        *asks: Ask,
        watch: SaveWatch | None = None,
        journal: OpenSave | None = None,
    ) -> Saved:
        """Load what is not loaded yet, and save."""
        if missing := {ask.mms_id for ask in asks} - self.loaded.keys():
            await self.load(*sorted(missing))
        asked_before = self._requests()
        journal = journal or self.journal()
        writer = Writer(self.connection, journal, self.patience)
        outcomes = await writer.write_all(self.works(asks), watch)
        return Saved(outcomes, self.entries(journal), self._requests() - asked_before)

    def _requests(self) -> int:
        network = self.connection.network
        return self.connection.api.requests_sent + (network.requests_sent if network else 0)

    def entries(self, journal: OpenSave) -> tuple[Entry, ...]:
        """What was written down."""
        return entries(journal.id, self.folder) if journal.id else ()

    def journal(self) -> OpenSave:
        """A new save in it."""
        place = Place(self.alma.url, "01EXA_INST", "sandbox", "alma:mms/…")
        return FileJournal(self.folder).open_save(place)


@asynccontextmanager
async def desk(
    alma: AlmaStandIn,
    folder: Path,
    *,
    key: str = KEY,
    network: bool = False,
    read: float = 5,
    in_flight: int = 4,
) -> AsyncIterator[Desk]:
    """`read` is how many seconds an answer may take."""
    time = OwnTime()
    pace = Pace(
        per_second=1e9,
        in_flight=in_flight,
        jitter=0,
        read=read,
        floor=0,
        sleep=time.sleep,
        clock=time.clock,
    )
    connection = connect(alma.access(key, network=network), pace)
    try:
        yield Desk(alma, connection, folder)
    finally:
        await connection.aclose()
