"""Two candidates beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import ProfileCame, ProfileFailed
from orcid_tui.ui.render.beside import Side, beside_blocks, beside_heads, beside_legend
from orcid_tui.ui.screens.view import ViewScreen


class BesideScreen(ViewScreen[FoundPerson | None]):
    """Two of the candidates for a heading, one of them marked. Gives the one that is chosen."""

    SCOPE = Scope.BESIDE
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.BESIDE)
    DEFAULT_CSS = """
    BesideScreen #heads { height: 2; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    def __init__(
        self, session: Session, ref: HeadingRef, candidates: Sequence[Candidate], place: int
    ) -> None:
        """`place` is that of the candidate at the left; there must be two at least."""
        super().__init__(session)
        self._ref, self._candidates = ref, candidates
        self._places = [place, 1 if place == 0 else 0]
        self._marked = 0
        self._failed: dict[OrcidId, str] = {}

    def compose_heads(self) -> tuple[Widget, ...]:
        """Who they are."""
        return (Static("", id="heads", markup=False),)

    @property
    def shown(self) -> tuple[Candidate, Candidate]:
        """The one at the left, the one at the right."""
        left, right = self._places
        return self._candidates[left], self._candidates[right]

    def on_mount(self) -> None:
        """What is here already, and the rest as soon as it comes."""
        self.explain(beside_legend())
        self.entitle(self.session.heading(self._ref).name, self.session.work(self._ref).title)
        self._show_persons()

    def on_resize(self, event: Resize) -> None:
        """The columns are others now."""
        self._show_heads()

    def _show_persons(self) -> None:
        self._show(stay=False)
        self._ask()

    def _ask(self, rest: float | None = None) -> None:
        # Each owner has one question under way: the part of the screen that shows the answer.
        owners: tuple[Widget, Widget] = (self.pane, self.query_one("#heads"))
        for owner, candidate in zip(owners, self.shown, strict=True):
            orcid = candidate.orcid
            if self.session.known_profile(orcid) is None and orcid not in self._failed:
                asking = Asking(owner, self.session)
                asking.profile(orcid) if rest is None else asking.profile(orcid, rest=rest)

    def _show(self, *, stay: bool) -> None:
        left, right = map(self._side, self._places)
        blocks = beside_blocks(left, right, self.session.work(self._ref))
        if stay:
            self.pane.show_again(blocks)
        else:
            self.pane.show(blocks)
        self._show_heads()

    def _show_heads(self) -> None:
        left, right = map(self._side, self._places)
        width = self.size.width - 2
        heads = beside_heads(left, right, self._marked, width)
        self.query_one("#heads", Static).update(heads, layout=False)

    def _side(self, place: int) -> Side:
        candidate = self._candidates[place]
        failed = self._failed.get(candidate.orcid, "")
        said = failed or _("The public page is being read…")
        page = self.session.known_profile(candidate.orcid)
        return Side(candidate, place + 1, page, said, bool(failed))

    def on_profile_came(self, event: ProfileCame) -> None:
        """A public page is here."""
        event.stop()
        self._failed.pop(event.orcid, None)
        self._show_again(event.orcid)

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """What the search has told stays, with a sentence about the rest."""
        event.stop()
        again = _("Press r to read it again.")
        self._failed[event.orcid] = f"{event.sentence} {again}"
        self._show_again(event.orcid)

    def _show_again(self, orcid: OrcidId) -> None:
        if any(candidate.orcid == orcid for candidate in self.shown):
            self._show(stay=True)

    # --- keys --------------------------------------------------------------------------

    def action_mark_left(self) -> None:
        """The left one."""
        self._mark(0)

    def action_mark_right(self) -> None:
        """The right one."""
        self._mark(1)

    def _mark(self, side: int) -> None:
        self._marked = side
        self._show_heads()

    def action_next_beside(self) -> None:
        """The next candidate into the marked place."""
        self._slide(1)

    def action_previous_beside(self) -> None:
        """The candidate before into the marked place."""
        self._slide(-1)

    def _slide(self, step: int) -> None:
        other = self._places[1 - self._marked]
        place = self._places[self._marked] + step
        place += step if place == other else 0
        if 0 <= place < len(self._candidates):
            self._places[self._marked] = place
            self.say("")
            self._show_persons()
        else:
            self.say(_("There is no other candidate in this direction."))

    def action_choose_marked(self) -> None:
        """The marked one."""
        self.dismiss(self.shown[self._marked].person)

    def action_choose_shown(self, number: int) -> None:
        """The one with this number, if it is in sight."""
        if number - 1 in self._places:
            self.dismiss(self._candidates[number - 1].person)
        else:
            self.say(_("Candidate {n} is not shown here.").format(n=number))

    def action_read_both_again(self) -> None:
        """Ask once more for the pages that did not come."""
        self._failed.clear()
        self._show(stay=True)
        self._ask(rest=0)

    def action_leave_beside(self) -> None:
        """Nobody."""
        self.dismiss(None)
