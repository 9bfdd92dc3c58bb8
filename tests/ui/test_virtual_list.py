"""The list that draws only what is seen: size, keys, mouse, width, blocks."""

from __future__ import annotations

import re
from collections import Counter
from time import process_time

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset

from orcid_tui.session.session import Session
from orcid_tui.ui.render.cells import wrap
from orcid_tui.ui.widgets.block_list import BlockList
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.virtual_list import VirtualList
from tests.ui.driving import WIDE, opened
from tests.ui.fakes import PERSONS, MemoryRegistry, MemoryStore, big_record


class Numbers(VirtualList[int]):
    """Shows its rows as words and counts how often it draws."""

    drawn = 0

    def draw_line(self, line: int, width: int) -> Content:
        """One number."""
        self.drawn += 1
        return Content(f"row {self.rows[line]} 王 [/x]")


class NumbersApp(App[None]):
    """One list of many numbers."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.moves: list[int] = []
        self.picked: list[int] = []

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield Numbers(id="numbers")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(Numbers).set_rows(range(self.count))

    def on_virtual_list_picked(self, event: VirtualList.Picked) -> None:
        """Remember it."""
        self.picked.append(event.index)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Remember it."""
        self.moves.append(event.index)


def lines(app: App[None]) -> list[str]:
    """What is on the screen."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


@pytest.mark.parametrize("height", [1, 2, 3])
async def test_paging_passes_no_row_over(height: int) -> None:
    class Pages(App[None]):
        def compose(self) -> ComposeResult:
            yield EvenList[int](lambda nth, row, width: [Content(f"<{row}>")] * height, height)

        def on_mount(self) -> None:
            self.query_one(EvenList).set_rows(range(40))

    app = Pages()
    async with app.run_test(size=(40, 11)) as pilot:

        def whole() -> set[int]:
            seen = Counter(re.findall(r"<(\d+)>", "\n".join(lines(app))))
            return {int(row) for row, times in seen.items() if times == height}

        for key in ("pagedown", "pageup"):
            seen = whole()
            for _ in range(40):
                await pilot.press(key)
                seen |= whole()
            assert seen == set(range(40))


async def test_a_million_rows_draw_only_what_is_seen() -> None:
    app = NumbersApp(1_000_000)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers = app.query_one(Numbers)
        assert numbers.drawn <= 40
        await pilot.press("G")
        assert numbers.cursor == 999_999
        assert "row 999999" in lines(app)[-1]
        numbers.drawn = 0
        await pilot.press("k")
        assert numbers.drawn == 2
        await pilot.press("g", "pagedown")
        assert numbers.cursor == 9
        assert app.moves[-1] == 9


async def test_the_highlighted_row_stays_in_sight_when_the_window_changes() -> None:
    app = NumbersApp(100)
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.press(*"jjjjjjjjjjjjjjjjjjjjjjjjj")
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert any("row 25 " in line for line in lines(app))


async def test_clicks_move_and_two_clicks_pick() -> None:
    app = NumbersApp(100)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers = app.query_one(Numbers)
        await pilot.click(numbers, offset=(3, 4))
        assert numbers.cursor == 4
        await pilot.click(numbers, offset=(3, 5), times=2)
        await pilot.pause()
        assert app.picked == [5]


async def test_wide_letters_and_brackets_fill_the_line_exactly() -> None:
    app = NumbersApp(5)
    async with app.run_test(size=(14, 5)):
        assert lines(app)[0] == "row 0 王 [/x] "


async def test_the_terminal_cursor_stands_on_the_row() -> None:
    app = NumbersApp(100)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "j", "j")
        assert app.cursor_position == Offset(0, 3)
        await pilot.press("G")
        assert app.cursor_position == Offset(0, 9)


class BlocksApp(App[None]):
    """Rows of one to three lines under a sentence."""

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield BlockList[int](_block, id="blocks")

    def on_mount(self) -> None:
        """Fill it."""
        blocks: BlockList[int] = self.query_one("#blocks", BlockList)
        blocks.show(range(20), 0, lambda width: wrap(Content("a sentence above"), width))


def _block(index: int, row: int, width: int) -> list[Content]:
    return [Content(f"block {row} line {line}") for line in range(row % 3 + 1)]


async def test_blocks_know_their_lines() -> None:
    app = BlocksApp()
    async with app.run_test(size=(30, 8)) as pilot:
        blocks: BlockList[int] = app.query_one("#blocks", BlockList)
        assert [blocks.row_at(line) for line in range(7)] == [None, 0, 1, 1, 2, 2, 2]
        assert blocks.row_at(10_000) is None
        await pilot.press("j", "j", "j")
        assert blocks.current == 3
        await pilot.press("G")
        assert "block 19 line 1" in lines(app)[-1]
        await pilot.press("g")
        assert "a sentence above" in lines(app)[0]
        await pilot.click(blocks, offset=(2, 5))
        assert blocks.current == 2
        await pilot.click(blocks, offset=(2, 0))
        assert blocks.current == 2


async def test_a_hundred_thousand_headings_scroll_without_waiting() -> None:
    store = MemoryStore(make=big_record, count=100_000)
    session = Session(store, MemoryRegistry(PERSONS))
    async for _ in session.scan():
        pass
    async with opened(session, size=WIDE) as driver:
        assert "100,000 headings" in driver.text
        await driver.press("G")
        assert driver.ref.record == 100_000
        start = process_time()
        for _ in range(20):
            driver.burst("k")
        await driver.until(lambda: driver.ref.record == 99_980)
        # Twenty moves at a hundred thousand rows; a list that redraws or measures all of
        # them takes seconds for each.
        assert process_time() - start < 3
        assert "Volume 99980" in driver.text


async def test_a_filter_over_many_headings_lets_the_keys_work() -> None:
    store = MemoryStore(make=big_record, count=20_000)
    session = Session(store, MemoryRegistry(PERSONS))
    async for _ in session.scan():
        pass
    async with opened(session) as driver:
        for key in ("slash", *"volume", "space", *"424"):
            driver.burst(key)
        # Shown before all headings are looked at, and the count grows to the end.
        await driver.until_text("Volume 424 ")
        await driver.settle()
        # 424, 4240 to 4249, and nothing that has these digits elsewhere in a word.
        assert "11 of 20,000" in driver.text
