"""What a library settles about Alma, as fields of the settings screen."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.settings.alma import AlmaSettings, alma_settings
from orcid_tui.ui.screens.settings_text import ALMA, ALMA_FIELDS, ALMA_VALIDATES
from orcid_tui.ui.widgets.tick import Tick

_WIDTHS: Final = {"per_second": 6, "in_flight": 6, "floor": 10, "cataloger_level": 10}
_FRACTIONS: Final = ("per_second",)
_WHOLE: Final = ("in_flight", "floor")


class AlmaSettingsForm(Vertical):
    """How fast Alma is asked, what is left of the day, and how records are saved."""

    DEFAULT_CSS = """
    AlmaSettingsForm {
        height: auto;
        .alma-row { height: 1; }
        .alma-row Label { width: 34; }
        .alma-row Input { background: $panel; width: 30; }
    }
    """

    def compose(self) -> ComposeResult:
        """One line for each."""
        yield Static(ALMA, classes="hint", markup=False)
        for key, words in ALMA_FIELDS.items():
            with Horizontal(classes="alma-row"):
                yield Label(words, markup=False)
                field = Input(id=_id(key), compact=True)
                field.cursor_blink = False
                if key in _WIDTHS:
                    field.styles.width = _WIDTHS[key]
                yield field
        yield Tick(ALMA_VALIDATES, id=_id("validate"))

    def show(self, settings: AlmaSettings) -> None:
        """Fill the fields."""
        for key in ALMA_FIELDS:
            value = getattr(settings, key)
            shown = f"{value:g}" if isinstance(value, float) else str(value)
            self.query_one(f"#{_id(key)}", Input).value = shown
        self.query_one(Tick).value = settings.validate

    @property
    def typed(self) -> tuple[str | bool, ...]:
        """What stands in the fields, right or not."""
        lines = [self._line(key) for key in ALMA_FIELDS]
        return (*lines, self.query_one(Tick).value)

    @property
    def settings(self) -> AlmaSettings:
        """What is settled now. Raises ConfigurationError in the words of the screen."""
        table: dict[str, object] = {key: self._line(key) for key in ALMA_FIELDS}
        for key in (*_FRACTIONS, *_WHOLE):
            table[key] = _number(str(table[key]), fraction=key in _FRACTIONS)
        table["validate"] = self.query_one(Tick).value
        try:
            return alma_settings(table)
        except ConfigurationError as fault:
            message = fault.message
            for key, words in ALMA_FIELDS.items():
                this = _("{field}: this").format(field=words)
                message = message.replace(f"[alma] {key} ", f"{this} ")
            raise ConfigurationError(message, fault.hint) from None

    def _line(self, key: str) -> str:
        return self.query_one(f"#{_id(key)}", Input).value.strip()


def _id(key: str) -> str:
    return f"alma-{key.replace('_', '-')}"


def _number(typed: str, *, fraction: bool) -> object:
    """The number that was typed, with a comma or a point; else the words themselves."""
    usual = typed.replace(",", ".") if fraction else typed
    try:
        if not fraction:
            return int(usual)
        number = float(usual)
    except ValueError:
        return typed
    return int(number) if number.is_integer() else number
