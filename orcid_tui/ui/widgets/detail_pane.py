"""Text that may be longer than its place: details of a person, help, reports.

Not a scrolling container of Textual: every text of another length would lay the whole screen
out anew, and send it over the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip

from orcid_tui.language import _
from orcid_tui.ui.render.cells import MUTED, Rows, fit, labelled, wrap
from orcid_tui.ui.render.strips import strip_of
from orcid_tui.ui.widgets.scrolling import Scrolling

_LABEL: Final = 10
_LOW: Final = 7
"""Below this many rows one line must do for each text."""
_WHOLE: Final = frozenset({_("for"), _("against")})
"""Reasons and doubts are never cut: on them a person is chosen."""
_MORE_BELOW: Final = "↓"

Draw = Callable[[int, int], list[Content]]


class DetailPane(Scrolling):
    """Lines that scroll with the same keys as the lists. `↓` at the edge: there is more below."""

    DEFAULT_CSS = "DetailPane { height: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._draw: Draw = lambda width, height: []
        self._lines: list[Content] = []
        self._top = 0

    def show(self, content: Content) -> None:
        """Show a text of one or more lines, broken where it is too wide."""
        lines = content.split("\n", allow_blank=True)
        self.show_drawn(lambda width, height: [x for one in lines for x in wrap(one, width)])

    def show_rows(self, rows: Rows, *, above: Sequence[Content] = ()) -> None:
        """Show texts with labels, under sentences; in a low pane each text takes one line only."""

        def draw(width: int, height: int) -> list[Content]:
            limit = 1 if height < _LOW else 3
            said = [line for sentence in above for line in wrap(sentence, width)]
            return said + labelled(rows, _LABEL, width, limit, whole=_WHOLE)

        self.show_drawn(draw)

    def show_drawn(self, draw: Draw) -> None:
        """Show the lines that `draw` makes for a width and a height, from the first."""
        self._draw = draw
        self._update(0)

    def draw_again(self) -> None:
        """More is known of the same text; it stays where it is."""
        self._update(self._top)

    @property
    def shown(self) -> str:
        """The whole text, also what is out of sight."""
        return "\n".join(line.plain for line in self._lines)

    @property
    def line_count(self) -> int:
        """How many lines the whole text takes."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Textual asks for one line of the screen."""
        return strip_of(self, self._seen(y), self.content_size.width)

    def _seen(self, y: int) -> Content:
        line = self._top + y
        if line >= len(self._lines):
            return Content("")
        last = y == self.content_size.height - 1
        if last and line + 1 < len(self._lines):
            width = self.content_size.width
            return Content.assemble(fit(self._lines[line], width - 2), (f" {_MORE_BELOW}", MUTED))
        return self._lines[line]

    def on_resize(self, event: Resize) -> None:
        """Lines are broken elsewhere now."""
        self._update(self._top)

    def _update(self, top: int) -> None:
        """Lay the text out, and draw only the lines that look different from before."""
        width, height = self.content_size
        before = [self._seen(y) for y in range(height)]
        self._lines = self._draw(width, height) if width > 0 else []
        self._top = max(0, min(top, len(self._lines) - height))
        for y in range(height):
            if not self._seen(y).is_same(before[y]):
                self.refresh(Region(1, y, width, 1))

    def _scroll(self, lines: int) -> None:
        top = max(0, min(self._top + lines, len(self._lines) - self.content_size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def action_first(self) -> None:
        """To the beginning."""
        self._scroll(-len(self._lines))

    def action_last(self) -> None:
        """To the end."""
        self._scroll(len(self._lines))
