"""From the steps for one field of a binary record to the bytes that give way to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.marc8 import ends_in_ascii
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import AddSubfield, SetSubfield, Step

_ESCAPE: Final = b"\x1b"
_OTHER_FIELD: Final = _(
    "The field does not have the subfields any more for which this was decided."
)


def cuts_for(record: bytes, start: int, end: int, steps: Sequence[Step]) -> list[Patch]:
    """What becomes of the field between these bytes, in rising order, counted from the record's
    first byte.

    The field begins with two indicators and a delimiter, and ends with its terminator. An
    empty subfield (two delimiters together) counts for no step and stays. Raises FieldRefused.
    """
    subfields = _subfields(record, start + 2, end - 1)
    in_order = sorted(steps, key=_place) if len(steps) > 1 else steps
    cuts = [_cut(record, start, end - 1, subfields, step) for step in in_order]
    growth = sum(cut.growth for cut in cuts)
    if growth < 0 and growth == sum(begin - behind for begin, behind in subfields):
        raise FieldRefused(_("Nothing would be left in the field."))
    return cuts


def _place(step: Step) -> tuple[int, bool]:
    """What is put in front of a subfield comes before what is done to it."""
    return (step.before, False) if isinstance(step, AddSubfield) else (step.at, True)


def _subfields(record: bytes, begin: int, end: int) -> list[tuple[int, int]]:
    """Where each subfield that is not empty begins, with its delimiter, and where it ends."""
    found: list[tuple[int, int]] = []
    for part in record[begin + 1 : end].split(b"\x1f"):
        behind = begin + 1 + len(part)
        if part:
            found.append((begin, behind))
        begin = behind
    return found


def _cut(
    record: bytes, start: int, end: int, subfields: Sequence[tuple[int, int]], step: Step
) -> Patch:
    in_marc8 = record[9:10] != b"a"
    if isinstance(step, AddSubfield):
        if step.before > len(subfields):
            raise FieldRefused(_OTHER_FIELD)
        at = subfields[step.before][0] if step.before < len(subfields) else end
        if in_marc8 and not ends_in_ascii(record[start:at]):
            raise FieldRefused(
                _("The text before the place of ${code} ends in another character set.").format(
                    code=step.code
                )
            )
        return Patch(at, at, b"\x1f" + step.code.encode("ascii") + step.value.encode("ascii"))
    if step.at >= len(subfields):
        raise FieldRefused(_OTHER_FIELD)
    begin, behind = subfields[step.at]
    old = record[begin + 1 : behind]
    if in_marc8 and (_ESCAPE in old or not ends_in_ascii(record[start:begin])):
        raise FieldRefused(
            _("The iD that would have to change is written in another character set.")
        )
    if not in_marc8 and not _is_utf8(old):
        raise FieldRefused(
            _("The subfield that would have to change holds bytes that are no text.")
        )
    if isinstance(step, SetSubfield):
        if old[0] >= 0x80:
            raise FieldRefused(_("The subfield that would have to change has a code beyond ASCII."))
        return Patch(begin + 2, behind, step.value.encode("ascii"))
    return Patch(begin, behind, b"")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
