"""A heading that carries another iD: both persons are shown, and nothing gives way unasked."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.persons.person import PersonProfile, ProfileState
from orcid_tui.session.refused import Conflict
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import Change, FieldRefused, Preview, Wish
from orcid_tui.ui.screens.conflict import ConflictScreen
from orcid_tui.ui.screens.refine import RefineScreen
from tests.ui.conflicts import BROKEN, BROKEN_URI, CARRYING, LINKED, OPEN, OTHER, carrying_session
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import PERSONS, MemoryRegistry, MemoryStore, invented, name_field, record

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)


def flat(driver: Driver) -> str:
    """What stands in the dialog, else on the whole screen, as one line."""
    framed = [line.split("│")[1] for line in driver.lines if line.count("│") == 2]
    return " ".join(" ".join(framed or driver.lines).replace("▏", " ").split())


def _conflict(session: Session) -> Conflict:
    with pytest.raises(Conflict) as caught:
        session.choose(OTHER, PERSONS[0])
    return caught.value


async def _ask(driver: Driver) -> None:
    """To the heading with another person's iD, and choose Anna Hansen there."""
    await driver.press("g", "j")
    assert driver.ref == OTHER
    await driver.press("2")
    assert driver.shows(ConflictScreen)


@both_sizes
async def test_the_question_shows_both_persons_and_the_field(size: tuple[int, int]) -> None:
    async with opened(carrying_session(), size=size) as driver:
        await _ask(driver)
        seen = flat(driver)
        if size[1] < 24:
            await driver.press("G")
            seen += flat(driver)
        for needed in (
            "Hansen, Anna carries another iD already. What is right?",
            f"{invented(4)} ($1 URI)",
            "Smith, Jane (Institute for Very Long",
            "Hansen, Anna (University of Oslo; NTNU)",
            f"{invented(1)} · same name",
            f"before 100 1_ $a Hansen, Anna. ✗$1 {invented(4).uri}✗",
            f"after 100 1_ $a Hansen, Anna. ▸$1 {invented(1).uri}◂",
            "Enter keep what is there",
            "r replace it",
        ):
            assert needed in seen, needed
        assert "beside" not in seen


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_keeping_changes_nothing(key: str) -> None:
    async with opened(carrying_session()) as driver:
        await _ask(driver)
        await driver.press(key)
        assert driver.shows(RefineScreen)
        assert driver.session.decision(OTHER) is None
        assert driver.session.unsaved == 0
        assert f"{invented(4)} stays in the record; nothing was changed." in flat(driver)
        assert driver.ref == OTHER


async def test_replacing_is_a_choice_that_goes_on_to_the_next_open_heading() -> None:
    async with opened(carrying_session()) as driver:
        await _ask(driver)
        await driver.press("r")
        decision = driver.session.decision(OTHER)
        assert decision is not None
        assert decision.change == Change(OTHER, invented(1), Wish.REPLACE)
        assert driver.session.state(OTHER) is HeadingState.CHOSEN
        assert f"{invented(1)} instead of {invented(4)}." in flat(driver)
        assert driver.ref == BROKEN  # what is broken counts as open
        await driver.press("u")
        assert driver.ref == OTHER
        assert driver.session.state(OTHER) is HeadingState.LINKED


async def test_two_enters_by_accident_replace_nothing() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("g", "j", "l", "j")
        driver.burst("enter", "enter", "enter")
        await driver.settle()
        await driver.press("escape")
        assert driver.session.decision(OTHER) is None


async def test_a_key_that_was_on_its_way_is_no_answer() -> None:
    async with opened(carrying_session()) as driver:
        await driver.press("g", "j")
        driver.burst("2", "r")
        await driver.until(lambda: driver.shows(ConflictScreen))
        await driver.settle()
        assert driver.session.decision(OTHER) is None


async def test_digits_choose_nobody_behind_the_question() -> None:
    async with opened(carrying_session()) as driver:
        await _ask(driver)
        await driver.press("1", "2", "x", "s", "u", "w")
        assert driver.shows(ConflictScreen)
        assert driver.session.decision(OTHER) is None


async def test_what_is_not_valid_is_explained_and_may_stay_beside() -> None:
    async with opened(carrying_session(), size=WIDE) as driver:
        await driver.press("g", "j", "j")
        assert driver.ref == BROKEN
        await driver.press("1")
        assert "carries an iD that is not valid already" in flat(driver)
        assert "not valid: The check character of 0099-0000-0000-0012 does not fit." in flat(driver)
        assert f"✗$1 {BROKEN_URI}✗" in driver.text
        assert f"$1 {BROKEN_URI} ▸$1 {invented(1).uri}◂" in flat(driver)
        await driver.press("b")
        decision = driver.session.decision(BROKEN)
        assert decision is not None
        assert decision.change == Change(BROKEN, invented(1), Wish.LINK)
        assert driver.ref == OPEN


