"""From the things of the core to cells: nothing is lost, moved or read as markup."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.persons.person import Affiliation, FoundPerson, PartialDate, PersonProfile
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import Preview
from orcid_tui.ui.render.cells import as_many_as_fit, fit, join, labelled, text, wrap
from orcid_tui.ui.render.fields import after_line, before_line, field_line, takes_away
from orcid_tui.ui.render.headings import heading_context, heading_row
from orcid_tui.ui.render.persons import (
    affiliation_line,
    candidate_detail,
    candidate_lines,
    candidates_title,
    display_name,
    look_up_notes,
    name_and_affiliations,
)
from orcid_tui.ui.render.states import legend
from orcid_tui.ui.widgets.detail_pane import DetailPane
from tests.ui.fakes import PERSONS, invented, name_field, subfields

nasty = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("[]/\\$\x1b\x88\x98\x9c\u202e\ufeff王é\t\n"),
    ),
    max_size=60,
)


@given(nasty, st.integers(0, 80))
def test_fit_fills_exactly_and_lets_no_control_through(value: str, width: int) -> None:
    content = fit(value, width)
    assert content.cell_length == width
    assert not [char for char in content.plain if unicodedata.category(char) in ("Cc", "Cs")]


@given(nasty, st.integers(12, 60), st.integers(0, 6))
def test_wrap_keeps_every_letter_within_the_width(value: str, width: int, indent: int) -> None:
    content = text(value)
    lines = wrap(content, width, indent)
    assert all(line.cell_length <= width for line in lines)
    assert "".join("".join(line.plain for line in lines).split()) == "".join(content.plain.split())


@given(nasty, st.integers(12, 60), st.integers(1, 3))
def test_wrap_with_a_limit_says_that_something_is_left_out(
    value: str, width: int, limit: int
) -> None:
    content = text(value)
    lines = wrap(content, width, 2, limit)
    assert len(lines) <= limit
    assert all(line.cell_length <= width for line in lines)
    if len(wrap(content, width, 2)) > limit:
        assert lines[-1].plain.rstrip().endswith("…")


@given(st.lists(nasty, max_size=4), st.integers(20, 60))
def test_labelled_rows_stay_within_the_width(values: list[str], width: int) -> None:
    lines = labelled([("label", [text(value) for value in values])], 10, width, 2)
    assert all(line.cell_length <= width for line in lines)


def test_join_leaves_out_what_is_empty() -> None:
    assert join(["a", "", Content("b")]).plain == "a · b"
    assert join([]).plain == ""


@pytest.mark.parametrize("width", [40, 59, 79, 119, 200])
def test_a_heading_row_has_aligned_columns(width: int) -> None:
    work = WorkDescription(title="A very long title of a book [microform]", year=2019)
    rows = [
        heading_row(
            Heading(HeadingRef(1, "100", 1), "1", name_field(name), name),
            work,
            HeadingState.OPEN,
            width,
        )
        for name in ("Li", "王小", "Vasconcelos e Sousa de Almeida, Tomás Maria")
    ]
    assert {row.cell_length for row in rows} == {width}
    assert {row.plain[-5:] for row in rows} == {"2019 "}
    starts = {Content(row.plain[: row.plain.index("A very")]).cell_length for row in rows}
    assert len(starts) == 1


def test_names_stand_as_headings_have_them() -> None:
    assert name_and_affiliations(PERSONS[0]) == "Hansen, Anna (University of Oslo; NTNU)"
    assert name_and_affiliations(PERSONS[2]) == "Hansen, Åse"
    assert display_name(FoundPerson(invented(9), family_name="Quux")) == "Quux"
    assert display_name(FoundPerson(invented(9), credit_name="A. B.")) == "A. B."
    assert display_name(FoundPerson(invented(9))) == "(name is private)"
    assert display_name(PersonProfile(invented(9), given_names="Mono")) == "Mono"


def test_candidate_lines_say_who_where_why_and_why_not() -> None:
    candidate = Candidate(PERSONS[0], 0.9, ("lists this work", "same name"), ("died 1890",))
    lines = candidate_lines(candidate, 0, 100, recommended=True, chosen=False)
    assert [line.plain for line in lines] == [
        " 1  Hansen, Anna (University of Oslo; NTNU)",
        "    0099-0000-0000-0011  recommended · but died 1890 · lists this work · same name",
    ]
    tenth = candidate_lines(candidate, 9, 100, recommended=False, chosen=True)
    assert tenth[0].plain.startswith("    Hansen")
    assert "✓ chosen" in tenth[-1].plain


_ALL_REASONS = (
    "affiliation as in the record",
    "lists this work",
    "same ISNI as in the record",
    "works on the same subject",
    "was at the institution in the record",
    "same name",
)


@pytest.mark.parametrize("first", range(len(_ALL_REASONS)))
@pytest.mark.parametrize("doubts", [(), ("public record begins in 1987",)])
@pytest.mark.parametrize("width", [58, 78, 118])
def test_the_strongest_reason_stands_whole_beside_the_id(
    first: int, doubts: tuple[str, ...], width: int
) -> None:
    reasons = (*_ALL_REASONS[first:], *_ALL_REASONS[:first])
    candidate = Candidate(PERSONS[0], 0.9, reasons, doubts)
    lines = candidate_lines(candidate, 0, width, recommended=True, chosen=False)
    assert max(line.cell_length for line in lines) <= width
    told = " ".join(" ".join(line.plain for line in lines).split())
    strongest = f"but {doubts[0]}" if doubts else reasons[0]
    assert f"recommended · {strongest}" in told


def test_what_does_not_fit_beside_the_id_is_counted() -> None:
    parts = [text(part) for part in ("one", "two", "three")]
    assert as_many_as_fit(parts, 17).plain == "one · two · three"
    assert as_many_as_fit(parts, 16).plain == "one · two · thr…"
    parts = [text(part) for part in ("one", "two", "three hundred")]
    assert as_many_as_fit(parts, 19).plain == "one · two · +1 more"
    assert as_many_as_fit([], 19).plain == ""


@pytest.mark.parametrize(("width", "height"), [(78, 4), (78, 8), (58, 12)])
def test_the_details_say_every_reason_and_doubt(width: int, height: int) -> None:
    candidate = Candidate(PERSONS[0], 0.9, _ALL_REASONS, ("public record begins in 1987",))
    profile = PersonProfile(PERSONS[0].orcid, given_names="Anna", family_name="Hansen")
    pane = DetailPane()
    pane.show_rows(candidate_detail(candidate, profile))
    told = " ".join(" ".join(line.plain for line in pane._draw(width, height)).split())
    assert f"for {' · '.join(_ALL_REASONS)}" in told
    assert "against public record begins in 1987" in told


def test_long_affiliations_are_broken_not_lost() -> None:
    candidate = Candidate(PERSONS[3], 0.5)
    lines = candidate_lines(candidate, 0, 60, recommended=False, chosen=False)
    whole = " ".join(line.plain.strip() for line in lines)
    assert "Far North; University of Cape Town)" in whole


def test_titles_and_notes_of_a_look_up() -> None:
    one = Candidate(PERSONS[0], 0.9)
    assert candidates_title("X", LookUp()).plain == "No candidate for X"
    assert candidates_title("X", LookUp((one,), 1)).plain == "1 candidate for X"
    assert candidates_title("X", LookUp((one, one), 2)).plain == "2 candidates for X"
    assert candidates_title("X", LookUp((one,), 1234)).plain == "1 of 1,234 found for X"
    notes = look_up_notes(LookUp((one,), 1, loose=True, note="Not sure [x]."), 60)
    assert [note.plain.strip() for note in notes] == ["Not sure [x]."]


@pytest.mark.parametrize(
    ("affiliation", "line"),
    [
        (Affiliation("A", current=True), "A, now"),
        (Affiliation("A", start=PartialDate(2014, 8), current=True), "A, since 2014-08"),
        (Affiliation("A", start=PartialDate(2003), end=PartialDate(2014)), "A, 2003–2014"),
        (Affiliation("A", end=PartialDate(2014)), "A, until 2014"),
        (
            Affiliation("A", "B", "professor", "Oslo", "NO", PartialDate(1999)),
            "A, 1999, B, professor, Oslo, NO",
        ),
        (Affiliation(""), "(organization not given)"),
    ],
)
def test_affiliations_have_their_dates(affiliation: Affiliation, line: str) -> None:
    assert affiliation_line(affiliation).plain == line


def test_a_field_reads_like_marc() -> None:
    field = name_field("Smith, J. [ca. 1900],", ("d", "1900-\u0098"), tag="700", ind="1 ")
    assert field_line(field).plain == "700 1_ $a Smith, J. [ca. 1900], $d 1900-"


_pairs = st.lists(st.tuples(st.sampled_from("ade01"), st.sampled_from(["x", "y", "z"])), max_size=5)


@given(_pairs, st.integers(0, 5))
def test_what_is_new_stands_between_marks(pairs: list[tuple[str, str]], place: int) -> None:
    before = Field("100", "1 ", subfields(*pairs))
    new = Subfield("1", invented(1).uri)
    place = min(place, len(pairs))
    after = Field("100", "1 ", (*before.subfields[:place], new, *before.subfields[place:]))
    line = after_line(Preview(before, after)).plain
    assert line.count("▸") == line.count("◂") == 1
    assert f"▸$1 {invented(1).uri}◂" in line
    assert line.replace("▸", "").replace("◂", "") == field_line(after).plain


@given(_pairs, _pairs)
def test_what_goes_and_what_comes_are_marked_and_nothing_else_is_different(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    before, after = (Field("100", "1 ", subfields(*pairs)) for pairs in (old, new))
    preview = Preview(before, after)
    was, will_be = before_line(preview).plain, after_line(preview).plain
    assert was.replace("✗", "") == field_line(before).plain
    assert will_be.replace("▸", "").replace("◂", "") == field_line(after).plain
    # What stands outside the marks is the same in both.
    unmarked = re.sub(r" ✗[^✗]*✗", "", was), re.sub(r" ▸[^◂]*◂", "", will_be)
    assert unmarked[0] == unmarked[1]
    assert takes_away(preview) == ("✗" in was)


def test_a_replaced_id_is_marked_on_both_sides() -> None:
    field = name_field("Hansen, Anna.", ("1", invented(1).uri), ("4", "aut"))
    other = name_field("Hansen, Anna.", ("1", invented(2).uri), ("4", "aut"))
    preview = Preview(field, other)
    head = "100 1_ $a Hansen, Anna. "
    assert before_line(preview).plain == f"{head}✗$1 {invented(1).uri}✗ $4 aut"
    assert after_line(preview).plain == f"{head}▸$1 {invented(2).uri}◂ $4 aut"


def test_no_state_is_told_by_colour_alone() -> None:
    signs = [sign.plain for sign, _ in legend()]
    assert len(set(signs)) == len(legend()) > len(HeadingState)
    assert all(
        len(sign) == 1 and meaning for sign, (_, meaning) in zip(signs, legend(), strict=True)
    )


def test_a_parallel_form_shows_the_romanised_name_beside_its_own() -> None:
    linked = Field("700", "1 ", (Subfield("a", "Wang, Xiaoli"),))
    parallel = Field("880", "1 ", (Subfield("6", "700-01/$1"), Subfield("a", "王小丽")))
    heading = Heading(
        HeadingRef(1, "880", 1), None, parallel, "王小丽", linked=linked, romanised="Wang, Xiaoli"
    )
    row = heading_row(heading, WorkDescription(title="T"), HeadingState.OPEN, 80)
    assert "王小丽 = Wang, Xiaoli" in row.plain
    lines = heading_context(heading, WorkDescription(), HeadingState.OPEN, None, "record 1", "")
    assert "700 Wang, Xiaoli" in [line.plain for line in lines]
