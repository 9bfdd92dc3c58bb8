"""A list of headings that are ticked one by one or all: every row is shown, and one question
comes before anything is decided."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import MUTED, STRONG, text
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

TICKED: Final = "[x]"
NOT_TICKED: Final = "[ ]"
NO_TICK: Final = "   "
"""Stands where a row cannot be ticked; the row says why."""


class TickingScreen(ModalScreen[tuple[HeadingRef, ...]]):
    """Gives the headings that are ticked when the question is answered, else none.

    Rows may come while the screen is shown; what is in sight stays where it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.TICKING)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012  Textual's own form
    AUTO_FOCUS = "#ticks"
    DEFAULT_CSS = """
    TickingScreen {
        layout: vertical;
        background: $background;
        & #ticks-title {
            height: 1; padding: 0 1; background: $panel;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #ticks-person {
            height: 1; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #ticks { height: 1fr; }
        & #ticks-details { height: 6; background: $surface; }
        &.-high #ticks-details { height: 11; }
    }
    """

    def __init__(
        self, session: Session, scope: Scope, row_height: int, *, details: bool = False
    ) -> None:
        """`scope` has the keys of the screen; with `details` more is said of one row below."""
        super().__init__()
        self._session, self._scope, self._row_height = session, scope, row_height
        self._has_details = details
        self._refs: list[HeadingRef] = []
        self._places: dict[HeadingRef, int] = {}
        self._ticked: set[HeadingRef] = set()

    def compose(self) -> ComposeResult:
        """How many are ticked, the rows, more about the one under the cursor, the keys."""
        yield Static("", id="ticks-title", markup=False)
        yield from self.compose_above()
        yield EvenList[HeadingRef](self._lines, self._row_height, id="ticks")
        if self._has_details:
            yield DetailPane(id="ticks-details")
        yield KeyLine(actions_in(Scope.TICKING, self._scope))

    def compose_above(self) -> ComposeResult:
        """What stands between title and rows."""
        yield from ()

    def on_mount(self) -> None:
        """The rows that are there."""
        self.rows.set_rows(self._refs)
        self.show_count()

    @property
    def rows(self) -> EvenList[HeadingRef]:
        """The rows."""
        found: EvenList[HeadingRef] = self.query_one("#ticks", EvenList)
        return found

    @property
    def details(self) -> DetailPane:
        """Where more is said of the row under the cursor."""
        return self.query_one(DetailPane)

    def in_sight(self) -> Sequence[HeadingRef]:
        """The headings whose rows are on the screen."""
        top = self.rows.scroll_offset.y // self._row_height
        return self._refs[top : top + self.rows.size.height // self._row_height + 1]

    def row_changed(self, ref: HeadingRef) -> None:
        """More is known of a heading."""
        place = self._places.get(ref)
        if place is not None:
            self.rows.redraw(place)
            if place == self.rows.cursor and self._has_details:
                self.show_details(ref)

    @property
    def ticked(self) -> tuple[HeadingRef, ...]:
        """The headings that are ticked, in the order of the rows."""
        return tuple(ref for ref in self._refs if ref in self._ticked)

    def take_in(self, ref: HeadingRef, *, ticked: bool) -> None:
        """One more row; `rows_grew` shows those that were taken in."""
        self._places[ref] = len(self._refs)
        self._refs.append(ref)
        if ticked:
            self._ticked.add(ref)

    # --- what each screen says ------------------------------------------------------------

    @abstractmethod
    def row_lines(self, mark: str, ref: HeadingRef, width: int) -> list[Content]:
        """A row, which begins with the mark."""

    @abstractmethod
    def show_count(self) -> None:
        """Say how many are ticked, in the title."""

    def show_details(self, ref: HeadingRef) -> None:
        """Say more of the row under the cursor."""

    def may_be_ticked(self, ref: HeadingRef) -> bool:
        """Whether the row can be ticked at all; if not, it says why."""
        return True

    def with_all(self) -> Iterable[HeadingRef]:
        """The headings that are ticked together."""
        return self._refs

    @on(VirtualList.Highlighted, "#ticks")
    def follow(self, event: VirtualList.Highlighted) -> None:
        """What is below follows the cursor."""
        event.stop()
        ref = self.rows.current
        if ref is not None and self._has_details:
            self.show_details(ref)

    # --- keys -----------------------------------------------------------------------------

    def action_tick(self) -> None:
        """With or without the row under the cursor."""
        ref = self.rows.current
        if ref is not None and self.may_be_ticked(ref):
            self._ticked ^= {ref}
            self.rows.redraw(self.rows.cursor)
            self.show_count()

    @on(VirtualList.Picked, "#ticks")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks."""
        event.stop()
        self.action_tick()

    def action_tick_all(self) -> None:
        """All that nothing speaks against, beside those ticked by themselves; none, when there
        is nothing left to tick."""
        every = set(self.with_all())
        self._tick(set() if every <= self._ticked else self._ticked | every)

    def action_tick_none(self) -> None:
        """None of them."""
        self._tick(set())

    def _tick(self, ticked: set[HeadingRef]) -> None:
        self._ticked = ticked
        self.rows.redraw()
        self.show_count()

    def action_leave_ticks(self) -> None:
        """Nothing is decided."""
        self.dismiss(())

    def ask(self, title: str, sentence: str, answer: Answer) -> None:
        """Ask once about what is ticked now; what comes or changes meanwhile does not count."""
        ticked = self.ticked

        def answered(key: str | None) -> None:
            if key == answer.key:
                self.dismiss(ticked)

        self.app.push_screen(AskScreen(title, sentence, (answer,)), answered)

    # --- what is shown --------------------------------------------------------------------

    def show_title(self, strong: str, rest: str, style: str = "") -> None:
        """The first line, drawn when it says something else than before."""
        line = Content.assemble((strong, STRONG), " ", text(rest, style or MUTED))
        title = self.query_one("#ticks-title", Static)
        if not isinstance(title.content, Content) or not line.is_same(title.content):
            title.update(line, layout=False)

    def _lines(self, index: int, ref: HeadingRef, width: int) -> list[Content]:
        if ref in self._ticked:
            return self.row_lines(TICKED, ref, width)
        return self.row_lines(NOT_TICKED if self.may_be_ticked(ref) else NO_TICK, ref, width)
