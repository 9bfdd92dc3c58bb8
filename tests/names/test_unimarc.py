"""UNIMARC names read as if they stood in MARC 21."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import display_name, read_name
from orcid_tui.names.unimarc import in_marc21_shape
from tests.fields import field


@pytest.mark.parametrize(
    ("indicators", "subfields", "shown", "expected"),
    [
        (
            " 1",
            ["a Dupont", "b Jeanne", "f 1950-", "4 070"],
            "Dupont, Jeanne, 1950-",
            PersonName("Dupont", "Jeanne", dates="1950-", birth=1950),
        ),
        (
            " 1",
            ["a Dupont", "b J.-P.", "g Jean-Philippe", "f 1950-...."],
            "Dupont, J.-P. (Jean-Philippe), 1950-",
            PersonName("Dupont", "J.-P.", "Jean-Philippe", dates="1950-", birth=1950),
        ),
        (" 1", ["a Rossi", "b , Mario"], "Rossi, Mario", PersonName("Rossi", "Mario")),
        (
            " 1",
            ["a Rossi, ", "b Mario", "f <1932-2016 >"],
            "Rossi, Mario, 1932-2016",
            PersonName("Rossi", "Mario", dates="1932-2016", birth=1932, death=2016),
        ),
        (" 0", ["a Platon"], "Platon", PersonName("Platon")),
        (
            " 0",
            ["a Jean-Paul", "d II", "c pape", "f 1920-2005"],
            "Jean-Paul II, pape, 1920-2005",
            PersonName(
                "Jean-Paul",
                numeration="II",
                titles=("pape",),
                dates="1920-2005",
                birth=1920,
                death=2005,
            ),
        ),
        (" 0", ["a Dupont", "b Jeanne"], "Dupont, Jeanne", PersonName("Dupont", "Jeanne")),
        ("  ", ["a Dupont, Jeanne"], "Dupont, Jeanne", PersonName("Dupont", "Jeanne")),
        ("31", ["a Dupont", "b Jeanne"], "Dupont, Jeanne", PersonName("Dupont", "Jeanne")),
        (" 1", ["a Vries", "b Anna de"], "Vries, Anna de", PersonName("Vries", "Anna de")),
        (" 1", ["a Dupont", "f 19..-...."], "Dupont, 19..-", PersonName("Dupont", dates="19..-")),
        (
            " 1",
            ["a \x98De \x9cVries", "b \x88L'\x89 Anna"],
            "De Vries, L' Anna",
            PersonName("De Vries", "L' Anna"),
        ),
    ],
)
def test_names(indicators: str, subfields: list[str], shown: str, expected: PersonName) -> None:
    shaped = in_marc21_shape(field("700", indicators, *subfields))
    assert display_name(shaped) == shown
    assert read_name(shaped) == expected


def test_only_the_affiliation_comes_along() -> None:
    shaped = in_marc21_shape(
        field("701", " 1", "3 033", "a Dupont", "b Jeanne", "p Université", "4 070", "9 12")
    )
    assert [(each.code, each.value) for each in shaped.subfields] == [
        ("a", "Dupont, Jeanne"),
        ("u", "Université"),
    ]


def test_a_field_without_a_name_has_none_in_either_shape() -> None:
    for nameless in (field("700", " 1"), field("700", " 1", "a ,", "4 070")):
        assert not in_marc21_shape(nameless).values("a")


_SUBFIELDS = st.lists(
    st.builds(Subfield, st.sampled_from("abcdfgp34o"), st.text(max_size=12)), max_size=8
)


@given(_SUBFIELDS, st.sampled_from([" 0", " 1", "  ", "", "10"]))
def test_any_field_is_shaped_without_failing_and_loses_no_name(
    subfields: list[Subfield], indicators: str
) -> None:
    before = Field("700", indicators, tuple(subfields))
    name = display_name(in_marc21_shape(before))
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in name)
    letters = {char for char in before.first("a") + "".join(before.values("b")) if char.isalnum()}
    assert bool(name) or not letters
