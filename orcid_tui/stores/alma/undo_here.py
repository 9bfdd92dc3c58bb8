"""An undo while records are open: which of the open headings it is about, and what they read then.

The save may be of another day, with other records open then, so its own places say nothing here.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.stores.alma.finding_written import find_written
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.taking_over import take_over
from orcid_tui.stores.alma.undo_plan import FieldBack, UndoPlan
from orcid_tui.stores.alma.write_back import BibOutcome, BibWork

NOT_OPEN = 0
"""The ordinal of records that are not among those that are open."""


@dataclass(slots=True)
class OpenPlaces:
    """Where the fields of a plan stand in the records that are open."""

    records: LoadedRecords
    _places: dict[FieldBack, HeadingRef] = field(default_factory=dict)

    def find(self, plan: UndoPlan) -> None:
        """Look for all of them. Reads records: to be called in a thread."""
        numbers = self.records.numbers()
        for mms_id in dict.fromkeys(back.mms_id for back in plan.fields):
            here = [back for back in plan.fields if back.mms_id == mms_id]
            number = numbers.get(mms_id, NOT_OPEN)
            found = (
                find_written(self.records.record(number), [back.written for back in here])
                if number
                else {}
            )
            for at, back in enumerate(here):
                place = found.get(at)
                self._places[back] = (
                    HeadingRef(number, back.written.after.tag, place)
                    if isinstance(place, int)
                    else back.written.ref._replace(record=NOT_OPEN)
                )

    def of(self, back: FieldBack) -> HeadingRef:
        """The place; in record 0 where the field is not open."""
        return self._places[back]

    def take_over(
        self, plan: UndoPlan, outcomes: Collection[BibOutcome], tags: Collection[str]
    ) -> None:
        """Let the open records read as they are in Alma now. To be called in a thread."""
        open_refs = {back.ref: self.of(back) for back in plan.fields if back.ref is not None}
        works = {work.number: work for work in plan.works}
        for outcome in outcomes:
            refs = {ref: open_refs[ref] for ref in outcome.written if open_refs[ref].record}
            for number in {ref.record for ref in refs.values()}:
                fields = tuple(
                    replace(one, ref=refs[one.ref])
                    for one in works[outcome.number].fields
                    if one.ref in refs
                )
                told = BibOutcome(number, tuple(refs.values()), stored=outcome.stored)
                with suppress(OSError):  # it is in Alma; what is open shows it when loaded again
                    work = BibWork(number, self.records.bib(number), fields)
                    take_over(self.records, work, told, tags)
