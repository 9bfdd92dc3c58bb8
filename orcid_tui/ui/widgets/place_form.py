"""Where secrets are to be kept: what can be chosen, and what each place protects against.

Source: secrets.md sections 4 and 6.4.
"""

from __future__ import annotations

import asyncio
import shlex
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, RadioSet, Static

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.profile import KeptSecret, SecretPlace
from orcid_tui.secrets import daemon, encrypted_file
from orcid_tui.secrets.file_report import FileReport, FileState
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.secrets.passphrase import SHORTEST
from orcid_tui.ui.widgets.choice import Choice
from orcid_tui.ui.widgets.secret_input import PassphraseInput, PasteFriendlyInput
from orcid_tui.ui.widgets.tick import Tick

_PLACES: Final = (
    SecretPlace.KEYRING,
    SecretPlace.FILE,
    SecretPlace.COMMAND,
    SecretPlace.SESSION,
)
_OFFERS_ANOTHER: Final = (KeyringState.NONE, KeyringState.UNSAFE, KeyringState.BROKEN)
"""Where the keyring is not merely locked or slow: only then another place is suggested."""
_NO_KEYRING: Final = _("system keyring (not possible now)")
_FILE: Final = _("encrypted file of this program")
_USABLE_FILE: Final = (FileState.NONE, FileState.LOCKED, FileState.OPEN)

_PROTECTS: Final = {
    SecretPlace.KEYRING: (
        _(
            "Opened by your log-in to the desktop. It protects against a stolen disk, "
            "backups and other users of this computer; not against other programs that you "
            "run."
        )
    ),
    SecretPlace.FILE: (
        _(
            "Sealed with a passphrase, for which the program asks when it starts. It "
            "protects against a stolen disk, backups and curious colleagues; not if the "
            "passphrase is lost."
        )
    ),
    SecretPlace.COMMAND: (
        _(
            "A program of your password manager gives it each time; nothing is kept here. "
            "Program and arguments, no shell. It is tried at once."
        )
    ),
    SecretPlace.SESSION: (
        _(
            "In memory until the program ends; next time you enter it again. Nothing of it "
            "is stored anywhere."
        )
    ),
    SecretPlace.NONE: _("Choose one of them."),
}


