"""Asking by hand: more widely, under another name, or for one iD that is shown before it counts."""

from __future__ import annotations

import asyncio

import pytest
from textual.widgets import Input

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.persons.person import FoundPerson, PersonProfile, ProfileState
from orcid_tui.ui.actions import keys_and_labels
from orcid_tui.ui.screens.by_hand import ByHandScreen
from orcid_tui.ui.screens.conflict import ConflictScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.typed_id import id_in
from tests.ui.conflicts import OTHER, carrying_session
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import PERSONS, MemoryRegistry, invented, small_session

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)
DOWN = RegistryUnreachable("ORCID [x] does not answer.", "Look at the network connection.")
FIRST = HeadingRef(1, "100", 1)
NOBODY = HeadingRef(2, "100", 1)
TAKES = "Enter takes this iD"


async def _type(driver: Driver, text: str) -> None:
    """Open the dialog and put this in place of what stands in the line."""
    await driver.press("e")
    assert driver.shows(ByHandScreen)
    for key in text:
        driver.burst("space" if key == " " else key)
    await driver.settle()


async def _ask(driver: Driver, text: str) -> None:
    await _type(driver, text)
    await driver.press("enter")


# --- an iD ----------------------------------------------------------------------------------


@both_sizes
async def test_an_id_shows_its_owner_and_the_second_enter_takes_it(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await _ask(driver, f"orcid.org/{invented(4)}")
        assert "Smith, Jane (Institute for Very Long" in driver.flat
        assert driver.session.decision(FIRST) is None
        await driver.until_text(TAKES)
        assert driver.session.decision(FIRST) is None
        await driver.press("enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(4)
        assert driver.ref == HeadingRef(1, "700", 1)
        await driver.press("u")
        assert driver.ref == FIRST
        assert driver.session.decision(FIRST) is None


async def test_who_was_typed_stands_among_the_candidates_afterwards() -> None:
    async with opened() as driver:
        await _ask(driver, str(invented(4)))
        await driver.until_text(TAKES)
        await driver.press("enter", "g")
        assert driver.ref == FIRST
        chosen = driver.refine.candidates.candidate(0)
        assert chosen is not None
        assert chosen.orcid == invented(4)
        assert "✓ chosen" in driver.text
        await driver.press("u")
        assert driver.refine.candidates.list.rows[0].orcid == invented(1)


async def test_another_name_than_in_the_heading_is_said_before_it_is_taken() -> None:
    async with opened() as driver:
        await _ask(driver, str(invented(4)))
        assert "But: another name" in driver.flat


async def test_enters_that_come_at_once_take_nobody() -> None:
    async with opened() as driver:
        await driver.session.profile(invented(4))
        await _type(driver, str(invented(4)))
        driver.burst("enter", "enter", "enter")
        await driver.settle()
        assert driver.shows(ByHandScreen)
        assert driver.session.counts().chosen == 0


async def test_another_letter_and_the_person_is_gone() -> None:
    async with opened() as driver:
        await _ask(driver, str(invented(4)))
        await driver.until_text(TAKES)
        await driver.press("backspace")
        assert "Institute for Very Long" not in driver.text
        await driver.press("enter")
        assert "This is not an ORCID iD." in driver.flat
        assert driver.session.counts().chosen == 0


async def test_a_late_person_is_not_shown_for_other_words() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.hold = asyncio.Event()
        await _type(driver, str(invented(4)))
        await driver.pilot.press("enter")
        await driver.until(lambda: str(invented(4)) in registry.asked)
        await driver.pilot.press("backspace")
        registry.hold.set()
        await driver.settle()
        assert "Institute for Very Long" not in driver.text


async def test_a_deprecated_id_shows_its_successor_with_a_notice() -> None:
    old = PersonProfile(invented(9), ProfileState.DEPRECATED, successor=invented(1))
    registry = MemoryRegistry(PERSONS, {invented(9): old})
    async with opened(small_session(registry), size=WIDE) as driver:
        await _ask(driver, str(invented(9)))
        assert f"{invented(9)} is deprecated: its owner uses {invented(1)} now." in driver.flat
        await driver.until_text(TAKES)
        await driver.press("enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (str(invented(4))[:-1] + "1", "does not fit"),
        (str(invented(77)), "The registry does not know"),
        ("0099-0000-00", "This is not an ORCID iD."),
        ("", "Type a name or an iD."),
    ],
)
async def test_what_is_wrong_is_a_sentence_and_what_was_typed_stays(
    typed: str, sentence: str
) -> None:
    async with opened() as driver:
        await _type(driver, typed)
        if not typed:
            await driver.press("delete")
        await driver.press("enter")
        assert sentence in driver.flat
        assert typed in driver.text
        await driver.press("escape")
        assert driver.shows(RefineScreen)
        assert "University of Oslo" in driver.text
        assert driver.session.unsaved == 0


async def test_no_answer_is_a_sentence_and_enter_tries_again() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        await driver.looked_ahead()  # what is known already needs no answer
        registry.fails = DOWN
        await _ask(driver, str(invented(2)))
        assert "ORCID [x] does not answer. Look at the network connection." in driver.flat
        registry.fails = None
        await driver.press("enter")
        assert "Hansen, Anna Marie" in driver.text


async def test_refused_credentials_are_told_and_the_search_goes_on() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        await driver.looked_ahead()
        registry.fails = CredentialsRefused("ORCID did not accept the client secret.")
        await _ask(driver, str(invented(2)))
        assert "Hansen, Anna Marie" in driver.text
        await driver.press("escape")
        assert driver.lines[0].rstrip().endswith("demo registry · anonymous")


async def test_another_id_in_the_record_is_asked_about_as_ever() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("g", "j")
        assert driver.ref == OTHER
        await _ask(driver, str(invented(1)))
        await driver.until_text(TAKES)
        await driver.press("enter")
        assert driver.shows(ConflictScreen)
        assert driver.session.decision(OTHER) is None
        assert f"{invented(1)} · same name" in driver.flat
        await driver.press("r")
        assert driver.session.decision(OTHER) is not None


async def test_letters_typed_before_the_line_is_there_choose_nobody() -> None:
    async with opened() as driver:
        driver.burst("e", "1", "2", "x")
        await driver.settle()
        assert driver.shows(ByHandScreen)
        assert driver.session.counts().chosen == 0
        assert driver.session.counts().nobody == 0


async def test_a_heading_that_takes_no_id_is_not_asked_about() -> None:
    async with opened() as driver:
        await driver.press("g", *"jjjjj", "e")
        assert driver.shows(RefineScreen)
        assert "family" in driver.flat.casefold()
        await driver.press("W")
        assert "There is nothing to look up here." in driver.flat


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" 0000 0002 1825 009x ", "000000021825009x"),
        ("0000\u20110002\u20131825\u22120097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("(orcid)0000000218250097", "(orcid)0000000218250097"),
        ("ORCID: 0000-0002", "ORCID: 0000-0002"),
        ("0000", "0000"),
        ("Quell, Ada, 1961-", ""),
        ("Orcida, Ada", ""),
        ("X", ""),
        ("", ""),
    ],
)
def test_what_is_meant_as_an_id(typed: str, meant: str) -> None:
    assert id_in(typed) == meant


