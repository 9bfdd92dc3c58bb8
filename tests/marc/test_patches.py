"""Patches keep their order and their bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.marc.patches import Patch, Patches, moves


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.binary(max_size=5))))
def test_what_goes_in_comes_out(made: list[tuple[int, int, bytes]]) -> None:
    given_patches, at = [], 0
    for gap, length, new in made:
        given_patches.append(Patch(at + gap, at + gap + length, new))
        at += gap + length
    patches = Patches(given_patches)
    assert list(patches) == given_patches
    assert len(patches) == len(given_patches)
    assert patches.growth == sum(patch.growth for patch in given_patches)
    assert list(moves([at + 1], patches)) == [(at + 1, patches.growth)]


def test_places_move_by_what_was_put_in_before_them() -> None:
    patches = Patches([Patch(5, 5, b"abc"), Patch(8, 10, b"")])
    assert list(moves([0, 5, 6, 9, 20], patches)) == [(0, 0), (5, 0), (6, 3), (9, 1), (20, 1)]


def test_order_is_kept() -> None:
    patches = Patches([Patch(5, 7, b"")])
    with pytest.raises(ValueError, match="rise"):
        patches.add(Patch(6, 8, b""))
