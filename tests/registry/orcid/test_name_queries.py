"""A name becomes a query that finds the person however they write it, and is never malformed."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luqum.parser import parser
from luqum.tree import Item, Phrase, SearchField, Word

from orcid_tui.names.name import PersonName
from orcid_tui.registry.demo.query import parse
from orcid_tui.registry.orcid.query import (
    FOLDED_FIELD,
    GIVEN_FIELD,
    LOOSE_PARAMETERS,
    PLAIN_FIELDS,
    name_query,
)
from orcid_tui.registry.protocol import Breadth


def exact(family: str, given_name: str = "", **more: str) -> str:
    return name_query(PersonName(family, given_name, **more), Breadth.EXACT)  # type: ignore[arg-type]


def loose(family: str, given_name: str = "", **more: str) -> str:
    return name_query(PersonName(family, given_name, **more), Breadth.LOOSE)  # type: ignore[arg-type]


def folded_part(query: str) -> str:
    """What is asked of the folded field, without its name and brackets."""
    return query.split(" OR other-names:")[0].removeprefix(f"{FOLDED_FIELD}:(").removesuffix(")")


def nodes(tree: Item) -> list[Item]:
    return [tree, *(node for child in tree.children for node in nodes(child))]


def test_the_shape_of_an_exact_query() -> None:
    assert exact("Quellmalz", "Adaora") == (
        'given-and-family-names:("Quellmalz" AND "Adaora")'
        ' OR other-names:("Quellmalz" AND "Adaora")'
        ' OR credit-name:("Quellmalz" AND "Adaora")'
        ' OR given-and-family-names:"A Quellmalz"'
    )


def test_who_is_registered_with_initials_is_found_by_full_forenames() -> None:
    assert exact("van Quell", "Ada Jo").endswith(
        'given-and-family-names:("A van Quell" OR "A J van Quell" OR "A.J van Quell")'
    )
    assert exact("Quell", "A. Jo").count(FOLDED_FIELD) == 1


@pytest.mark.parametrize(
    ("family", "forenames", "asked"),
    [
        ("Quellmalz", "A.", '"Quellmalz" AND a*'),
        ("Quellmalz", "J.A.", '("Quellmalz" AND j*) OR ("Quellmalz" AND j* AND a*)'),
        ("Quellmalz", "J. A.", '("Quellmalz" AND j*) OR ("Quellmalz" AND j* AND a*)'),
        ("Quellmalz", "JA", '("Quellmalz" AND j*) OR ("Quellmalz" AND j* AND a*)'),
        ("Quellmalz", "J.-A.", '("Quellmalz" AND j*) OR ("Quellmalz" AND j* AND a*)'),
        ("Quellmalz", "É.", '"Quellmalz" AND e*'),
        ("QUELLMALZ", "ADA", '"QUELLMALZ" AND "ADA"'),
        (
            "Quellmalz",
            "Adaora K.",
            '("Quellmalz" AND "Adaora") OR ("Quellmalz" AND "Adaora" AND k*)',
        ),
        (
            "Quellmalz",
            "K. Adaora",
            '("Quellmalz" AND "Adaora") OR ("Quellmalz" AND "Adaora" AND k*)',
        ),
        ("Quellmalz", "Ada-Lin", '"Quellmalz" AND ("Ada-Lin" OR "AdaLin")'),
        (
            "Quo",
            "Min Jae",
            '("Quo" AND ("Min" OR "Min Jae" OR "MinJae"))'
            ' OR ("Quo" AND ("Min" OR "Min Jae" OR "MinJae") AND j*)',
        ),
        ("Quell Malz", "Ada", '"Quell" AND "Malz" AND "Ada"'),
        ("de Quell", "Ada", '("Quell" OR "de Quell" OR "deQuell") AND "Ada"'),
        ("Quell", "Ada de", '("Quell" OR "de Quell" OR "deQuell") AND "Ada"'),
        ("van der Quell", "Ada", '("Quell" OR "van der Quell" OR "vanderQuell") AND "Ada"'),
        ("al-Quell", "Ada", '("al-Quell" OR "alQuell" OR "Quell") AND "Ada"'),
        ("Van", "Ada", '"Van" AND "Ada"'),
        ("O’Quell", "Ada", '''("O'Quell" OR "OQuell" OR "O Quell") AND "Ada"'''),
        ("Quëllmälz", "Ada", '("Quëllmälz" OR "Quellmaelz") AND "Ada"'),
        ("Que\u0308llmalz", "Ada", '"Quëllmalz" AND "Ada"'),
        ("Quellmalz", "", '"Quellmalz"'),
        ("Ada K. Quellmalz", "", '"Ada" AND k* AND "Quellmalz"'),
    ],
)
def test_what_is_asked_of_the_folded_field(family: str, forenames: str, asked: str) -> None:
    assert folded_part(exact(family, forenames)) == asked


def test_unfolded_fields_get_the_spellings_side_by_side() -> None:
    query = exact("Müllner-d'Éa", "Š.")
    assert (
        """credit-name:(("Müllner-d'Éa" OR "Mullner-d'Ea" OR "Muellner-d'Ea" """
        """OR "Müllner-d’Éa\""""
    ) in query
    assert "(š* OR s*)" in query


def test_an_initial_that_hides_in_the_surname_is_asked_of_the_forenames() -> None:
    assert exact("Quellmalz", "Q.") == (
        '(given-and-family-names:("Quellmalz") AND given-names:q*)'
        ' OR other-names:("Q Quellmalz" OR "Quellmalz Q")'
        ' OR credit-name:("Q Quellmalz" OR "Quellmalz Q")'
    )
    core = '(given-and-family-names:("Quellmalz") AND given-names:(q* OR "Quirin"))'
    query = exact("Quellmalz", "Q. A.", fuller="Quirin Adam")
    assert query.startswith(f"{core} OR ({core} AND given-and-family-names:a*) OR ")


def test_the_fuller_form_helps_initials() -> None:
    asked = folded_part(exact("Quellmalz", "J. A.", fuller="John Adam"))
    assert asked.startswith('("Quellmalz" AND (j* OR "John"))')
    assert "j*" in folded_part(exact("Quellmalz", "J. A.", fuller="Xaver"))


def test_the_original_script_is_one_more_way_to_be_found() -> None:
    query = exact("Murakami", "Haruko", original_script="村上, 春子")
    for field in (FOLDED_FIELD, *PLAIN_FIELDS):
        assert f'{field}:("春子 村上" OR "村上 春子" OR "村上春子")' in query
    assert '"Murakami" AND "Haruko"' in query


@pytest.mark.parametrize(
    ("family", "forenames", "asked"),
    [
        ("王", "小明", '"小明 王" OR "王 小明" OR "王小明"'),
        ("王小明", "", '"王小明" OR "小明 王"'),
        ("김", "철수", '"철수 김" OR "김 철수" OR "김철수"'),
    ],
)
def test_east_asian_names_are_phrases(family: str, forenames: str, asked: str) -> None:
    assert folded_part(exact(family, forenames)) == asked


def test_other_scripts_keep_their_letters() -> None:
    assert folded_part(exact("Йодль", "Фёдор")) == '"Йодль" AND "Фёдор"'


@pytest.mark.parametrize(
    ("family", "forenames", "asked"),
    [
        ("Quellmalz", "Ada", "ada quellmalz"),
        ("Quellmalz", "A. B.", "quellmalz"),
        ("Q", "A.", "a q"),
        ("OR", "NOT AND", "not and or"),
        ("de Quell", "Ada*", "ada de quell"),
        ("王", "伟", "伟 王"),
    ],
)
def test_a_loose_query_is_the_words(family: str, forenames: str, asked: str) -> None:
    assert loose(family, forenames) == asked


def test_loose_parameters_are_those_of_the_site() -> None:
    assert LOOSE_PARAMETERS["defType"] == "edismax"
    assert LOOSE_PARAMETERS["qf"].startswith("given-and-family-names^50.0 family-name^10.0")
    assert "past-institution-affiliation-name:[* TO *]" in LOOSE_PARAMETERS["bq"]


@pytest.mark.parametrize("family", ["", " ", "☺", "—", "...", "\x1b", "'-'"])
def test_nothing_to_ask(family: str) -> None:
    assert exact(family) == ""
    assert loose(family) == ""


def is_well_formed(query: str) -> None:
    """Both readers take it; every value is harmless; no field but our own."""
    tree = parser.parse(query)
    parse(query)
    for node in nodes(tree):
        if isinstance(node, SearchField):
            assert node.name in (FOLDED_FIELD, GIVEN_FIELD, *PLAIN_FIELDS)
        if isinstance(node, Word):
            assert node.value not in ("AND", "OR", "NOT", "TO")
            assert node.value.rstrip("*")
        if isinstance(node, Phrase):
            assert any(char.isalnum() for char in node.value)
    assert query.isprintable()
    assert len(quote_plus(query)) < 5_600


WILD = st.text(st.characters(codec="utf-8") | st.sampled_from("\"\\*?()[]{}:~^/!+-&|'’. ,"))
NAMEY = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "M", "Nd")), max_size=12)
    | st.sampled_from(["AND", "OR", "NOT", "TO", "&&", "||", "de", "O'", "J.A.", "-x", "王"])
).map(" ".join)


