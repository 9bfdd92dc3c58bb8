"""The same name in more records: each shows its own evidence, and nothing is copied unseen."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from orcid_tui.session.decisions import Manner
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.screens.dialogs import AskScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.refused import RefusedScreen
from orcid_tui.ui.screens.same_name import SameNameScreen
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.equal_names import (
    BESIDE,
    BORN_LATER,
    BROKEN,
    FIRST,
    LINKED,
    ONLY_NAME,
    OTHER_PLACE,
    RECORDS,
    SURE,
    WorkByWork,
    equal_names,
)
from tests.ui.fakes import PERSONS, MemoryStore, big_record, invented

ANNA = invented(1)


def rows_of(driver: Driver) -> dict[str, str]:
    """What the list says below each title; the tick stands first."""
    lines = driver.lines
    found = {}
    for above, below in pairwise(lines):
        for title in ("Harbours", "Piers", "Fjords", "Ferries", "Broken", "Later"):
            if f"  {title} " in above and above[1:2] in ("[", " "):
                key = title if title not in found else f"{title} again"
                found[key] = f"{above[1:4]} {' '.join(below.split())}"
    return found


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)
async def test_after_a_choice_each_record_shows_its_own_evidence(size: tuple[int, int]) -> None:
    async with opened(equal_names(), size=size) as driver:
        await driver.press("1")
        assert "Same name in 5 more records: M shows them." in driver.flat
        await driver.press("M")
        assert driver.shows(SameNameScreen)
        assert f"{ANNA} Hansen, Anna (University" in driver.flat
        assert "0 of 6 open headings of this name ticked." in driver.flat
        assert not [row for row in rows_of(driver).values() if row.startswith("[x]")]
        assert "looking up…" not in driver.text


async def test_rows_say_what_speaks_for_and_against() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("1", "M")
        rows = rows_of(driver)
        assert rows["Piers"] == "[ ] recommended · affiliation as in the record · same name"
        assert rows["Harbours"].startswith(
            "[ ] the record has this person already · but another person is recommended here"
        )
        assert rows["Fjords"].startswith("[ ] but another person is recommended here")
        assert rows["Ferries"] == "[ ] same name but for accents or hyphens"
        assert rows["Broken"] == "    carries an iD that is not valid: decide it by itself"
        assert "Linked" not in driver.text  # decided in the record already: nothing to choose


async def test_all_ticks_only_what_nothing_speaks_against_and_is_one_step_of_undo() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("1", "M", "a")
        assert {t for t, row in rows_of(driver).items() if row.startswith("[x]")} == {
            "Piers",
            "Ferries",
            "Later",
        }
        await driver.press("enter")
        assert driver.shows(AskScreen)
        assert "Choose Hansen, Anna for 3 headings?" in driver.flat
        await driver.press("enter")
        assert driver.shows(AskScreen)  # Enter alone is no answer
        assert len(driver.session.decisions()) == 1
        await driver.press("c")
        assert driver.shows(RefineScreen)
        assert "3 chosen together; u takes all back." in driver.flat
        decided = driver.session.decisions()
        assert [d.ref for d in decided] == [FIRST, SURE, ONLY_NAME, BORN_LATER]
        assert {d.orcid for d in decided} == {ANNA}
        assert [d.manner for d in decided] == [Manner.SINGLE, *[Manner.SAME_NAME] * 3]
        await driver.press("u")
        assert [d.ref for d in driver.session.decisions()] == [FIRST]
        await driver.press("ctrl+r")
        assert len(driver.session.decisions()) == 4


async def test_one_with_doubts_is_ticked_only_by_itself_and_a_broken_one_never() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("1", "M", "j", "j", "space")
        assert rows_of(driver)["Fjords"].startswith("[x] but another person")
        await driver.press("j", "j", "space")
        assert rows_of(driver)["Broken"].startswith("    carries")
        await driver.press("enter", "c")
        assert [d.ref for d in driver.session.decisions()] == [FIRST, OTHER_PLACE]


@pytest.mark.parametrize("keys", [("escape",), ("q",), ("a", "enter", "escape", "escape")], ids=str)
async def test_going_back_decides_nothing(keys: tuple[str, ...]) -> None:
    async with opened(equal_names()) as driver:
        await driver.press("1", "M", *keys)
        assert driver.shows(RefineScreen)
        assert "Nothing was decided." in driver.flat
        assert len(driver.session.decisions()) == 1


async def test_all_and_none() -> None:
    async with opened(equal_names()) as driver:
        await driver.press("1", "M", "a")
        assert "3 of 6 open" in driver.flat
        await driver.press("a")
        assert "0 of 6 open" in driver.flat
        await driver.press("space", "n", "enter")
        assert driver.shows(SameNameScreen)  # there is nothing to ask about


async def test_what_is_not_looked_up_yet_cannot_be_ticked_and_all_does_not_reach_it() -> None:
    registry = WorkByWork(PERSONS, waiting={"Fjords": asyncio.Event(), "Later": asyncio.Event()})
    async with opened(equal_names(registry), size=WIDE, settle=False) as driver:
        await driver.until(lambda: driver.session.known(FIRST))
        await driver.pilot.press("1")
        await driver.until_text("Same name in 5 more records")
        await driver.pilot.press("M")
        await driver.until_text("2 are being looked up…")
        await driver.until(lambda: "but another" in rows_of(driver).get("Harbours", ""))
        assert rows_of(driver)["Later"] == "    looking up…"
        driver.burst("a", "G", "space")
        await driver.until_text("2 of 6 open")
        registry.waiting["Later"].set()
        await driver.until(lambda: rows_of(driver)["Later"].startswith("[ ] recommended"))
        assert "2 of 6 open" in driver.flat  # it was not ticked before it could be seen
        registry.waiting["Fjords"].set()
        await driver.settle()
        await driver.press("space")
        assert "3 of 6 open" in driver.flat


async def test_a_failure_is_said_in_its_row_and_tried_again() -> None:
    registry = WorkByWork(PERSONS, failing={"Piers"})
    async with opened(equal_names(registry), size=WIDE) as driver:
        await driver.press("1", "M")
        assert rows_of(driver)["Piers"] == "    The registry does not answer."
        assert "1 could not be looked up; r tries again." in driver.flat
        await driver.press("a")
        assert "2 of 6 open" in driver.flat
        registry.failing.clear()
        await driver.press("r")
        assert rows_of(driver)["Piers"].startswith("[ ] recommended")
        assert "could not be looked up" not in driver.flat


async def test_m_at_a_heading_asks_for_the_person_highlighted_there() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("j", "M")
        assert driver.shows(SameNameScreen)
        assert f"{invented(2)} Hansen, Anna Marie" in driver.flat
        assert "0 of 7 open" in driver.flat
        rows = rows_of(driver)
        assert rows["Harbours"].startswith("[ ] this heading · recommended")
        assert rows["Fjords"].startswith("[ ] recommended")
        await driver.press("a")
        await driver.press("enter", "c")
        assert [d.ref for d in driver.session.decisions()] == [BESIDE, OTHER_PLACE]


async def test_the_offer_holds_only_until_the_cursor_goes_elsewhere() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("1")
        assert driver.ref == BESIDE
        await driver.press("j", "k", "j", "M")
        assert "this heading · recommended" in driver.flat
        assert "0 of 6 open" in driver.flat
        await driver.press("escape", "M")
        assert f"{ANNA} Hansen, Anna" in driver.flat


async def test_an_id_in_the_record_can_be_looked_for_elsewhere() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        driver.refine.headings.go_to(LINKED)
        await driver.settle()
        await driver.press("M")
        assert f"{invented(4)} Smith, Jane" in driver.flat
        assert rows_of(driver)["Piers"].startswith("[ ] but not among the candidates")
        await driver.press("a")
        assert "0 of 7 open" in driver.flat


async def test_where_nobody_is_shown_it_says_so() -> None:
    async with opened(equal_names()) as driver:
        await driver.press("G", "M")
        assert driver.shows(RefineScreen)
        assert "Nobody is chosen or shown here" in driver.flat


async def test_what_is_refused_meanwhile_is_shown_with_its_reason() -> None:
    async with opened(equal_names(), size=WIDE) as driver:
        await driver.press("1", "M", "a", "enter")
        driver.session.registry.ids_may_be_saved = False  # type: ignore[misc]
        await driver.press("c")
        assert driver.shows(RefusedScreen)
        assert "3 headings were not decided" in driver.flat
        assert "holds no real persons" in driver.flat
        await driver.press("enter")
        assert driver.shows(RefineScreen)
        assert "3 were refused." in driver.flat
        assert len(driver.session.decisions()) == 1


async def test_a_hundred_thousand_names_are_read_while_keys_are_answered() -> None:
    store = MemoryStore(
        make=lambda n: RECORDS[0] if n % 9_000 == 1 else big_record(n), count=20_000
    )
    async with opened(equal_names(store=store), settle=False) as driver:
        await driver.until(lambda: driver.session.known(FIRST))
        await driver.until(lambda: driver.session.scanned)
        driver.burst("1", "j", "j")
        await driver.until(lambda: driver.refine.headings.list.cursor == 3)
        await driver.until_text("Same name in 2 more records: M shows them.")


async def test_nothing_is_decided_that_was_not_in_the_list_with_its_evidence() -> None:
    """Every row can be scrolled to, and all that are ticked show why."""
    async with opened(equal_names()) as driver:
        await driver.press("1", "M", "a", "g")
        seen: dict[str, str] = {}
        for _ in range(7):
            seen |= rows_of(driver)
            await driver.press("j")
        ticked = {title for title, row in seen.items() if row.startswith("[x]")}
        assert all("same name" in seen[title] for title in ticked)
        await driver.press("enter", "c")
        titles = {driver.session.work(d.ref).title for d in driver.session.decisions()[1:]}
        assert titles == ticked


async def test_a_heading_decided_in_the_meantime_keeps_its_state() -> None:
    async with opened(equal_names()) as driver:
        driver.session.skip(SURE)
        await driver.press("1", "M", "a", "enter", "c")
        assert driver.session.state(SURE) is HeadingState.SKIPPED
        assert driver.session.state(BROKEN) is HeadingState.OPEN
