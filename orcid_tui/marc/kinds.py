"""Which records describe a publication, and by which of the two MARC formats.

In an authority record field 100 is the person, not a creator; in UNIMARC it is coded data
(marc-roundtrip.md section 8, alma-and-marc.md B7 and B8).
"""

from __future__ import annotations

from typing import Final

from orcid_tui.marc.record import BibRecord, Field

_HOLDINGS: Final = "This is a holdings record, which names nobody."
_KINDS: Final = {
    "z": "This is an authority record: its heading is the person, not the creator of a work.",
    "u": _HOLDINGS,
    "v": _HOLDINGS,
    "x": _HOLDINGS,
    "y": _HOLDINGS,
    "w": "This is a classification record, which names nobody.",
    "q": "This is a community information record, not the description of a publication.",
}


def why_not_bibliographic(record: BibRecord) -> str:
    """Why this record does not describe a publication, in one sentence; or empty."""
    return _KINDS.get(record.leader[6:7], "")


def is_unimarc(record: BibRecord) -> bool:
    """By coded data in 100, or by a title in 200 with UNIMARC's own entry map."""
    tags = record.tags
    if "200" in tags and "245" not in tags and record.leader[20:24] == "450 ":
        return True
    return "100" in tags and any(map(is_coded_data, record.fields("100")))


def is_coded_data(field: Field) -> bool:
    """Whether a field 100 is UNIMARC's general processing data instead of a name."""
    if field.indicators != "  " or len(field.subfields) != 1:
        return False
    only = field.subfields[0]
    return (
        only.code == "a"
        and 35 <= len(only.value) <= 40
        and only.value.isascii()
        and only.value.isprintable()
    )
