"""Theirs and ours: what somebody else changed is seen, and nothing is applied unasked."""

from __future__ import annotations

import pytest

from orcid_tui.session.states import HeadingState
from orcid_tui.ui.screens.meanwhile import MeanwhileScreen
from orcid_tui.ui.screens.saved import SavedScreen
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import invented, name_field
from tests.ui.system_store import FIRST, SECOND, THIRD, SystemMemoryStore, decided_session

_DATED = name_field("Hansen, Anna,", ("d", "1961-2024"), ("e", "author."))


def changed() -> SystemMemoryStore:
    """Somebody has given the first heading a year of death."""
    store = SystemMemoryStore()
    store.theirs[FIRST] = _DATED
    return store


async def to_the_result(driver: Driver) -> None:
    """Save."""
    await driver.press("w", "enter")
    assert driver.shows(SavedScreen)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_both_versions_are_shown_with_what_differs_marked(size: tuple[int, int]) -> None:
    async with opened(await decided_session(changed()), size) as driver:
        await to_the_result(driver)
        assert "✗ changed meanwhile record 1" in driver.flat
        assert "m shows theirs and ours" in driver.flat
        await driver.press("m")
        assert driver.shows(MeanwhileScreen)
        flat = driver.flat
        assert driver.lines[0].startswith("  PRODUCTION   Changed meanwhile")
        assert "record 1 99000001, 100 Harbours of the north" in flat
        assert "Somebody has changed this field." in flat
        assert "ours 100 1_ $a Hansen, Anna, ✗$d 1961-✗ $e author." in flat
        assert "theirs 100 1_ $a Hansen, Anna, ▸$d 1961-2024◂ $e author." in flat
        assert "decided the field gets the iD 0099-0000-0000-0011" in flat
        assert f"$d 1961-2024 $e author. ▸$1 {invented(1).uri}◂" in flat
        assert "The name reads otherwise now" in flat


async def test_applying_saves_to_their_version_with_the_next_save() -> None:
    store = changed()
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m", "a")
        assert driver.shows(SavedScreen)
        assert store.agreed == [FIRST]
        assert "✓ with the next save record 1" in driver.flat
        assert "Your decision holds for what is there now; w shows and saves it." in driver.flat
        assert store.field(FIRST).first("1") == ""
        await driver.press("w")
        assert "1 field will change" in driver.flat
        await driver.press("enter")
        assert driver.session.state(FIRST) is HeadingState.SAVED
        assert store.field(FIRST).first("d") == "1961-2024"
        assert store.field(FIRST).first("1") == invented(1).uri


@pytest.mark.parametrize("keys", [("n",), ("escape",), ("q",)])
async def test_leaving_it_changes_nothing(keys: tuple[str, ...]) -> None:
    store = changed()
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m", *keys)
        assert driver.shows(SavedScreen)
        assert store.agreed == []
        assert "what they changed stays as it is" in driver.flat
        await driver.press("enter")
        assert driver.session.state(FIRST) is HeadingState.CHOSEN


async def test_enter_is_no_answer() -> None:
    store = changed()
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m", "enter")
        assert driver.shows(MeanwhileScreen)
        assert store.agreed == []


async def test_one_comes_after_the_other_and_all_can_be_left() -> None:
    store = changed()
    store.theirs[SECOND] = name_field("Smith, Jane A.,", ("e", "editor."), tag="700")
    store.theirs[THIRD] = name_field("Hansen, Åse,", ("d", "1950-"))
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m")
        assert "Changed meanwhile 1 of 3" in driver.flat
        await driver.press("a")
        assert "Changed meanwhile 2 of 3" in driver.flat
        assert "Smith, Jane A.," in driver.flat
        await driver.press("q")
        assert store.agreed == [FIRST]
        await driver.press("m")
        assert "Changed meanwhile 1 of 2" in driver.flat


async def test_the_row_under_the_cursor_comes_first() -> None:
    store = changed()
    store.theirs[THIRD] = name_field("Hansen, Åse,", ("d", "1950-"))
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("j", "m")
        assert "Short letters" in driver.flat
        await driver.press("n")
        assert "Harbours of the north" in driver.flat


async def test_a_field_that_is_gone_can_only_be_left() -> None:
    store = SystemMemoryStore()
    store.theirs[FIRST] = None
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m")
        flat = driver.flat
        assert "this field is not there any more" in flat
        assert "There is no field left that could be meant" in flat
        assert "apply to theirs" not in driver.text
        await driver.press("a")
        assert driver.shows(MeanwhileScreen)
        assert store.agreed == []
        await driver.press("n")
        assert driver.shows(SavedScreen)


async def test_another_id_in_their_version_is_no_case_for_applying() -> None:
    store = SystemMemoryStore()
    store.theirs[FIRST] = name_field("Hansen, Anna,", ("1", invented(2).uri))
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m")
        assert f"Cannot be applied: The field carries another iD already: {invented(2)}" in (
            driver.flat
        )
        await driver.press("a")
        assert store.agreed == []


async def test_keys_typed_ahead_answer_only_what_was_seen() -> None:
    store = changed()
    store.theirs[THIRD] = name_field("Hansen, Åse,", ("d", "1950-"))
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        driver.burst("m", "a", "a")
        await driver.comes(lambda: driver.shows(MeanwhileScreen))
        await driver.settle()
        assert len(store.agreed) < 2


async def test_changed_indicators_are_marked_too() -> None:
    store = SystemMemoryStore()
    store.theirs[FIRST] = name_field("Hansen, Anna,", ("d", "1961-"), ("e", "author."), ind="0 ")
    async with opened(await decided_session(store)) as driver:
        await to_the_result(driver)
        await driver.press("m")
        assert "ours ✗100 1_✗ $a Hansen, Anna," in driver.flat
        assert "theirs ▸100 0_◂ $a Hansen, Anna," in driver.flat
