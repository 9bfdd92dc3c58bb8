"""Headings and works of UNIMARC records."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.practice import Practice
from orcid_tui.headings.reading import person_name, read_heading
from orcid_tui.marc.glance import Glance
from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.marc.steps import carried_out
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from tests.fields import control, field, record
from tests.marc.building import FieldSpec, record_bytes

_ID = OrcidId.from_base("009900000000001")
_OPEN = Practice(unimarc_subfield="o")
_CODED = field("100", "  ", "a 20050101d2004    m  y0frey50      ba")
_TITLE = field("200", "1 ", "a Rivières", "e une étude", "f Jeanne Dupont", "g Paul Rossi")
_NAME = field("700", " 1", "a Dupont", "b Jeanne", "f 1950-", "p Université", "4 070")
_LEADER = "00000nam  2200000   450 "


def _book(*fields: Field) -> BibRecord:
    return record(control("001", "x1"), *fields, leader=_LEADER)


def _heading(book: BibRecord, tag: str = "700", practice: Practice = _OPEN) -> Heading:
    heading = read_heading(book, HeadingRef(1, tag, 1), practice)
    assert heading is not None
    return heading


def test_a_name_is_read_by_the_rules_of_unimarc() -> None:
    heading = _heading(_book(_CODED, _TITLE, _NAME))
    assert heading.unimarc
    assert heading.name == "Dupont, Jeanne, 1950-"
    assert heading.affiliations == ("Université",)
    assert heading.field == _NAME, "what is written goes into the field as it is"
    assert person_name(heading) == PersonName("Dupont", "Jeanne", dates="1950-", birth=1950)


def test_the_same_field_in_marc21_has_a_numeration() -> None:
    heading = _heading(record(field("245", "10", "a T"), field("700", "1 ", "a Dupont", "b I")))
    assert not heading.unimarc
    assert person_name(heading).numeration == "I"


def test_nothing_is_written_until_a_subfield_is_named() -> None:
    book = _book(_CODED, _TITLE, _NAME)
    assert "settings" in _heading(book, practice=Practice()).why_not
    assert _heading(book).eligible


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (field("600", " 1", "a Dupont", "b Jeanne"), "600"),
        (field("700", " 1", "a Dupont", "t Rivières"), "$t"),
        (field("702", " 1", "3 033", "4 070"), "no name"),
        (field("701", " 1", "a , ", "4 070"), "no name"),
    ],
)
def test_closed_headings_say_why(one: Field, word: str) -> None:
    practice = Practice(tags=("100", "600", "700"), unimarc_subfield="o")
    assert word in _heading(_book(_CODED, _TITLE, one), one.tag, practice).why_not


def test_a_first_indicator_means_nothing() -> None:
    assert _heading(_book(_CODED, _TITLE, field("700", "31", "a Dupont", "b Jeanne"))).eligible


@pytest.mark.parametrize("tag", ["700", "701", "702"])
def test_the_id_goes_into_the_subfield_of_the_settings(tag: str) -> None:
    name = Field(tag, _NAME.indicators, _NAME.subfields)
    steps = steps_for(name, Wish.LINK, _ID, _OPEN, unimarc=True)
    assert set(carried_out(name.subfields, steps)) - set(name.subfields) == {Subfield("o", _ID.uri)}


@pytest.mark.parametrize(
    "text", [_ID.uri, f"ORCID{_ID}", "ORCID" + _ID.value.replace("-", ""), f"(orcid){_ID}"]
)
@pytest.mark.parametrize("code", ["o", "1", "0"])
def test_an_id_that_is_there_is_found(code: str, text: str) -> None:
    carrying = Field("700", " 1", (*_NAME.subfields, Subfield(code, text)))
    assert _heading(_book(_CODED, _TITLE, carrying)).orcid == _ID


def test_another_identifier_in_the_same_subfield_is_none_of_ours() -> None:
    isni = "ISNI" + _ID.value.replace("-", "")
    heading = _heading(
        _book(_CODED, _TITLE, Field("700", " 1", (*_NAME.subfields, Subfield("o", isni))))
    )
    assert (heading.orcid, heading.bad_orcid) == (None, "")


def test_the_work_of_a_record() -> None:
    work = describe_work(
        _book(
            field("010", "  ", "a 978-3-16-148410-0 (br.)", "d 20 EUR"),
            field("017", "70", "a 10.1234/ABC.5", "2 DOI"),
            field("017", "70", "a 12345", "2 URN"),
            field("020", "  ", "a FR", "b 01234567"),
            _CODED,
            field(
                "200",
                "1 ",
                "a \x98Les \x9crivières de glace",
                "b Texte imprimé",
                "e une étude",
                "h 2",
                "i Le sud",
                "f Jeanne Dupont",
                "g traduit par Paul Rossi",
            ),
            field("214", " 4", "d ©1999"),
            field("214", " 0", "a Paris", "c Les Glaces", "d 2003"),
            field("856", "4 ", "u https://doi.org/10.1234/abc.6"),
        )
    )
    assert work.title == "Les rivières de glace : une étude. 2, Le sud"
    assert work.short_title == "Les rivières de glace"
    assert work.year == 2004
    assert work.dois == ("10.1234/ABC.5", "10.1234/abc.6")
    assert work.isbns == ("9783161484100",)
    assert work.responsibility == "Jeanne Dupont ; traduit par Paul Rossi"
    assert work.publisher == "Les Glaces"


@pytest.mark.parametrize(
    ("coded", "imprint", "year"),
    [
        ("20050101u        u  y0frey50      ba", field("210", "  ", "d [1998?]"), 1998),
        ("20050101d19uu    u  y0frey50      ba", field("210", "  ", "c P", "d s.d."), None),
        ("19970418b19972004k y0frey50 ba", field("210", "  ", "d 1990"), 1997),
        ("20050101d2001", field("219", "  ", "d 1990"), 2001),
    ],
)
def test_the_year(coded: str, imprint: Field, year: int | None) -> None:
    assert describe_work(_book(field("100", "  ", f"a {coded}"), _TITLE, imprint)).year == year


def test_a_record_with_coded_data_alone_has_a_year_and_nothing_else() -> None:
    work = describe_work(_book(_CODED))
    assert (work.title, work.responsibility, work.publisher, work.year) == ("", "", "", 2004)


_NAME_SPEC: FieldSpec = ("700", "1 ", [("a", "Dupont, Jeanne")])
_LOCAL_TITLE: FieldSpec = ("245", "10", [("a", "Wrong")])
_CODED_SPEC: FieldSpec = ("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")])


@pytest.mark.parametrize(
    "fields",
    [
        [_CODED_SPEC, ("200", "1 ", [("a", "Rivières")]), _NAME_SPEC],
        [_CODED_SPEC, _LOCAL_TITLE, ("200", "1 ", [("a", "Rivières")]), _NAME_SPEC],
        [("200", "1 ", [("a", "Rivières")]), ("700", "  ", [("a", "Dupont, Jeanne")])],
    ],
)
def test_a_record_of_unimarc_is_never_judged_at_a_glance(
    fields: list[FieldSpec], tmp_path: Path
) -> None:
    """Its line in the list is that of the full reading, with the title of 200."""
    path = tmp_path / "unimarc.mrc"
    raw = record_bytes([("008", "050101s2005    xx"), *fields], leader=_LEADER)
    path.write_bytes(raw)
    glance = Glance.at(raw)
    assert glance is not None
    assert glance.may_be_unimarc()
    assert not glance.has_plain_name(b"700", 1)

    async def first_line() -> None:
        session = Session(MarcFileStore(path), NobodyToAsk())
        batches = [batch async for batch in session.scan()]
        assert not any(b"".join(batch.plain for batch in batches))
        (ref,) = (ref for batch in batches for ref in batch.refs if ref.tag == "700")
        (line,) = session.briefs([ref])
        assert (line.title, line.name) == ("Rivières", "Dupont, Jeanne")
        assert session.state(ref) is HeadingState.CLOSED
        await session.aclose()

    asyncio.run(first_line())
