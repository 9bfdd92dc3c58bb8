"""Lines of text that people paste into, and the one that hides what it holds.

Textual's Input takes the first line of a paste even if it is empty, keeps the blanks around it,
and copies a masked value to the clipboard (terminal-ui.md section 4.3, secrets.md section 7).
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

from orcid_tui.secrets.secret import Secret

_BULLET = "•"


def first_line(pasted: str) -> str:
    """The first line of a paste that is not empty, without blanks around it."""
    return next((line.strip() for line in pasted.splitlines() if line.strip()), "")


class PasteFriendlyInput(Input):
    """A line of text that takes from a paste what was meant."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Paste from the program's own clipboard."""
        self._take(self.app.clipboard)

    def _take(self, pasted: str) -> None:
        line = first_line(pasted)
        if line:
            self.replace(line, *self.selection)


class SecretInput(PasteFriendlyInput):
    """A masked line whose value never reaches the clipboard, a message or a picture.

    Ask for `secret`; do not keep `value`.
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        compact: bool = False,
        classes: str | None = None,
    ) -> None:
        super().__init__(password=True, id=id, compact=compact, classes=classes)

    @property
    def secret(self) -> Secret | None:
        """What was typed or pasted, without blanks around it; None when there is nothing."""
        typed = self.value.strip()
        return Secret(typed) if typed else None

    def clear_secret(self) -> None:
        """Drop what was typed."""
        with self.prevent(Input.Changed):
            self.value = ""

    def action_copy(self) -> None:
        """Copy nothing: a secret does not go to the clipboard."""

    def action_cut(self) -> None:
        """Delete what is selected, and copy nothing."""
        self.delete_selection()

    def post_message(self, message: Message) -> bool:
        """Messages go to logs and to whoever listens, so they carry bullets."""
        if isinstance(message, (Input.Changed, Input.Submitted, Input.Blurred)):
            message.value = _BULLET * len(message.value)
        return super().post_message(message)

    def on_unmount(self) -> None:
        """Leaving the screen drops the secret."""
        self.clear_secret()


class PassphraseInput(SecretInput):
    """A masked line for a passphrase, in which blanks count."""

    @property
    def passphrase(self) -> Secret:
        """What was typed, exactly so."""
        return Secret(self.value)

    def _take(self, pasted: str) -> None:
        line = next((line for line in pasted.splitlines() if line.strip()), "")
        if line:
            self.replace(line, *self.selection)
