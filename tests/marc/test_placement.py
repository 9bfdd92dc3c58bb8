"""Where the new `$1` goes."""

from __future__ import annotations

import pytest

from orcid_tui.marc.placement import place_for_uri


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
def test_place(codes: str, expected: str) -> None:
    place = place_for_uri(codes)
    assert codes[:place] + "1" + codes[place:] == expected
