"""From what is wanted of headings to what is to be written into records of Alma."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from orcid_tui.headings.changes import steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import Step
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.write_back import BibWork, FieldWork
from orcid_tui.stores.protocol import Change, Refusal
from orcid_tui.stores.wanted import NO_RECORD, TWO_DECISIONS, decided_twice, field_wanted


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """`works` has one entry a record. `done` are fields that are as they should be already."""

    works: tuple[BibWork, ...]
    done: tuple[HeadingRef, ...]
    refused: tuple[Refusal, ...]


def plan_works(
    records: LoadedRecords,
    changes: Sequence[Change],
    agreed: Mapping[HeadingRef, Field],
    practice: Practice,
) -> WorkPlan:
    """What has to be asked of Alma, and what need not or must not.

    `agreed` are fields as others have made them, for which the decision is to hold.
    """
    works: list[BibWork] = []
    done: list[HeadingRef] = []
    refused: list[Refusal] = []
    in_order = sorted(changes, key=lambda change: change.ref)
    for number, group in groupby(in_order, key=lambda change: change.ref.record):
        here = tuple(group)
        try:
            record, mms_id = records.record(number), records.mms_ids[number - 1]
            seen = records.bib(number)
        except (IndexError, OSError):
            refused += [Refusal(change.ref, None, NO_RECORD) for change in here]
            continue
        twice = decided_twice(here)
        fields: list[FieldWork] = []
        for change in {change.ref: change for change in here}.values():
            try:
                if change.ref in twice:
                    raise FieldRefused(TWO_DECISIONS)
                work = field_work(record, change, agreed.get(change.ref), practice)
                if reason := records.why_unchangeable(number):
                    raise FieldRefused(reason)
                needed = bool(work.steps(work.field))
            except FieldRefused as reason_here:
                refused.append(Refusal(change.ref, mms_id, str(reason_here)))
            else:
                fields.append(work) if needed else done.append(change.ref)
        if fields:
            works.append(BibWork(number, seen, tuple(fields)))
    return WorkPlan(tuple(works), tuple(done), tuple(refused))


def field_work(
    record: BibRecord, change: Change, theirs: Field | None, practice: Practice
) -> FieldWork:
    """What is to become of one field, which is `theirs` where it was agreed upon.

    Raises FieldRefused.
    """
    target = field_wanted(record, change)
    field = record.field(target) if theirs is None else theirs
    steps = _steps_of(change, practice, unimarc=is_unimarc(record))
    return FieldWork(change.ref, field, steps, agreed=theirs is not None)


def _steps_of(
    change: Change, practice: Practice, *, unimarc: bool
) -> Callable[[Field], tuple[Step, ...]]:
    def steps(field: Field) -> tuple[Step, ...]:
        return steps_for(field, change.wish, change.orcid, practice, unimarc=unimarc)

    return steps
