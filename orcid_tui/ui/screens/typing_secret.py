"""One secret, typed for this session only."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret
from orcid_tui.ui.widgets.secret_input import SecretInput


class TypingScreen(ModalScreen[Secret | None]):
    """Dismissed with the secret, or None after escape."""

    AUTO_FOCUS = "#typed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("escape", "dismiss(None)", show=False),
    ]
    DEFAULT_CSS = """
    TypingScreen {
        align: center middle;
        & #box {
            width: 66; max-width: 90%; height: auto; padding: 1 2;
            background: $panel; border: round $primary;
        }
        & #typed { background: $surface; margin: 1 0; }
        & #problem { color: $text-error; height: auto; display: none; margin-bottom: 1; }
    }
    """

    def __init__(self, kind: SecretKind) -> None:
        super().__init__()
        self._kind = kind

    def compose(self) -> ComposeResult:
        """The line to paste into."""
        with Vertical(id="box"):
            words = _("The {secret}, for this session only. What is kept stays.").format(
                secret=self._kind.full_words
            )
            yield Static(words, markup=False)
            yield SecretInput(id="typed", compact=True)
            yield Static(id="problem", markup=False)
            keys = Content.assemble(
                (_("Enter"), "bold"), _("  use it   "), (_("Esc"), "bold"), _("  back")
            )
            yield Static(keys, markup=False)

    def on_mount(self) -> None:
        """No blinking: it costs bytes on a slow line."""
        self.query_one(Input).cursor_blink = False

    def action_take(self) -> None:
        """Take what is typed, as soon as all of it has arrived in the line."""
        self.query_one(SecretInput).call_later(self._take)

    def _take(self) -> None:
        secret = self.query_one(SecretInput).secret
        if secret is None:
            return
        try:
            checked = checked_secret(
                secret.reveal(),
                _("The {secret}").format(secret=self._kind.full_words),
                self._kind,
            )
        except ConfigurationError as fault:
            line = self.query_one("#problem", Static)
            line.update(Content(str(fault)))
            line.display = True
        else:
            self.dismiss(checked)
