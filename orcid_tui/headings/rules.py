"""Which headings may get an iD."""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.headings.practice import Practice
from orcid_tui.marc.kinds import is_unimarc, why_not_bibliographic
from orcid_tui.marc.name_tags import UNIMARC_TAGS
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.names.reading import trimmed

PARALLEL_TAG: Final = "880"
SUBJECT_TAG: Final = "600"

_LINKED_TAG: Final = re.compile(r"\s*(\d{3})-", re.ASCII)
_SUBDIVISIONS: Final = "vxyz"
_UNIMARC: Final = (
    "This is a UNIMARC record: nothing is written there until the settings name the subfield "
    "that takes the iD."
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
        reason = _why_not_in_unimarc(field, practice)
    else:
        reason = _why_not_in_marc21(field, practice)
    if not reason and not any(char.isalnum() for char in trimmed(field.first("a"))):
        reason = "There is no name in $a."
    return reason


def _why_not_in_unimarc(field: Field, practice: Practice) -> str:
    if field.tag not in UNIMARC_TAGS:
        return f"Field {field.tag} of a UNIMARC record names no person who made the work."
    return "" if practice.unimarc_subfield else _UNIMARC


def _why_not_in_marc21(field: Field, practice: Practice) -> str:
    if field.tag not in practice.tags:
        return f"Field {field.tag} is not among the fields that get an iD here."
    if field.tag == PARALLEL_TAG and not _stands_for_a_name(field, practice):
        return "This parallel form does not belong to a personal name that gets an iD here."
    if field.indicators[:1] == "3":
        return "This heading names a family, not a person."
    if field.values("t"):
        return "This is a name/title entry ($t): an iD here would stand for the work."
    if field.tag == SUBJECT_TAG and field.values(*_SUBDIVISIONS):
        return "This subject is more than the person: an iD would stand for all of it."
    return ""


def _stands_for_a_name(field: Field, practice: Practice) -> bool:
    linked = _LINKED_TAG.match(field.first("6"))
    return linked is not None and linked[1] in practice.tags and linked[1] != PARALLEL_TAG
