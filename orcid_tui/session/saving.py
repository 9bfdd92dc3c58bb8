"""What is saved already, and what the next save would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.decisions import Decision
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import Change, FieldRefused, Refusal

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


class SavedDecisions:
    """The decisions carried out in the file written last, and those in the source itself."""

    def __init__(self) -> None:
        self._in_source: dict[HeadingRef, Decision] = {}
        self._in_copy: dict[HeadingRef, Decision] = {}

    def note(self, written: Iterable[Decision], *, in_source: bool) -> None:
        """A save has succeeded."""
        by_ref = {decision.ref: decision for decision in written}
        if in_source:
            self._in_source.update(by_ref)
        else:
            self._in_copy = by_ref

    def note_one(self, decision: Decision, *, in_source: bool) -> None:
        """An earlier run of the program has saved this decision."""
        (self._in_source if in_source else self._in_copy)[decision.ref] = decision

    def forget(self, refs: Iterable[HeadingRef]) -> None:
        """These fields are as they were before they were saved in the source."""
        for ref in refs:
            self._in_source.pop(ref, None)

    def in_source(self, decision: Decision | None) -> bool:
        """Whether this very decision is carried out in the source itself."""
        return decision is not None and self._in_source.get(decision.ref) == decision

    def holds(self, decision: Decision) -> bool:
        """Whether this very decision is saved anywhere."""
        return self.in_source(decision) or self._in_copy.get(decision.ref) == decision

    def is_unsaved(self, ref: HeadingRef, standing: Decision | None) -> bool:
        """Whether a decision is in no file, or was taken back after it was saved in a copy."""
        if standing is None or standing.change is None:
            return ref in self._in_copy
        return not self.holds(standing)

    def last(self, ref: HeadingRef) -> Decision | None:
        """What was saved last about a heading."""
        return self._in_copy.get(ref) or self._in_source.get(ref)

    @property
    def in_copy(self) -> Iterable[HeadingRef]:
        """The headings that were changed in the copy written last."""
        return self._in_copy


def plan_changes(session: Session, changes: Iterable[Change]) -> Iterator[PlannedChange]:
    """Each change with the field before and after, or with the reason against it."""
    return (_planned(session, change) for change in changes)


def _planned(session: Session, change: Change) -> PlannedChange:
    ref = change.ref
    control_number = session.heading(ref).control_number
    about = change, session.place(ref), control_number, session.work(ref).title
    try:
        preview = session.store.preview(change)
    except FieldRefused as refused:
        return PlannedChange(*about, None, Refusal(ref, control_number, str(refused)))
    return PlannedChange(*about, preview)
