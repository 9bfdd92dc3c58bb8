"""Look-ups behind the screen: debounced, ahead, stale, failing, refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from orcid_tui.errors import CredentialsRefused, RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.persons.person import PersonProfile, ProfileState
from orcid_tui.session.marks import LOOKED_UP
from orcid_tui.session.session import Session
from orcid_tui.worklist.orders import Order
from tests.ui.driving import WIDE, opened
from tests.ui.fakes import (
    PERSONS,
    RECORDS,
    MemoryRegistry,
    MemoryStore,
    big_record,
    invented,
    name_field,
    record,
    small_session,
)

DOWN = RegistryUnreachable("ORCID [x] does not answer.", "Look at the network connection.")


async def test_searching_is_said_in_words_and_the_keys_still_work() -> None:
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("Searching for Hansen, Anna, 1961-")
        await driver.pilot.press("1")
        await driver.until_text("The candidates are not here yet.")
        await driver.pilot.press("x")
        await driver.until_text("No one fits Hansen, Anna, 1961-.")
        assert registry.hold is not None
        registry.hold.set()
        await driver.settle()
        assert "1 candidate for Smith, Jane" in driver.text


async def test_a_late_answer_is_not_shown_for_another_heading() -> None:
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until(lambda: "Hansen" in registry.asked)
        await driver.pilot.press("j", "j")  # to Nobody, whom nobody has the name of
        await driver.until_text("Searching for Nobody, Norbert")
        assert registry.hold is not None
        registry.hold.set()
        await driver.settle()
        assert driver.ref.record == 2
        assert "No candidate for Nobody, Norbert" in driver.text
        assert "University of Oslo" not in driver.text
        await driver.press("1")
        assert driver.session.decision(HeadingRef(2, "100", 1)) is None


async def test_headings_passed_quickly_are_not_looked_up() -> None:
    session = Session(MemoryStore(make=big_record, count=3000), MemoryRegistry(PERSONS))
    async with opened(session) as driver:
        await driver.looked_ahead()
        driver.burst(*["pagedown"] * 150)
        await driver.until(lambda: driver.ref.record > 700)
        await driver.looked_ahead()
        assert f"for Hansen, Anna {driver.ref.record}" in driver.text
        assert session.known(HeadingRef(driver.ref.record + 100, "100", 1)) is not None
        assert session.known(HeadingRef(driver.ref.record - 200, "100", 1)) is None


async def test_an_order_by_sureness_is_fed_with_answers_from_far_ahead() -> None:
    session = Session(MemoryStore(make=big_record, count=1500), MemoryRegistry(PERSONS))
    async with opened(session) as driver:
        await driver.looked_ahead()
        far = HeadingRef(1200, "100", 1)
        assert session.known(far) is None
        driver.refine.headings.put_in_order(Order.SUREST)
        await driver.settle()
        await driver.until(lambda: session.marks(far) & LOOKED_UP)


async def test_what_comes_next_is_known_before_the_cursor_comes() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        await driver.looked_ahead()
        asked = len(registry.asked)
        for _ in range(driver.session.counts().open):
            await driver.pilot.press("n")
            await driver.pilot.pause()
            assert "Searching" not in driver.text
        await driver.looked_ahead()
        assert len(registry.asked) == asked


class Failing(MemoryRegistry):
    """Answers for Anna and Åse Hansen only."""

    async def _ask(self, what: str) -> None:
        self.fails = None if self.anonymous or what == "Hansen" or what[0] == "0" else DOWN
        await super()._ask(what)


async def test_what_lies_ahead_fails_in_silence_and_comes_later() -> None:
    registry = Failing(PERSONS)
    async with opened(small_session(registry)) as driver:
        await driver.looked_ahead()
        assert driver.session.looking_ahead.stopped
        assert "does not answer" not in driver.text
        assert "University of Oslo" in driver.text
        await driver.press("n")
        assert "does not answer" in driver.text
        registry.anonymous = True  # from here on it answers
        await driver.press("n")
        await driver.looked_ahead()
        assert driver.session.known(HeadingRef(7, "100", 1)) is not None


async def test_a_failure_is_a_sentence_and_r_tries_again() -> None:
    registry = MemoryRegistry(PERSONS, fails=DOWN)
    async with opened(small_session(registry)) as driver:
        text = driver.text
        assert "ORCID [x] does not answer." in text
        assert "Look at the network connection." in text
        assert "Press r to look it up again." in text
        registry.fails = None
        await driver.press("r")
        assert "University of Oslo" in driver.text
        await driver.press("1")
        assert driver.session.counts().chosen == 1


async def test_a_fault_of_the_program_does_not_end_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry = MemoryRegistry(PERSONS)
    monkeypatch.setattr(registry, "search_name", None)
    async with opened(small_session(registry)) as driver:
        assert "Something went wrong inside the program" in driver.text
        await driver.press("x")
        assert driver.session.counts().nobody == 1


async def test_refused_credentials_are_told_and_the_work_goes_on_without() -> None:
    refused = CredentialsRefused("ORCID did not accept the client secret.")
    registry = MemoryRegistry(PERSONS, fails=refused)
    async with opened(small_session(registry)) as driver:
        assert "ORCID did not accept the client secret." in driver.flat
        assert "The search goes on without credentials." in driver.flat
        assert "anonymous" in driver.lines[0]
        assert "University of Oslo" in driver.text


async def test_the_profile_of_the_highlighted_candidate_comes_by_itself() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry), size=WIDE) as driver:
        assert str(invented(1)) in registry.asked
        assert str(invented(2)) not in registry.asked
        await driver.press("tab", "j")
        assert str(invented(2)) in registry.asked
        assert "University of Bergen, since 2014-08" in driver.text


async def test_a_profile_that_fails_leaves_what_the_hit_says() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = DOWN
        await driver.press("tab", "j")
        assert "ORCID [x] does not answer." in driver.text
        assert "University of Bergen" in driver.text


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        (
            PersonProfile(invented(1), ProfileState.DEPRECATED, successor=invented(2)),
            "This iD is deprecated: its owner has another one. "
            "It was replaced by 0099-0000-0000-002X.",
        ),
        (PersonProfile(invented(1), ProfileState.LOCKED), "locked by ORCID"),
        (PersonProfile(invented(1), ProfileState.DEACTIVATED), "deactivated by its owner"),
        (PersonProfile(invented(1), ProfileState.NAME_PRIVATE), "name of this person is private"),
        (PersonProfile(invented(1), ProfileState.UNKNOWN), "ORCID does not know this iD."),
    ],
    ids=lambda value: value.state.value if isinstance(value, PersonProfile) else "",
)
async def test_the_state_of_an_id_in_the_record_is_said_in_words(
    profile: PersonProfile, sentence: str
) -> None:
    registry = MemoryRegistry(PERSONS, profiles={invented(1): profile})
    async with opened(small_session(registry)) as driver:
        await driver.press("j", "j", "j", "j")
        assert driver.ref.record == 4
        assert sentence in driver.flat


async def test_a_private_name_has_words() -> None:
    nameless = replace(PERSONS[0], given_names="", family_name="Quux")
    private = replace(nameless, family_name="")
    registry = MemoryRegistry((nameless,))
    session = Session(MemoryStore([record(1, name_field("Quux."))]), registry)
    async with opened(session) as driver:
        assert "Quux (University of Oslo; NTNU)" in driver.text
        registry.persons = (private,)
        assert len(RECORDS) > 1


async def test_the_title_says_how_the_registry_is_asked() -> None:
    async with opened(small_session(MemoryRegistry(PERSONS, anonymous=True))) as driver:
        assert driver.lines[0].rstrip().endswith("demo registry · anonymous")
