"""A list that draws only the rows on screen, so that a million rows are as quick as ten.

Made on Textual's Line API. A move redraws two rows, and an idle list sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, Focus, Resize
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.strips import strip_of
from orcid_tui.ui.terminal_cursor import place_terminal_cursor

Row = TypeVar("Row")


class VirtualList(ScrollView, Generic[Row], can_focus=True):
    """Rows of one line each, drawn by `draw_line` when they come into sight.

    Rows of several lines: override the four methods of geometry, as `BlockList` does.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.LISTS)
    DEFAULT_CSS = """
    VirtualList {
        height: 1fr;
        background: $background;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .virtual-list--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .virtual-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    cursor: var[int] = var(0, init=False, always_update=False)

    @dataclass
    class AtRow(Message):
        """Something about one row of one list."""

        list: VirtualList[object]
        index: int

        @property
        def control(self) -> VirtualList[object]:
            """The list that sends it."""
            return self.list

    class Highlighted(AtRow):
        """The cursor stands on another row (or on no row at all: the list is empty)."""

        def can_replace(self, message: Message) -> bool:
            """Of many moves in a row only the last one matters."""
            return isinstance(message, VirtualList.Highlighted) and message.list is self.list

    class Picked(AtRow):
        """A row was clicked twice."""

    def __init__(self, *, id: str | None = None, quiet: bool = False) -> None:  # noqa: A002
        """With `quiet` the cursor is seen only while the list has the focus."""
        super().__init__(id=id)
        self._quiet = quiet
        self._drawn_rows = 0
        self._rows: Sequence[Row] = ()

    # --- rows ----------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they were given; they are not copied."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self._rows = rows
        self._drawn_rows = len(rows)
        self.measure()
        self.set_reactive(VirtualList.cursor, self.validate_cursor(cursor))
        self.refresh()
        self._reveal(self.cursor)
        self.announce()

    def rows_grew(self) -> None:
        """The sequence of rows has become longer; the cursor and what is in sight stay."""
        before, self._drawn_rows = self._drawn_rows, len(self._rows)
        self.measure()
        if before < self.scroll_offset.y + self.size.height:
            self.refresh()
        if before == 0 and self._rows:
            self.announce()

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Draw lines again, without the scroll bar beside them."""
        y = y_start - self.scroll_offset.y
        self.refresh(Region(0, y, self.line_width, line_count))

    def refresh_row(self, index: int) -> None:
        """Draw one row again, if it is in sight."""
        if 0 <= index < len(self._rows):
            self.refresh_lines(self.row_top(index), self.row_height(index))

    # --- geometry: one line a row ----------------------------------------------------

    @property
    def line_width(self) -> int:
        """Cells for a line, without the scroll bar."""
        return self.scrollable_content_region.width

    def line_count(self) -> int:
        """How many lines all rows take."""
        return len(self._rows)

    def row_top(self, index: int) -> int:
        """The first line of a row."""
        return index

    def row_height(self, index: int) -> int:
        """How many lines a row takes."""
        return 1

    def row_at(self, line: int) -> int | None:
        """The row that a line belongs to."""
        return line if 0 <= line < len(self._rows) else None

    def draw_line(self, line: int, width: int) -> Content:
        """One line of the list. Subclasses say what it is."""
        raise NotImplementedError

    def measure(self) -> None:
        """Tell Textual how long the list is."""
        # Never less than what is in sight: a change of this size lays the whole screen out anew.
        height = max(self.line_count(), self.scrollable_content_region.height)
        self.virtual_size = Size(self.line_width, height)

    # --- drawing ---------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Textual asks for one line of the screen."""
        line, width = y + self.scroll_offset.y, self.line_width
        if not 0 <= line < self.line_count() or width <= 0:
            return Strip.blank(width, self.visual_style.rich_style)
        content = self.draw_line(line, width)
        row = self.row_at(line)
        if row is None or row != self.cursor or (self._quiet and not self.has_focus):
            return strip_of(self, content, width)
        if self.has_focus:
            # One style for the whole row: the colours of parts were made for another ground.
            content = Content(content.plain)
        return strip_of(self, content, width, self.get_visual_style("virtual-list--cursor"))

    # --- the cursor --------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows again and say so."""
        self.refresh_row(old)
        self.refresh_row(new)
        self._reveal(new)
        self.announce()

    def announce(self) -> None:
        """Say on which row the cursor stands."""
        message = self.Highlighted(self, self.cursor)  # type: ignore[arg-type]
        # Else Textual takes whoever called us for the sender, and the message ends there.
        message.set_sender(self)
        self.post_message(message)

    def _reveal(self, index: int) -> None:
        """Scroll just enough to see the whole row; the first row shows what is above it."""
        if index < len(self._rows):
            top, height = self.row_top(index), self.scrollable_content_region.height
            bottom = top + self.row_height(index)
            start = 0 if index == 0 else top
            # A scroll draws every line again: go a third of the way further, so that the next
            # moves draw two lines only, and what comes next is in sight.
            ahead = height // 3
            # But a page further no row is passed over that nobody has seen.
            if start < self.scroll_offset.y or self.row_height(index) >= height:
                above = self._row_beyond(self.scroll_offset.y - 1)
                to = self.row_top(above) + self.row_height(above) - height
                to = max(start - ahead, to) if to <= start else start - ahead
                self.scroll_to(y=max(0, to), animate=False)
            elif bottom > self.scroll_offset.y + height:
                to = self.row_top(self._row_beyond(self.scroll_offset.y + height))
                least = bottom - height
                to = min(least + ahead, to) if to >= least else least + ahead
                self.scroll_to(y=to, animate=False)
        if self.has_focus:
            place_terminal_cursor(self.app)

    def _row_beyond(self, line: int) -> int:
        """The row at a line just out of sight."""
        row = self.row_at(line)
        return self.cursor if row is None else row

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the row under the cursor begins on the screen."""
        line = 0
        if self.cursor < len(self._rows):
            line = self.row_top(self.cursor) - self.scroll_offset.y
        return self.content_region.offset + Offset(0, max(0, line))

    def on_focus(self, event: Focus) -> None:
        """The terminal's cursor follows the focus."""
        place_terminal_cursor(self.app)

    def on_resize(self, event: Resize) -> None:
        """The width decides about lines; the cursor stays in sight."""
        self.measure()
        self._reveal(self.cursor)

    def action_move_down(self) -> None:
        """One row down."""
        self.cursor += 1

    def action_move_up(self) -> None:
        """One row up."""
        self.cursor -= 1

    def action_page_down(self) -> None:
        """As many rows down as are in sight."""
        self.cursor += self._rows_in_sight()

    def action_page_up(self) -> None:
        """As many rows up as are in sight."""
        self.cursor -= self._rows_in_sight()

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self._rows) - 1

    def _rows_in_sight(self) -> int:
        height = max(1, self.row_height(self.cursor)) if self._rows else 1
        return max(1, self.scrollable_content_region.height // height - 1)

    def on_click(self, event: Click) -> None:
        """A click moves the cursor, a second one picks the row."""
        row = self.row_at(event.y + self.scroll_offset.y)
        if row is not None:
            self.cursor = row
            if event.chain == 2:
                self.post_message(self.Picked(self, row))  # type: ignore[arg-type]
