"""What could not be decided together with the others: each heading with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import many
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import STRONG, text
from orcid_tui.ui.render.together import refused_lines
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine

_ROW: Final = 3


class RefusedScreen(ModalScreen[None]):
    """Nothing is passed over in silence."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.REFUSED)
    AUTO_FOCUS = "#refused"
    DEFAULT_CSS = """
    RefusedScreen {
        layout: vertical;
        background: $background;
        & #refused-title { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #refused { height: 1fr; }
    }
    """

    def __init__(self, session: Session, refused: Mapping[HeadingRef, str]) -> None:
        super().__init__()
        self._session, self._refused = session, refused

    def compose(self) -> ComposeResult:
        """How many, which, the keys."""
        title = many(
            "{n:,} heading was not decided", "{n:,} headings were not decided", len(self._refused)
        )
        yield Static(text(title, STRONG), id="refused-title", markup=False)
        yield EvenList[HeadingRef](self._lines, _ROW, id="refused")
        yield KeyLine(actions_in(Scope.REFUSED))

    def on_mount(self) -> None:
        """The rows, in the order of the source."""
        self.query_one("#refused", EvenList).set_rows(sorted(self._refused))

    def action_close_refused(self) -> None:
        """Back to the headings."""
        self.dismiss(None)

    def _lines(self, index: int, ref: HeadingRef, width: int) -> list[Content]:
        session = self._session
        heading = session.heading(ref) if session.has(ref) else None
        return refused_lines(ref, heading, session.place(ref), self._refused[ref], width)
