"""A heading and its form in the original script: two fields that $6 ties together.

Source: MARC 21, Appendix A, control subfield $6: the tag of the other field, a number of two
digits that both have, `00` when there is no other field; after a slash the script.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from orcid_tui.marc.record import BibRecord, Field

PARALLEL_TAG: Final = "880"

_NOWHERE: Final = "00"
_LINKAGE: Final = re.compile(r"\s*(\d{3})-(\d{2})(?!\d)", re.ASCII)


class Linkage(NamedTuple):
    """What a $6 says: the `tag` of the other field, and the `number` that both share."""

    tag: str
    number: str

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is another field at all."""
        return self.number != _NOWHERE


def linkage(field: Field) -> Linkage | None:
    """The $6 of a field, if it has one that can be read."""
    found = _LINKAGE.match(field.first("6"))
    return Linkage(found[1], found[2]) if found else None


def linked_field(record: BibRecord, field: Field) -> Field | None:
    """The field at the other end: the 880 of a heading, the heading of an 880."""
    link = linkage(field)
    if link is None or not link.leads_somewhere:
        return None
    here = Linkage(field.tag, link.number)
    if PARALLEL_TAG not in (field.tag, link.tag):
        return None
    return next((each for each in record.fields(link.tag) if linkage(each) == here), None)
