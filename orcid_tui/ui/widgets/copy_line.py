"""A line of the directions whose text goes to the clipboard with one key or a click."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

_WIDTH: Final = 18
"""Cells for the name of the field."""


class CopyLine(Static, can_focus=True):
    """The name of a field in somebody else's form, and what to put there.

    `text` may stay empty; then `instead` says what belongs there, and nothing is copied.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,y", "copy", show=False)]
    DEFAULT_CSS = """
    CopyLine { height: auto; padding-left: 3; }
    CopyLine:focus { background: $panel; text-style: reverse; }
    """

    class Copied(Message):
        """Something is in the clipboard now."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name = name
            self.text = text

    def __init__(self, name: str, text: str = "", instead: str = "") -> None:
        super().__init__(markup=False, classes="copy-line")
        self._field, self._instead = name, instead
        self.text = text
        """What is copied."""
        self._draw()

    def show(self, text: str) -> None:
        """Have something else copied."""
        self.text = text
        self._draw()

    def action_copy(self) -> None:
        """Into the clipboard, as far as the terminal allows it."""
        if self.text:
            self.app.copy_to_clipboard(self.text)
        self.post_message(self.Copied(self._field, self.text))

    def on_click(self) -> None:
        """A click does the same as the key."""
        self.action_copy()

    def _draw(self) -> None:
        self.update(
            Content.assemble((f"{self._field:<{_WIDTH}}", "bold"), self.text or self._instead)
        )
