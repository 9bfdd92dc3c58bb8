"""A radio button whose sign, not only its colour, says whether it is chosen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import RadioButton

_ON, _OFF = "●", "○"


class Choice(RadioButton):
    """One of several; `label` is plain text."""

    DEFAULT_CSS = """
    Choice:disabled { color: $text-disabled; }
    """

    def __init__(self, label: str, value: bool = False) -> None:
        super().__init__(Content(label), value)
        self.BUTTON_INNER = _ON if value else _OFF

    def watch_value(self) -> None:
        """Turn the sign with the value."""
        self.BUTTON_INNER = _ON if self.value else _OFF
        super().watch_value()
