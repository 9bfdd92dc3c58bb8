"""Record in full, person in full, two persons beside each other: by keys, small and wide."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic

import pytest
from textual.events import Key

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.persons.person import FoundPerson, PersonProfile, PublishedWork
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.session import Session
from orcid_tui.ui.screens import candidates_view, deciding
from orcid_tui.ui.screens.beside import BesideScreen
from orcid_tui.ui.screens.person import PersonScreen
from orcid_tui.ui.screens.record import RecordScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.widgets.block_pane import BlockPane
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import (
    PERSONS,
    RECORDS,
    MemoryRegistry,
    MemoryStore,
    invented,
    name_field,
    record,
    small_session,
)

THREE = (*PERSONS, FoundPerson(invented(9), "Anna Lise", "Hansen", "", (), ("NTNU",)))
"""So that there are three candidates for the first heading."""

FIRST = HeadingRef(1, "100", 1)
SECOND = HeadingRef(1, "700", 1)
THIRD = HeadingRef(2, "100", 1)

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])


def row(driver: Driver, beginning: str) -> str:
    """The one line that begins so."""
    [found] = [line.rstrip() for line in driver.lines if line.lstrip().startswith(beginning)]
    return found


def within(driver: Driver) -> bool:
    width = driver.app.size.width
    return all(len(line.rstrip()) <= width for line in driver.lines)


# --- the record ------------------------------------------------------------------------


@both_sizes
async def test_the_whole_record_with_the_id_as_it_would_be(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("v")
        assert driver.shows(RecordScreen)
        for needed in (
            "record 1 99000001 · Hansen, Anna, 1961-",
            "LDR    00000nam_a2200000_i_4500",
            "008    190101s2019____no",
            "▶ 100 1_ $a Hansen, Anna, $d 1961- $e author.",
            f"+? $1 {invented(1).uri}",
            f"(so it would be with Hansen, Anna, {invented(1)})",
            "245 10 $a Harbours of the north / $c Anna Hansen ; edited by Jane Smith.",
            "700 1_ $a Smith, Jane, $e editor.",
            "▶ this heading · + is added",
            "n next open  p open before  Esc back",
        ):
            assert needed in driver.text, needed
        assert within(driver)


@pytest.mark.parametrize("key", ["escape", "q", "v"])
async def test_the_record_is_left_by_its_own_key(key: str) -> None:
    async with opened() as driver:
        await driver.press("v", key)
        assert driver.shows(RefineScreen)
        assert driver.ref == FIRST


async def test_a_decision_is_shown_for_every_heading_of_the_record() -> None:
    async with opened() as driver:
        await driver.press("2", "1", "g", "v")
        assert f"      +  $1 {invented(2).uri}" in driver.text
        assert f"      +  $1 {invented(4).uri}" in driver.text
        assert driver.text.count("(decided; not written before you save)") == 2
        assert "+?" not in driver.text


async def test_the_highlighted_candidate_is_the_one_that_would_be() -> None:
    async with opened() as driver:
        await driver.press("l", "j", "v")
        assert f"+? $1 {invented(2).uri}" in driver.text


async def test_from_open_heading_to_open_heading_without_leaving() -> None:
    async with opened() as driver:
        await driver.press("v", "n")
        assert "▶ 700 1_ $a Smith, Jane, $e editor." in driver.text
        assert f"+? $1 {invented(4).uri}" in driver.text
        await driver.press("n")
        assert "▶ 100 1_ $a Nobody, Norbert." in driver.text
        assert "+?" not in driver.text
        await driver.press("p", "p")
        assert "▶ 100 1_ $a Hansen, Anna" in driver.text
        await driver.press("n", "v")
        assert driver.ref == SECOND


async def test_no_heading_is_open_any_more() -> None:
    session = small_session(store=MemoryStore(RECORDS[:1]))
    async with opened(session) as driver:
        await driver.press("1", "1", "v", "n")
        assert "No heading is open here." in driver.text
        assert "▶ this heading" not in driver.text


async def test_the_record_opens_while_the_candidates_are_still_coming() -> None:
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("Searching")
        await driver.pilot.press("v")
        await driver.until_text("▶ 100 1_ $a Hansen, Anna")
        assert "+?" not in driver.text
        assert registry.hold is not None
        registry.hold.set()
        await driver.until_text(f"+? $1 {invented(1).uri}")


async def test_a_record_that_is_not_looked_up_is_shown_all_the_same() -> None:
    registry = MemoryRegistry(PERSONS, fails=RegistryUnreachable("ORCID does not answer."))
    async with opened(small_session(registry)) as driver:
        await driver.press("v")
        assert "▶ 100 1_ $a Hansen, Anna" in driver.text
        assert "ORCID does not answer." in driver.text


async def test_a_long_record_opens_at_its_heading_and_lays_out_what_is_in_sight() -> None:
    fields = [name_field(f"Berg, Number {n}", tag="700") for n in range(3000)]
    session = Session(MemoryStore([record(1, *fields)]), MemoryRegistry(PERSONS))
    async with opened(session) as driver:
        await driver.press("G", "v")
        assert "▶ 700 1_ $a Berg, Number 2999" in driver.text
        pane = driver.app.screen.query_one(BlockPane)
        assert pane.laid_out < 60
        await driver.press("g")
        assert "LDR" in driver.text
        assert pane.laid_out < 90


# --- the person ------------------------------------------------------------------------


def with_page(**more: object) -> MemoryRegistry:
    page = PersonProfile(invented(1), given_names="Anna", family_name="Hansen")
    return MemoryRegistry(PERSONS, {invented(1): replace(page, **more)})  # type: ignore[arg-type]


@both_sizes
async def test_the_whole_page_of_the_highlighted_candidate(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("d")
        assert driver.shows(PersonScreen)
        for needed in (
            f"Hansen, Anna · {invented(1)}",
            "1 of 2 for Hansen, Anna, 1961-",
            "for          same name",
            "family       Hansen",
            "also         A. M. Hansen",
            "University of Oslo, since 2014-08, Department of History,",
            "Old College, 2003–2014-07",
            "9 works in all; 2 are shown here",
            "On [brackets] in titles (2020), Notes",
            invented(1).uri,
            "Enter choose",
        ):
            assert needed in driver.text, needed
        assert within(driver)


@pytest.mark.parametrize("key", ["escape", "q", "d"])
async def test_the_page_is_left_by_its_own_key(key: str) -> None:
    async with opened() as driver:
        await driver.press("d", key)
        assert driver.shows(RefineScreen)
        assert driver.session.decision(FIRST) is None


async def test_sliding_from_candidate_to_candidate_and_choosing_one() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("d", "n")
        assert "2 of 3 for" in driver.text
        await driver.press("right", "right")
        assert "3 of 3 for" in driver.text
        assert "There is no other candidate in this direction." in driver.text
        await driver.press("left", "enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert (decision.verdict, decision.orcid) == (Verdict.CHOSEN, invented(2))
        assert driver.ref == SECOND
        assert "Chosen: Hansen, Anna Marie" in driver.text


async def test_enter_pressed_twice_chooses_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "_DOUBLE_PRESS", 60.0)  # however busy the machine is
    async with opened() as driver:
        await driver.press("d")
        driver.burst("enter", "enter")
        await driver.settle()
        assert driver.session.decision(FIRST) is not None
        assert driver.session.decision(SECOND) is None


async def test_a_second_enter_is_judged_by_when_it_was_pressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deciding, "_DOUBLE_PRESS", 1e-6)  # over before it can be handled
    async with opened() as driver:
        await driver.press("d")
        first = Key("enter", None)
        await driver.handled(first)
        assert driver.session.decision(FIRST) is not None
        again = Key("enter", None)
        again.time = first.time + 5e-7
        await driver.handled(again)
        assert driver.session.decision(SECOND) is None


async def test_an_enter_that_was_pressed_later_counts_however_soon_it_is_handled() -> None:
    async with opened() as driver:
        await driver.press("d", "enter")
        later = Key("enter", None)
        later.time += 1.0
        await driver.handled(later)
        assert driver.session.decision(SECOND) is not None


@pytest.mark.parametrize(("between", "both"), [(0.2, True), (0.01, False)])
async def test_two_choices_by_the_same_key_count_when_it_was_pressed_twice(
    between: float, *, both: bool
) -> None:
    async with opened() as driver:
        first, second = Key("1", "1"), Key("1", "1")
        second.time = first.time + between
        await driver.handled(first, second)
        assert driver.session.decision(FIRST) is not None
        assert (driver.session.decision(SECOND) is not None) is both


async def test_the_work_of_the_record_stands_on_top() -> None:
    works = (PublishedWork("Bread", 1999), PublishedWork("Harbours of the North", 2019))
    async with opened(small_session(with_page(works=works, works_total=2))) as driver:
        await driver.press("d")
        assert "this record  same title: Harbours of the North (2019)" in driver.text
        assert "2 works in all; 1 stands above" in driver.text
        assert driver.text.count("Harbours of the North") == 1


async def test_the_page_comes_while_one_is_looking() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("0099-0000-0000-0011")
        registry.hold = asyncio.Event()
        await driver.pilot.press("j", "k", "l", "j", "d")
        await driver.until_text("The public page is being read…")
        assert "University of Bergen" in driver.text
        registry.hold.set()
        await driver.until_text("Old College, 2003–2014-07")
        assert "is being read" not in driver.text


async def test_a_page_that_does_not_come_can_be_asked_for_again() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = RegistryUnreachable("ORCID does not answer.")
        await driver.press("d", "n")
        assert "ORCID does not answer. Press r to read it again." in driver.flat
        registry.fails = None
        await driver.press("r")
        assert "Old College" in driver.text
        assert "does not answer" not in driver.text


async def test_refused_credentials_do_not_stop_the_page() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = CredentialsRefused("ORCID did not accept the credentials.")
        await driver.press("d", "n")
        assert "Old College" in driver.text
        assert "did not accept the credentials" in driver.flat
        await driver.press("escape")
        assert "anonymous" in driver.lines[0]


async def test_page_and_id_by_the_usual_keys() -> None:
    async with opened() as driver:
        await driver.press("d", "y")
        assert driver.app.clipboard == str(invented(1))
        await driver.press("o")
        assert invented(1).uri in driver.flat


async def test_without_a_candidate_there_is_nothing_to_see() -> None:
    async with opened() as driver:
        await driver.press("j", "j", "d")
        assert driver.ref == THIRD
        assert "There is no candidate whose page could be shown." in driver.flat
        await driver.press("b")
        assert "There are no two candidates here" in driver.flat


@pytest.mark.parametrize(("key", "screen"), [("d", PersonScreen), ("b", BesideScreen)])
async def test_candidates_that_are_still_coming_are_waited_for(
    key: str, screen: type[PersonScreen] | type[BesideScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    came = monotonic()
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("Searching")
        await driver.pilot.press(key)
        await driver.until(lambda: driver.shows(screen))
        # Nothing can be chosen that is not in sight.
        for other in ("enter", "1", "n", "p", "r", "y", "o", "l", "j"):
            await driver.pilot.press(other)
        assert driver.shows(screen)
        assert "Searching…" in driver.text
        assert registry.hold is not None
        registry.hold.set()
        await driver.until_text("Old College")
        assert "Hansen, Anna" in driver.text
        # A key that was on its way before they came is not meant for them.
        monkeypatch.setattr(candidates_view, "monotonic", lambda: came)
        await driver.press("enter")
        assert driver.shows(screen)
        assert "The candidates have only just come" in driver.text
        monkeypatch.setattr(candidates_view, "monotonic", lambda: came + 3600)
        await driver.press("enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(1)


@pytest.mark.parametrize("key", ["d", "b"])
async def test_nobody_comes(key: str) -> None:
    registry = MemoryRegistry(hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("Searching")
        await driver.pilot.press(key)
        assert registry.hold is not None
        registry.hold.set()
        await driver.until_text("There are no candidates to show.")
        await driver.press("n", "enter", "q")
        assert driver.shows(RefineScreen)
        assert driver.session.decision(FIRST) is None


@pytest.mark.parametrize("key", ["d", "b"])
async def test_the_look_up_fails_while_one_is_waiting(key: str) -> None:
    registry = MemoryRegistry(PERSONS, fails=RegistryUnreachable("ORCID does not answer."))
    async with opened(small_session(registry)) as driver:
        await driver.press(key)
        assert "ORCID does not answer." in driver.text
        assert "Searching" not in driver.text
        await driver.press("escape")
        assert driver.shows(RefineScreen)


# --- two beside each other ---------------------------------------------------------------


@both_sizes
async def test_two_candidates_beside_each_other(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("b")
        assert driver.shows(BesideScreen)
        assert "▶ 1  Hansen, Anna" in driver.text
        assert "  2  Hansen, Anna Marie" in driver.text
        [ids] = [line for line in driver.lines if str(invented(1)) in line]
        assert str(invented(2)) in ids
        for needed in ("≠ now", "University of Oslo", "University of Bergen", "= before"):
            assert needed in driver.text, needed
        assert within(driver)


async def test_the_marked_one_is_chosen() -> None:
    async with opened() as driver:
        await driver.press("b", "right")
        assert "▶ 2  Hansen, Anna Marie" in driver.text
        await driver.press("enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(2)
        assert driver.ref == SECOND


async def test_the_marked_place_takes_another_candidate_but_never_the_other_one() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("b", "n")
        assert "▶ 3  Hansen, Anna Lise" in driver.text
        assert "  2  Hansen, Anna Marie" in driver.text
        await driver.press("p")
        assert "▶ 1  Hansen, Anna" in driver.text
        await driver.press("p")
        assert "There is no other candidate in this direction." in driver.text


async def test_a_digit_chooses_one_of_the_two_only() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("b", "3")
        assert driver.shows(BesideScreen)
        assert "Candidate 3 is not shown here." in driver.text
        await driver.press("2")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(2)


async def test_the_highlighted_one_is_at_the_left_with_the_best_other() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("l", "j", "j", "b")
        assert "▶ 3  Hansen, Anna Lise" in driver.text
        assert "  1  Hansen, Anna" in driver.text


@pytest.mark.parametrize("key", ["escape", "q", "b"])
async def test_the_comparison_is_left_by_its_own_key(key: str) -> None:
    async with opened() as driver:
        await driver.press("b", key)
        assert driver.shows(RefineScreen)
        assert driver.session.decision(FIRST) is None


async def test_one_page_comes_and_the_other_does_not() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = RegistryUnreachable("ORCID does not answer.")
        await driver.press("b")
        assert "ORCID does not answer." in driver.flat
        assert "Old College" in driver.text
        registry.fails = None
        await driver.press("r")
        assert driver.text.count("Old College") == 2
