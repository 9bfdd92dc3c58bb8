"""Which records are closed to iDs, without a false alarm."""

from __future__ import annotations

import pytest

from orcid_tui.marc.binary import read_record
from orcid_tui.marc.kinds import is_unimarc, why_not_bibliographic
from tests.marc.building import FieldSpec, record_bytes

CODED: FieldSpec = ("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")])
NAME: FieldSpec = ("100", "1 ", [("a", "Smith, Jane")])
TITLE: FieldSpec = ("245", "10", [("a", "T")])


def in_unimarc(fields: list[FieldSpec], leader: str) -> bool:
    return is_unimarc(read_record(1, record_bytes(fields, leader=leader)))


def reason(fields: list[FieldSpec], leader: str) -> str:
    return why_not_bibliographic(read_record(1, record_bytes(fields, leader=leader)))


@pytest.mark.parametrize("kind", "acdefgijkmoprt")
def test_every_kind_of_publication_is_open(kind: str) -> None:
    assert reason([NAME, TITLE], f"00000n{kind}m a2200000 i 4500") == ""


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("z", "authority"),
        ("u", "holdings"),
        ("v", "holdings"),
        ("x", "holdings"),
        ("y", "holdings"),
        ("w", "classification"),
        ("q", "community"),
    ],
)
def test_other_kinds_are_closed(kind: str, word: str) -> None:
    assert word in reason([NAME], f"00000n{kind}  a2200000 i 4500")


@pytest.mark.parametrize(
    ("fields", "leader"),
    [
        ([CODED, ("200", "1 ", [("a", "T")])], "00000nam  2200000   450 "),
        ([CODED, ("200", "1 ", [("a", "T")])], "00000nam  2200000   4500"),
        ([("200", "1 ", [("a", "T")]), ("700", " 1", [("a", "N")])], "00000nam  2200000   450 "),
    ],
)
def test_unimarc(fields: list[FieldSpec], leader: str) -> None:
    assert in_unimarc(fields, leader)


@pytest.mark.parametrize(
    ("fields", "leader"),
    [
        ([NAME, TITLE], "00000nam  2200000   450 "),
        ([("100", "  ", [("a", "Somebody")]), TITLE], "00000nam a2200000 i 4500"),
        ([("100", "  ", [("a", "N" * 37), ("d", "1950-")])], "00000nam a2200000 i 4500"),
        ([("200", "1 ", [("a", "T")]), NAME], "00000nam a2200000 i 4500"),
    ],
)
def test_no_false_alarm(fields: list[FieldSpec], leader: str) -> None:
    assert not in_unimarc(fields, leader)
