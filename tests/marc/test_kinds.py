"""Which records are closed to iDs, without a false alarm."""

from __future__ import annotations

import pytest

from orcid_tui.marc.binary_reading import read_record
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


UNIMARC_TITLE: FieldSpec = ("200", "1 ", [("a", "T")])
UNIMARC_NAME: FieldSpec = ("700", " 1", [("a", "Dupont"), ("b", "Jeanne")])
UNIMARC_LEADER = "00000nam  2200000   450 "
OTHER_LEADER = "00000nam a2200000 i 4500"


def coded(text: str) -> FieldSpec:
    return ("100", "  ", [("a", text)])


@pytest.mark.parametrize("leader", [UNIMARC_LEADER, OTHER_LEADER, "00147nam  2200073   45e0"])
@pytest.mark.parametrize(
    "fields",
    [
        [CODED, UNIMARC_TITLE],
        [CODED],
        [CODED, TITLE],
        [CODED, NAME, TITLE],
        [coded("19970418b19972004k y0frey50 ba"), UNIMARC_TITLE],
        [coded("20050101d2004"), TITLE],
        [coded("        d1990    m  y0itaa0103    ba"), TITLE],
        [coded("|||||||||||||||||||y0itaa0103    ba||"), TITLE],
        [coded("20050101afrey50      ba0")],
        [("100", "  ", [("b", "n"), ("c", "2004"), ("h", "slv"), ("l", "ba")]), UNIMARC_TITLE],
        [UNIMARC_TITLE, UNIMARC_NAME],
        [UNIMARC_TITLE, ("701", " 1", [("a", "Rose"), ("a", "Summer")])],
        [UNIMARC_TITLE, ("700", "1 ", [("a", "Rose"), ("b", "Summer")])],
        [UNIMARC_TITLE],
        [UNIMARC_NAME],
        [("101", "0 ", [("a", "fre")]), ("801", " 0", [("a", "FR")]), ("700", "  ", [("a", "N")])],
    ],
)
def test_unimarc(fields: list[FieldSpec], leader: str) -> None:
    assert in_unimarc(fields, leader)


@pytest.mark.parametrize("leader", [UNIMARC_LEADER, OTHER_LEADER, "00147nam  2200073   45e0"])
@pytest.mark.parametrize(
    "fields",
    [
        [NAME, TITLE],
        [TITLE],
        [("100", "  ", [("a", "Somebody")]), TITLE],
        [("100", "  ", [("a", "N" * 37)]), TITLE],
        [("100", "  ", [("a", "Institute for the history of the sea")]), TITLE],
        [("100", "  ", [("a", "50 Cent (Musician)")]), TITLE],
        [("100", "  ", [("a", "2814")]), TITLE],
        [("100", "  ", [("a", "999999999 (Musical group)")]), TITLE],
        [("100", "  ", [("a", "N" * 37), ("d", "1950-")])],
        [NAME, TITLE, UNIMARC_TITLE, ("101", "  ", [("a", "local")]), ("801", "  ", [("a", "x")])],
        [TITLE, UNIMARC_TITLE, ("700", "1 ", [("a", "Smith, Jane")])],
        [("700", "1 ", [("a", "Smith, Jane")])],
        [("700", "0 ", [("a", "Johannes"), ("b", "XXIII")])],
        [("700", " 1", [("a", "Smith, Jane"), ("b", "II")])],
        [],
    ],
)
def test_no_false_alarm(fields: list[FieldSpec], leader: str) -> None:
    assert not in_unimarc(fields, leader)


def test_what_speaks_for_both_is_unimarc_only_with_its_own_entry_map() -> None:
    both = [UNIMARC_TITLE, NAME]
    assert in_unimarc(both, UNIMARC_LEADER)
    assert not in_unimarc(both, OTHER_LEADER)


@pytest.mark.parametrize("kind", "xyz ")
def test_authority_records_of_unimarc_are_not_taken_for_holdings(kind: str) -> None:
    entry: FieldSpec = ("200", " 1", [("a", "Dupont"), ("b", "Jeanne")])
    fields = [coded("20050101afrey50      ba0"), entry, UNIMARC_NAME]
    assert "authority" in reason(fields, f"00000c{kind}  a2200000   45  ")
    assert in_unimarc(fields, f"00000c{kind}  a2200000   45  ")


@pytest.mark.parametrize("text", ["20050101u        u  y0frey50      ba", "20050101duuuuuuuu"])
def test_undated_publications_are_not_taken_for_authorities(text: str) -> None:
    assert reason([coded(text), UNIMARC_TITLE], "00000n   2200000   45  ") == ""
