"""An Alma in memory that answers as it is told, for the screens that open from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

from orcid_tui.alma.bib import Bib
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import (
    PAGE,
    AlmaSet,
    Environment,
    Institution,
    MembersPage,
    SetsPage,
)
from orcid_tui.alma.faults import AlmaError, NotFound
from orcid_tui.alma.manners import Pace
from orcid_tui.errors import SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.stores.protocol import (
    Refusal,
    SaveReport,
    SaveWatch,
    ScanBatch,
    SystemState,
)
from tests.ui.fakes import MemoryStore, big_record, small_session


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


PACE = Pace(per_second=1e6, jitter=0, waits=(0, 0), threshold_waits=(0, 0), sleep=_at_once)
"""No pauses at all."""

EXAMPLE = Institution("01EXA_INST", "Example University", Environment.PRODUCTION)


def alma_set(number: int, name: str = "", **more: object) -> AlmaSet:
    """The n-th set, of 10 times n titles, as the list of sets tells of it."""
    found = AlmaSet(f"23000{number:05}", name or f"Set number {number}", content="BIB_MMS")
    return replace(found, content_name="All titles", created_by="exl_impl", **more)  # type: ignore[arg-type]


class MemoryAlma:
    """Answers from memory; `fails` is raised by every call, `hold` lets pages wait."""

    host = "alma.example.org"

    def __init__(self, sets: Sequence[AlmaSet] = ()) -> None:
        self.all_sets = list(sets)
        self.remaining: int | None = None
        self.requests_sent = 0
        self.asked: list[str] = []
        self.fails: AlmaError | None = None
        self.fails_for: dict[str, AlmaError] = {}
        self.hold: asyncio.Event | None = None
        self.closed = False

    async def _ask(self, what: str) -> None:
        self.requests_sent += 1
        self.asked.append(what)
        if self.hold is not None:
            await self.hold.wait()
        await asyncio.sleep(0)
        if self.remaining is not None:
            self.remaining -= 1
        fault = self.fails_for.get(what.split()[0], self.fails)
        if fault is not None:
            raise fault

    async def institution(self) -> Institution:
        """Always the same."""
        await self._ask("institution")
        return EXAMPLE

    async def may_read(self) -> bool:
        """Yes."""
        return True

    async def may_write(self) -> bool:
        """Yes."""
        return True

    async def sets(self, words: str, offset: int) -> SetsPage:
        """A page of those whose names have the words."""
        await self._ask(f"sets {words} {offset}".replace("  ", " "))
        wanted = words.casefold().split()
        found = [one for one in self.all_sets if all(w in one.name.casefold() for w in wanted)]
        return SetsPage(tuple(found[offset : offset + PAGE]), len(found))

    async def one_set(self, set_id: str) -> AlmaSet:
        """One, with ten members for each number."""
        await self._ask(f"set {set_id}")
        for found in self.all_sets:
            if found.id == set_id:
                members = found.members if found.members is not None else int(set_id[-5:]) * 10
                return replace(found, members=members)
        raise NotFound("Alma knows no such set.", code="60107")

    async def members(self, set_id: str, offset: int) -> MembersPage:
        """None."""
        return MembersPage((), 0)

    async def bibs(self, mms_ids: Sequence[str]) -> tuple[Bib, ...]:
        """None."""
        return ()

    async def bib(self, mms_id: str) -> Bib:
        """None."""
        raise NotFound("Alma knows no such record.", code="402203")

    async def put(self, mms_id: str, xml: bytes) -> Bib:
        """Nothing is stored here."""
        raise NotFound("Alma knows no such record.", code="402203")

    async def aclose(self) -> None:
        """Remember it."""
        self.closed = True


class Door:
    """The door to an Alma; `make` gives the session of a source."""

    def __init__(
        self, connection: Connection, make: Callable[[AlmaSource, str], Session] | None = None
    ) -> None:
        self.connection = connection
        self.opened: list[tuple[AlmaSource, str]] = []
        self._make = make or (lambda source, name: small_session())

    def work_on(self, source: AlmaSource, name: str = "") -> Session:
        """Note what was asked for."""
        self.opened.append((source, name))
        return self._make(source, name)

    async def aclose(self) -> None:
        """Close it."""
        await self.connection.aclose()


class MemoryDoor(Door):
    """The door to an Alma in memory."""

    def __init__(
        self, alma: MemoryAlma, make: Callable[[AlmaSource, str], Session] | None = None
    ) -> None:
        super().__init__(Connection("https://alma.example.org", alma), make)


class SystemStoreInMemory(MemoryStore):
    """Titles in a library system: batches of 100, and faults that pass."""

    label = "Theses 2024"
    location = "Set 230012345 of Example University"
    holds_demo = False
    resumes = True

    def __init__(self, count: int, *, breaks_at: int = 0) -> None:
        super().__init__(make=big_record, count=count)
        self.system = SystemState("Example University", "PRODUCTION", 89_120)
        self.notices: tuple[str, ...] = ()
        self.fault = SourceError("Alma does not answer.", "Look at the network.")
        self.breaks_at = breaks_at
        self.done = 0

    async def scan(self) -> AsyncIterator[ScanBatch]:
        """Goes on behind the last batch; breaks off once it is as far as it was told."""
        while self.done < self._count:
            if self.breaks_at and self.done >= self.breaks_at:
                raise self.fault
            numbers = range(self.done + 1, min(self.done + PAGE, self._count) + 1)
            self.done = numbers[-1]
            refs = tuple(HeadingRef(number, "100", 1) for number in numbers)
            yield ScanBatch(refs, self.done, self.done, self._count)
            if self.hold_scan is not None:
                await self.hold_scan.wait()
            await asyncio.sleep(0)

    def agree(self, refusal: Refusal) -> None:
        """Nothing has changed meanwhile."""

    async def undo_save(self, save_id: str, watch: SaveWatch | None = None) -> SaveReport:
        """Nothing to give back."""
        return SaveReport((), ())
