"""Names as people type them into a search line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.names.typed import typed_name


@pytest.mark.parametrize(
    ("text", "family", "forenames"),
    [
        ("Quell, Ada", "Quell", "Ada"),
        ("  Quell ,  A. J. ", "Quell", "A. J."),
        ("Ada Quell", "Quell", "Ada"),
        ("Ada J. Quell", "Quell", "Ada J."),
        ("Ludwig van der Quell", "van der Quell", "Ludwig"),
        ("van Quell, Ludwig", "van Quell", "Ludwig"),
        ("Quell", "Quell", ""),
        ("村上，春樹", "村上", "春樹"),
        ("村上春樹", "村上春樹", ""),
        ("Quell, Ada, Jr.", "Quell", "Ada"),
        ("", "", ""),
        (" , ,", "", ""),
    ],
)
def test_typed_name(text: str, family: str, forenames: str) -> None:
    name = typed_name(text)
    assert (name.family, name.given) == (family, forenames)


@given(st.text(max_size=40))
def test_anything_can_be_typed(text: str) -> None:
    name = typed_name(text)
    assert name.family or not name.given
