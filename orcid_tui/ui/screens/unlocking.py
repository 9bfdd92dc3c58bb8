"""Waiting for the keyring to be unlocked on the desktop: only when asked for, and to be left."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.secret_status import waiting_sentence
from orcid_tui.secrets import daemon, system_keyring


class UnlockingScreen(ModalScreen[str]):
    """Dismissed with a sentence about how it went; empty when the keyring is open."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "cancel", show=False)]
    DEFAULT_CSS = """
    UnlockingScreen {
        align: center middle;
        & #box {
            width: 64; max-width: 90%; height: auto; padding: 1 2;
            background: $panel; border: round $primary;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left = int(system_keyring.UNLOCK_LIMIT)

    def compose(self) -> ComposeResult:
        """One sentence, and the way out."""
        with Vertical(id="box"):
            yield Static(id="waiting", markup=False)

    def on_mount(self) -> None:
        """Ask, and count down."""
        self._show()
        self.set_interval(1, self._count)
        self.unlock()

    @work(exit_on_error=False)
    async def unlock(self) -> None:
        """The keyring asks for its password with a window of its own."""
        try:
            opened = await asyncio.wrap_future(daemon.start(system_keyring.unlock))
        except OrcidTuiError as fault:
            self.dismiss(str(fault))
        else:
            self.dismiss("" if opened else _("The keyring is still locked. Nothing was changed."))

    def action_cancel(self) -> None:
        """Wait no longer; the window on the desktop may stay."""
        self.dismiss(_("The keyring was not waited for. Nothing was changed."))

    def _count(self) -> None:
        self._left = max(0, self._left - 1)
        self._show()

    def _show(self) -> None:
        line = Content.assemble(
            waiting_sentence(self._left), "\n\n", (_("Esc"), "bold"), _("  cancel")
        )
        self.query_one("#waiting", Static).update(line)
