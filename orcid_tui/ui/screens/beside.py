"""Two candidates beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.beside import Side, beside_blocks, beside_heads, beside_legend
from orcid_tui.ui.screens.candidates_view import CandidatesScreen


class BesideScreen(CandidatesScreen):
    """Two of the candidates for a heading, one of them marked."""

    SCOPE = Scope.BESIDE
    READS_AGAIN = "read-both-again"
    NEEDED = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.BESIDE)
    DEFAULT_CSS = """
    BesideScreen #heads { height: 2; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    _places: tuple[int, int] = (0, 0)
    """Who is at the left, who at the right."""
    _marked = 0

    def compose_heads(self) -> tuple[Widget, ...]:
        """Who they are."""
        return (Static("", id="heads", markup=False),)

    @property
    def shown(self) -> Sequence[Candidate]:
        """The one at the left, the one at the right."""
        return [self.candidates[place] for place in self._places]

    def begin(self) -> None:
        """The one that was highlighted, and the best other one."""
        self._places = (self.place, 1 if self.place == 0 else 0)
        self.explain(beside_legend())
        self.entitle(self.session.heading(self.ref).name, self.session.work(self.ref).title)
        self._show_persons()

    def on_resize(self, event: Resize) -> None:
        """The columns are others now."""
        if self.ready:
            self._show_heads()

    def _show_persons(self) -> None:
        self.show(stay=False)
        self._ask()

    def _ask(self, rest: float | None = None) -> None:
        self.ask_for_pages(self.pane, self.query_one("#heads"), rest=rest)

    def show(self, *, stay: bool) -> None:
        """Both, as far as their pages are here."""
        blocks = beside_blocks(*self._sides(), self.session.work(self.ref))
        if stay:
            self.pane.show_again(blocks)
        else:
            self.pane.show(blocks)
        self._show_heads()

    def _show_heads(self) -> None:
        heads = beside_heads(*self._sides(), self._marked, self.size.width - 2)
        self.query_one("#heads", Static).update(heads, layout=False)

    def _sides(self) -> tuple[Side, Side]:
        left, right = self._places
        return self._side(left), self._side(right)

    def _side(self, place: int) -> Side:
        orcid = self.candidates[place].orcid
        return Side(
            self.candidates[place],
            place + 1,
            self.session.known_profile(orcid),
            self.in_place_of_page(orcid),
            bool(self.failure(orcid)),
        )

    # --- keys --------------------------------------------------------------------------

    def action_mark_left(self) -> None:
        """The left one."""
        self._mark(0)

    def action_mark_right(self) -> None:
        """The right one."""
        self._mark(1)

    def _mark(self, side: int) -> None:
        if self.ready:
            self._marked = side
            self._show_heads()

    def action_next_beside(self) -> None:
        """The next candidate into the marked place."""
        self._slide(1)

    def action_previous_beside(self) -> None:
        """The candidate before into the marked place."""
        self._slide(-1)

    def _slide(self, step: int) -> None:
        left, right = self._places
        marked, other = (left, right) if self._marked == 0 else (right, left)
        place = marked + step
        place += step if place == other else 0
        if self.ready and 0 <= place < len(self.candidates):
            self._places = (place, other) if self._marked == 0 else (other, place)
            self.say("")
            self._show_persons()
        else:
            self.no_other()

    def action_choose_marked(self) -> None:
        """The marked one."""
        if self.ready:
            self.choose(self.shown[self._marked])

    def action_choose_shown(self, number: int) -> None:
        """The one with this number, if it is in sight."""
        if not self.ready:
            return
        if number - 1 in self._places:
            self.choose(self.candidates[number - 1])
        else:
            self.say(_("Candidate {n} is not shown here.").format(n=number))

    def action_read_both_again(self) -> None:
        """Ask once more for the pages that did not come."""
        if self.ready:
            self.forget_failures()
            self.show(stay=True)
            self._ask(rest=0)

    def action_leave_beside(self) -> None:
        """Nobody."""
        self.dismiss(None)
