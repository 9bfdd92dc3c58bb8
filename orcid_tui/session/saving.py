"""What is saved already, and what the next save would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import FieldRefused, Insertion, Refusal

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


class SavedIds:
    """The iDs that stand in the file written last, and those in the source itself."""

    def __init__(self) -> None:
        self.in_source: dict[HeadingRef, OrcidId] = {}
        self._in_copy: dict[HeadingRef, OrcidId] = {}

    def note(self, written: Mapping[HeadingRef, OrcidId], *, in_source: bool) -> None:
        """A save has succeeded."""
        if in_source:
            self.in_source.update(written)
        else:
            self._in_copy = dict(written)

    def holds(self, ref: HeadingRef, orcid: OrcidId | None) -> bool:
        """Whether this choice is saved anywhere."""
        if orcid is None:
            return False
        return orcid in (self.in_source.get(ref), self._in_copy.get(ref))

    def differences(self, chosen: Mapping[HeadingRef, OrcidId]) -> int:
        """How many choices are not saved, or were taken back after they were saved in a copy."""
        new = sum(1 for ref, orcid in chosen.items() if not self.holds(ref, orcid))
        taken_back = sum(1 for ref in self._in_copy if ref not in chosen)
        return new + taken_back


def plan_changes(session: Session, insertions: Iterable[Insertion]) -> tuple[PlannedChange, ...]:
    """Each insertion with the field before and after, or with the reason against it."""
    return tuple(_planned(session, insertion) for insertion in insertions)


def _planned(session: Session, insertion: Insertion) -> PlannedChange:
    ref = insertion.ref
    control_number = session.heading(ref).control_number
    about = insertion, session.place(ref), control_number, session.work(ref).title
    try:
        preview = session.store.preview(insertion)
    except FieldRefused as refused:
        return PlannedChange(*about, None, Refusal(ref, control_number, str(refused)))
    return PlannedChange(*about, preview)