async def test_the_one_in_the_record_is_marked_and_chosen_in_vain() -> None:
    async with opened(carrying_session(), size=WIDE) as driver:
        assert driver.ref == LINKED
        assert f"(University of Oslo; NTNU) {invented(1)} @ in the record · same name" in flat(
            driver
        )
        await driver.press("enter")
        assert driver.session.decision(LINKED) is None
        assert f"already carries the iD {invented(1)}." in flat(driver)
        await driver.press("j")
        first = driver.text.index("1  Smith, Jane (Institute")
        assert first < driver.text.index("@ in the record") < driver.text.index("2  Hansen, Anna")
        await driver.press("1")
        assert f"already carries the iD {invented(4)}." in flat(driver)


async def test_choosing_who_is_in_the_record_takes_a_replacement_back() -> None:
    async with opened(carrying_session()) as driver:
        await _ask(driver)
        await driver.press("r", "g", "j")
        assert driver.session.state(OTHER) is HeadingState.CHOSEN
        await driver.press("1")
        assert driver.session.state(OTHER) is HeadingState.LINKED
        assert driver.session.unsaved == 0
        assert f"{invented(4)} stays in the record" in flat(driver)
        await driver.press("u")
        assert driver.session.state(OTHER) is HeadingState.CHOSEN


async def test_the_person_who_is_there_is_looked_for_in_the_background() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(carrying_session(registry), size=WIDE) as driver:
        await driver.press("g")
        registry.hold = asyncio.Event()
        driver.burst("j")
        await driver.until(lambda: str(invented(4)) in registry.asked)
        assert "(reading who this is…)" in driver.text
        await driver.pilot.press("2")
        await driver.until(lambda: driver.shows(ConflictScreen))
        await driver.until_text("(reading who this is…)")
        registry.hold.set()
        await driver.until_text("Smith, Jane (Institute for Very Long")
        assert driver.shows(ConflictScreen)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ProfileState.UNKNOWN, "ORCID does not know this iD"),
        (ProfileState.DEPRECATED, "deprecated"),
        (ProfileState.LOCKED, "locked by ORCID"),
        (ProfileState.NAME_PRIVATE, "name is private"),
    ],
)
async def test_who_cannot_be_shown_is_said_in_words(state: ProfileState, words: str) -> None:
    registry = MemoryRegistry(PERSONS, {invented(4): PersonProfile(invented(4), state)})
    async with opened(carrying_session(registry)) as driver:
        await _ask(driver)
        assert f"there ({words}" in flat(driver)


async def test_an_answer_that_does_not_come_is_said_and_does_not_decide() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(carrying_session(registry)) as driver:
        registry.fails = RegistryUnreachable("ORCID does not answer.", "Look at the network.")
        await driver.press("j", "2")
        assert "(who this is could not be read)" in flat(driver)
        await driver.press("r")
        assert driver.session.state(OTHER) is HeadingState.CHOSEN


async def test_refused_credentials_are_told_in_the_question_too() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(carrying_session(registry)) as driver:
        session = driver.session
        conflict = ConflictScreen(session, OTHER, PERSONS[0], _conflict(session))
        registry.fails = CredentialsRefused("ORCID did not accept the client secret.")
        driver.app.push_screen(conflict)
        await driver.until_text("ORCID did not accept the client secret.")
        await driver.until_text("Smith, Jane")


async def test_what_the_record_does_not_allow_is_not_offered() -> None:
    class Full(MemoryStore):
        def preview(self, change: Change) -> Preview:
            raise FieldRefused("The record would be longer than 99,999 bytes.")

    async with opened(carrying_session(store=Full(CARRYING))) as driver:
        await _ask(driver)
        assert "longer than 99,999 bytes" in flat(driver)
        assert "r replace it" not in driver.text
        await driver.press("r")
        assert driver.shows(ConflictScreen)
        assert driver.session.decision(OTHER) is None


async def test_of_two_ids_in_one_field_either_can_be_made_the_only_one() -> None:
    two = name_field("Hansen, Anna.", ("1", invented(4).uri), ("1", invented(1).uri))
    ref = HeadingRef(1, "100", 1)
    for chosen, other in ((4, 1), (1, 4)):
        session = Session(MemoryStore([record(1, two)]), MemoryRegistry(PERSONS))
        async with opened(session) as driver:
            assert f"also carries {invented(1)}" in driver.flat
            await driver.press("1" if chosen == 4 else "2")
            assert driver.shows(ConflictScreen)
            assert f"✗$1 {invented(other).uri}✗" in flat(driver)
            assert str(invented(chosen)) in flat(driver)
            await driver.press("r")
            decision = session.decision(ref)
            assert decision is not None
            assert decision.change == Change(ref, invented(chosen), Wish.REPLACE)
            [planned] = session.plan()
            assert planned.preview is not None
            kept = planned.preview.after.values("1")
            assert list(kept) == [invented(chosen).uri]
            assert "also carries" not in driver.flat
