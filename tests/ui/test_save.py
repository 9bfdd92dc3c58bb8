"""The save screen: every change is shown, saving happens once, failures keep everything."""

from __future__ import annotations

import asyncio

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import SaveMode
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.save import SaveScreen
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    MemoryStore,
    big_record,
    small_session,
)
from tests.ui.fakes import RECORDS as SOURCE

FIRST = HeadingRef(1, "100", 1)
SECOND = HeadingRef(1, "700", 1)


async def test_the_plan_shows_record_before_after_and_where_it_goes() -> None:
    for size in (SMALL, WIDE):
        async with opened(size=size) as driver:
            await driver.press("1", "1", "w")
            assert isinstance(driver.app.screen, SaveScreen)
            flat = driver.flat
            assert "2 fields will change in sample.mrc." in flat
            assert "record 1 99000001, 100 Harbours of the north" in flat
            assert "before 100 1_ $a Hansen, Anna, $d 1961- $e author." in flat
            assert "$e author. ▸$1 https://orcid.org/0099-0000-0000-0011◂" in flat
            assert "/invented/sample-orcid.mrc" in flat
            assert "/invented/sample.mrc" in flat
            assert "Enter save" in flat
            assert "Esc back" in flat


async def test_enter_saves_in_the_highlighted_way_and_shows_the_result() -> None:
    store = MemoryStore(SOURCE)
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w", "j", "enter")
        [(changes, target)] = store.saves
        assert target.mode is SaveMode.REPLACE
        assert [change.ref for change in changes] == [FIRST]
        assert "1 iD written." in driver.text
        assert "/invented/sample.mrc.bak" in driver.text
        await driver.press("enter")
        assert isinstance(driver.app.screen, RefineScreen)
        assert driver.session.unsaved == 0
        assert "■ saved" in driver.text
        assert len(store.saves) == 1


async def test_a_new_file_is_the_first_choice() -> None:
    store = MemoryStore(SOURCE)
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w", "enter")
        assert store.saves[0][1].mode is SaveMode.BESIDE


async def test_escape_leaves_without_saving() -> None:
    store = MemoryStore(SOURCE)
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w", "escape")
        assert isinstance(driver.app.screen, RefineScreen)
        assert store.saves == []
        assert driver.session.unsaved == 1


async def test_enter_typed_before_the_plan_is_seen_does_not_save() -> None:
    store = MemoryStore(SOURCE)
    async with opened(small_session(store=store)) as driver:
        await driver.press("1")
        driver.burst("w")
        driver.burst("enter")
        await driver.until_text("1 field will change")
        await driver.settle()
        assert store.saves == []
        await driver.press("enter")
        assert len(store.saves) == 1


async def test_a_second_enter_after_the_report_chooses_nobody() -> None:
    async with opened() as driver:
        await driver.press("1", "w", "enter")
        driver.burst("enter")
        driver.burst("enter")
        await driver.until(lambda: isinstance(driver.app.screen, RefineScreen))
        await driver.settle()
        assert driver.session.unsaved == 0
        assert driver.session.decision(SECOND) is None


async def test_pressing_twice_saves_once_and_nothing_interrupts_it() -> None:
    store = MemoryStore(SOURCE)
    store.hold_save = asyncio.Event()
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w")
        await driver.pilot.press("enter")
        await driver.until(lambda: len(store.saves) == 1)
        await driver.pilot.press("enter", "escape", "ctrl+q")
        await driver.until_text("the file is being written")
        assert driver.app.is_running
        assert isinstance(driver.app.screen, SaveScreen)
        store.hold_save.set()
        await driver.until_text("1 iD written.")
        assert len(store.saves) == 1


async def test_a_failure_is_told_and_the_decisions_are_kept() -> None:
    store = MemoryStore(SOURCE)
    store.save_fails = "The disk [/dev/x] is full."
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w", "enter")
        assert "The disk [/dev/x] is full." in driver.flat
        assert isinstance(driver.app.screen, SaveScreen)
        store.save_fails = ""
        await driver.press("enter")
        assert "1 iD written." in driver.text


async def test_a_fault_of_the_program_keeps_the_decisions() -> None:
    store = MemoryStore(SOURCE)
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w")
        store.proposed_paths = None  # type: ignore[method-assign, assignment]
        await driver.press("enter")
        assert "Saving failed inside the program" in driver.flat
        assert driver.session.state(FIRST) is HeadingState.CHOSEN


async def test_a_second_copy_on_the_file_is_told_at_once() -> None:
    store = MemoryStore(SOURCE)
    store.claimed_elsewhere = "sample.mrc is open in another window of this program."
    async with opened(small_session(store=store)) as driver:
        assert "open in another window" in driver.flat


async def test_refusals_come_first_with_their_reason() -> None:
    store = MemoryStore(SOURCE)
    store.refuse = {SECOND}
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "1", "w")
        flat = driver.flat
        assert "1 field will change in sample.mrc." in flat
        assert "1 cannot be written." in flat
        reason = "not written: The record would be longer than 99,999 bytes."
        assert flat.index(reason) < flat.index("▸$1")
        await driver.press("enter")
        assert "Not written (1):" in driver.text
        assert "It is too long." in driver.text
        await driver.press("enter")
        assert driver.session.state(SECOND) is HeadingState.CHOSEN


async def test_tab_scrolls_the_changes_of_a_long_plan() -> None:
    store = MemoryStore(make=big_record, count=30)
    session = Session(store, MemoryRegistry(PERSONS))
    async for _ in session.scan():
        pass
    for ref in session.refs:
        session.choose(ref, PERSONS[0])
    async with opened(session) as driver:
        await driver.press("w")
        assert "record 30 " not in driver.text
        await driver.press("tab", "G")
        assert "record 30 " in driver.text
        await driver.press("tab", "enter")
        assert "30 iDs written." in driver.text


async def test_nothing_to_save_is_said_in_the_status_line() -> None:
    async with opened() as driver:
        await driver.press("w")
        assert "No iD has been chosen yet." in driver.text
        await driver.press("1", "w", "enter", "enter", "w")
        assert "Everything is saved." in driver.text


async def test_a_source_that_cannot_be_written_says_why() -> None:
    store = MemoryStore(SOURCE)
    store.read_only = "This file holds authority records."
    async with opened(small_session(store=store)) as driver:
        await driver.press("1", "w")
        assert "This file holds authority records." in driver.flat
        assert isinstance(driver.app.screen, RefineScreen)
