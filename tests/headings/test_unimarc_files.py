"""Whole files of UNIMARC in every format: what is listed, and what a save writes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.headings.reading import person_name
from orcid_tui.marc.name_tags import TAGS_ON_DEMAND, USUAL_TAGS
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.refused import DecisionRefused
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, Wish
from tests.marc.building import FieldSpec
from tests.stores.dresses import DRESSES
from tests.stores.working import scanned, to

_ID = OrcidId.from_base("009800000000001")
_O: list[tuple[str, str]] = [("o", _ID.uri)]
_SUBFIELDS = [("a", "Dupont"), ("b", "Jeanne"), ("f", "1950-")]
_PERSON = PersonName("Dupont", "Jeanne", dates="1950-", birth=1950)
_ROLE = [("4", "070")]
_MARC21: list[FieldSpec] = [
    ("001", "marc21"),
    ("100", "1 ", [("a", "Smith, Jane")]),
    ("245", "10", [("a", "Rivers.")]),
    ("701", "1 ", [("a", "A local field")]),
]


def _unimarc(
    *, coded: bool = True, added: Sequence[tuple[str, str]] = (), number: str = "uni"
) -> list[FieldSpec]:
    head: list[FieldSpec] = [("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")])]
    return [
        ("001", number),
        *(head if coded else []),
        ("200", "1 ", [("a", "Fleuves"), ("f", "Jeanne Dupont")]),
        ("461", " 0", [("1", "001old"), ("1", "2001 "), ("a", "Fleuves")]),
        *((tag, " 1", [*_SUBFIELDS, *added, *_ROLE]) for tag in ("700", "701", "702")),
        ("801", " 0", [("a", "FR")]),
    ]


def _save(before: Path, after: Path, practice: Practice) -> tuple[list[str], list[str]]:
    """The same iD for every heading listed: fields written, and reasons against others."""

    async def saved() -> tuple[list[str], list[str]]:
        session = Session(MarcFileStore(before, practice=practice), NobodyToAsk())
        try:
            async for _ in session.scan():
                pass
            reasons = []
            for ref in session.refs:
                try:
                    session.adopt(ref, _ID)
                except DecisionRefused as refused:
                    reasons.append(str(refused))
            report = await session.save(to(after))
            assert not report.refused
            return [f"{ref.record} {ref.tag}" for ref in report.written], reasons
        finally:
            await session.aclose()

    return asyncio.run(saved())


@pytest.mark.parametrize("dress", sorted(DRESSES))
@pytest.mark.parametrize("coded", [True, False])
def test_a_mixed_file(dress: str, coded: bool, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    make = DRESSES[dress]
    before.write_bytes(make([_MARC21, _unimarc(coded=coded), _MARC21]))
    marc21 = [
        (*each[:2], [*each[2], ("1", _ID.uri)]) if each[0] == "100" else each for each in _MARC21
    ]

    written, reasons = _save(before, after, Practice())
    assert written == ["1 100", "3 100"]
    assert len(reasons) == 3
    assert all("UNIMARC" in reason for reason in reasons)
    assert after.read_bytes() == make([marc21, _unimarc(coded=coded), marc21])

    written, reasons = _save(before, after, Practice(unimarc_subfield="o"))
    assert written == ["1 100", "2 700", "2 701", "2 702", "3 100"]
    assert not reasons
    assert after.read_bytes() == make([marc21, _unimarc(coded=coded, added=_O), marc21])


@pytest.mark.parametrize("dress", sorted(DRESSES))
def test_names_and_titles_are_read(dress: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(DRESSES[dress]([_unimarc(), _unimarc(coded=False)]))

    async def read() -> list[tuple[Heading, str, str]]:
        session = Session(MarcFileStore(path), NobodyToAsk())
        try:
            refs = [ref async for batch in session.scan() for ref in batch.refs]
            return [
                (session.heading(line.ref), line.name, line.title) for line in session.briefs(refs)
            ]
        finally:
            await session.aclose()

    found = asyncio.run(read())
    assert [heading.ref for heading, _, _ in found] == [
        HeadingRef(record, tag, 1) for record in (1, 2) for tag in ("700", "701", "702")
    ]
    for heading, name, title in found:
        assert (name, title) == ("Dupont, Jeanne, 1950-", "Fleuves")
        assert person_name(heading) == _PERSON


_FIELDS: list[FieldSpec] = [
    ("700", " 1", [("a", "Dupont"), ("b", "Jeanne")]),
    ("700", "1 ", [("a", "Smith, Jane")]),
    ("701", " 0", [("a", "Platon")]),
    ("702", "  ", [("a", "Rossi, Mario"), ("4", "730")]),
    ("600", " 1", [("a", "Dupont"), ("b", "Jeanne")]),
    ("800", "1 ", [("a", "Smith, Jane")]),
    ("880", "1 ", [("6", "700-01"), ("a", "Wáng")]),
    ("100", "1 ", [("a", "Smith, Jane")]),
    ("245", "10", [("a", "Rivers")]),
    ("200", "1 ", [("a", "Rivières")]),
]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(_FIELDS), max_size=5),
    st.sampled_from(Writing),
    st.sampled_from(sorted(DRESSES)),
    st.sampled_from(["o", ""]),
)
def test_nothing_is_written_by_the_rules_of_marc21(
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[FieldSpec],
    writing: Writing,
    dress: str,
    subfield: str,
) -> None:
    """Into a record with coded data, whatever else it holds, and even without a session that
    would stop it before."""
    folder = tmp_path_factory.mktemp("file")
    before, after = folder / "before", folder / "after"
    coded: FieldSpec = ("100", "  ", [("a", "20050101d2004    m  y0frey50      ba")])
    before.write_bytes(DRESSES[dress]([[("001", "x"), coded, *fields]]))
    practice = Practice((*USUAL_TAGS, *TAGS_ON_DEMAND), writing, subfield)

    async def save_all() -> None:
        store = MarcFileStore(before, practice=practice)
        changes = [Change(ref, _ID, Wish.LINK) for ref in await scanned(store)]
        report = await store.save(changes, to(after))
        assert bool(report.written) <= bool(subfield)
        store.close()

    asyncio.run(save_all())
    encoding = "utf-16" if "UTF-16" in dress else "latin-1"
    written = after.read_bytes().decode(encoding)
    assert "(orcid)" not in written
    for sign in ("\x1f1http", 'code="1">http', '"1": "http', '"1", "http', "$1http"):
        assert sign not in written
    if not subfield:
        assert after.read_bytes() == before.read_bytes()
