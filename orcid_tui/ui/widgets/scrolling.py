"""Scrolling by the keys of the lists and by the wheel, for panes that draw their own lines."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import BindingType
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for

_WHEEL: Final = 3
"""Lines."""


class Scrolling(Widget, can_focus=True):
    """A pane with more lines than it has room for. Who derives from it says what scrolling is, and
    where both ends are (`action_first`, `action_last`)."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.LISTS)

    def _scroll(self, lines: int) -> None:
        """So many lines down; up, where they are fewer than none."""
        raise NotImplementedError

    def action_move_down(self) -> None:
        """One line down."""
        self._scroll(1)

    def action_move_up(self) -> None:
        """One line up."""
        self._scroll(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll(max(1, self.content_size.height - 1))

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll(-max(1, self.content_size.height - 1))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self._scroll(_WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self._scroll(-_WHEEL)
