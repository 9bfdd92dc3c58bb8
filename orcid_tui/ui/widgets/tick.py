"""A check box whose sign, not only its colour, says whether it is ticked."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox

_ON, _OFF = "[x]", "[ ]"


class Tick(Checkbox):
    """Ticked or not; `label` is plain text."""

    BUTTON_LEFT = BUTTON_RIGHT = ""

    DEFAULT_CSS = """
    Tick { border: none; padding: 0; background: transparent; height: auto; }
    Tick:focus { border: none; }
    Tick > .toggle--button { color: $foreground; background: transparent; }
    Tick.-on > .toggle--button { color: $text-success; background: transparent; }
    """

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(label), value, id=id)
        self.BUTTON_INNER = _ON if value else _OFF

    def watch_value(self) -> None:
        """Turn the sign with the value."""
        self.BUTTON_INNER = _ON if self.value else _OFF
        super().watch_value()
