"""A list whose rows all take the same few lines, drawn when they come into sight.

A `BlockList` lays every row out; this one can hold a hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from textual.content import Content

from orcid_tui.ui.widgets.virtual_list import Row, VirtualList

_KEPT: Final = 256
"""Rows that are kept as they were drawn; a few screens of them."""


class EvenList(VirtualList[Row]):
    """Rows of `height` lines each; `draw` gives the lines of a row for a width.

    Lines that are missing are blank, and those too many are left out.
    """

    def __init__(
        self,
        draw: Callable[[int, Row, int], list[Content]],
        height: int,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        quiet: bool = False,
    ) -> None:
        super().__init__(id=id, quiet=quiet)
        self._draw_row, self._row_height = draw, height
        self._drawn = lru_cache(maxsize=_KEPT)(self._draw_now)

    def redraw(self, index: int | None = None) -> None:
        """A row, or every row, looks different now."""
        self._drawn.cache_clear()
        if index is None:
            self.refresh()
        else:
            self.refresh_row(index)

    def line_count(self) -> int:
        """How many lines all rows take."""
        return len(self._rows) * self._row_height

    def row_top(self, index: int) -> int:
        """The first line of a row."""
        return index * self._row_height

    def row_height(self, index: int) -> int:
        """The same for each."""
        return self._row_height

    def row_at(self, line: int) -> int | None:
        """The row that a line belongs to."""
        row = line // self._row_height
        return row if 0 <= row < len(self._rows) else None

    def draw_line(self, line: int, width: int) -> Content:
        """A line of a row."""
        index, nth = divmod(line, self._row_height)
        lines = self._drawn(index, width)
        return lines[nth] if nth < len(lines) else Content("")

    def _draw_now(self, index: int, width: int) -> list[Content]:
        return self._draw_row(index, self._rows[index], width)
