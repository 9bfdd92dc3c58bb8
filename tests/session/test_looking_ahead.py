"""What is looked up before the cursor comes: in which order, how much, and when not."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.errors import CredentialsRefused, RegistryError, RegistryUnreachable
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.urgency import Rank
from orcid_tui.session.looking_ahead import AT_ONCE, DISTANCE, NEAR
from tests.session.hands import MANY, ROWS, working
from tests.session.virtual_time import in_virtual_time


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
