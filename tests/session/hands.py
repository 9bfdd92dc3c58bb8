"""A cursor on a list, and a registry that takes its time: for what is looked up in advance."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from orcid_tui.errors import RegistryError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.protocol import Breadth, SearchAnswer
from orcid_tui.registry.urgency import Rank, urgency_now
from orcid_tui.session.looking_ahead import SMALL
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from tests.session.registry import MemoryRegistry
from tests.ui.fakes import MemoryStore, name_field, record

ANSWER = 0.3
ROWS = 8
MANY = SMALL + 500


def name_of(number: int) -> str:
    return f"Name{number:05}"


class SlowRegistry(MemoryRegistry):
    """Takes its time, and writes down what it was asked and how urgent that was at last."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.ranks: dict[int, Rank] = {}
        self.pages: list[OrcidId] = []
        self.under_way = self.most_under_way = 0
        self.faults: dict[int, Exception] = {}
        self.down: RegistryError | None = None

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        return (None,) * len(names)

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        number = int(name.family.removeprefix("Name"))
        self.asked.append(number)
        self.under_way += 1
        self.most_under_way = max(self.under_way, self.most_under_way)
        try:
            await asyncio.sleep(ANSWER)
            self.ranks[number] = urgency_now().rank
        finally:
            self.under_way -= 1
        if fault := self.down or self.faults.get(number):
            raise fault
        person = FoundPerson(OrcidId.from_base(f"0099{number:011}"), "Ada", name.family)
        return SearchAnswer((person,), 1)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        self.pages.append(orcid)
        await asyncio.sleep(ANSWER)
        return PersonProfile(orcid)

    def go_on_anonymously(self) -> None:
        self.down = None


class Hands:
    """A cursor on a list of which eight rows are seen, as the screen would move it."""

    def __init__(self, session: Session, registry: SlowRegistry) -> None:
        self.session, self.registry, self.ahead = session, registry, session.looking_ahead
        self.at = 0

    def go(self, at: int) -> None:
        self.at = at
        self.ahead.aim(self.session.refs[at], self.in_sight, self.onward)

    def in_sight(self) -> Sequence[HeadingRef]:
        top = self.at // ROWS * ROWS
        return self.session.refs[top : top + ROWS]

    def onward(self) -> Iterator[HeadingRef]:
        behind = (self.session.refs[i] for i in range(self.at + 1, len(self.session.refs)))
        return (ref for ref in behind if self.session.state(ref) is HeadingState.OPEN)

    async def look_at_cursor(self) -> None:
        """What the screen does for the heading under the cursor."""
        ref = self.session.refs[self.at]
        try:
            await self.session.look_up(ref)
        except RegistryError as error:
            self.ahead.failed(ref, error)
        else:
            self.ahead.answered_at_cursor(ref)

    async def rest(self) -> None:
        """Until nothing more is asked."""
        while not self.ahead.at_rest:
            await asyncio.sleep(0.01)


@asynccontextmanager
async def working(count: int = 40, linked: int = 0) -> AsyncIterator[Hands]:
    """So many records with one heading each; the first of them carry an iD."""

    def book(number: int) -> object:
        more = [("1", OrcidId.from_base(f"0098{number:011}").uri)] if number <= linked else []
        return record(number, name_field(f"{name_of(number)}, Ada.", *more), title="")

    registry = SlowRegistry()
    session = Session(MemoryStore(make=book, count=count), registry)  # type: ignore[arg-type]
    async for _ in session.scan():
        pass
    yield Hands(session, registry)
    await session.aclose()
