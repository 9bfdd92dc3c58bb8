"""A person in full, and candidates that are still coming: by keys, small and wide."""

from __future__ import annotations

import asyncio
from time import monotonic

import pytest
from textual.events import Key

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.persons.person import PublishedWork
from orcid_tui.session.decisions import Verdict
from orcid_tui.ui.screens import candidates_view, deciding
from orcid_tui.ui.screens.beside import BesideScreen
from orcid_tui.ui.screens.person import PersonScreen
from orcid_tui.ui.screens.refine import RefineScreen
from tests.ui.driving import opened
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    invented,
    small_session,
)
from tests.ui.viewing import FIRST, SECOND, THIRD, THREE, both_sizes, with_page, within


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
