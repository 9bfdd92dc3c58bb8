"""The record under the cursor in full, with what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many
from orcid_tui.matching.candidate import LookUp
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.in_full import RecordInFull
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import Answered, NotAnswered
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.render.persons import display_name
from orcid_tui.ui.render.record import block_of_heading, record_blocks, record_legend
from orcid_tui.ui.render.states import mark_of
from orcid_tui.ui.screens.view import ViewScreen

Step = Callable[[bool], HeadingRef | None]
"""Goes to the next open heading (True) or to the one before, and says which it is."""


class RecordScreen(ViewScreen[None]):
    """Shows the record of one heading after the other.

    `person` is the highlighted candidate, if there is one yet; until something is decided the
    record is shown as it would be with that person.
    """

    SCOPE = Scope.RECORD
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.RECORD)

    def __init__(
        self, session: Session, ref: HeadingRef, person: FoundPerson | None, step: Step
    ) -> None:
        super().__init__(session)
        self._ref, self._person, self._step = ref, person, step

    def on_mount(self) -> None:
        """The heading's field in sight."""
        self.explain(record_legend())
        self._show_heading()

    def _show_heading(self) -> None:
        """The record from the heading on; whoever could be meant is asked for."""
        self._show(stay=False)
        if self._person is None and self.session.heading(self._ref).eligible:
            Asking(self, self.session).candidates(self._ref)

    def _show(self, *, stay: bool) -> None:
        session, ref = self.session, self._ref
        heading, person = session.heading(ref), self._person
        record = RecordInFull(session, ref, person.orcid if person is not None else None)
        named = f"{display_name(person)}, {person.orcid}" if person is not None else ""
        blocks = record_blocks(record, named)
        if stay:
            self.pane.show_again(blocks)
        else:
            self.pane.show(blocks, at=block_of_heading(record))
        number = heading.control_number or ""
        place = f"{session.place(ref)} {number}" if number else session.place(ref)
        size = many("{n:,} field", "{n:,} fields", len(record))
        self.entitle(place, heading.name, f"{mark_of(session.state(ref))} ({size})")

    def on_answered(self, event: Answered) -> None:
        """Candidates have come, late ones for another heading as well."""
        event.stop()
        look_up = self.session.known(event.ref)
        if event.ref == self._ref and look_up is not None:
            self._person = likeliest(look_up)
            if self._person is not None:
                self._show(stay=True)

    def on_not_answered(self, event: NotAnswered) -> None:
        """The record is there all the same."""
        event.stop()
        if event.ref == self._ref:
            self.say(event.sentence, WARN)

    def action_next_record(self) -> None:
        """To the next open heading."""
        self._go(forward=True)

    def action_previous_record(self) -> None:
        """To the open heading before."""
        self._go(forward=False)

    def _go(self, *, forward: bool) -> None:
        ref = self._step(forward)
        if ref is None:
            self.say(_("No heading is open here."))
            return
        look_up = self.session.known(ref)
        self._ref, self._person = ref, likeliest(look_up) if look_up is not None else None
        self.say("")
        self._show_heading()

    def action_leave_record(self) -> None:
        """Back."""
        self.dismiss()


def likeliest(look_up: LookUp) -> FoundPerson | None:
    """Whom the list of candidates highlights when nothing is decided."""
    for candidate in look_up.candidates:
        if look_up.recommended in (None, candidate.orcid):
            return candidate.person
    return None