@given(st.one_of(WILD, NAMEY), st.one_of(WILD, NAMEY), WILD, st.one_of(WILD, NAMEY))
def test_no_heading_makes_a_malformed_query(
    family: str, forenames: str, fuller: str, original: str
) -> None:
    name = PersonName(family, forenames, fuller=fuller, original_script=original)
    exact_query = name_query(name, Breadth.EXACT)
    if exact_query:
        is_well_formed(exact_query)
    loose_query = name_query(name, Breadth.LOOSE)
    if loose_query:
        tree = parser.parse(loose_query)
        parse(loose_query)
        assert not any(isinstance(node, SearchField) for node in nodes(tree))
        assert loose_query.isprintable()


@pytest.mark.parametrize("letter", ["x", "é", "王", "\U0001f600", "ü'", "a-", "𝔘"])
def test_endless_headings_stay_short_enough(letter: str) -> None:
    for family in (letter * 50_000, f"{letter}y{letter} " * 20_000, (letter * 70 + " ") * 500):
        name = PersonName(family, family, original_script=family)
        for breadth in Breadth:
            query = name_query(name, breadth)
            assert len(quote_plus(query)) < 5_600
            if query:
                parse(query)


def test_lone_surrogates_and_controls_do_not_get_through() -> None:
    for query in (
        exact("Quell\ud800malz\x00", "\x1bA\u202eda\x9c"),
        loose("Quell\ud800malz", "A\x00d"),
    ):
        query.encode()
        assert query.isprintable()
