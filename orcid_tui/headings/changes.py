"""What a decision does to its field: the one place where the form of an iD is decided.

A change is worked out on the subfields and handed to the store as steps; nothing but
subfields that carry an iD, or name its source, is ever touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.headings.linked import (
    MARC21_CODES,
    SOURCED_CODES,
    UNIMARC_CODES,
    OrcidMark,
    find_marks,
    orcid_sources,
)
from orcid_tui.headings.orcid_text import with_another
from orcid_tui.headings.practice import Practice
from orcid_tui.language import _
from orcid_tui.marc.placement import place_for
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import AddSubfield, DropSubfield, SetSubfield, Step
from orcid_tui.orcid_id import OrcidId
from orcid_tui.text import clean

_NOT_IN_UNIMARC: Final = _(
    "This is a UNIMARC record, and no subfield for the iD is set; the settings name one."
)
_NO_ID: Final = _("The field carries no iD any more.")


class Wish(Enum):
    """The kinds of change."""

    LINK = "link"
    """The field gets an iD. One that carries another already is refused."""
    REPLACE = "replace"
    """The field gets this iD instead of every other that it carries."""
    REMOVE = "remove"
    """The field loses every iD that it carries."""
    TIDY = "tidy"
    """The iD that the field carries stands in the library's own form afterwards, and only so;
    but a subfield that says more than the iD stays as it is."""


@dataclass(slots=True)
class _Slot:
    """One subfield while the change is worked out; `at` is None for a new one."""

    at: int | None
    code: str
    value: str


def steps_for(
    field: Field,
    wish: Wish,
    orcid: OrcidId | None,
    practice: Practice,
    *,
    unimarc: bool = False,
) -> tuple[Step, ...]:
    """The steps that carry a wish out; none when the field is as it should be already.

    `orcid` goes with LINK and REPLACE. Raises FieldRefused when the field does not allow it.
    """
    codes = mark_codes(practice, unimarc=unimarc)
    marks = find_marks(field, codes)
    slots = [_Slot(at, each.code, each.value) for at, each in enumerate(field.subfields)]
    if wish is Wish.REMOVE:
        if not marks:
            raise FieldRefused(_NO_ID)
        _refuse_more_than_an_id(marks)
        _drop(slots, field, marks)
    else:
        orcid = orcid or _the_one(marks)
        forms = practice.forms(orcid, unimarc=unimarc)
        if not forms:
            raise FieldRefused(_NOT_IN_UNIMARC)
        if wish is Wish.LINK:
            _refuse_another(marks, orcid)
        elif wish is Wish.REPLACE:
            _replace(slots, field, marks, orcid)
        elif wish is Wish.TIDY:
            _keep_only(slots, field, marks, forms)
        _add_missing(slots, forms)
    return _steps(field, slots)


def mark_codes(practice: Practice, *, unimarc: bool) -> str:
    """The subfield codes in which an iD is looked for, the most trusted first."""
    codes = UNIMARC_CODES if unimarc else MARC21_CODES
    own = practice.unimarc_subfield if unimarc else ""
    return own + codes.replace(own, "") if own else codes


def ids_in(field: Field, practice: Practice, *, unimarc: bool = False) -> tuple[str, ...]:
    """Every iD that the field carries, and every text that claims to be one, each once."""
    marks = find_marks(field, mark_codes(practice, unimarc=unimarc))
    return tuple(dict.fromkeys(str(mark.orcid or clean(mark.text)) for mark in marks))


def is_untidy(field: Field, practice: Practice, *, unimarc: bool = False) -> bool:
    """Whether the field carries one iD, but not in the library's form, or not only so."""
    try:
        return bool(steps_for(field, Wish.TIDY, None, practice, unimarc=unimarc))
    except FieldRefused:
        return False


def _the_one(marks: Sequence[OrcidMark]) -> OrcidId:
    found = list(dict.fromkeys(mark.orcid for mark in marks))
    if not found:
        raise FieldRefused(_NO_ID)
    if len(found) > 1 or found[0] is None:
        raise FieldRefused(_("The field carries a wrong iD or different ones: correct it first."))
    return found[0]


