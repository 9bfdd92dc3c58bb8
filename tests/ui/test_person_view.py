"""A person in full, and two beside each other: everything is there, within the width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.matching.candidate import Candidate
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FoundPerson,
    FurtherAffiliation,
    FurtherKind,
    PartialDate,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.text import clean
from orcid_tui.ui.render.beside import Block, Side, beside_blocks, beside_heads, beside_legend
from orcid_tui.ui.render.person_page import person_blocks
from tests.ui.fakes import invented

RECORD = WorkDescription("Rivers of ice", "Rivers of ice", dois=("10.5555/ice",))

nasty = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("[]/\\$\x1b\x88\x98\x9c\u202e\ufeff王é\t\n"),
    ),
    max_size=40,
)
several = st.lists(nasty, max_size=3).map(tuple)
dates = st.none() | st.builds(PartialDate, st.integers(1, 9999), st.integers(0, 12))
affiliations = st.lists(
    st.builds(Affiliation, nasty, nasty, nasty, nasty, nasty, dates, dates, st.booleans()),
    max_size=3,
).map(tuple)
works = st.lists(
    st.builds(
        PublishedWork,
        st.sampled_from(["Rivers of ice", "Bread"]) | nasty,
        st.none() | st.integers(1, 2030),
        nasty,
        nasty,
        st.lists(st.tuples(st.sampled_from(["doi", "isbn", "pmid"]), nasty), max_size=2).map(tuple),
    ),
    max_size=6,
).map(tuple)
pages = st.builds(
    PersonProfile,
    st.just(invented(1)),
    state=st.sampled_from([ProfileState.PUBLIC, ProfileState.NAME_PRIVATE]),
    given_names=nasty,
    family_name=nasty,
    credit_name=nasty,
    other_names=several,
    employments=affiliations,
    educations=affiliations,
    works=works,
    works_total=st.integers(0, 9),
    external_identifiers=st.lists(st.builds(ExternalIdentifier, nasty, nasty), max_size=3).map(
        tuple
    ),
    further=st.lists(
        st.builds(FurtherAffiliation, st.sampled_from(FurtherKind), st.builds(Affiliation, nasty)),
        max_size=2,
    ).map(tuple),
    keywords=several,
    countries=several,
    websites=several,
    biography=nasty,
    last_modified=st.none() | st.dates(),
)
candidates = st.builds(
    lambda person, reasons, doubts: Candidate(person, 0.5, reasons, doubts),
    st.builds(FoundPerson, st.just(invented(1)), nasty, nasty, nasty, several, several),
    several,
    several,
)
widths = st.integers(24, 130)


def drawn(blocks: Sequence[Block], width: int) -> list[Content]:
    lines = [line for block in blocks for line in block(width)]
    assert all(isinstance(line, Content) for line in lines)
    assert all(line.cell_length <= width for line in lines)
    whole = "".join(line.plain for line in lines)
    assert not [char for char in whole if unicodedata.category(char) in ("Cc", "Cs")]
    assert all(block(width) for block in blocks)
    return lines


def letters(text: str) -> str:
    return "".join(clean(text).split())


@given(candidates, st.none() | pages, widths)
def test_everything_on_a_page_is_shown_within_the_width(
    candidate: Candidate, page: PersonProfile | None, width: int
) -> None:
    lines = drawn(person_blocks(candidate, page, RECORD, "The page is being read."), width)
    # The label column apart, every text is there, letter for letter.
    whole = "".join("".join("".join(line.plain[13:] for line in lines)).split())
    person = candidate.person
    needed = [*candidate.reasons, *candidate.doubts]
    if page is None:
        needed += [person.family_name, person.given_names, *person.other_names]
        needed += person.affiliations
    else:
        needed += [page.family_name, page.given_names, page.credit_name, *page.other_names]
        needed += [page.biography, *page.keywords, *page.websites, *page.countries]
        needed += [work.title for work in page.works]
        needed += [value for work in page.works for _kind, value in work.identifiers]
        needed += [number.value for number in page.external_identifiers]
        for place in (*page.employments, *page.educations, *(x.affiliation for x in page.further)):
            needed += [place.organization, place.department, place.role, place.city]
    assert [text for text in needed if letters(text) not in whole] == []


@given(candidates, candidates, st.none() | pages, st.none() | pages, st.booleans(), widths)
def test_two_persons_stay_in_their_columns(
    one: Candidate,
    other: Candidate,
    left: PersonProfile | None,
    right: PersonProfile | None,
    failed: bool,
    width: int,
) -> None:
    sides = (Side(one, 1, left, "said", failed), Side(other, 2, right, "said", failed))
    drawn(beside_blocks(*sides, RECORD), width)
    heads = beside_heads(*sides, 0, width).split("\n")
    assert all(line.cell_length <= width for line in heads)


PAGE = PersonProfile(
    invented(1),
    given_names="Anna",
    family_name="Hansen",
    employments=(
        Affiliation("University of Oslo", start=PartialDate(2014), current=True),
        Affiliation("NTNU", end=PartialDate(2013)),
    ),
    works=(
        PublishedWork("Bread", 1999, identifiers=(("doi", "10.5555/bread"),)),
        PublishedWork("Rivers of Ice", 2001, "Polar Letters", "", (("doi", "10.5555/ICE"),)),
    ),
    works_total=12,
    further=(FurtherAffiliation(FurtherKind.MEMBERSHIP, Affiliation("Guild of Masons")),),
    external_identifiers=(ExternalIdentifier("ISNI", "0000 0001 2345 6789"),),
    last_modified=date(2017, 9, 8),
)
ANNA = Candidate(
    FoundPerson(invented(1), "Anna", "Hansen", "", (), ("University of Oslo",)),
    0.9,
    ("lists this work", "same name"),
    ("another affiliation than in the record",),
)


def text_of(blocks: Sequence[Block], width: int) -> list[str]:
    return [line.plain.rstrip() for line in drawn(blocks, width)]


def test_what_decides_stands_on_top_and_the_works_below() -> None:
    assert text_of(person_blocks(ANNA, PAGE, RECORD), 100) == [
        "for          lists this work · same name",
        "against      another affiliation than in the record",
        "this record  same DOI: Rivers of Ice (2001), Polar Letters · DOI 10.5555/ICE",
        "family       Hansen",
        "given        Anna",
        "now          University of Oslo, since 2014",
        "before       NTNU, until 2013",
        "further      membership: Guild of Masons",
        "elsewhere    ISNI 0000 0001 2345 6789",
        "changed      2017-09-08",
        f"page         {invented(1).uri}",
        "works        12 works in all; 2 are shown here; 1 stands above",
        "             Bread (1999) · DOI 10.5555/bread",
    ]


def test_a_page_that_tells_little_says_so() -> None:
    bare = PersonProfile(invented(1), ProfileState.NAME_PRIVATE)
    assert text_of(person_blocks(replace(ANNA, reasons=(), doubts=()), bare, RECORD), 100) == [
        "The name of this person is private.",
        "now          no current employment is given",
        "changed      not told",
        f"page         {invented(1).uri}",
        "works        no works are given",
    ]


def test_of_an_id_that_must_not_be_used_only_that_is_said() -> None:
    gone = PersonProfile(invented(1), ProfileState.DEPRECATED, invented(2))
    lines = text_of(person_blocks(ANNA, gone, RECORD), 100)
    assert str(invented(2)) in " ".join(lines)
    assert not [line for line in lines if line.startswith(("now", "works"))]


def compared(left: Side, right: Side, width: int = 120) -> dict[str, str]:
    """The sign and the texts of each kind, by its label."""
    found: dict[str, str] = {}
    label = ""
    for line in text_of(beside_blocks(left, right, RECORD), width):
        label = line[2:14].strip() or label
        one, _, other = line[14:].partition("│")
        found[label] = f"{found.get(label, line[:2].strip())} {one.strip()}|{other.strip()}"
    return found


def test_signs_tell_what_differs() -> None:
    other = replace(
        PAGE,
        employments=PAGE.employments[1:],
        works=PAGE.works[:1],
        works_total=1,
        external_identifiers=(),
    )
    bo = replace(ANNA, reasons=("same name",))
    rows = compared(Side(ANNA, 1, PAGE), Side(bo, 2, other))
    assert rows["for"] == "≠ lists this work|= same name = same name|"
    assert rows["against"].startswith("= another affiliation than in the record|another")
    assert rows["names"] == "= Hansen, Anna|Hansen, Anna"
    # Where one side has nothing there is nothing to compare.
    assert rows["now"] == " University of Oslo, since 2014|–"
    assert rows["this record"].startswith(" same DOI: Rivers of Ice")
    assert rows["elsewhere"] == " ISNI 0000 0001 2345 6789|–"
    assert rows["works"] == " 12 works in all|1 work in all Bread (1999)|Bread (1999)"
    assert rows["on both"] == " Bread (1999)|Bread (1999)"
    assert "page" not in rows


def test_what_is_not_here_yet_is_not_taken_for_nothing() -> None:
    rows = compared(Side(ANNA, 1, PAGE), Side(ANNA, 2, None, "It is being read."))
    assert rows["page"] == " –|It is being read."
    assert rows["before"] == " NTNU, until 2013|…"
    assert rows["now"] == "= University of Oslo, since 2014|University of Oslo"
    failed = compared(Side(ANNA, 1, PAGE), Side(ANNA, 2, None, "It did not come.", failed=True))
    assert failed["before"] == " NTNU, until 2013|–"


def test_a_locked_page_claims_nothing() -> None:
    locked = PersonProfile(invented(1), ProfileState.LOCKED)
    rows = compared(Side(ANNA, 1, PAGE), Side(ANNA, 2, locked))
    assert "locked" in rows["page"]
    assert rows["works"] == " 12 works in all|– Bread (1999)|"


@pytest.mark.parametrize("width", [38, 78, 99, 100, 118])
def test_names_stand_above_their_columns(width: int) -> None:
    sides = (Side(ANNA, 1, PAGE), Side(ANNA, 2, PAGE))
    heads = [line.plain for line in beside_heads(*sides, 1, width).split("\n")]
    between = {line.index("│") for line in heads}
    lines = [line.plain for line in drawn(beside_blocks(*sides, RECORD), width)]
    assert between == {line.index("│") for line in lines if "│" in line}
    assert "▶ 2" in heads[0]
    assert "▶ 1" not in heads[0]


def test_the_legend_fits_a_small_screen() -> None:
    assert beside_legend().cell_length <= 78
