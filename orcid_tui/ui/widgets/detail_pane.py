"""Text that may be longer than its place: details of a person, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import Rows, labelled

_LABEL: Final = 10
_LOW: Final = 7
"""Below this many rows one line must do for each text."""


class DetailPane(VerticalScroll, can_focus=True):
    """One text that scrolls with the same keys as the lists."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.LISTS)
    DEFAULT_CSS = """
    DetailPane {
        height: 1fr;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > Static { padding: 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._draw: Callable[[Size], Content] = lambda size: Content("")

    def compose(self) -> ComposeResult:
        """One widget for the whole text."""
        yield Static("", markup=False)

    def show(self, content: Content) -> None:
        """Show a text that is broken into lines where it is too long."""
        self.show_drawn(lambda size: content)

    def show_rows(self, rows: Rows) -> None:
        """Show texts with labels; in a low pane each takes one line only."""
        self.show_drawn(
            lambda size: labelled(rows, _LABEL, size.width, 1 if size.height < _LOW else 3)
        )

    def show_drawn(self, draw: Callable[[Size], Content]) -> None:
        """Show what `draw` makes for the size of the pane, from its beginning."""
        self._draw = draw
        self.scroll_home(animate=False)
        self._update()

    @property
    def shown(self) -> str:
        """The text that is shown at present."""
        return str(self.query_one(Static).content)

    def on_resize(self, event: Resize) -> None:
        """Lines are broken elsewhere now."""
        self._update()

    def _update(self) -> None:
        size = self.scrollable_content_region.size - (2, 0)  # the padding of the text
        if size.width > 0:
            content, text = self._draw(size), self.query_one(Static)
            if not isinstance(text.content, Content) or not content.is_same(text.content):
                text.update(content)

    def action_move_down(self) -> None:
        """One line down."""
        self.scroll_down(animate=False)

    def action_move_up(self) -> None:
        """One line up."""
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_first(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)