def _refuse_another(marks: Sequence[OrcidMark], orcid: OrcidId) -> None:
    for mark in marks:
        if mark.orcid not in (None, orcid):
            raise FieldRefused(
                _("The field carries another iD already: {orcid} ({form}).").format(
                    orcid=mark.orcid, form=mark.form
                )
            )


def _refuse_more_than_an_id(marks: Sequence[OrcidMark]) -> None:
    for mark in marks:
        if not mark.claim.nothing_else:
            raise FieldRefused(
                _(
                    "${code} says more than an iD: correct it by hand, so that nothing is lost."
                ).format(code=mark.code)
            )


def _drop(slots: list[_Slot], field: Field, marks: Sequence[OrcidMark]) -> None:
    """Take these subfields out, and `$2 orcid` when the bare iD that it speaks of goes."""
    gone = {mark.at for mark in marks}
    if any(mark.code in SOURCED_CODES and mark.needs_source for mark in marks):
        gone.update(orcid_sources(field))
    slots[:] = [slot for slot in slots if slot.at not in gone]


def _replace(slots: list[_Slot], field: Field, marks: Sequence[OrcidMark], orcid: OrcidId) -> None:
    """Every other iD gives way where it stands and in the form it has; doublets go."""
    there = {(mark.code, mark.text) for mark in marks if mark.orcid == orcid}
    doublets: list[OrcidMark] = []
    for mark in marks:
        if mark.orcid == orcid:
            continue
        value = _in_the_form_of(mark, orcid)
        if (mark.code, value) in there and mark.claim.nothing_else:
            doublets.append(mark)
        else:
            there.add((mark.code, value))
            next(slot for slot in slots if slot.at == mark.at).value = value
    _drop(slots, field, doublets)


def _in_the_form_of(mark: OrcidMark, orcid: OrcidId) -> str:
    if not mark.claim.nothing_else:
        value = with_another(mark.text, orcid)
        if value is None:
            _refuse_more_than_an_id([mark])
        return value or ""
    if mark.code == "1" or mark.claim.is_address:
        return orcid.uri
    return str(orcid) if mark.needs_source else f"(orcid){orcid}"


def _keep_only(
    slots: list[_Slot], field: Field, marks: Sequence[OrcidMark], forms: Sequence[Subfield]
) -> None:
    """Let each form stand once, where the iD stands in that subfield already, if it does."""
    marks = [mark for mark in marks if mark.claim.nothing_else]
    kept: dict[str, OrcidMark] = {}
    for form in forms:
        here = [mark for mark in marks if mark.code == form.code]
        if here:
            mark = next((mark for mark in here if mark.text == form.value), here[0])
            kept[form.code] = mark
            next(slot for slot in slots if slot.at == mark.at).value = form.value
    _drop(slots, field, [mark for mark in marks if mark not in kept.values()])
    if any(mark.needs_source for mark in kept.values()):
        sources = orcid_sources(field)
        slots[:] = [slot for slot in slots if slot.at not in sources]


def _add_missing(slots: list[_Slot], forms: Sequence[Subfield]) -> None:
    for form in forms:
        if not any(Subfield(slot.code, slot.value) == form for slot in slots):
            place = place_for(form.code, [slot.code for slot in slots])
            slots.insert(place, _Slot(None, form.code, form.value))


def _steps(field: Field, slots: Sequence[_Slot]) -> tuple[Step, ...]:
    """What leads from the field to these subfields."""
    staying = [slot.at for slot in slots if slot.at is not None]
    steps: list[Step] = [
        DropSubfield(at) for at in range(len(field.subfields)) if at not in staying
    ]
    for index, slot in enumerate(slots):
        if slot.at is None:
            behind = (each.at for each in slots[index:] if each.at is not None)
            steps.append(AddSubfield(next(behind, len(field.subfields)), slot.code, slot.value))
        elif slot.value != field.subfields[slot.at].value:
            steps.append(SetSubfield(slot.at, slot.value))
    return tuple(steps)
