"""A text in blocks: every line can be reached, and only what is in sight is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from orcid_tui.ui.render.record import Block
from orcid_tui.ui.widgets.block_pane import BlockPane

HEIGHT = 10


class PaneApp(App[None]):
    """Nothing but the pane."""

    def __init__(self, blocks: Sequence[Block], at: int = 0) -> None:
        super().__init__()
        self._blocks, self._at = blocks, at

    def compose(self) -> ComposeResult:
        yield BlockPane()

    def on_mount(self) -> None:
        self.pane.show(self._blocks, at=self._at)
        self.pane.focus()

    @property
    def pane(self) -> BlockPane:
        return self.query_one(BlockPane)

    @property
    def seen(self) -> list[str]:
        return [self.pane.render_line(y).text.strip(" ↑↓") for y in range(HEIGHT)]

    @property
    def edges(self) -> tuple[bool, bool]:
        first, last = self.pane.render_line(0).text, self.pane.render_line(HEIGHT - 1).text
        return "↑" in first, "↓" in last


def block(number: int, lines: int) -> Callable[[int], list[Content]]:
    return lambda width: [Content(f"{number}.{line}") for line in range(lines)]


SIZES = (1, 3, 2, 14, 1, 5)
BLOCKS = [block(n, lines) for n, lines in enumerate(SIZES)]
LINES = [f"{n}.{line}" for n, lines in enumerate(SIZES) for line in range(lines)]


LAST = len(LINES) - HEIGHT


async def test_every_line_is_reached_downwards_and_back_again() -> None:
    app = PaneApp(BLOCKS)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        down = [("j", min(top, LAST)) for top in range(1, LAST + 2)]
        up = [("k", max(top, 0)) for top in range(LAST - 1, -2, -1)]
        for key, top in [*down, *up]:
            await pilot.press(key)
            assert app.seen == LINES[top : top + HEIGHT]
            assert app.edges == (top > 0, top < LAST)


async def test_pages_and_ends() -> None:
    app = PaneApp(BLOCKS)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        for key, top in (
            ("ctrl+d", HEIGHT - 1),
            ("pagedown", LAST),
            ("ctrl+u", LAST - HEIGHT + 1),
            ("G", LAST),
            ("g", 0),
            ("pageup", 0),
        ):
            await pilot.press(key)
            assert app.seen == LINES[top : top + HEIGHT], key


@pytest.mark.parametrize(
    ("reveal", "first"), [(0, "0.0"), (1, "0.0"), (2, "1.0"), (3, "3.0"), (4, "3.10"), (5, "3.10")]
)
async def test_a_block_is_in_sight_with_what_stands_before_it(reveal: int, first: str) -> None:
    app = PaneApp(BLOCKS, reveal)
    async with app.run_test(size=(30, HEIGHT)):
        assert app.seen[0] == first
        # Above all as much as fits of the block itself.
        own = [f"{reveal}.{line}" for line in range(SIZES[reveal])][:HEIGHT]
        assert [line for line in app.seen if line in own] == own


async def test_only_what_is_in_sight_is_laid_out() -> None:
    made: list[int] = []

    def counting(number: int) -> Block:
        def lines(width: int) -> list[Content]:
            made.append(number)
            return [Content(f"{number}.0")]

        return lines

    app = PaneApp([counting(n) for n in range(100_000)], at=50_000)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        assert "50000.0" in app.seen
        await pilot.press("j", "j", "k", "G", "g")
        assert len(made) == len(set(made)) < 60


async def test_a_short_text_stays_where_it_is() -> None:
    app = PaneApp(BLOCKS[:3], at=2)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        await pilot.press("j", "ctrl+d", "G")
        assert app.seen == [*LINES[:6], "", "", "", ""]
        assert app.edges == (False, False)


async def test_nothing_at_all() -> None:
    app = PaneApp(())
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        await pilot.press("j", "k", "G", "g", "ctrl+d")
        assert app.seen == [""] * HEIGHT


async def test_more_of_the_same_text_leaves_it_where_it_is() -> None:
    app = PaneApp(BLOCKS)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        await pilot.press("j", "j")
        app.pane.show_again([*BLOCKS, block(6, 2)])
        assert app.seen == LINES[2 : 2 + HEIGHT]
        app.pane.show_again(BLOCKS[:2])
        assert app.seen[:4] == LINES[:4]


async def test_another_width_lays_the_text_out_anew() -> None:
    app = PaneApp([lambda width: [Content(str(width))]])
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        assert app.seen[0] == "28"
        await pilot.resize_terminal(40, HEIGHT)
        await pilot.pause()
        assert app.seen[0] == "38"
