"""The terminal's own cursor: where screen readers look for the work."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import Input

from tests.ui.driving import Driver, opened


def on_the_row(driver: Driver) -> Offset:
    """Where the highlighted heading begins."""
    headings = driver.refine.headings.list
    row = headings.cursor - headings.scroll_offset.y
    return headings.content_region.offset + Offset(0, row)


async def test_it_is_in_the_line_from_the_beginning_and_back_on_the_row_after_it() -> None:
    async with opened() as driver:
        await driver.press("j")
        assert driver.app.cursor_position == on_the_row(driver)
        await driver.press("N")
        line = driver.app.screen.query_one(Input)
        assert driver.app.cursor_position == line.cursor_screen_offset
        await driver.press("a", "b")
        assert driver.app.cursor_position == line.cursor_screen_offset
        await driver.press("escape")
        assert driver.app.cursor_position == on_the_row(driver)


async def test_it_comes_back_to_the_row_from_views_and_choices() -> None:
    async with opened() as driver:
        await driver.press("j")
        for key in ("v", "I", "S", "f", "question_mark"):
            await driver.press(key)
            assert len(driver.app.screen_stack) == 3
            await driver.press("escape")
            assert driver.app.cursor_position == on_the_row(driver), key


async def test_it_moves_with_a_pane_that_is_laid_out_anew() -> None:
    async with opened() as driver:
        await driver.press("tab")
        candidates = driver.refine.candidates.list
        before = driver.app.cursor_position
        await driver.pilot.resize_terminal(80, 40)
        await driver.settle()
        assert candidates.content_region.offset != before
        assert driver.app.cursor_position == candidates.cursor_screen_offset
