"""Headings beyond 100 and 700: subjects, series, and parallel forms in 880."""

from __future__ import annotations

import pytest

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.parallel import Linkage, linkage, linked_field
from orcid_tui.headings.practice import Practice
from orcid_tui.headings.reading import person_name, read_heading
from orcid_tui.marc.name_tags import TAGS_ON_DEMAND, USUAL_TAGS
from orcid_tui.marc.record import Field
from tests.fields import field, record

_ALL = Practice(tags=(*USUAL_TAGS, *TAGS_ON_DEMAND))
_ROMAN = field("700", "1 ", "6 880-02", "a Wang, Xiaoli,", "d 1970-")
_OWN = field("880", "1 ", "6 700-02/$1", "a 王小丽,", "d 1970-")


def _heading(*fields: Field, tag: str, nth: int = 1, practice: Practice = _ALL) -> Heading:
    heading = read_heading(
        record(*fields, field("245", "10", "a T")), HeadingRef(1, tag, nth), practice
    )
    assert heading is not None
    return heading


def test_a_parallel_form_shows_its_own_name_and_is_looked_up_with_both() -> None:
    heading = _heading(_ROMAN, _OWN, tag="880")
    assert heading.eligible
    assert (heading.name, heading.romanised) == ("王小丽, 1970-", "Wang, Xiaoli, 1970-")
    name = person_name(heading)
    assert (name.family, name.given, name.original_script) == ("Wang", "Xiaoli", "王小丽")
    assert name == person_name(_heading(_ROMAN, _OWN, tag="700"))


def test_a_heading_has_its_original_script_and_no_other_name() -> None:
    heading = _heading(_OWN, _ROMAN, tag="700")
    assert (heading.original_script, heading.romanised, heading.linked) == ("王小丽", "", None)


def test_a_parallel_form_that_belongs_to_no_field_stands_for_itself() -> None:
    """Number 00 says that there is no other field, which is no fault."""
    heading = _heading(field("880", "1 ", "6 700-00/$1", "a 王小丽"), tag="880")
    assert heading.eligible
    assert heading.romanised == ""
    assert person_name(heading).original_script == "王小丽"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ([field("880", "1 ", "a 王小丽")], "does not say in $6"),
        ([field("880", "1 ", "6 see 700", "a 王小丽")], "does not say in $6"),
        ([field("880", "1 ", "6 700-03/$1", "a 王小丽"), _ROMAN], "number 03"),
        ([_OWN, field("700", "1 ", "6 880-01", "a Wang, Xiaoli")], "there is none"),
        ([_OWN, field("100", "1 ", "6 880-02", "a Wang, Xiaoli")], "there is none"),
        ([field("880", "10", "6 245-01/$1", "a 题")], "belongs to a field 245"),
        ([field("880", "2 ", "6 710-01/$1", "a 大学")], "belongs to a field 710"),
        ([field("880", "1 ", "6 880-01/$1", "a 王小丽")], "belongs to a field 880"),
        ([field("880", "3 ", "6 700-00/$1", "a 王")], "family"),
        ([field("880", "1 ", "6 700-00/$1", "a 王小丽", "t 诗")], "$t"),
        ([_OWN, field("700", "1 ", "6 880-02", "a Wang, Xiaoli.", "t Poems.")], "closed: This is"),
        ([_OWN, field("700", "3 ", "6 880-02", "a Wang (Family)")], "closed: This heading names"),
        ([field("880", "14", "6 600-00/$1", "a 王小丽", "x 传记")], "more than the person"),
        ([field("880", "1 ", "6 700-00/$1", "e 编")], "no name"),
    ],
)
def test_closed_parallel_forms_say_why(fields: list[Field], word: str) -> None:
    assert word in _heading(*fields, tag="880").why_not


def test_a_parallel_form_follows_the_tags_of_the_library() -> None:
    only_main = Practice(tags=("100", "880"))
    assert "700" in _heading(_ROMAN, _OWN, tag="880", practice=only_main).why_not
    assert "880" in _heading(_ROMAN, _OWN, tag="880", practice=Practice()).why_not


@pytest.mark.parametrize("code", "vxyz")
def test_a_subject_with_a_subdivision_is_closed(code: str) -> None:
    assert (
        "more than the person"
        in _heading(field("600", "10", "a Smith, Jane", f"{code} Biography"), tag="600").why_not
    )


def test_what_is_open_on_demand() -> None:
    assert _heading(field("600", "10", "a Smith, Jane,", "d 1950-"), tag="600").eligible
    assert _heading(field("800", "1 ", "a Smith, Jane"), tag="800").eligible


@pytest.mark.parametrize("tag", ["100", "600", "700", "800"])
def test_a_name_with_a_title_is_closed_everywhere(tag: str) -> None:
    assert "$t" in _heading(field(tag, "1 ", "a Smith, Jane.", "t Poems ;", "v 3"), tag=tag).why_not


@pytest.mark.parametrize("tag", TAGS_ON_DEMAND)
def test_nothing_on_demand_is_open_without_demand(tag: str) -> None:
    heading = _heading(field(tag, "1 ", "a Smith, Jane"), tag=tag, practice=Practice())
    assert tag in heading.why_not


def test_each_of_two_names_finds_its_own_form() -> None:
    fields = (
        field("700", "1 ", "6 880-01", "a Li, Na"),
        field("700", "1 ", "6 880-02", "a Wang, Xiaoli"),
        field("880", "1 ", "6 700-02/$1", "a 王小丽"),
        field("880", "1 ", "6 700-01/$1", "a 李娜"),
    )
    assert [_heading(*fields, tag="700", nth=n).original_script for n in (1, 2)] == [
        "李娜",
        "王小丽",
    ]
    assert [_heading(*fields, tag="880", nth=n).romanised for n in (1, 2)] == [
        "Wang, Xiaoli",
        "Li, Na",
    ]


def test_linkage() -> None:
    assert linkage(field("700", "1 ", "6  880-02/(3/r")) == Linkage("880", "02")
    assert linkage(field("700", "1 ", "6 880-021")) is None
    assert linkage(field("700", "1 ", "a 880-02")) is None
    one = field("700", "1 ", "6 700-01", "a Smith, Jane")
    assert linked_field(record(one), one) is None, "a field is not its own parallel form"
