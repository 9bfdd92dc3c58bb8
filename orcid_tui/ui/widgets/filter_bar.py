"""The line that says what is shown: states, fields and words, with how many headings pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from orcid_tui.language import Grouped, _
from orcid_tui.ui.actions import Scope, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import SEPARATOR
from orcid_tui.ui.render.worklist import criteria_in_words
from orcid_tui.worklist.criteria import Criteria


class FilterBar(Horizontal):
    """Hidden while there is no filter. Words are typed here; Enter keeps them, escape clears."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.FILTER)
    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        display: none;
        background: $panel;
        &.-shown { display: block; }
        & Static { width: auto; padding: 0 1; }
        & #filter-what { max-width: 60%; text-wrap: nowrap; text-overflow: ellipsis; }
        & Input { width: 1fr; background: $panel; }
    }
    """

    @dataclass
    class Changed(Message):
        """Other words were typed."""

        words: str

    class Kept(Message):
        """The filter stays; the list has the focus again."""

    def __init__(self) -> None:
        super().__init__()
        self._what = ""

    def compose(self) -> ComposeResult:
        """States and fields in words, the words that are typed, the count."""
        yield Static("/", id="filter-what", markup=False)
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
        self._draw()

    def show(self, criteria: Criteria) -> None:
        """Say what is asked for; nothing at all when that is nothing."""
        # Words that are being typed are never written back: more may have come meanwhile.
        self._what = criteria_in_words(criteria)
        self.set_class(self.typing or not criteria.ask_for_nothing, "-shown")
        self._draw()

    def set_words(self, words: str) -> None:
        """Put other words in the place of what is typed."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = words

    @property
    def typing(self) -> bool:
        """Whether what is typed comes here."""
        return self.screen.focused is self.query_one(Input)

    def _draw(self) -> None:
        slash = "/" if self.words or self.typing or not self._what else ""
        line = SEPARATOR.join(filter(None, (self._what, slash)))
        self.query_one("#filter-what", Static).update(Content(line))

    def show_count(self, shown: int, total: int, *, searching: bool, staying: int = 0) -> None:
        """Say how many pass, as in `12 of 4,310`; `staying` of those shown pass no more."""
        count = _("{shown:,} of {total:,}").format(shown=Grouped(shown), total=Grouped(total))
        if searching:
            count += "…"
        elif staying:
            count += SEPARATOR + _("{count:,} no more, {key} {enter} renews").format(
                count=Grouped(staying), key=key_of("filter-by"), enter=key_of("take-filter")
            )
        self.query_one("#filter-count", Static).update(Content(count))

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
        if not self.words and not self._what:
            self.remove_class("-shown")
        self.post_message(self.Kept())
        self.call_later(self._draw)
