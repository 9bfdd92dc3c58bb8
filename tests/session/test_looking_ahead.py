"""What is looked up before the cursor comes: in which order, how much, and when not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import pytest

from orcid_tui.errors import CredentialsRefused, RegistryError, RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.protocol import Breadth, SearchAnswer
from orcid_tui.registry.urgency import Rank, urgency_now
from orcid_tui.session.looking_ahead import AT_ONCE, DISTANCE, NEAR, SMALL
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from tests.session.registry import MemoryRegistry
from tests.session.virtual_time import in_virtual_time
from tests.ui.fakes import MemoryStore, name_field, record

ANSWER = 0.3
ROWS = 8
MANY = SMALL + 500


def _name(number: int) -> str:
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
        return record(number, name_field(f"{_name(number)}, Ada.", *more), title="")

    registry = SlowRegistry()
    session = Session(MemoryStore(make=book, count=count), registry)  # type: ignore[arg-type]
    async for _ in session.scan():
        pass
    yield Hands(session, registry)
    await session.aclose()


def test_what_comes_next_is_asked_in_the_order_of_work_and_few_at_once() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(4)
            await hands.rest()
            asked = hands.registry.asked
            assert asked[:NEAR] == list(range(6, 6 + NEAR))
            # then what else is seen, then everything else in a source as small as this
            assert asked[NEAR : NEAR + 4] == [1, 2, 3, 4]
            assert sorted(asked) == [n for n in range(1, 41) if n != 5]
            assert hands.registry.most_under_way == AT_ONCE

    in_virtual_time(work())


def test_the_pages_of_the_first_candidates_are_read_for_the_next_few() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(0)
            await hands.rest()
            wanted = [OrcidId.from_base(f"0099{n:011}") for n in range(2, 2 + NEAR)]
            assert sorted(hands.registry.pages, key=str) == wanted
            hands.go(1)
            await hands.rest()
            assert len(hands.registry.pages) == NEAR + 1
            assert sorted(set(hands.registry.asked)) == list(range(1, 41))

    in_virtual_time(work())


def test_a_large_source_is_looked_up_to_some_distance() -> None:
    async def work() -> None:
        async with working(MANY) as hands:
            hands.go(0)
            await hands.rest()
            assert sorted(hands.registry.asked) == list(range(2, 2 + DISTANCE))
            hands.go(50)
            await hands.rest()
            assert max(hands.registry.asked) == 51 + DISTANCE

    in_virtual_time(work())


def test_much_more_when_the_order_of_work_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orcid_tui.session.looking_ahead.FAR", 400)

    async def work() -> None:
        async with working(MANY) as hands:
            hands.go(0)
            hands.ahead.go_far(True)
            await hands.rest()
            assert len(hands.registry.asked) == 400
            hands.ahead.go_far(False)
            hands.go(100)
            await hands.rest()
            assert len(hands.registry.asked) == 400

    in_virtual_time(work())


def test_a_held_key_asks_nothing_on_its_way() -> None:
    async def work() -> None:
        async with working(MANY) as hands:
            for at in range(300):
                hands.go(at)
                await asyncio.sleep(0.033)
            assert hands.registry.asked == []

    in_virtual_time(work())


def test_after_a_jump_what_is_there_comes_before_the_rest_of_what_was_left() -> None:
    async def work() -> None:
        async with working(MANY) as hands:
            hands.go(0)
            await asyncio.sleep(0.2)
            before = len(hands.registry.asked)
            hands.go(800)
            await asyncio.sleep(0.2)
            fresh = hands.registry.asked[before:]
            assert fresh[:AT_ONCE] == [802, 803, 804]  # without waiting for those under way

    in_virtual_time(work())


def test_what_the_cursor_reaches_becomes_urgent_while_it_is_under_way() -> None:
    async def work() -> None:
        async with working(MANY) as hands:
            hands.go(0)
            await asyncio.sleep(0.2)
            hands.go(2)  # 2, 3 and 4 are under way, the cursor is on 3
            await asyncio.sleep(0.25)
            ranks = hands.registry.ranks
            assert [ranks[2], ranks[3], ranks[4]] == [Rank.AHEAD, Rank.CURSOR, Rank.SIGHT] or (
                [ranks[2], ranks[3], ranks[4]] == [Rank.SIGHT, Rank.CURSOR, Rank.SIGHT]
            )

    in_virtual_time(work())


def test_linked_headings_are_looked_up_when_they_are_seen() -> None:
    async def work() -> None:
        async with working(linked=20) as hands:
            hands.go(0)
            await hands.rest()
            assert sorted(hands.registry.asked) == [*range(2, ROWS + 1), *range(21, 41)]

    in_virtual_time(work())


def test_each_answer_is_told_once() -> None:
    async def work() -> None:
        async with working(10) as hands:
            told: list[int] = []
            hands.session.watch_answers(lambda ref: told.append(ref.record))
            hands.go(0)
            await hands.look_at_cursor()
            await hands.rest()
            hands.go(3)
            await hands.rest()
            assert sorted(told) == list(range(1, 11))

    in_virtual_time(work())


def test_one_failure_is_passed_over_and_never_repeated_in_advance() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.registry.faults[9] = RegistryUnreachable("The server has a fault.")
            hands.go(0)
            await hands.rest()
            assert sorted(hands.registry.asked) == list(range(2, 41))
            for at in (1, 2, 3):
                hands.go(at)
                await hands.rest()
            assert hands.registry.asked.count(9) == 1
            hands.go(8)
            await hands.look_at_cursor()
            assert hands.registry.asked.count(9) == 2

    in_virtual_time(work())


def test_a_fault_of_the_program_is_passed_over_as_well() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.registry.faults[9] = ZeroDivisionError("odd")
            hands.go(0)
            await hands.rest()
            assert sorted(hands.registry.asked) == list(range(2, 41))

    in_virtual_time(work())


@pytest.mark.parametrize(
    "error", [RegistryUnreachable("Nobody answers."), CredentialsRefused("Not accepted.")], ids=str
)
def test_without_answers_it_stops_and_goes_on_after_an_answer_at_the_cursor(
    error: RegistryError,
) -> None:
    async def work() -> None:
        async with working() as hands:
            hands.registry.down = error
            hands.go(0)
            await hands.rest()
            assert hands.ahead.stopped
            assert len(hands.registry.asked) <= AT_ONCE + 1
            for at in range(1, 30):  # moving on asks nothing, except for the cursor
                hands.go(at)
                await hands.rest()
            assert len(hands.registry.asked) <= AT_ONCE + 1
            await hands.look_at_cursor()
            assert hands.ahead.stopped
            hands.registry.down = None
            await hands.look_at_cursor()
            await hands.rest()
            open_ones = range(hands.at + 1, 41)
            assert all(hands.session.known(hands.session.refs[n - 1]) for n in open_ones)

    in_virtual_time(work())


def test_near_the_end_of_the_quota_nothing_is_asked_in_advance() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.registry.may_look_ahead = False
            hands.go(0)
            await hands.rest()
            assert hands.registry.asked == []
            hands.registry.may_look_ahead = True  # the next day
            hands.go(1)
            await hands.rest()
            assert len(hands.registry.asked) == 39

    in_virtual_time(work())


def test_the_quota_may_end_in_the_middle() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(0)
            while len(hands.registry.asked) < 12:
                await asyncio.sleep(0.01)
            hands.registry.may_look_ahead = False
            await hands.rest()
            assert len(hands.registry.asked) <= 12 + AT_ONCE

    in_virtual_time(work())


def test_what_the_scan_finds_later_is_looked_up_without_a_key() -> None:
    async def work() -> None:
        async with working(30) as hands:
            shown = 10
            refs = hands.session.refs

            def onward() -> Iterator[HeadingRef]:
                return iter(refs[1:shown])

            hands.ahead.aim(refs[0], lambda: refs[:1], onward)
            await hands.rest()
            assert len(hands.registry.asked) == 9
            shown = 30
            hands.ahead.more()
            await hands.rest()
            assert len(hands.registry.asked) == 29

    in_virtual_time(work())


def test_a_scan_that_goes_on_and_on_does_not_keep_it_from_its_work() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(0)
            for _ in range(40):
                await asyncio.sleep(0.05)
                hands.ahead.more()
            assert len(hands.registry.asked) > 10

    in_virtual_time(work())


def test_headings_that_need_no_look_up_are_passed_in_small_steps() -> None:
    async def work() -> None:
        async with working(3_000) as hands:
            for ref in hands.session.refs[1:]:
                hands.session.skip(ref)
            looked_at = 0
            refs = hands.session.refs

            def all_of_them() -> Iterator[HeadingRef]:
                nonlocal looked_at
                for ref in refs:
                    looked_at += 1
                    yield ref

            hands.ahead.go_far(True)
            hands.ahead.aim(refs[0], tuple, all_of_them)
            counts: list[int] = []
            for ref in refs:  # all are known already, and the plan has to walk over them
                hands.session._note_answer(ref, LookUp())
            while not hands.ahead.at_rest:
                counts.append(looked_at)
                await asyncio.sleep(0.005)
            assert looked_at == 3_000
            assert len(set(counts)) > 5

    in_virtual_time(work())


async def test_a_common_name_is_weighed_in_turns_with_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("orcid_tui.turns._TURN", 0.0)  # as on a slow machine
    persons = [
        FoundPerson(OrcidId.from_base(f"0098{n:011}"), f"Ada {n}", "Name00001") for n in range(200)
    ]
    store = MemoryStore([record(1, name_field("Name00001, Ada."))])
    session = Session(store, MemoryRegistry(*persons))
    async for _ in session.scan():
        pass
    asked = asyncio.ensure_future(session.look_up(session.refs[0]))
    turns = 0
    while not asked.done():
        await asyncio.sleep(0)
        turns += 1
    assert len((await asked).candidates) == 200
    assert turns > 200
    await session.aclose()


def test_closing_ends_what_is_under_way() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(0)
            await asyncio.sleep(0.2)
            assert hands.registry.under_way == AT_ONCE
        assert hands.registry.under_way == 0
        hands.ahead.more()
        assert hands.ahead.at_rest

    in_virtual_time(work())
