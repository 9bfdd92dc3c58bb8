"""What was written becomes what is open, and every place of a heading stays what it was."""

from __future__ import annotations

from collections.abc import Collection

from orcid_tui.errors import SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.patches import carried_through
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.names.reading import display_name
from orcid_tui.names.unimarc import in_marc21_shape
from orcid_tui.stores.alma.loaded import LoadedRecords
from orcid_tui.stores.alma.write_back import BibOutcome, BibWork
from orcid_tui.stores.wanted import index_of


def take_over(
    records: LoadedRecords, work: BibWork, outcome: BibOutcome, tags: Collection[str]
) -> None:
    """Let the open record be the one that Alma stored, if its names are still those that are
    listed; else carry out on the open record what was written.

    Of a record of the Network Zone the institution's own is open, so that keeps its envelope.
    """
    written = frozenset(outcome.written)
    if not written:
        return
    number, stored = work.number, outcome.stored
    loaded = records.record(number)
    try:
        if stored is not None and stored.mms_id == work.seen.mms_id:
            now = records.read(number, stored.xml)
            if _names_stand(loaded, now, work, written, tags):
                records.replace(number, stored.xml)
                return
        _carry_out(records, loaded, work, written)
    except (OSError, SourceError):
        return  # it is stored in Alma; what is open here shows it when it is loaded again


def _names_stand(
    loaded: BibRecord,
    now: BibRecord,
    work: BibWork,
    written: Collection[HeadingRef],
    tags: Collection[str],
) -> bool:
    """Whether every listed name stands at its place: those that were written under the name that
    was meant, all others as they were."""
    meant = {one.ref: one.field for one in work.fields}
    unimarc = is_unimarc(loaded)
    if is_unimarc(now) != unimarc:
        return False
    for tag, nth in name_places(loaded, tags):
        ref = HeadingRef(work.number, tag, nth)
        before, after = loaded.occurrence(tag, nth), now.occurrence(tag, nth)
        if before is None or after is None:
            return False
        if ref not in written:
            if after != before:
                return False
        elif _name(after, unimarc=unimarc) != _name(meant[ref], unimarc=unimarc):
            return False
    return True


def _name(field: Field, *, unimarc: bool) -> str:
    return display_name(in_marc21_shape(field) if unimarc else field)


def _carry_out(
    records: LoadedRecords, loaded: BibRecord, work: BibWork, written: Collection[HeadingRef]
) -> None:
    wanted: list[FieldSteps] = []
    for one in work.fields:
        if one.ref not in written:
            continue
        try:
            target = index_of(loaded, one.ref)
            steps = one.steps(loaded.field(target))
        except FieldRefused:
            continue
        if steps:
            wanted.append(FieldSteps(target, steps))
    if wanted:
        edit = records.edit(work.number, wanted)
        raw = records.bib(work.number).xml
        records.replace(work.number, carried_through(raw, edit.patches))
