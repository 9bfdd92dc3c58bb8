"""All recommended persons at once: every row with its reasons, every row can be left out."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from orcid_tui.session.decisions import Manner
from orcid_tui.ui.screens.dialogs import AskScreen
from orcid_tui.ui.screens.recommended import RecommendedScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.refused import RefusedScreen
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.equal_names import (
    BESIDE,
    BORN_LATER,
    FIRST,
    JANE,
    OTHER_PLACE,
    SURE,
    WorkByWork,
    equal_names,
)
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    MemoryStore,
    name_field,
    record,
    small_session,
)

ALL = [FIRST, BESIDE, SURE, OTHER_PLACE, BORN_LATER, JANE]
"""Recommended; not the broken one, not the one with another iD, not those nobody is sure of."""


async def looked_up(driver: Driver) -> None:
    """Ask about everything, as going through the list would."""
    for ref in driver.session.refs:
        await driver.session.look_up(ref)


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)
async def test_every_row_shows_person_and_reasons(size: tuple[int, int]) -> None:
    async with opened(equal_names(), size=size) as driver:
        await looked_up(driver)
        await driver.press("A")
        assert driver.shows(RecommendedScreen)
        assert "6 of 6 recommendations ticked. Nothing is" in driver.flat
        assert "[x] Hansen, Anna" in driver.text
        assert "Hansen, Anna (University" in driver.text
        assert "affiliation as in the record" in driver.text
        for title in ("Broken", "Linked", "Ferries", "None"):
            assert title not in driver.text
        await driver.press("G")
        assert "Capes" in driver.text
        assert "Smith, Jane (" in driver.flat
        assert not driver.session.decisions()


async def test_those_ticked_are_accepted_after_one_question_and_taken_back_as_one() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await looked_up(driver)
        await driver.press("A", "j", "space", "enter")
        assert "[ ] Hansen, Anna" in driver.text
        assert driver.shows(AskScreen)
        assert "Accept 5 recommended persons?" in driver.flat
        await driver.press("enter")
        assert driver.shows(AskScreen)  # Enter alone is no answer
        await driver.press("a")
        assert driver.shows(RefineScreen)
        assert "5 chosen together; u takes all back." in driver.flat
        decided = driver.session.decisions()
        assert [d.ref for d in decided] == [ref for ref in ALL if ref != BESIDE]
        assert {d.manner for d in decided} == {Manner.BULK}
        for decision in decided:
            known = driver.session.known(decision.ref)
            assert known is not None
            assert decision.orcid == known.recommended
        assert driver.ref == BESIDE  # the next open one
        await driver.press("u")
        assert not driver.session.decisions()
        assert "Taken back: 5 headings." in driver.flat


async def test_what_was_left_out_stays_left_out() -> None:
    async with opened(equal_names()) as driver:
        await looked_up(driver)
        await driver.press("A", "j", "space", "escape", "slash", *"capes", "enter", "A", "escape")
        await driver.press("escape", "A")
        assert "5 of 6 recommendations" in driver.flat
        await driver.press("enter", "a", "A")
        assert "0 of 1 recommendation ticked." in driver.flat
        await driver.press("a")
        assert "1 of 1 recommendation ticked." in driver.flat


async def test_only_what_passes_the_filter_is_in_the_list() -> None:
    async with opened(equal_names()) as driver:
        await looked_up(driver)
        await driver.press("slash", *"capes", "enter", "A")
        assert "1 of 1 recommendation" in driver.flat
        assert "Nothing is left to look up." in driver.flat
        await driver.press("enter", "a")
        assert [d.ref for d in driver.session.decisions()] == [JANE]


async def test_the_rest_is_looked_up_on_demand() -> None:
    registry = WorkByWork(PERSONS, waiting={"Later": asyncio.Event(), "Capes": asyncio.Event()})
    async with opened(equal_names(registry), size=WIDE, settle=False) as driver:
        await driver.until(lambda: all(map(driver.session.known, ALL[:4])))
        driver.burst("A")
        await driver.until_text("not looked up yet: l does that.")
        assert "4 of 4 recommendations" in driver.flat
        for event in registry.waiting.values():
            event.set()
        driver.burst("l")
        await driver.until_text("6 of 6 recommendations ticked. Nothing is left to look up.")
        await driver.press("enter", "a")
        assert [d.ref for d in driver.session.decisions()] == ALL


async def test_looking_up_can_be_stopped_and_nothing_is_accepted_meanwhile() -> None:
    registry = WorkByWork(PERSONS, waiting={"Later": asyncio.Event(), "Capes": asyncio.Event()})
    async with opened(equal_names(registry), size=WIDE, settle=False) as driver:
        await driver.until(lambda: driver.session.known(FIRST))
        driver.burst("A", "l")
        await driver.until_text("left to look up; l stops.")
        await driver.until_text("4 of 4 recommendations ticked.")
        driver.burst("enter")
        await driver.until_text("Looking up goes on: l stops it, then Enter accepts.")
        driver.burst("escape")
        await driver.until_text("Stopped.")
        assert driver.shows(RecommendedScreen)
        driver.burst("enter")
        await driver.until(lambda: driver.shows(AskScreen))
        registry.waiting["Later"].set()
        driver.burst("a")
        await driver.until(lambda: driver.shows(RefineScreen))
        assert [d.ref for d in driver.session.decisions()] == [FIRST, BESIDE, SURE, OTHER_PLACE]


async def test_a_failure_is_said_and_can_be_tried_again() -> None:
    registry = WorkByWork(PERSONS, failing={"Later", "Capes", "None"})
    async with opened(equal_names(registry), size=WIDE) as driver:
        await driver.press("A", "l")
        assert "The registry does not answer." in driver.flat
        assert "3 are not looked up yet: l does that." in driver.flat
        registry.failing.clear()
        await driver.press("l")
        assert "The registry does not answer." not in driver.flat
        assert "6 of 6 recommendations ticked." in driver.flat


async def test_where_nobody_is_recommended_it_says_so() -> None:
    async with opened(small_session()) as driver:
        await driver.press("A")
        assert "0 of 0 recommendations ticked." in driver.flat
        await driver.press("space", "a", "n", "enter", "escape")
        assert driver.shows(RefineScreen)
        assert "Nothing was decided." in driver.flat


async def test_what_is_refused_is_shown_and_the_rest_is_decided() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await looked_up(driver)
        await driver.press("A", "enter")
        registry = driver.session.registry
        assert isinstance(registry, MemoryRegistry)
        registry.ids_may_be_saved = False
        await driver.press("a")
        assert driver.shows(RefusedScreen)
        assert "6 headings were not decided" in driver.flat
        assert "✗ record 2 99000002, 100 Hansen, Anna" in driver.flat
        assert "its iDs must not enter a record." in driver.flat
        await driver.press("q")
        assert "6 were refused." in driver.flat
        assert not driver.session.decisions()


async def test_the_details_follow_the_cursor_with_every_doubt() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await looked_up(driver)
        await driver.press("A", "j")
        assert "same name, middle name differs in length" in driver.flat
        assert "field 700 1_ $a Hansen, Anna, $u University of Bergen" in driver.flat
        assert "title Harbours (2019)" in driver.flat


async def test_nobody_is_accepted_twice_in_a_record_or_with_a_doubt_unless_ticked_alone() -> None:
    oslo = ("u", "University of Oslo")
    twice = record(
        1, name_field("Hansen, Anna,", oslo), name_field("Hansen, Anna,", oslo, tag="700")
    )
    once = record(2, name_field("Hansen, Anna,", oslo))
    store = MemoryStore([twice, once])
    async with opened(equal_names(store=store), size=WIDE) as driver:
        await looked_up(driver)
        await driver.press("A")
        assert "1 of 3 recommendations ticked." in driver.flat
        assert driver.text.count("twice in this record") == 2
        await driver.press("a")
        assert "0 of 3 recommendations ticked." in driver.flat
        await driver.press("space", "a", "enter", "a")
        assert [d.ref for d in driver.session.decisions()] == [FIRST, SURE]
        await driver.press("A")
        assert "[ ] Hansen, Anna" in driver.text
        assert "the record has this person already" in driver.flat


@pytest.mark.parametrize("size", [SMALL, (60, 18)], ids=str)
async def test_what_is_accepted_was_in_the_list_with_its_person_and_reason(
    size: tuple[int, int],
) -> None:
    at = ("u", "University of Oslo")
    records = [record(n, name_field("Hansen, Anna", at), title=f"Book {n}.") for n in range(1, 31)]
    async with opened(equal_names(store=MemoryStore(records)), size=size) as driver:
        await looked_up(driver)
        await driver.press("A", "g")
        drawn: dict[str, str] = {}
        for _ in range(12):
            for above, below in pairwise(driver.lines):
                if above.startswith(" [x] "):
                    drawn[above[above.index("Book") :].rpartition("2019")[0].strip()] = below
            await driver.press("pagedown")
        await driver.press("enter", "a")
        decided = driver.session.decisions()
        assert len(decided) == len(records)
        assert {driver.session.work(d.ref).title for d in decided} == set(drawn)
        for below in drawn.values():
            assert "Hansen, Anna" in below
            assert "affiliation" in below
