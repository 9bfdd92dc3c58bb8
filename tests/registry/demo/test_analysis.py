"""Words as the search engine sees them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.registry.demo.analysis import fold, folded_words, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Müller-Lüdenscheid", ["müller", "lüdenscheid"]),
        ("O'Brien and O’Dwyer", ["o'brien", "and", "o’dwyer"]),
        ("J.A. Smith", ["j.a", "smith"]),
        ("J. A. Smith", ["j", "a", "smith"]),
        ("李熙 Xi", ["李", "熙", "xi"]),
        ("カツラギ ひか", ["カツラギ", "ひ", "か"]),
        ("윤서연", ["윤서연"]),
        ("10.5555/abc.2010.07", ["10.5555", "abc", "2010.07"]),
        ("देशकर, अनघा", ["देशकर", "अनघा"]),
        ("1,234 a.1", ["1,234", "a", "1"]),
        ("—…!", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


def test_accents_stay_in_ordinary_fields() -> None:
    assert plain_words("Tirimbò") != plain_words("Tirimbo")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łódź, łąka", "Lodz, laka"),
        ("Straße", "Strasse"),
        ("Ærøskøbing", "AEroskobing"),
        ("Þórður", "THordur"),
        ("Đặng", "Dang"),
        ("İpek Ağaoğlu", "Ipek Agaoglu"),
        ("O’Dwyer", "O'Dwyer"),
        ("Журавлёва", "Журавлёва"),
        ("李熙", "李熙"),
    ],
)
def test_folding(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_decomposed_letters_are_not_folded() -> None:
    assert folded_words(unicodedata.normalize("NFD", "Grünwald")) != ["grunwald"]


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x24F), min_size=1))
def test_every_latin_letter_with_a_decomposition_is_folded(text: str) -> None:
    folded = fold(text)
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        if base.isascii() and base.isalpha():
            assert char not in folded
