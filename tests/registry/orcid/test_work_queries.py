"""Who claims this very work? Identifiers in all their spellings, telling titles, surnames."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luqum.parser import parser

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.registry.demo.query import parse
from orcid_tui.registry.orcid.query import telling_title, work_queries, work_query
from orcid_tui.registry.orcid.work_identifiers import doi_spellings, isbn_spellings

ADA = PersonName("Quellmalz", "Ada")


def test_the_shape_of_a_work_query() -> None:
    work = WorkDescription(
        title="Lichens of brick walls : a field guide",
        short_title="Lichens of brick walls",
        dois=("10.5555/Lichen",),
        isbns=("9783161484100",),
    )
    assert work_query(work, [ADA, PersonName("de Müllner", "Bo")]) == (
        '(doi-self:("10.5555/Lichen" OR "10.5555/lichen" OR "10.5555/LICHEN"'
        ' OR "https://doi.org/10.5555/Lichen" OR "https://doi.org/10.5555/lichen")'
        ' OR digital-object-ids:("10.5555/Lichen")'
        ' OR isbn-self:("9783161484100" OR "316148410X")'
        ' OR isbn:("9783161484100" OR "316148410X")'
        ' OR work-titles:"Lichens of brick walls")'
        ' AND given-and-family-names:("Quellmalz" OR "Müllner" OR "Muellner")'
    )


@pytest.mark.parametrize(
    "work",
    [
        WorkDescription(),
        WorkDescription(title="Poems"),
        WorkDescription(title="Collected poems", short_title="Collected poems"),
        WorkDescription(title="A b c d e"),
        WorkDescription(dois=("none", "doi:", "10.5555"), isbns=("12345", "97831614841000")),
    ],
)
def test_a_work_that_tells_nothing_is_not_asked_for(work: WorkDescription) -> None:
    assert work_query(work, [ADA]) == ""
    assert work_queries(work, [ADA]) == ()


def test_no_names_no_question() -> None:
    work = WorkDescription(dois=("10.5555/x",))
    assert work_query(work, []) == ""
    assert work_query(work, [PersonName("…"), PersonName("")]) == ""


@pytest.mark.parametrize(
    ("short", "full", "told"),
    [
        ("Lichens", "Lichens of old brick walls", "Lichens of old brick walls"),
        (
            "Lichens of old brick walls",
            "Lichens of old brick walls : a guide",
            "Lichens of old brick walls",
        ),
        ("", "古代中国城墙上的地衣研究", "古代中国城墙上的地衣研究"),
        ("地衣", "地衣", ""),
    ],
)
def test_the_shortest_title_that_tells(short: str, full: str, told: str) -> None:
    assert telling_title(WorkDescription(title=full, short_title=short)) == told


def test_both_apostrophes_of_a_title() -> None:
    work = WorkDescription(short_title="The mason’s book of lichens")
    assert (
        """work-titles:("The mason's book of lichens" OR "The mason’s book of lichens")"""
        in work_query(work, [ADA])
    )


def test_original_script_surnames_are_asked_for_too() -> None:
    names = [PersonName("Wang", "Xiaoming", original_script="王, 小明")]
    assert '("Wang" OR "王")' in work_query(WorkDescription(dois=("10.5555/x",)), names)


def test_many_names_are_asked_for_forty_at_a_time_and_each_once() -> None:
    names = [PersonName(f"Quell{number}") for number in range(95)] * 2
    queries = work_queries(WorkDescription(dois=("10.5555/x",)), names)
    assert [query.count('"Quell') for query in queries] == [40, 40, 15]
    assert work_query(WorkDescription(dois=("10.5555/x",)), names) == queries[0]


def test_long_names_do_not_make_a_long_address() -> None:
    names = [PersonName(f"{number}" + "ё" * 50) for number in range(100)]
    queries = work_queries(WorkDescription(short_title="Lichens of old walls " * 100), names)
    assert sum(query.count("ёё") > 0 for query in queries) == len(queries) > 3
    for number in range(100):
        assert any(f'"{number}ё' in query for query in queries)
    assert all(len(quote_plus(query)) <= 5_500 for query in queries)


def test_dois() -> None:
    assert doi_spellings("10.5555/abc")[0] == "10.5555/abc"
    assert doi_spellings('10.5555/a"b\\(c)[d]')[1:] != ()
    for no_doi in ("", "abc", "10.5555", "https://doi.org/10.5555/a", "10.5555/a b", "10.5555/"):
        assert doi_spellings(no_doi) == ()


@pytest.mark.parametrize(
    ("isbn", "spellings"),
    [
        ("978-3-16-148410-0", ("9783161484100", "316148410X")),
        ("316148410x", ("316148410X", "9783161484100")),
        ("0-306-40615-2", ("0306406152", "9780306406157")),
        ("9791032305690", ("9791032305690",)),
        ("9781032305690X", ()),
        ("٣١٦١٤٨٤١٠٠", ()),
        ("", ()),
    ],
)
def test_isbns(isbn: str, spellings: tuple[str, ...]) -> None:
    assert isbn_spellings(isbn) == spellings


WILD = st.text(st.characters(codec="utf-8") | st.sampled_from("\"\\*?()[]{}:~^/!+-&|'’. "))


@given(
    st.lists(WILD, max_size=4),
    WILD,
    st.lists(st.from_regex(r"10\.\d{4}/\S{1,30}", fullmatch=True) | WILD, max_size=3),
    st.lists(st.from_regex(r"(978)?\d{9}[0-9X]", fullmatch=True) | WILD, max_size=3),
)
def test_no_record_makes_a_malformed_query(
    names: list[str], title: str, dois: list[str], isbns: list[str]
) -> None:
    work = WorkDescription(
        title=title + " and three more words", dois=tuple(dois), isbns=tuple(isbns)
    )
    for query in work_queries(work, [PersonName(name) for name in [*names, "Quellmalz"]]):
        parser.parse(query)
        parse(query)
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in query)
