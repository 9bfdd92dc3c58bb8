"""Looking closer: the part of the refine screen that opens the views, and takes what is chosen."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.persons.person import FoundPerson
from orcid_tui.ui.screens.beside import BesideScreen
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
        self.follow()
        ref, candidates = self.candidates.heading, self.candidates.list.rows
        if ref is None or self.candidates.highlighted is None:
            self.notice(_("There is no candidate yet whose page could be shown."))
            return
        screen = PersonScreen(self.session, ref, candidates, self.candidates.list.cursor)
        self.app.push_screen(screen, lambda person: self._viewed(ref, person))

    def action_two_beside(self) -> None:
        """The highlighted candidate and the best other one."""
        self.follow()
        ref, candidates = self.candidates.heading, self.candidates.list.rows
        if ref is None or self.candidates.highlighted is None or len(candidates) < 2:
            self.notice(_("There are no two candidates here that could be compared."))
            return
        screen = BesideScreen(self.session, ref, candidates, self.candidates.list.cursor)
        self.app.push_screen(screen, lambda person: self._viewed(ref, person))

    def _viewed(self, ref: HeadingRef, person: FoundPerson | None) -> None:
        self.ignore_enter_for_a_moment()
        self.show_title()  # credentials may have been refused meanwhile
        if person is not None:
            self._choose_person(ref, person)
