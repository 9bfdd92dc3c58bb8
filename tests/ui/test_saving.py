"""Saving into a library system: where it goes is seen, it can be stopped, every end is told."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from orcid_tui.ui.render.waiting import how_far, save_bar, time_left
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.save import SaveScreen
from orcid_tui.ui.screens.saved import SavedScreen
from orcid_tui.ui.screens.saving import SavingScreen
from orcid_tui.ui.screens.too_small import TooSmallScreen
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import ORIGIN, MemoryStore, small_session
from tests.ui.fakes import RECORDS as SOURCE
from tests.ui.system_store import (
    FIRST,
    NAME,
    SECOND,
    SIXTH,
    THIRD,
    SystemMemoryStore,
    decided_session,
)


async def gated(store: SystemMemoryStore, driver: Driver) -> None:
    """Begin a save that waits before every record."""
    store.gate = asyncio.Semaphore(0)
    await driver.press("w")
    await driver.pilot.press("enter")
    await driver.until(lambda: len(store.saves) == 1)


# --- before ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_where_it_goes_is_said_with_the_alarm(size: tuple[int, int]) -> None:
    async with opened(await decided_session(SystemMemoryStore()), size) as driver:
        await driver.press("w")
        assert driver.lines[0].startswith("  PRODUCTION   4 fields will change in Set of harbours.")
        assert f"back into Alma: {NAME} PRODUCTION" in driver.flat
        assert "3 records, about 6 calls; 89,120 are left today." in driver.flat


async def test_too_few_calls_are_said_before_saving() -> None:
    store = SystemMemoryStore()
    store.calls_left = 5
    async with opened(await decided_session(store)) as driver:
        await driver.press("w")
        assert "5 are left today. What cannot be saved today stays chosen." in driver.flat


# --- while -------------------------------------------------------------------------------


async def test_progress_is_told_record_by_record() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await gated(store, driver)
        await driver.until_text("0 of 3 records")
        assert "PRODUCTION" in driver.text
        assert f"Saving into {NAME}" in driver.text
        assert "89,120 calls left today" in driver.text
        assert store.gate is not None
        store.gate.release()
        await driver.until_text("1 of 3 records")
        store.gate.release()
        store.gate.release()
        await driver.seen("4 stored")
        assert store.saves[0][1].mode is SaveMode.WRITE_BACK


@pytest.mark.parametrize("key", ["escape", "s"])
async def test_a_save_can_be_stopped_and_the_rest_stays_chosen(key: str) -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await gated(store, driver)
        await driver.pilot.press(key)
        await driver.until_text("Stopping: the records at hand are being finished.")
        assert driver.shows(SavingScreen)
        assert store.gate is not None
        store.gate.release()
        await driver.seen("2 stored, 2 for later")
        assert "For later (2)" in driver.flat
        await driver.press("enter")
        assert driver.session.state(FIRST) is HeadingState.SAVED
        assert driver.session.state(THIRD) is HeadingState.CHOSEN
        assert driver.session.unsaved == 2


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_nobody_leaves_by_accident_while_it_saves(key: str) -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await gated(store, driver)
        await driver.pilot.press(key)
        await driver.until_text("Stop it first (Esc); then")
        await driver.pilot.press("ctrl+z", "enter", "w", key)
        assert driver.app.is_running
        assert driver.shows(SavingScreen)
        assert store.gate is not None
        for _ in range(3):
            store.gate.release()
        await driver.seen("4 stored")
        assert len(store.saves) == 1


async def test_a_window_that_is_too_small_meanwhile_does_not_hold_it_up() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await gated(store, driver)
        await driver.pilot.resize_terminal(50, 15)
        await driver.until(lambda: driver.shows(TooSmallScreen))
        assert store.gate is not None
        for _ in range(3):
            store.gate.release()
        await driver.settle()
        assert driver.shows(TooSmallScreen)
        assert driver.session.unsaved == 0
        await driver.pilot.resize_terminal(*SMALL)
        await driver.seen("4 stored")
        await driver.press("enter")
        assert driver.shows(RefineScreen)


async def test_an_order_to_end_waits_for_the_record_at_hand_and_keeps_the_rest() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store, ORIGIN)) as driver:
        await gated(store, driver)
        driver.app._told_to_end()
        await driver.pilot.pause()
        assert driver.app.is_running
        assert store.gate is not None
        store.gate.release()
        await driver.comes(lambda: driver.app._exit)
        assert driver.session.state(FIRST) is HeadingState.SAVED
    again = await decided_after_a_break()
    assert again == {THIRD, SIXTH}


async def decided_after_a_break() -> set[object]:
    """What comes back when the same source, in which the first record is saved, is opened."""
    store = SystemMemoryStore()
    session = await decided_session(SystemMemoryStore())
    changes = [each.change for each in session.unsaved_decisions() if each.change is not None]
    await store.save(changes[:2], SaveTarget(SaveMode.WRITE_BACK))
    async with opened(small_session(store=store)) as driver:
        await driver.until(lambda: driver.session.unsaved)
        return {decision.ref for decision in driver.session.unsaved_decisions()}


async def test_a_second_order_to_end_ends_at_once() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store, ORIGIN)) as driver:
        await gated(store, driver)
        driver.app._told_to_end()
        await driver.pilot.pause()
        assert driver.app.is_running
        driver.app._told_to_end()
        await driver.comes(lambda: driver.app._exit)


async def test_a_fault_of_the_program_is_told_and_keeps_the_decisions() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store, ORIGIN)) as driver:
        await driver.press("w")
        store._write = None  # type: ignore[method-assign, assignment]
        await driver.press("enter")
        assert driver.shows(SaveScreen)
        assert "Saving failed inside the program" in driver.flat
        assert driver.session.unsaved == 4


# --- after -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_refused_come_first_and_every_end_is_told(size: tuple[int, int]) -> None:
    store = SystemMemoryStore()
    store.because[SECOND] = "Alma [400] said: The record failed validation (E01-23)."
    store.later[THIRD] = "Another cataloguer has the record open."
    store.warnings[FIRST] = "The connection broke off, but Alma had stored it."
    async with opened(await decided_session(store), size) as driver:
        await driver.press("w", "enter")
        assert driver.shows(SavedScreen)
        flat = driver.flat
        assert driver.lines[0].startswith("  PRODUCTION   2 stored, 1 refused, 1 for later")
        refused, later, noted, stored = map(
            flat.index,
            (
                "✗ refused record 1 99000001, 700 Smith, Jane",
                "» for later record 3 99000003, 100 Hansen, Åse",
                "■ stored, with a note record 1 99000001, 100 Hansen, Anna",
                "■ stored record 6",
            ),
        )
        assert refused < later < noted < stored
        assert "Alma [400] said: The record failed validation (E01-23)." in flat
        assert "Another cataloguer has the record open." in flat
        assert "Alma had stored it." in flat
        assert "w saves again and takes these." in flat
        [save] = [name for name in flat.split() if name.count("-") == 2 and name[:4].isdigit()]
        assert f"Save {save} U undoes it" in flat


async def test_a_second_save_takes_only_what_is_not_stored() -> None:
    store = SystemMemoryStore()
    store.because[SECOND] = "The record failed validation."
    store.later[THIRD] = "Another cataloguer has the record open."
    async with opened(await decided_session(store)) as driver:
        await driver.press("w", "enter", "w")
        assert driver.shows(SaveScreen)
        assert "2 fields will change" in driver.flat
        store.because.clear()
        store.later.clear()
        await driver.press("enter")
        assert [[change.ref for change in changes] for changes, _ in store.saves] == [
            [FIRST, SECOND, THIRD, SIXTH],
            [SECOND, THIRD],
        ]
        assert "2 stored" in driver.text
        await driver.press("enter", "w")
        assert "Everything is saved." in driver.text


async def test_many_results_are_a_list_that_scrolls() -> None:
    from orcid_tui.session.session import Session
    from tests.ui.fakes import PERSONS, MemoryRegistry, name_field, record

    store = SystemMemoryStore([record(n, name_field("Hansen, Anna.")) for n in range(1, 602)])
    session = Session(store, MemoryRegistry(PERSONS))
    async for _ in session.scan():
        pass
    for ref in session.refs:
        session.choose(ref, PERSONS[0])
        if ref.record % 2:
            store.because[ref] = "The record is linked to the Community Zone."
    async with opened(session) as driver:
        await driver.press("w", "enter")
        assert "300 stored, 301 refused" in driver.text
        assert "linked to the Community Zone" in driver.text
        await driver.press("G")
        assert "■ stored record 600" in driver.flat


async def test_an_enter_that_came_too_early_does_not_hide_the_result() -> None:
    async with opened(await decided_session(SystemMemoryStore())) as driver:
        await driver.press("w")
        driver.burst("enter")
        driver.burst("enter")
        await driver.seen("4 stored")
        await driver.settle()
        assert driver.shows(SavedScreen)


async def test_without_anything_later_or_changed_those_keys_are_not_offered() -> None:
    async with opened(await decided_session(SystemMemoryStore())) as driver:
        await driver.press("w", "enter")
        assert "theirs and ours" not in driver.text
        assert "save the rest" not in driver.text
        await driver.press("m", "w")
        assert driver.shows(SavedScreen)


async def test_a_sandbox_raises_no_alarm() -> None:
    store = SystemMemoryStore()
    store.alarm = ""
    async with opened(await decided_session(store)) as driver:
        await driver.press("w")
        assert driver.lines[0].startswith(" 4 fields will change")
        assert "PRODUCTION" not in driver.text


# --- words -------------------------------------------------------------------------------


def test_the_time_that_is_left_is_told_in_words() -> None:
    assert how_far(0, 500, 9) == "0 of 500 records"
    assert how_far(120, 500, 40) == "120 of 500 records, about 3 min"
    assert how_far(1, 1, 40) == "1 of 1 record"
    assert time_left(1, 500, 0.5) == ""
    assert time_left(450, 500, 60) == "less than a minute"
    assert time_left(100, 40_100, 60) == "about 6.7 h"


def test_the_bar_is_full_only_when_all_is_done() -> None:
    assert save_bar(499, 500).count("░") >= 1
    assert "░" not in save_bar(500, 500)
    assert "█" not in save_bar(0, 0)


async def test_files_have_no_save_to_undo() -> None:
    async with opened(small_session(store=MemoryStore(SOURCE))) as driver:
        await driver.press("U")
        assert "a backup of it, holds what was there before" in driver.flat
