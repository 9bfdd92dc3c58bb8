"""Undoing a save: every field is seen, one question is asked, the headings are as they are then."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.journal.files import FileJournal
from orcid_tui.journal.reading import saves
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.screens.dialogs import AskScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.saved import SavedScreen
from orcid_tui.ui.screens.saving import SavingScreen
from orcid_tui.ui.screens.undo_save import UndoSaveScreen
from tests.journal.making import PLACE, attempt
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import invented
from tests.ui.system_store import (
    FIRST,
    SECOND,
    SIXTH,
    THIRD,
    SystemMemoryStore,
    decided_session,
)


async def saved(driver: Driver) -> str:
    """Save, and go back to the headings; gives the id of the save."""
    await driver.press("w", "enter", "enter")
    assert driver.shows(RefineScreen)
    return saves()[0].id


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_saves_and_their_fields_are_shown(size: tuple[int, int]) -> None:
    async with opened(await decided_session(SystemMemoryStore()), size) as driver:
        save_id = await saved(driver)
        await driver.press("U")
        assert driver.shows(UndoSaveScreen)
        assert driver.lines[0].startswith("  PRODUCTION   Undo a save into Example Library")
        flat = driver.flat
        assert "3 records stored" in flat
        assert save_id in flat
        assert f"What save {save_id} changed: 4 fields" in flat
        assert "before 100 1_ $a Hansen, Anna, $d 1961- $e author." in flat
        assert f"▸$1 {invented(1).uri}◂" in flat


async def test_it_asks_with_the_alarm_in_sight_and_then_undoes() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        save_id = await saved(driver)
        await driver.press("U", "enter")
        assert driver.shows(AskScreen)
        assert "PRODUCTION" in driver.text
        assert f"Undo save {save_id} in Example Library" in driver.text
        assert "What somebody else has changed since stays" in driver.flat
        await driver.press("u")
        assert driver.shows(SavedScreen)
        assert driver.lines[0].startswith("  PRODUCTION   4 undone")
        assert f"It took back {save_id}." in driver.flat
        await driver.press("enter")
        assert driver.shows(RefineScreen)
        assert "Undone; the headings are shown as they are now." in driver.flat
        for ref in (FIRST, SECOND, THIRD, SIXTH):
            assert driver.session.state(ref) is HeadingState.OPEN
            assert not any("orcid" in value for value in store.field(ref).values("1"))
        assert driver.session.unsaved == 0
        newest, older = saves()
        assert newest.undoes == older.id == save_id


@pytest.mark.parametrize("answer", ["escape", "enter", "y"])
async def test_any_other_answer_undoes_nothing(answer: str) -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await saved(driver)
        await driver.press("U", "enter", answer)
        assert len(saves()) == 1
        assert driver.session.state(FIRST) is HeadingState.SAVED


async def test_the_result_leads_to_undoing_this_save() -> None:
    store = SystemMemoryStore()
    store.later[THIRD] = "Another cataloguer has the record open."
    async with opened(await decided_session(store)) as driver:
        first = await saved(driver)
        store.later.clear()
        await driver.press("w", "enter", "U")
        second = saves()[0].id
        assert driver.shows(UndoSaveScreen)
        assert second != first
        assert f"What save {second} changed: 1 field," in driver.flat
        await driver.press("j")
        assert f"What save {first} changed: 3 fields," in driver.flat
        await driver.press("k", "enter", "u", "enter")
        assert driver.session.state(THIRD) is HeadingState.OPEN
        assert driver.session.state(FIRST) is HeadingState.SAVED


async def test_the_undoing_can_be_undone() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await saved(driver)
        await driver.press("U", "enter", "u", "U")
        assert driver.shows(UndoSaveScreen)
        assert "took back" in driver.flat
        await driver.press("enter", "u", "enter")
        assert store.field(FIRST).first("1") == invented(1).uri
        assert driver.session.state(FIRST) is HeadingState.LINKED


async def test_undoing_can_be_stopped() -> None:
    store = SystemMemoryStore()
    async with opened(await decided_session(store)) as driver:
        await saved(driver)
        store.gate = asyncio.Semaphore(0)
        await driver.press("U", "enter")
        await driver.pilot.press("u")
        await driver.comes(lambda: driver.shows(SavingScreen))
        assert "0 of 3 records" in driver.text
        await driver.pilot.press("s")
        store.gate.release()
        await driver.seen("2 undone, 2 for later")
        await driver.press("enter")
        assert driver.session.state(FIRST) is HeadingState.OPEN
        assert driver.session.state(THIRD) is HeadingState.SAVED


async def test_saves_of_other_sources_are_not_offered() -> None:
    elsewhere = FileJournal().open_save(PLACE)
    elsewhere.begin(attempt())
    async with opened(await decided_session(SystemMemoryStore())) as driver:
        await driver.press("U")
        assert "No save of this source is in the journal of this computer." in driver.flat
        await driver.press("enter")
        assert driver.shows(UndoSaveScreen)
        await driver.press("escape")
        assert driver.shows(RefineScreen)


async def test_the_usual_undo_names_the_key_for_a_save() -> None:
    async with opened(await decided_session(SystemMemoryStore())) as driver:
        await saved(driver)
        await driver.press("u")
        assert "already saved in Alma. U undoes a whole save." in driver.flat


async def test_the_palette_offers_it() -> None:
    async with opened(await decided_session(SystemMemoryStore()), WIDE) as driver:
        await saved(driver)
        await driver.press("ctrl+p", *"undoasave")
        await driver.until_text("Undo a save into a library system")
        await driver.press("enter")
        await driver.comes(lambda: driver.shows(UndoSaveScreen))
