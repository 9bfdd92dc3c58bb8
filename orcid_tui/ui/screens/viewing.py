"""Looking closer: the part of the refine screen that opens the views, and takes what is chosen."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.persons.person import FoundPerson
from orcid_tui.ui.screens.beside import BesideScreen
from orcid_tui.ui.screens.candidates_view import CandidatesScreen
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.screens.person import PersonScreen
from orcid_tui.ui.screens.record import RecordScreen


class ViewingScreen(DecidingScreen):
    """Opens a record, a person, or two persons beside each other."""

    def action_record_in_full(self) -> None:
        """The record of the highlighted heading."""
        self.follow()
        ref = self.headings.current
        if ref is None:
            self.notice(_("There is no heading whose record could be shown."))
            return
        highlighted = self.candidates.highlighted
        person = highlighted.person if highlighted is not None else None
        screen = RecordScreen(self.session, ref, person, self._step)
        self.app.push_screen(screen, lambda _none: self.show_title())

    def _step(self, forward: bool) -> HeadingRef | None:
        """Go to the next open heading, or to the one before."""
        ref = self.headings.next_open() if forward else self.headings.previous_open()
        if ref is not None:
            self.headings.go_to(ref)
            self.follow()
        return ref

    def action_person_in_full(self) -> None:
        """The highlighted candidate."""
        self._view(PersonScreen, _("There is no candidate whose page could be shown."))

    def action_two_beside(self) -> None:
        """The highlighted candidate and the best other one."""
        self._view(BesideScreen, _("There are no two candidates here that could be compared."))

    def _view(self, kind: type[CandidatesScreen], nobody: str) -> None:
        """Show candidates; those who are still being looked for are waited for in the view."""
        self.follow()
        pane = self.candidates
        ref, candidates = pane.heading, pane.list.rows if pane.highlighted is not None else ()
        if ref is None or (len(candidates) < kind.NEEDED and not self._still_coming(ref)):
            self.notice(nobody)
            return
        screen = kind(self.session, ref, candidates, pane.list.cursor)
        self.app.push_screen(screen, lambda person: self._viewed(ref, person))

    def _still_coming(self, ref: HeadingRef) -> bool:
        """Whether nothing is in sight only because the answer is not here yet."""
        return (
            not self.candidates.list.rows
            and not self.candidates.by_hand
            and self.session.known(ref) is None
            and self.session.heading(ref).eligible
        )

    def _viewed(self, ref: HeadingRef, person: FoundPerson | None) -> None:
        self.ignore_enter_for_a_moment()
        self.show_title()  # credentials may have been refused meanwhile
        if person is not None:
            self._choose_person(ref, person)
