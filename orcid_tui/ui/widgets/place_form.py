"""Where secrets are to be kept: what can be chosen, and what each place protects against.

Source: secrets.md section 6.4.
"""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import RadioSet, Static

from orcid_tui.profiles.profile import SecretPlace
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.ui.widgets.choice import Choice

_PLACES: Final = (SecretPlace.KEYRING, SecretPlace.SESSION)
_OFFERS_ANOTHER: Final = (KeyringState.NONE, KeyringState.UNSAFE)
"""Where the keyring is not merely locked or slow: only then another place is suggested."""
_NO_KEYRING: Final = "system keyring (not possible now)"

_PROTECTS: Final = {
    SecretPlace.KEYRING: (
        "Opened by your log-in to the desktop. It protects against a stolen disk, backups and "
        "other users of this computer; not against other programs that you run."
    ),
    SecretPlace.SESSION: (
        "In memory until the program ends; next time you enter it again. Nothing of it is "
        "stored anywhere."
    ),
    SecretPlace.NONE: "Choose one of them.",
}


class PlaceForm(Vertical):
    """One of the places, with a sentence about the one that is chosen."""

    DEFAULT_CSS = """
    PlaceForm {
        height: auto;
        #place-hint { color: $text-muted; height: auto; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The places, and below what the chosen one protects against."""
        labels = (_NO_KEYRING, "this session only")
        yield RadioSet(*(Choice(label) for label in labels), id="place", compact=True)
        yield Static(_PROTECTS[SecretPlace.NONE], id="place-hint", markup=False)

    def on_mount(self) -> None:
        """Nothing can be kept in the keyring before a look at it."""
        self._button(SecretPlace.KEYRING).disabled = True

    @property
    def place(self) -> SecretPlace:
        """The place that is chosen; NONE as long as none is."""
        index = self.query_one("#place", RadioSet).pressed_index
        return _PLACES[index] if index >= 0 else SecretPlace.NONE

    def show_keyring(self, report: KeyringReport) -> None:
        """Offer the keyring if it is ready; choose the only possible place, never a guess."""
        button = self._button(SecretPlace.KEYRING)
        button.label = Content(report.name if report.ready else _NO_KEYRING)
        button.disabled = not report.ready
        if report.ready and self.place is SecretPlace.NONE:
            button.value = True
        elif report.state in _OFFERS_ANOTHER:
            self._button(SecretPlace.SESSION).value = True

    def _button(self, place: SecretPlace) -> Choice:
        return self.query_one("#place", RadioSet).query(Choice)[_PLACES.index(place)]

    @on(RadioSet.Changed, "#place")
    def _chosen(self) -> None:
        self.query_one("#place-hint", Static).update(Content(_PROTECTS[self.place]))
