"""The line in which a filter is typed, with how many headings pass it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for


class FilterBar(Horizontal):
    """Hidden while there is no filter. Enter keeps the filter, escape clears it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.FILTER)
    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        display: none;
        background: $panel;
        &.-shown { display: block; }
        & Static { width: auto; padding: 0 1; }
        & Input { width: 1fr; background: $panel; }
    }
    """

    @dataclass
    class Changed(Message):
        """Other words were typed."""

        words: str

    class Kept(Message):
        """The filter stays; the list has the focus again."""

    def compose(self) -> ComposeResult:
        """The sign, the words, the count."""
        yield Static("/", markup=False)
        field = Input(id="filter-words", compact=True, select_on_focus=False)
        field.cursor_blink = False
        yield field
        yield Static("", id="filter-count", markup=False)

    @property
    def words(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type in it, from the very next key on."""
        self.add_class("-shown")
        # Not `focus()`, which waits for its turn behind keys that were pressed meanwhile.
        self.screen.set_focus(self.query_one(Input))

    def clear(self) -> None:
        """No filter any more."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.remove_class("-shown")

    def show_count(self, shown: int, total: int, *, searching: bool) -> None:
        """Say how many pass, as in `12 of 4,310`."""
        ends = "…" if searching else ""
        self.query_one("#filter-count", Static).update(Content(f"{shown:,} of {total:,}{ends}"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the words on."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter arrives here while the line has the focus."""
        event.stop()
        self.action_keep_filter()

    def action_keep_filter(self) -> None:
        """Back to the list with what is shown."""
        if not self.words:
            self.clear()
        self.post_message(self.Kept())
