"""The little writer of MARC records, read back by another library."""

from __future__ import annotations

import io

import pymarc
import pytest

from tests.making.binary import MadeField, binary, marc8
from tests.making.numbers import isbn, isbn10, isni, orcid
from tests.making.records import record

_LEADER = "00000nam a2200000 i 4500"


def test_a_record_is_read_back() -> None:
    fields = [
        MadeField("001", data="1"),
        MadeField("245", "10", (("a", "Größe :"), ("b", "柳川"))),
    ]
    [read] = pymarc.MARCReader(io.BytesIO(binary(_LEADER, fields)))
    assert read is not None
    assert read["001"].data == "1"
    assert read["245"].get_subfields("a", "b") == ["Größe :", "柳川"]
    assert list(read["245"].indicators) == ["1", "0"]


def test_marc8_is_read_back() -> None:
    text = "Süßærø Łódź Þór Çelik ọ"
    fields = [MadeField("245", "10", (("a", text),))]
    leader = _LEADER[:9] + " " + _LEADER[10:]
    [read] = pymarc.MARCReader(io.BytesIO(binary(leader, fields, in_marc8=True)))
    assert read is not None
    assert read["245"]["a"] == text
    assert marc8("é") == b"\xe2e"


def test_a_letter_that_marc8_does_not_have_is_not_lost_silently() -> None:
    with pytest.raises(UnicodeEncodeError):
        marc8("柳")


def test_lines_become_fields_and_truths() -> None:
    made = record(
        "article",
        2020,
        """
        024 7_ $a 10.5555/Ab $2 doi
        100 1_ @somebody!upper $6 880-01 $a Some, Body, $e author. $0 (x)1 $1 http://e/$1
        700 1_ @- $a Any, One.
        245 10 $a Title : $b rest / $c B. Some.
        773 0_ $t Letters $g 1
        880 1_ $6 100-01/$1 $a 某
        """,
    )
    assert [t.key for t in made.truths] == ["somebody", "-"]
    assert made.truths[0].claim == "upper"
    assert made.truths[1].claim is None
    assert made.first("100", "1") == "http://e/$1"
    assert made.first("880", "6") == "100-01/$1"
    assert made.work("upper") == {
        "title": "Title: rest",
        "year": 2020,
        "venue": "Letters",
        "kind": "journal-article",
        "identifiers": [["doi", "10.5555/AB"]],
    }
    assert "identifiers" not in made.work("title")


def test_numbers_have_their_check_digits() -> None:
    assert orcid("a") == orcid("a") != orcid("b")
    assert orcid("a", ends_with_x=True).value.endswith("X")
    assert isbn("a", hyphens=True).replace("-", "") == isbn("a")
    ten = isbn10("a")
    digits = [10 if d == "X" else int(d) for d in ten]
    assert sum(d * w for d, w in zip(digits, range(10, 0, -1), strict=True)) % 11 == 0
    assert len(isni("a").replace(" ", "")) == 16
