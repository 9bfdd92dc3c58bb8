"""Headings of every kind, taken apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import display_name, read_name, read_years, trimmed
from tests.fields import field


@pytest.mark.parametrize(
    ("indicators", "subfields", "expected"),
    [
        ("1 ", ["a Smith, Jane,", "e author."], PersonName("Smith", "Jane")),
        ("1 ", ["a Smith, J."], PersonName("Smith", "J.")),
        ("1 ", ["a Vries, Anna de,"], PersonName("Vries", "Anna de")),
        ("1 ", ["a García Márquez, Lucía,"], PersonName("García Márquez", "Lucía")),
        ("1 ", ["a Ngũgĩ wa Karanja."], PersonName("Ngũgĩ wa Karanja")),
        ("0 ", ["a Madonna"], PersonName("Madonna")),
        (
            "0 ",
            ["a Leonardo,", "c da Vinci,", "d 1452-1519."],
            PersonName("Leonardo", titles=("da Vinci",), dates="1452-1519", birth=1452, death=1519),
        ),
        ("0 ", ["a Hildegard, von Bingen"], PersonName("Hildegard von Bingen")),
        ("0 ", ["a Smith, John"], PersonName("Smith", "John")),
        ("0 ", ["a Johannes", "b XXII"], PersonName("Johannes", numeration="XXII")),
        ("1 ", ["a King, Martin, Jr.,"], PersonName("King", "Martin", numeration="Jr.")),
        ("1 ", ["a Howe, Thurston, III,"], PersonName("Howe", "Thurston", numeration="III")),
        (
            "1 ",
            ["a Lindqvist, A. B.", "q (Anna Brita),", "d 1950-"],
            PersonName("Lindqvist", "A. B.", "Anna Brita", dates="1950-", birth=1950),
        ),
        ("1 ", ["a Lindqvist, A. (Anna)"], PersonName("Lindqvist", "A.", "Anna")),
        ("1 ", ["a Müller, Jörg"], PersonName("Müller", "Jörg")),
        ("1 ", ["a \x98Der\x9c Autor, Kai"], PersonName("Der Autor", "Kai")),
    ],
)
def test_read_name(indicators: str, subfields: list[str], expected: PersonName) -> None:
    assert read_name(field("100", indicators, *subfields)) == expected


def test_decomposed_letters_come_out_composed() -> None:
    assert read_name(field("100", "1 ", "a Mu\u0308ller, Jo\u0308rg")).family == "M\u00fcller"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("1890-1950", (1890, 1950, None)),
        ("1950-", (1950, None, None)),
        ("-1890", (None, 1890, None)),
        ("d. 1890", (None, 1890, None)),
        ("b. 1890", (1890, None, None)),
        ("approximately 1845-1890", (1845, 1890, None)),
        ("1923 January 5-2001 March", (1923, 2001, None)),
        ("1890–1950", (1890, 1950, None)),
        ("active 1790-1801", (None, None, 1801)),
        ("fl. 1640", (None, None, 1640)),
        ("19th century", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_read_years(dates: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert read_years(dates) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith, John,", "Smith, John"),
        ("Smith, John.", "Smith, John"),
        ("Smith, J.", "Smith, J."),
        ("Smith, J.-P.", "Smith, J.-P."),
        ("Smith, John, Jr.", "Smith, John, Jr."),
        ("Smith ;", "Smith"),
        ("  . ", ""),
    ],
)
def test_trimmed(text: str, expected: str) -> None:
    assert trimmed(text) == expected


def test_display_name_shows_what_tells_persons_apart_and_no_more() -> None:
    shown = display_name(
        field("700", "1 ", "6 880-01", "a Smith, John,", "c Sir,", "d 1890-1950,", "e editor.")
    )
    assert shown == "Smith, John, Sir, 1890-1950"


@given(st.text(max_size=60), st.sampled_from(["0 ", "1 ", "3 ", "  ", ""]))
def test_any_text_is_read_without_failing(text: str, indicators: str) -> None:
    name = read_name(field("100", indicators, f"a {text}", f"d {text}", f"q {text}"))
    assert name.family or not any(char.isalnum() for char in name.given)
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in name.direct)
