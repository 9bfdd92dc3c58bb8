"""The figures of the work: how far, how fast, and what it means for the records."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.figures.coverage import Coverage, covering_records
from orcid_tui.figures.figures import figures_of
from orcid_tui.language import _
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import Reported
from orcid_tui.ui.render.cells import MUTED, STRONG, text
from orcid_tui.ui.render.figures import figure_lines
from orcid_tui.ui.reporting import write_the_report
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.lines import KeyLine, StatusLine


class FiguresScreen(ModalScreen[None]):
    """Shows the figures as they are when it opens; records are counted while it is read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.FIGURES)
    AUTO_FOCUS = "#figures"
    DEFAULT_CSS = """
    FiguresScreen {
        layout: vertical;
        background: $background;
        & #figures-title { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #figures { height: 1fr; padding: 1 2 0 2; }
        & StatusLine { display: none; }
        & StatusLine.-said { display: block; }
    }
    """

    class Counted(Message):
        """The records are counted."""

        def __init__(self, records: Coverage) -> None:
            super().__init__()
            self.records = records

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._figures = figures_of(session)

    def compose(self) -> ComposeResult:
        """Whose figures, the figures, and the keys."""
        title = Content.assemble(
            (_("Figures"), STRONG), "  ", text(self._session.store.label, MUTED)
        )
        yield Static(title, id="figures-title", markup=False)
        yield DetailPane(id="figures")
        yield StatusLine()
        yield KeyLine(actions_in(Scope.FIGURES))

    def on_mount(self) -> None:
        """Show what is known, and count the rest."""
        pane = self.query_one(DetailPane)
        pane.show_drawn(lambda width, height: figure_lines(self._figures, width))
        start(self, "records", self._count)

    async def _count(self) -> None:
        counted = [Coverage()]
        async for so_far in in_slices(covering_records(self._session), lambda: None):
            counted[0] = so_far
        self.post_message(self.Counted(counted[0]))

    def on_figures_screen_counted(self, event: Counted) -> None:
        """Two more bars."""
        self._figures = figures_of(self._session, event.records)
        self.query_one(DetailPane).draw_again()

    def action_report_of_figures(self) -> None:
        """The report, from here."""
        write_the_report(self._session, self)

    def on_reported(self, event: Reported) -> None:
        """Where the report is."""
        line = self.query_one(StatusLine)
        line.add_class("-said")
        line.show_notice(event.sentence)

    def action_close_figures(self) -> None:
        """Back to the headings."""
        self.dismiss(None)


class WithFigures(DecidingScreen):
    """The part of the refine screen that shows the figures."""

    def action_figures(self) -> None:
        """How far, how fast, and what it means for the records."""
        self.app.push_screen(FiguresScreen(self.session))