# --- a name ---------------------------------------------------------------------------------


@both_sizes
async def test_another_name_replaces_the_candidates_until_escape(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("e")
        assert driver.app.screen.query_one(Input).value == "Hansen, Anna"
        await driver.press("escape")
        await _ask(driver, "Jane Smith")
        assert driver.shows(RefineScreen)
        assert driver.ref == FIRST
        assert "Found as: Jane Smith" in driver.flat
        assert "University of Cape Town" in driver.flat
        assert driver.refine.candidates.list.rows[0].reasons == ("same name as typed",)
        await driver.press("escape")
        assert driver.focused == "headings"
        assert "Found as" not in driver.text
        assert "University of Oslo" in driver.text


async def test_a_candidate_by_another_name_is_chosen_by_its_number() -> None:
    async with opened() as driver:
        await _ask(driver, "Smith, Jane")
        await driver.press("7")
        assert "There is no candidate 7." in driver.flat
        await driver.press("1")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(4)


async def test_moving_away_and_back_gives_the_usual_answer() -> None:
    async with opened() as driver:
        await _ask(driver, "Jane Smith")
        await driver.press("j", "k")
        assert driver.ref == FIRST
        assert "Found as" not in driver.text
        assert "University of Oslo" in driver.text


async def test_a_name_that_nobody_has_is_said_in_the_dialog() -> None:
    async with opened() as driver:
        await _ask(driver, "Norbert Nobody")
        assert driver.shows(ByHandScreen)
        assert "Nobody with exactly this name was found." in driver.flat
        assert "Norbert Nobody" in driver.text
        await driver.press("escape")
        assert "University of Oslo" in driver.text


# --- more widely ----------------------------------------------------------------------------


async def test_when_nobody_was_found_the_keys_that_help_are_named() -> None:
    async with opened() as driver:
        await driver.press("n", "n")
        assert driver.ref == NOBODY
        assert keys_and_labels("widen", "ask-by-hand", "nobody") in driver.flat


@both_sizes
async def test_a_wide_search_says_so_and_escape_gives_the_usual_answer(
    size: tuple[int, int],
) -> None:
    anne = FoundPerson(invented(8), "Karen", "Hansen", "", (), ("Somewhere Else",))
    registry = MemoryRegistry((*PERSONS, anne))
    async with opened(small_session(registry), size=size) as driver:
        await driver.press("W")
        assert "Loose search: only part of the name was asked for." in driver.flat
        rows = [each.orcid for each in driver.refine.candidates.list.rows]
        assert invented(8) in rows
        await driver.press("escape")
        assert "Loose search" not in driver.text
        assert invented(8) not in [each.orcid for each in driver.refine.candidates.list.rows]


async def test_a_wide_search_that_fails_leaves_the_usual_answer_behind_escape() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = DOWN
        await driver.press("W")
        assert "ORCID [x] does not answer." in driver.text
        await driver.press("escape")
        assert "University of Oslo" in driver.text
        registry.fails = None
        await driver.press("W")
        assert "Loose search" in driver.text


async def test_a_digit_pressed_during_a_wide_search_chooses_nobody() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.hold = asyncio.Event()
        await driver.pilot.press("W")
        await driver.until_text("Searching more widely")
        await driver.pilot.press("1")
        await driver.until_text("The candidates are not here yet.")
        registry.hold.set()
        await driver.until_text("Loose search")
        assert driver.session.counts().chosen == 0


async def test_a_usual_answer_that_comes_late_does_not_hide_the_wide_one() -> None:
    registry = MemoryRegistry(PERSONS)
    registry.hold = asyncio.Event()
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until(lambda: "Hansen" in registry.asked)
        await driver.pilot.press("W")
        await driver.until_text("Searching more widely")
        registry.hold.set()
        await driver.settle()
        assert "Loose search" in driver.text
        await driver.press("escape")
        assert "Loose search" not in driver.text
        assert "University of Oslo" in driver.text
