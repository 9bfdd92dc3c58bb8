"""Headings and works as a record has them."""

from __future__ import annotations

import pytest

from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import read_heading
from orcid_tui.marc.record import Field
from tests.fields import control, field, record


def _why(one: Field, *, leader: str = "00000nam a2200000 i 4500") -> str:
    heading = read_heading(
        record(control("001", "x1"), one, leader=leader), HeadingRef(1, one.tag, 1)
    )
    assert heading is not None
    return heading.why_not


def test_an_ordinary_heading_is_eligible() -> None:
    assert _why(field("100", "1 ", "a Smith, Jane,")) == ""
    assert _why(field("700", "0 ", "a Madonna")) == ""


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (field("700", "3 ", "a Smith family."), "family"),
        (field("700", "12", "a Smith, Jane.", "t Poems."), "$t"),
        (field("100", "1 ", "e author."), "no name"),
        (field("100", "1 ", "a ,."), "no name"),
    ],
)
def test_closed_headings_say_why(one: Field, word: str) -> None:
    assert word in _why(one)


def test_an_authority_record_has_no_creators() -> None:
    assert "authority" in _why(
        field("100", "1 ", "a Smith, Jane"), leader="00000nz  a2200000n  4500"
    )


def test_occurrences_count_all_fields_of_the_tag() -> None:
    book = record(
        field("700", "3 ", "a Smith family."),
        field("100", "1 ", "a Smith, Jane"),
        field("700", "1 ", "a Jones, Ann"),
    )
    second = read_heading(book, HeadingRef(1, "700", 2))
    assert second is not None
    assert second.name == "Jones, Ann"
    assert read_heading(book, HeadingRef(1, "700", 3)) is None


def test_the_880_is_found_by_tag_and_number() -> None:
    book = record(
        field("700", "1 ", "6 880-02", "a Wang, Xiaoli."),
        field("880", "1 ", "6 100-02/$1", "a 错"),
        field("880", "1 ", "6 700-01/$1", "a 错"),
        field("880", "1 ", "6 700-02/$1", "a 王小丽."),
    )
    heading = read_heading(book, HeadingRef(1, "700", 1))
    assert heading is not None
    assert heading.original_script == "王小丽"


def test_the_work_of_a_record() -> None:
    work = describe_work(
        record(
            control("008", "210101s2021    no            000 0 eng d"),
            field("020", "  ", "a 978-3-16-148410-0 (hardback)"),
            field("024", "7 ", "a 10.1234/ABC.5", "2 doi"),
            field("024", "7 ", "a not a doi", "2 hdl"),
            field("245", "10", "a Rivers of ice :", "b a study /", "c Jane Smith."),
            field("264", " 4", "c ©1999"),
            field("264", " 1", "a Oslo :", "b Isforlaget,", "c 2020."),
            field("856", "40", "u https://doi.org/10.1234/abc.6"),
        )
    )
    assert (work.title, work.short_title) == ("Rivers of ice : a study", "Rivers of ice")
    assert work.year == 2021
    assert work.dois == ("10.1234/ABC.5", "10.1234/abc.6")
    assert work.isbns == ("9783161484100",)
    assert (work.responsibility, work.publisher) == ("Jane Smith", "Isforlaget")


@pytest.mark.parametrize(
    ("fixed", "imprint", "year"),
    [
        ("210101s19uu    ", "c [1998?]", 1998),
        ("210101q        ", "c cop. 2003.", 2003),
        ("210101s        ", "c [n.d.]", None),
        ("short", "c 1877", 1877),
    ],
)
def test_the_year_falls_back_to_the_imprint(fixed: str, imprint: str, year: int | None) -> None:
    assert describe_work(record(control("008", fixed), field("260", "  ", imprint))).year == year


def test_an_empty_record_has_an_empty_work() -> None:
    work = describe_work(record())
    assert (work.title, work.year, work.dois, work.isbns) == ("", None, (), ())