class PlaceForm(Vertical):
    """One of the places, with a sentence about the one that is chosen, and what it needs."""

    DEFAULT_CSS = """
    PlaceForm {
        height: auto;
        #place-hint { color: $text-muted; height: auto; margin: 1 0; }
        Input { background: $panel; }
        .needs { display: none; }
    }
    """

    def __init__(self, *, but: SecretPlace = SecretPlace.NONE) -> None:
        """`but`: a place that is not offered."""
        super().__init__()
        self._but = but
        self._file = FileReport(FileState.UNAVAILABLE, "")

    def compose(self) -> ComposeResult:
        """The places, and below what the chosen one protects against."""
        labels = (_NO_KEYRING, _FILE, _("a command that gives it"), _("this session only"))
        yield RadioSet(*(Choice(label) for label in labels), id="place", compact=True)
        yield Static(_PROTECTS[SecretPlace.NONE], id="place-hint", markup=False)
        first = PassphraseInput(id="passphrase", compact=True, classes="needs")
        first.placeholder = _("a passphrase, at least {shortest} characters").format(
            shortest=SHORTEST
        )
        yield first
        again = PassphraseInput(id="passphrase-again", compact=True, classes="needs")
        again.placeholder = _("the same once more")
        yield again
        line = PasteFriendlyInput(id="command", compact=True, classes="needs")
        line.placeholder = _("such as: op read op://Library/ORCID/secret")
        yield line
        yield Tick(_("it asks at the terminal"), id="command-asks").add_class("needs")

    def on_mount(self) -> None:
        """Nothing can be kept in the keyring before a look at it."""
        self.button(SecretPlace.KEYRING).disabled = True
        if self._but is not SecretPlace.NONE:
            self.button(self._but).display = False
        for field in self.query(Input):
            field.cursor_blink = False
        self.look_at_file()

    @property
    def place(self) -> SecretPlace:
        """The place that is chosen; NONE as long as none is."""
        index = self.query_one("#place", RadioSet).pressed_index
        return _PLACES[index] if index >= 0 else SecretPlace.NONE

    @property
    def kept(self) -> KeptSecret:
        """The same, with the command. Raises ConfigurationError for none that can be read."""
        if self.place is not SecretPlace.COMMAND:
            return KeptSecret(self.place)
        try:
            words = tuple(shlex.split(self.query_one("#command", Input).value))
        except ValueError:
            raise ConfigurationError(
                _("The command has a quotation mark without its partner."),
                _("Put quotation marks on both sides of an argument with blanks."),
            ) from None
        if not words:
            raise ConfigurationError(
                _("The command is missing."), _("Enter the program and its arguments.")
            )
        return KeptSecret(self.place, command=words, terminal=self.query_one(Tick).value)

    @property
    def lacks(self) -> bool:
        """Whether the place that is chosen needs something typed that is not there yet."""
        fields = [field for field in self.query(Input) if field.display]
        return any(not field.value for field in fields)

    async def make_ready(self) -> None:
        """Begin or unlock the encrypted file if that is the place.

        Raises ConfigurationError for passphrases that will not do, WrongPassphrase and other
        SecretStoreErrors.
        """
        if self.place is not SecretPlace.FILE:
            return
        state = self.look_at_file().state
        first = self.query_one("#passphrase", PassphraseInput)
        if state is FileState.NONE:
            again = self.query_one("#passphrase-again", PassphraseInput)
            if first.passphrase != again.passphrase:
                raise ConfigurationError(
                    _("The two passphrases are not the same."),
                    _("Type the same one in both fields."),
                )
            await asyncio.wrap_future(daemon.start(lambda: encrypted_file.create(first.passphrase)))
        elif state is FileState.LOCKED:
            await asyncio.wrap_future(daemon.start(lambda: encrypted_file.unlock(first.passphrase)))
        self.look_at_file()

    def show_keyring(self, report: KeyringReport) -> None:
        """Offer the keyring if it is ready; choose the likely place, but none of a locked one."""
        button = self.button(SecretPlace.KEYRING)
        button.label = Content(report.name if report.ready else _NO_KEYRING)
        button.disabled = not report.ready
        if self.place is not SecretPlace.NONE:
            return
        if report.ready and button.display:
            button.value = True
        elif report.ready or report.state in _OFFERS_ANOTHER:
            file = self.button(SecretPlace.FILE)
            usable = file.display and not file.disabled
            self.button(SecretPlace.FILE if usable else SecretPlace.SESSION).value = True

    def look_at_file(self) -> FileReport:
        """How the encrypted file is found now."""
        self._file = encrypted_file.examine()
        self.button(SecretPlace.FILE).disabled = self._file.state not in _USABLE_FILE
        self._show_needs()
        return self._file

    @property
    def file_sentence(self) -> str:
        """Why the encrypted file cannot be used; empty when it can be."""
        if self._file.state in _USABLE_FILE:
            return ""
        return f"{self._file.sentence} {self._file.hint}".strip()

    def button(self, place: SecretPlace) -> Choice:
        """The choice of this place."""
        return self.query_one("#place", RadioSet).query(Choice)[_PLACES.index(place)]

    @on(RadioSet.Changed, "#place")
    def _chosen(self) -> None:
        self._show_needs()

    def _show_needs(self) -> None:
        place, state = self.place, self._file.state
        sealed = place is SecretPlace.FILE
        needs = {
            "passphrase": sealed and state is not FileState.OPEN,
            "passphrase-again": sealed and state is FileState.NONE,
            "command": place is SecretPlace.COMMAND,
            "command-asks": place is SecretPlace.COMMAND,
        }
        for name, needed in needs.items():
            self.query_one(f"#{name}").display = needed
        field = self.query_one("#passphrase", Input)
        if state is FileState.LOCKED:
            field.placeholder = _("its passphrase")
        self.query_one("#place-hint", Static).update(Content(_PROTECTS[place]))
