"""The record of a heading field by field, with everything that is decided about it.

A cataloguer judges a name by the whole record, and wants to see what will become of it: not only
of this heading, but of every one in the record, for they are saved together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.parallel import Linkage, linkage, linked_field
from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.deciding import DecidedHeadings
from orcid_tui.session.decisions import Decision
from orcid_tui.session.refused import DecisionRefused, check_may_be_saved
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import Change, FieldRefused, Preview, Wish


class Standing(Enum):
    """How sure it is that a field will be changed."""

    DECIDED = "decided"
    SAVED = "saved"
    """In the source, or in a file of its own beside it."""
    WOULD_BE = "would be"
    """Nothing is decided; so it would be with the person one looks at."""


@dataclass(frozen=True, slots=True)
class FieldInFull:
    """One field of the record.

    `preview` is the field before and after, where anything changes; `standing` says how sure
    that is, `refusal` in one sentence why it cannot be written. `decision` is the one that stands
    for the heading `ref`, if the field is a heading. `link` is what a $6 says, `partner` the field
    at its other end.
    """

    field: Field
    ref: HeadingRef | None = None
    decision: Decision | None = None
    preview: Preview | None = None
    standing: Standing | None = None
    refusal: str = ""
    link: Linkage | None = None
    partner: Field | None = None


class RecordInFull:
    """Reads a field only when it is asked for, so that the longest record opens at once.

    `would_be` is the person to show in the heading `ref` as long as nothing is decided there.
    """

    def __init__(
        self, session: DecidedHeadings, ref: HeadingRef, would_be: OrcidId | None = None
    ) -> None:
        self._session = session
        self._would_be = would_be
        self.ref = ref
        self.record = session.record(ref)
        self.place = 0
        """The position of the heading's field among all fields."""
        self._decisions: dict[int, Decision] = {}
        seen: Counter[str] = Counter()
        for index, tag in enumerate(self.record.tags):
            seen[tag] += 1
            here = HeadingRef(ref.record, tag, seen[tag])
            if here == ref:
                self.place = index
            if (decision := session.decision(here)) is not None:
                self._decisions[index] = decision

    def __len__(self) -> int:
        return len(self.record.tags)

    def field(self, index: int) -> FieldInFull:
        """The field at this position from 0."""
        field = self.record.field(index)
        link = linkage(field)
        partner = linked_field(self.record, field) if link is not None else None
        decision = self._decisions.get(index)
        if decision is not None:
            preview, sure, refusal = self._decided(decision)
            return FieldInFull(field, decision.ref, decision, preview, sure, refusal, link, partner)
        if index != self.place or self.record.tags[index] != self.ref.tag:
            return FieldInFull(field, link=link, partner=partner)
        preview, refusal = self._as_it_would_be()
        standing = Standing.WOULD_BE if preview is not None or refusal else None
        return FieldInFull(field, self.ref, None, preview, standing, refusal, link, partner)

    def _decided(self, decision: Decision) -> tuple[Preview | None, Standing, str]:
        saved = self._session.state(decision.ref) is HeadingState.SAVED
        standing = Standing.SAVED if saved else Standing.DECIDED
        if decision.change is None:
            heading = self._session.heading(decision.ref)
            if decision.ref == self.ref and self._open(heading):
                preview, refusal = self._as_it_would_be()
                if preview is not None or refusal:
                    return preview, Standing.WOULD_BE, refusal
            return None, standing, ""
        preview, refusal = self._previewed(decision.change)
        # What stands in the source already needs no step, or cannot be done twice.
        return preview, standing, "" if saved else refusal

    def _open(self, heading: Heading) -> bool:
        return self._session.state(heading.ref) in (HeadingState.OPEN, HeadingState.SKIPPED)

    def _as_it_would_be(self) -> tuple[Preview | None, str]:
        """The field with the person one looks at, or why it cannot have that iD."""
        heading, orcid = self._session.heading(self.ref), self._would_be
        if orcid is None or not heading.eligible:
            return None, ""
        try:
            check_may_be_saved(orcid, self._session.store, self._session.registry)
        except DecisionRefused as refused:
            return None, str(refused)
        others = [there for there in self._session.ids(self.ref) if there != str(orcid)]
        if heading.orcid == orcid and not others:
            return None, ""  # to choose whoever is there already changes nothing
        return self._previewed(Change(self.ref, orcid, Wish.REPLACE if others else Wish.LINK))

    def _previewed(self, change: Change) -> tuple[Preview | None, str]:
        try:
            preview = self._session.store.preview(change)
        except FieldRefused as refused:
            return None, str(refused)
        return (preview if preview.after != preview.before else None), ""
