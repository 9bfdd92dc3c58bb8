"""A list whose rows take several lines, after a few lines that belong to no row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from textual.content import Content

from orcid_tui.ui.widgets.virtual_list import Row, VirtualList

Lines = list[Content]


class BlockList(VirtualList[Row]):
    """Rows of different heights, for lists short enough to be laid out as a whole.

    `draw` gives the lines of a row for a width. `lead`, given with the rows, gives lines
    above the first row, such as a sentence that says why there is none.
    """

    def __init__(
        self,
        draw: Callable[[int, Row, int], Lines],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        quiet: bool = False,
    ) -> None:
        super().__init__(id=id, quiet=quiet)
        self._draw_row = draw
        self._draw_lead: Callable[[int], Lines] = lambda width: []
        self._lines: Lines = []
        self._tops: list[int] = []
        self._lead_height = 0

    def show(
        self, rows: Sequence[Row], cursor: int = 0, lead: Callable[[int], Lines] | None = None
    ) -> None:
        """Show these rows under these lines."""
        self._draw_lead = lead or (lambda width: [])
        self.set_rows(rows, cursor)

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows; lines that look the same as before are not drawn again."""
        before, marked = self._lines, self._marked()
        self._rows = rows
        self.measure()
        self.set_reactive(VirtualList.cursor, self.validate_cursor(cursor))
        self._refresh_changed(before, marked)
        self._reveal(self.cursor)
        self.announce()

    def redraw(self) -> None:
        """The same rows look different now."""
        before, marked = self._lines, self._marked()
        self.measure()
        self._refresh_changed(before, marked)

    def _marked(self) -> set[int]:
        top = self.row_top(self.cursor)
        return set(range(top, top + self.row_height(self.cursor))) if self._rows else set()

    def _refresh_changed(self, before: Lines, marked: set[int]) -> None:
        changed = marked ^ self._marked()
        top = self.scroll_offset.y  # what is out of sight is drawn when it comes into sight
        end = min(max(len(before), len(self._lines)), top + self.size.height)
        for line in range(top, end):
            same = line < min(len(before), len(self._lines))
            if not same or not before[line].is_same(self._lines[line]):
                changed.add(line)
        for line in changed:
            self.refresh_lines(line)

    def measure(self) -> None:
        """Lay all rows out for the present width."""
        width = self.line_width
        self._lines = self._draw_lead(width) if width else []
        self._lead_height = len(self._lines)
        self._tops = []
        for index, row in enumerate(self._rows if width else ()):
            self._tops.append(len(self._lines))
            self._lines.extend(self._draw_row(index, row, width))
        super().measure()

    def line_count(self) -> int:
        """How many lines all rows take, those above included."""
        return len(self._lines)

    def row_top(self, index: int) -> int:
        """The first line of a row."""
        return self._tops[index] if index < len(self._tops) else 0

    def row_height(self, index: int) -> int:
        """How many lines a row takes."""
        if index >= len(self._tops):
            return 0
        end = self._tops[index + 1] if index + 1 < len(self._tops) else len(self._lines)
        return end - self._tops[index]

    def row_at(self, line: int) -> int | None:
        """The row that a line belongs to; none for the lines above."""
        if not self._lead_height <= line < len(self._lines) or not self._tops:
            return None
        return bisect_right(self._tops, line) - 1

    def draw_line(self, line: int, width: int) -> Content:
        """A line that was laid out before."""
        return self._lines[line]
