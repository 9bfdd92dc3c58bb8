"""Equal names: which headings may be one person, against a plain reading of every pair."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import person_name
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import read_years
from orcid_tui.session.same_name import SameNames, may_be_one
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import LEADER, MARC8_LEADER, FieldSpec, record_bytes
from tests.ui.fakes import MemoryRegistry, MemoryStore, name_field, record, subfields

_PARTS = st.tuples(
    st.sampled_from(["Hansen, Anna", "HANSEN, Ånna.", "Hansen, A.", "Hansen-Berg, Anna", "Plato"]),
    st.sampled_from(["", "II", "Jr."]),
    st.sampled_from(["", "(Anna Marie)", "(Annabel)"]),
    st.sampled_from(["", "1961-", "1961-2019", "1972-", "-2019", "active 1790"]),
)
_FIELDS = _PARTS.map(
    lambda parts: name_field(
        parts[0], *[(c, v) for c, v in zip("bqd", parts[1:], strict=True) if v]
    )
)
_BOOKS = st.lists(st.lists(_FIELDS, min_size=1, max_size=3), min_size=1, max_size=8)


def _named(name: str, dates: str = "", numeration: str = "", script: str = "") -> PersonName:
    family, _, given_name = name.partition(", ")
    birth, death, active = read_years(dates)
    return PersonName(family, given_name, "", numeration, (), dates, birth, death, active, script)


def test_what_may_be_one_person() -> None:
    anna = _named("Hansen, Anna", "1961-")
    for other in (
        anna,
        _named("HANSEN, Ánna"),
        _named("Hansen, Anna", "1961-2019"),
        _named("Hansen, Anna", "-2019"),
        _named("Hansen, Anna", "active 1999"),
    ):
        assert may_be_one(anna, other)
        assert may_be_one(other, anna)


def test_what_cannot_be_one_person() -> None:
    anna = _named("Hansen, Anna", "1961-", script="王小")
    for other in (
        _named("Hansen, A."),
        _named("Hansen, Anna Marie"),
        _named("Hansen, Anna", "1962-"),
        _named("Hansen, Anna", "-1950"),
        _named("Hansen, Anna", "active 1900"),
        _named("Hansen, Anna", numeration="Jr."),
        _named("Hansen, Anna", script="王晓"),
        _named("", "1961-"),
    ):
        assert not may_be_one(anna, other)
        assert not may_be_one(other, anna)
    nobody = _named("")
    assert not may_be_one(nobody, nobody)


async def _scanned(session: Session) -> Session:
    async for _ in session.scan():
        pass
    return session


def _found(session: Session) -> dict[HeadingRef, list[HeadingRef]]:
    names = SameNames(session)
    while names.step():
        pass
    return {
        ref: [other for other in names.likely(ref) if names.is_open_and_may_be(ref, other)]
        for ref in session.refs
    }


def _naive(session: Session) -> dict[HeadingRef, list[HeadingRef]]:
    names = {ref: person_name(session.heading(ref)) for ref in session.refs}
    return {
        ref: [o for o in names if o != ref and may_be_one(names[ref], names[o])] for ref in names
    }


@settings(max_examples=60, deadline=None)
@given(_BOOKS)
async def test_the_index_finds_what_a_look_at_every_pair_finds(books: list[list[Field]]) -> None:
    records: list[BibRecord] = [
        record(number, *(Field("700", f.indicators, f.subfields) for f in fields))
        for number, fields in enumerate(books, start=1)
    ]
    session = await _scanned(Session(MemoryStore(records), MemoryRegistry()))
    assert _found(session) == _naive(session)


_SPECS = st.lists(
    st.tuples(
        _PARTS, st.sampled_from([(), ("t", "A book")]), st.sampled_from([(), ("6", "880-01")])
    )
    .map(lambda each: [("a", each[0][0]), ("d", each[0][3] or "1950-"), *filter(None, each[1:])])
    .map(lambda subs: ("700", "1 ", subs)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(_SPECS, st.sampled_from([LEADER, MARC8_LEADER]))
async def test_a_quick_look_at_a_file_finds_the_same(specs: list[FieldSpec], leader: str) -> None:
    title = ("245", "10", [("a", "A book.")])
    day = ("008", "050101s2005    xx            000 0 eng d")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "names.mrc"
        records = [[("001", f"n{nth}"), day, title, spec] for nth, spec in enumerate(specs)]
        file.write_bytes(b"".join(record_bytes(fields, leader=leader) for fields in records))
        session = await _scanned(Session(MarcFileStore(file), MemoryRegistry()))
        expected = {
            ref: [other for other in others if session.state(other) is HeadingState.OPEN]
            for ref, others in _naive(session).items()
        }
        assert _found(session) == expected
        await session.aclose()


async def test_it_goes_on_where_the_scan_has_found_more() -> None:
    anna = name_field("Hansen, Anna.")
    session = Session(MemoryStore([record(n, anna) for n in range(1, 1_200)]), MemoryRegistry())
    names, seen = SameNames(session), []
    async for _ in session.scan():
        while names.step():
            pass
        seen.append(len(names.likely(session.refs[0])))
    assert seen == [999, 1_198]


async def test_the_name_in_its_own_script_parts_two_persons() -> None:
    def linked(number: int, script: str) -> BibRecord:
        latin = Field("700", "1 ", subfields(("6", "880-01"), ("a", "Wang, Xiao.")))
        other = Field("880", "1 ", subfields(("6", "700-01"), ("a", script)))
        return record(number, latin, other)

    records = [linked(1, "王小"), linked(2, "王晓"), linked(3, "王小.")]
    session = await _scanned(Session(MemoryStore(records), MemoryRegistry()))
    first, second, third = session.refs
    assert _found(session) == {first: [third], second: [], third: [first]}


async def test_only_open_headings_are_offered() -> None:
    records = [record(n, name_field("Hansen, Anna.")) for n in (1, 2, 3, 4)]
    session = await _scanned(Session(MemoryStore(records), MemoryRegistry()))
    session.skip(session.refs[1])
    session.nobody(session.refs[2])
    assert _found(session)[session.refs[0]] == [session.refs[3]]
