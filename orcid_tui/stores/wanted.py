"""From the changes that are wanted to the fields of a record, for every kind of store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orcid_tui.headings.changes import steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.language import _
from orcid_tui.marc.kinds import why_not_bibliographic
from orcid_tui.marc.record import BibRecord
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.stores.protocol import Change

NO_RECORD: Final = _("There is no such record.")
TWO_DECISIONS: Final = _("Two different things were decided for this field.")
_INVENTED: Final = _("This iD belongs to an invented person of the demo.")
_NO_FIELD: Final = _("The record has no such field.")


def field_wanted(record: BibRecord, change: Change, *, takes_invented: bool = False) -> int:
    """The index of the field in the record, when it may be changed at all.

    Raises FieldRefused. Invented iDs go nowhere but where `takes_invented` says so.
    """
    if change.orcid is not None and change.orcid.is_invented and not takes_invented:
        raise FieldRefused(_INVENTED)
    if record.damage:
        raise FieldRefused(record.damage)
    if reason := why_not_bibliographic(record):
        raise FieldRefused(reason)
    return index_of(record, change.ref)


def steps_wanted(
    record: BibRecord,
    change: Change,
    practice: Practice,
    *,
    unimarc: bool,
    takes_invented: bool = False,
) -> FieldSteps:
    """The field's index in the record, and what is to be done there. Raises FieldRefused."""
    target = field_wanted(record, change, takes_invented=takes_invented)
    field = record.field(target)
    steps = steps_for(field, change.wish, change.orcid, practice, unimarc=unimarc)
    return FieldSteps(target, steps)


def decided_twice(changes: Sequence[Change]) -> set[HeadingRef]:
    """The fields for which different things are wanted."""
    first: dict[HeadingRef, Change] = {}
    return {change.ref for change in changes if first.setdefault(change.ref, change) != change}


def index_of(record: BibRecord, ref: HeadingRef) -> int:
    """The field's index in `BibRecord.tags`. Raises FieldRefused."""
    index = -1
    for _step in range(ref.occurrence):
        try:
            index = record.tags.index(ref.tag, index + 1)
        except ValueError:
            raise FieldRefused(_NO_FIELD) from None
    return index
