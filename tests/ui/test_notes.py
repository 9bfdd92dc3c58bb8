"""A note about a heading: one line, kept with it whatever is decided."""

from __future__ import annotations

import pytest

from orcid_tui.ui.screens.note import NoteScreen
from orcid_tui.ui.screens.refine import RefineScreen
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.equal_names import BESIDE, FIRST, equal_names


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)
async def test_it_is_typed_kept_and_shown(size: tuple[int, int]) -> None:
    async with opened(equal_names(), size=size) as driver:
        await driver.press("N")
        assert driver.shows(NoteScreen)
        assert "Note about Hansen, Anna" in driver.flat
        await driver.press(*"ask q", "enter")
        assert driver.shows(RefineScreen)
        assert driver.session.note(FIRST) == "ask q"
        assert "The note is kept." in driver.flat
        assert "note: ask q" in driver.flat
        await driver.press("1")
        assert driver.ref == BESIDE
        assert "note: ask q" not in driver.flat
        await driver.press("u")
        assert "note: ask q" in driver.flat


async def test_it_is_changed_and_taken_away() -> None:
    async with opened(equal_names()) as driver:
        driver.session.annotate(FIRST, "ask")
        await driver.press("N", *" Marit", "enter")
        assert driver.session.note(FIRST) == "ask Marit"
        await driver.press("N", *["backspace"] * 9, "enter")
        assert driver.session.note(FIRST) == ""
        assert "The note is taken away." in driver.flat
        assert "note:" not in driver.flat


async def test_going_back_changes_nothing() -> None:
    async with opened(equal_names()) as driver:
        await driver.press("N", *"no", "escape")
        assert driver.shows(RefineScreen)
        assert driver.session.note(FIRST) == ""


async def test_keys_typed_at_once_are_all_in_the_note() -> None:
    async with opened(equal_names()) as driver:
        driver.burst("N", *"quick", "enter")
        await driver.until(lambda: driver.session.note(FIRST))
        assert driver.session.note(FIRST) == "quick"
