"""Which headings may get an iD."""

from __future__ import annotations

from typing import Final

from orcid_tui.headings.parallel import PARALLEL_TAG, linkage, linked_field
from orcid_tui.headings.practice import Practice
from orcid_tui.language import _
from orcid_tui.marc.kinds import is_unimarc, why_not_bibliographic
from orcid_tui.marc.name_tags import UNIMARC_TAGS
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.names.reading import trimmed
from orcid_tui.names.unimarc import in_marc21_shape

SUBJECT_TAG: Final = "600"
FAMILY: Final = "3"
"""The first indicator of a family's name."""

_SUBDIVISIONS: Final = "vxyz"
WITH_TITLE: Final = _("This is a name/title entry ($t): an iD here would stand for the work.")
_UNIMARC: Final = _(
    "This is a UNIMARC record: nothing is written there until the settings name the "
    "subfield that takes the iD."
)


def why_not_eligible(record: BibRecord, field: Field, practice: Practice) -> str:
    """Why this field may not take an iD, in one sentence; empty when it may.

    Sources: MARC 21 X00 (first indicator 3 is a family), alma-and-marc.md B4 ($t, 880), B7
    (authority records) and B8 (UNIMARC). A name that `marc.plain_names` calls plain passes
    all of them and carries no iD: whoever adds a rule here looks there too.
    """
    if reason := why_not_bibliographic(record):
        return reason
    if is_unimarc(record):
        return _why_not_in_unimarc(field, practice)
    return _why_not_in_marc21(record, field, practice)


def _why_not_in_unimarc(field: Field, practice: Practice) -> str:
    if field.tag not in UNIMARC_TAGS:
        return _("Field {tag} of a UNIMARC record names no person who made the work.").format(
            tag=field.tag
        )
    if not practice.unimarc_subfield:
        return _UNIMARC
    if field.values("t"):
        return WITH_TITLE
    return _why_nameless(in_marc21_shape(field))


def _why_not_in_marc21(record: BibRecord, field: Field, practice: Practice) -> str:
    if field.tag == PARALLEL_TAG and field.tag in practice.tags:
        return _why_not_parallel(record, field, practice)
    return why_not_in_ordinary_record(field, practice)


def why_not_in_ordinary_record(field: Field, practice: Practice) -> str:
    """The same for any field but 880, which speaks for itself when the record is MARC 21 and
    describes a publication."""
    if field.tag not in practice.tags:
        return _("Field {tag} is not among the fields that get an iD here.").format(tag=field.tag)
    return _why_not_a_person(field, field.tag)


def _why_not_parallel(record: BibRecord, field: Field, practice: Practice) -> str:
    """The rules of the field that it belongs to hold for a parallel form, in both fields."""
    link = linkage(field)
    if link is None:
        return _("This parallel form does not say in $6 which field it belongs to.")
    if link.tag not in practice.tags or link.tag == PARALLEL_TAG:
        return _("This parallel form belongs to a field {tag}, which gets no iD here.").format(
            tag=link.tag
        )
    if link.leads_somewhere:
        other = linked_field(record, field)
        if other is None:
            return _(
                "This parallel form belongs to a field {tag} with the number {number} in "
                "$6, and there is none."
            ).format(tag=link.tag, number=link.number)
        if reason := _why_not_a_person(other, link.tag):
            return _(
                "The field {tag} that this parallel form belongs to is closed: {reason}"
            ).format(tag=link.tag, reason=reason)
    return _why_not_a_person(field, link.tag)


def _why_not_a_person(field: Field, tag: str) -> str:
    """Why what stands in the field is not just a person, by the rules for this tag."""
    if field.indicators[:1] == FAMILY:
        return _("This heading names a family, not a person.")
    if field.values("t"):
        return WITH_TITLE
    if tag == SUBJECT_TAG and field.values(*_SUBDIVISIONS):
        return _("This subject is more than the person: an iD would stand for all of it.")
    return _why_nameless(field)


def _why_nameless(field: Field) -> str:
    if not any(char.isalnum() for char in trimmed(field.first("a"))):
        return _("There is no name in $a.")
    return ""
