"""Where a new `$1` or `$0` goes."""

from __future__ import annotations

import pytest

from orcid_tui.marc.placement import place_for


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("ae", "ae1"),
        ("ade0", "ade01"),
        ("a0124", "a01124"),
        ("ae4", "ae14"),
        ("6ade", "6ade1"),
        ("8ae5", "8ae15"),
        ("a4e", "a4e1"),
        ("ae245789", "ae1245789"),
        ("a3", "a31"),
        ("a35", "a315"),
        ("a0b9", "a01b9"),
        ("4", "14"),
        ("", "1"),
    ],
)
def test_place_of_a_uri(codes: str, expected: str) -> None:
    place = place_for("1", codes)
    assert codes[:place] + "1" + codes[place:] == expected


@pytest.mark.parametrize(
    ("codes", "expected"), [("ae", "ae0"), ("a1", "a01"), ("a001", "a0001"), ("ae4", "ae04")]
)
def test_place_of_a_text(codes: str, expected: str) -> None:
    place = place_for("0", codes)
    assert codes[:place] + "0" + codes[place:] == expected
