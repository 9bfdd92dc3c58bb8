"""The passphrase of the encrypted file, asked for when something in it is needed."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Final

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from orcid_tui.errors import OrcidTuiError, WrongPassphrase
from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import leave_file_locked
from orcid_tui.secrets import daemon, encrypted_file
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean
from orcid_tui.ui.widgets.secret_input import PassphraseInput

TRIES: Final = 3


class PassphraseScreen(ModalScreen[bool]):
    """Dismissed with whether to go on: the file is open, or the user goes on without it."""

    AUTO_FOCUS = "#passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", show=False, priority=True),
        Binding("f8", "without", show=False),
        Binding("escape", "dismiss(False)", show=False),
    ]
    DEFAULT_CSS = """
    PassphraseScreen {
        align: center middle;
        & #box {
            width: 66; max-width: 90%; height: auto; padding: 1 2;
            background: $panel; border: round $primary;
        }
        & #passphrase { background: $surface; margin: 1 0; }
        & #problem { color: $text-error; height: auto; display: none; margin-bottom: 1; }
    }
    """

    def __init__(self, *, without: bool = True) -> None:
        """`without`: whether one can go on without what is in the file."""
        super().__init__()
        self._without = without
        self._wrong = 0

    def compose(self) -> ComposeResult:
        """The line to type in, and the ways on."""
        ways = [(_("Enter"), _("unlock"))]
        if self._without:
            ways.append(("F8", _("go on without: ORCID is asked without credentials")))
        ways.append((_("Esc"), _("back")))
        lines = [Content.assemble((f"{key:>5}", "bold"), f"  {words}") for key, words in ways]
        with Vertical(id="box"):
            yield Static(encrypted_file.PROMPT, markup=False)
            yield PassphraseInput(id="passphrase", compact=True)
            yield Static(id="problem", markup=False)
            yield Static(Content("\n").join(lines), markup=False)

    def on_mount(self) -> None:
        """No blinking: it costs bytes on a slow line."""
        self.query_one(Input).cursor_blink = False

    async def action_unlock(self) -> None:
        """Try what is typed, as soon as all of it has arrived in the line."""
        self.query_one(PassphraseInput).call_later(self._try)

    def _try(self) -> None:
        field = self.query_one(PassphraseInput)
        if field.disabled or not field.value:
            return
        field.disabled = True
        self._say(_("Trying…"))
        self.unlock(field.passphrase)

    @work(exclusive=True, exit_on_error=False)
    async def unlock(self, passphrase: Secret) -> None:
        """It takes a good tenth of a second, on purpose."""
        try:
            await asyncio.wrap_future(daemon.start(lambda: encrypted_file.unlock(passphrase)))
        except WrongPassphrase as fault:
            self._wrong += 1
            self._say_wrong(fault)
        except OrcidTuiError as fault:
            self._say(str(fault))
        else:
            self.dismiss(True)

    def _say_wrong(self, fault: WrongPassphrase) -> None:
        field = self.query_one(PassphraseInput)
        field.clear_secret()
        if self._wrong >= TRIES:
            if self._without:
                said = _("{message} That was the third try: F8 goes on without it; Esc goes back.")
            else:
                said = _("{message} That was the third try: Esc goes back.")
            self._say(said.format(message=fault.message))
            self.set_focus(None)
            return
        field.disabled = False
        field.focus()
        self._say(
            _("{message} Try again ({wrong} of {tries}).").format(
                message=fault.message, wrong=self._wrong, tries=TRIES
            )
        )

    def action_without(self) -> None:
        """For the rest of the run the file stays closed."""
        if self._without:
            leave_file_locked()
            self.dismiss(True)

    def _say(self, sentence: str) -> None:
        line = self.query_one("#problem", Static)
        line.update(Content(clean(sentence)))
        line.display = True


async def file_opened(app: App[Any], *, without: bool = True) -> bool:
    """Ask for the passphrase; whether to go on. To be called in a worker."""
    return await app.push_screen_wait(PassphraseScreen(without=without))
