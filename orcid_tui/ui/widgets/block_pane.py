"""A long text of which only what is in sight is ever laid out, such as a record of 3,000 fields.

`DetailPane` breaks its whole text into lines; here the text comes in blocks, and the place in it
is a block and a line in that block, so that nobody has to know how many lines there are in all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content
from textual.events import Focus, Resize
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from orcid_tui.ui.render.cells import MUTED, fit
from orcid_tui.ui.render.strips import strip_of
from orcid_tui.ui.terminal_cursor import place_terminal_cursor
from orcid_tui.ui.widgets.scrolling import Scrolling

Block = Callable[[int], Sequence[Content]]
"""Gives the lines of a block for a width."""

_Place = tuple[int, int]
"""A block, and a line in it."""

_MORE_ABOVE: Final = "↑"
_MORE_BELOW: Final = "↓"


class BlockPane(Scrolling):
    """Scrolls with the keys of the lists. `↑` and `↓` at the edge: there is more."""

    DEFAULT_CSS = "BlockPane { height: 1fr; padding: 0 1; background: $background; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._top: _Place = (0, 0)
        self._bring_into_sight: int | None = None
        self._laid_out: dict[int, Sequence[Content]] = {}
        self._seen: list[Content] = []
        self._room = Size(0, 0)
        """What the lines in sight were laid out for."""

    def show(self, blocks: Sequence[Block], *, at: int = 0) -> None:
        """Show a text, with this block in sight."""
        self._blocks, self._laid_out = blocks, {}
        self._top, self._bring_into_sight = (0, 0), at
        self._draw()

    def show_again(self, blocks: Sequence[Block]) -> None:
        """More is known of the same text; it stays where it is."""
        self._blocks, self._laid_out = blocks, {}
        self._draw()

    @property
    def laid_out(self) -> int:
        """How many blocks have been laid out for the present width."""
        return len(self._laid_out)

    # --- drawing ---------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Textual asks for one line of the screen: the first time before it tells the size."""
        if self._room != self.content_size:
            self._lay_out()
        line = self._seen[y] if y < len(self._seen) else Content("")
        return strip_of(self, line, self.content_size.width)

    def on_resize(self, event: Resize) -> None:
        """Lines are broken elsewhere now."""
        if self._room != self.content_size:
            self._draw()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the text begins on the screen."""
        return self.content_region.offset

    def on_focus(self, event: Focus) -> None:
        """The terminal's cursor follows the focus."""
        place_terminal_cursor(self.app)

    def _draw(self) -> None:
        """Draw the lines that look different from before."""
        before, size = self._seen, self._room
        self._lay_out()
        if size != self._room:
            self.refresh()
            return
        for y, line in enumerate(self._seen):
            if not line.is_same(before[y]):
                self.refresh(Region(self.styles.padding.left, y, self._room.width, 1))

    def _lay_out(self) -> None:
        """Work out what is in sight."""
        if self._room.width != self.content_size.width:
            self._laid_out = {}
        self._room = self.content_size
        width, height = self._room
        if width <= 0 or height <= 0:
            self._seen = []
            return
        if self._bring_into_sight is not None:
            # With what stands before it, and above all as much as fits of itself.
            place = max(0, min(self._bring_into_sight, len(self._blocks) - 1))
            own = len(self._lines(place))
            self._top = self._moved((place, 0), -min(height // 3, max(0, height - own)))
            self._bring_into_sight = None
        self._top = max((0, 0), min(self._top, self._last_top()))
        self._seen = self._in_sight(width, height)

    def _in_sight(self, width: int, height: int) -> list[Content]:
        block, line = self._top
        lines = list(self._lines(block))[line:]
        while len(lines) <= height and block + 1 < len(self._blocks):
            block += 1
            lines += self._lines(block)
        more_below = len(lines) > height
        lines = [*lines[:height], *[Content("")] * (height - len(lines))]
        if self._top > (0, 0):
            lines[0] = _marked(lines[0], _MORE_ABOVE, width)
        if more_below:
            lines[-1] = _marked(lines[-1], _MORE_BELOW, width)
        return lines

    def _lines(self, block: int) -> Sequence[Content]:
        if block not in self._laid_out:
            known = block < len(self._blocks)
            self._laid_out[block] = self._blocks[block](self._room.width) if known else ()
        return self._laid_out[block]

    # --- moving ----------------------------------------------------------------------

    def _moved(self, place: _Place, by: int) -> _Place:
        """The place so many lines further on, or back; never beyond the ends."""
        block, line = place
        line = min(line, max(0, len(self._lines(block)) - 1))
        while by > 0:
            left = len(self._lines(block)) - 1 - line
            if by <= left or block + 1 >= len(self._blocks):
                return block, line + min(by, left)
            by -= left + 1
            block, line = block + 1, 0
        while by < 0:
            if -by <= line or not block:
                return block, max(0, line + by)
            by += line + 1
            block -= 1
            line = max(0, len(self._lines(block)) - 1)
        return block, line

    def _last_top(self) -> _Place:
        """From where the rest of the text just fills the place."""
        end = len(self._blocks) - 1
        if end < 0:
            return 0, 0
        last = max(0, len(self._lines(end)) - 1)
        return self._moved((end, last), 1 - self._room.height)

    def _scroll(self, lines: int) -> None:
        self._top = self._moved(self._top, lines)
        self._draw()

    def action_first(self) -> None:
        """To the beginning."""
        self._top = (0, 0)
        self._draw()

    def action_last(self) -> None:
        """To the end."""
        self._top = self._last_top()
        self._draw()


def _marked(line: Content, mark: str, width: int) -> Content:
    return Content.assemble(fit(line, width - 2), (f" {mark}", MUTED))
