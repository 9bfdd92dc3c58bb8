"""Carrying out steps in one MARCXML record, and reading back what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.content import Edit
from orcid_tui.marc.patches import Patch, carried_through
from orcid_tui.marc.record import damaged
from orcid_tui.marc.steps import FieldSteps, Step, carried_out
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_glance import XmlGlance
from orcid_tui.marc.xml_reader import UnreadableXml, XmlRecord, read_xml_record
from orcid_tui.marc.xml_splice import splice_xml

_NOT_THE_SAME: Final = _("The changed record did not pass the check, so it stays as it was.")


def edit_record(
    number: int, raw: bytes, encoding: XmlEncoding, wanted: Sequence[FieldSteps]
) -> Edit:
    """The steps as patches of the record that `raw` begins with, counted from its first byte."""
    try:
        before = read_xml_record([raw], encoding)
        patches, refused = splice_xml(raw, encoding, wanted)
    except UnreadableXml as trouble:
        reasons = {target: str(trouble) for target, _ in wanted}
        return Edit((), damaged(number, str(trouble)), reasons)
    if not patches:
        return Edit((), before.as_record(number), refused)
    try:
        after = read_xml_record([carried_through(raw, patches.values())], encoding)
    except UnreadableXml:
        after = XmlRecord()
    if not _reads_as(before, after, {target: s for target, s in wanted if target in patches}):
        refused |= dict.fromkeys(patches, _NOT_THE_SAME)
        return Edit((), before.as_record(number), refused)
    return Edit(tuple(patches.values()), after.as_record(number), refused)


def edit_usual_record(
    number: int, record: XmlGlance, encoding: XmlEncoding, wanted: Sequence[FieldSteps]
) -> Edit | None:
    """The same for a record in its usual dress; None when it is no such record any more.

    There a field is closed in itself, so each is changed and read back as if it were alone.
    """
    patches: list[Patch] = []
    refused: dict[int, str] = {}
    for target, steps in wanted:
        alone, ahead = record.alone(target)
        edit = edit_record(number, alone, encoding, [FieldSteps(0, steps)])
        patches += [Patch(start + ahead, end + ahead, new) for start, end, new in edit.patches]
        if reason := edit.refused.get(0):
            refused[target] = reason
    patches.sort()
    after = XmlGlance.at(carried_through(record.raw, patches), encoding.name)
    return None if after is None else Edit(tuple(patches), after.as_record(number), refused)


def _reads_as(before: XmlRecord, after: XmlRecord, wanted: Mapping[int, Sequence[Step]]) -> bool:
    """Whether all fields are the same, and those at the keys of `wanted` as the steps say."""
    if after.leader != before.leader or len(after.fields) != len(before.fields):
        return False
    for index, (old, new) in enumerate(zip(before.fields, after.fields, strict=True)):
        if steps := wanted.get(index):
            field = old.as_field()
            if new.as_field() != replace(field, subfields=carried_out(field.subfields, steps)):
                return False
        elif new != old:
            return False
    return True
