"""Undoing a save: the fields that it wrote are given back by the same safe path.

An undo is itself a save in the journal, linked to the one that it takes back, so that it can be
undone as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import Institution
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.files import FileJournal
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.undo_plan import UndoPlan, plan_undo
from orcid_tui.stores.alma.write_back import BibOutcome
from orcid_tui.stores.alma.writer import Writer
from orcid_tui.stores.protocol import Note, Refusal, SaveReport, SaveWatch

_NOT_BEGUN: Final = "The undo ended before this record was begun."
_USUAL: Final = Patience()


@dataclass(frozen=True, slots=True)
class Undone:
    """`report` speaks of headings by their places in the session that saved them. `outcomes` are
    those of the plan's works, with the records as they are now."""

    report: SaveReport
    outcomes: tuple[BibOutcome, ...]


async def undo_save(
    save_id: str,
    connection: Connection,
    institution: Institution,
    journal: FileJournal,
    watch: SaveWatch | None = None,
    patience: Patience = _USUAL,
) -> SaveReport:
    """Give the fields of a save back as they were. Raises SaveError when nothing can be undone."""
    plan = await plan_undo(save_id, connection, institution, journal)
    return (await carry_out(plan, connection, journal, watch, patience)).report


async def carry_out(
    plan: UndoPlan,
    connection: Connection,
    journal: FileJournal,
    watch: SaveWatch | None = None,
    patience: Patience = _USUAL,
) -> Undone:
    """Write what was planned. Raises SaveError when the journal cannot be written."""
    if not plan.works:
        return Undone(SaveReport((), plan.refused), ())
    save = journal.open_save(plan.save.place, undoes=plan.save.id)
    outcomes = await Writer(connection, save, patience).write_all(plan.works, watch)
    sources = {each.ref: each.source for each in plan.fields}
    written = {ref for outcome in outcomes for ref in outcome.written}
    refused = [each for outcome in outcomes for each in outcome.refused]
    known = written.union(each.ref for each in refused)
    refused += [
        Refusal(each.ref, each.mms_id, _NOT_BEGUN, later=True)
        for each in plan.fields
        if each.ref not in known
    ]
    report = SaveReport(
        tuple(sorted(sources[ref] for ref in written)),
        (*plan.refused, *(_in_source(each, sources) for each in refused)),
        save_id=save.id,
        notes=tuple(
            Note(sources[note.ref], note.sentence) for each in outcomes for note in each.notes
        ),
    )
    return Undone(report, outcomes)


def _in_source(refusal: Refusal, sources: dict[HeadingRef, HeadingRef]) -> Refusal:
    return replace(refusal, ref=sources[refusal.ref])
