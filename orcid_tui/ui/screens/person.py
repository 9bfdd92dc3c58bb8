"""A candidate in full: the public page, with what speaks for and against on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.ui.actions import Scope
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.render.person_page import person_blocks
from orcid_tui.ui.render.persons import display_name
from orcid_tui.ui.screens.candidates_view import CandidatesScreen
from orcid_tui.ui.sentences import page


class PersonScreen(CandidatesScreen):
    """Shows one of the candidates for a heading after the other."""

    SCOPE = Scope.PERSON
    READS_AGAIN = "read-page-again"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.PERSON)

    @property
    def shown(self) -> Sequence[Candidate]:
        """The one in sight."""
        return self.candidates[self.place : self.place + 1]

    def begin(self) -> None:
        """The first one."""
        self._show_person()

    def _show_person(self) -> None:
        self.show(stay=False)
        self.ask_for_pages(self)

    def show(self, *, stay: bool) -> None:
        """The person in sight, as far as the page is here."""
        session, [candidate] = self.session, self.shown
        blocks = person_blocks(
            candidate,
            session.known_profile(candidate.orcid),
            session.work(self.ref),
            self.in_place_of_page(candidate.orcid),
        )
        if stay:
            self.pane.show_again(blocks)
        else:
            self.pane.show(blocks)
        where = _("{n:,} of {total:,} for {heading}").format(
            n=self.place + 1, total=len(self.candidates), heading=session.heading(self.ref).name
        )
        self.entitle(display_name(candidate.person), str(candidate.orcid), where)

    # --- keys --------------------------------------------------------------------------

    def action_next_person(self) -> None:
        """The next candidate."""
        self._slide(1)

    def action_previous_person(self) -> None:
        """The candidate before."""
        self._slide(-1)

    def _slide(self, step: int) -> None:
        place = self.place + step
        if 0 <= place < len(self.candidates):
            self.place = place
            self.say("")
            self._show_person()
        else:
            self.no_other()

    def action_choose_this_person(self) -> None:
        """This one."""
        for candidate in self.shown:
            self.choose(candidate)

    def action_open_this_page(self) -> None:
        """Open the page, and show its address for those who have no browser here."""
        for candidate in self.shown:
            orcid = candidate.orcid
            opened = browser_at_hand() and not orcid.is_invented
            if opened:
                self.app.open_url(orcid.uri)
            self.say(page(orcid, opened=opened))

    def action_copy_this_id(self) -> None:
        """Through the terminal."""
        for candidate in self.shown:
            orcid = str(candidate.orcid)
            self.app.copy_to_clipboard(orcid)
            sent = _("{orcid} was sent to the clipboard, if the terminal allows it.")
            self.say(sent.format(orcid=orcid))

    def action_read_page_again(self) -> None:
        """Ask for the page once more, if it is not here."""
        for candidate in self.shown:
            if self.session.known_profile(candidate.orcid) is not None:
                self.say(_("The page is here already."))
            else:
                self.forget_failures()
                self.show(stay=True)
                self.ask_for_pages(self, rest=0)

    def action_leave_person(self) -> None:
        """Nobody."""
        self.dismiss(None)
