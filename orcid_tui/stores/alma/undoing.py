"""Undoing a save: the fields that it wrote are given back by the same safe path.

An undo is itself a save in the journal, linked to the one that it takes back, so that it can be
undone as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import Institution
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Journal
from orcid_tui.language import _
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.undo_plan import FieldBack, UndoPlan, plan_undo
from orcid_tui.stores.alma.write_back import BibOutcome
from orcid_tui.stores.alma.writer import Writer
from orcid_tui.stores.protocol import Refusal, SaveReport, SaveWatch

_NOT_BEGUN: Final = _("The undo ended before this record was begun.")
_USUAL: Final = Patience()


@dataclass(frozen=True, slots=True)
class Undone:
    """`outcomes` are those of the plan's works, with the records as they are now."""

    report: SaveReport
    outcomes: tuple[BibOutcome, ...]


async def undo_save(
    save_id: str,
    connection: Connection,
    institution: Institution,
    journal: Journal,
    watch: SaveWatch | None = None,
    patience: Patience = _USUAL,
) -> SaveReport:
    """Give the fields of a save back as they were. Raises SaveError when nothing can be undone.

    The report speaks of headings by their places in the session that saved them.
    """
    plan = await plan_undo(save_id, connection, institution, journal)
    return (await carry_out(plan, connection, journal, watch, patience=patience)).report


async def carry_out(
    plan: UndoPlan,
    connection: Connection,
    journal: Journal,
    watch: SaveWatch | None = None,
    *,
    place_of: Callable[[FieldBack], HeadingRef] = lambda back: back.written.ref,
    patience: Patience = _USUAL,
) -> Undone:
    """Write what was planned. Raises SaveError when the journal cannot be written.

    `place_of` says by which place the report speaks of a field.
    """
    here = sorted((each for each in plan.fields if each.ref is None), key=place_of)
    refused = [Refusal(place_of(back), back.mms_id, back.reason) for back in here]
    if not plan.works:
        return Undone(SaveReport((), tuple(refused)), ())
    save = journal.open_save(plan.save.place, undoes=plan.save.id)
    outcomes = await Writer(connection, save, patience).write_all(plan.works, watch)
    places = {back.ref: place_of(back) for back in plan.fields if back.ref is not None}
    written = {ref for outcome in outcomes for ref in outcome.written}
    told = [each for outcome in outcomes for each in outcome.refused]
    known = written.union(each.ref for each in told)
    refused += [replace(each, ref=places[each.ref]) for each in told]
    refused += [
        Refusal(places[back.ref], back.mms_id, _NOT_BEGUN, later=True)
        for back in plan.fields
        if back.ref is not None and back.ref not in known
    ]
    notes = [note for outcome in outcomes for note in outcome.notes]
    report = SaveReport(
        tuple(sorted(places[ref] for ref in written)),
        tuple(sorted(refused, key=lambda refusal: refusal.ref)),
        save_id=save.id,
        notes=tuple(replace(note, ref=places[note.ref]) for note in notes),
    )
    return Undone(report, outcomes)
