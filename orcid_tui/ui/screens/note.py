"""One line for the cataloguer's own words about a heading."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from orcid_tui.language import _
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import STRONG, text
from orcid_tui.ui.widgets.lines import KeyLine

MOST: Final = 500
"""Letters of a note; it is a line, not a letter."""


class NoteScreen(ModalScreen[str | None]):
    """Gives the note, empty when it is to go; None when it stays as it was."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.NOTE)
    AUTO_FOCUS = "#note"
    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        & #box {
            width: 76; max-width: 100%; height: auto; background: $panel; border: round $primary;
        }
        & #note-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #note { margin: 0 1 1 1; background: $surface; }
    }
    """

    def __init__(self, name: str, note: str) -> None:
        """`name` is the heading as displayed."""
        super().__init__()
        self._name_shown, self._note = name, note

    def compose(self) -> ComposeResult:
        """Whose note, the line, the keys."""
        with Vertical(id="box"):
            yield Static(
                Content.assemble(text(_("Note about")), " ", text(self._name_shown, STRONG)),
                id="note-title",
                markup=False,
            )
            field = Input(
                self._note, id="note", compact=True, max_length=MOST, select_on_focus=False
            )
            field.cursor_blink = False
            yield field
            yield KeyLine(actions_in(Scope.NOTE))

    def on_key(self, event: Key) -> None:
        """A letter typed before the line was there belongs to it."""
        field = self.query_one(Input)
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            self.set_focus(field)
            field.insert_text_at_cursor(event.character)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter arrives here while the line has the focus."""
        event.stop()
        self.action_keep_note()

    def action_keep_note(self) -> None:
        """As it stands in the line."""
        self.dismiss(clean(self.query_one(Input).value).strip())

    def action_leave_note(self) -> None:
        """As it was."""
        self.dismiss(None)
