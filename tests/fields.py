"""Short ways to write fields and records in tests."""

from __future__ import annotations

from orcid_tui.marc.record import BibRecord, Field, Subfield

LEADER = "00000nam a2200000 i 4500"


def field(tag: str, indicators: str, *subfields: str) -> Field:
    """`field("100", "1 ", "a Smith, Jane,", "e author.")`: code, blank, value."""
    return Field(tag, indicators, tuple(Subfield(text[0], text[2:]) for text in subfields))


def control(tag: str, data: str) -> Field:
    """A control field."""
    return Field(tag, data=data)


def record(*fields: Field, number: int = 1, leader: str = LEADER) -> BibRecord:
    """A record of these fields."""
    return BibRecord(number, leader, tuple(f.tag for f in fields), fields.__getitem__)
