"""The record of a heading with what becomes of it: exactly what a save writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.in_full import FieldInFull, RecordInFull, Standing
from orcid_tui.session.refused import AlreadyThere, Existing
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_THERE = OrcidId.from_base("009800000000001")
_NEW = OrcidId.from_base("009800000000002")
_JANE = FoundPerson(_NEW, "Jane", "Smith")

_CARRIES = HeadingRef(1, "100", 1)
_OLD_FORM = HeadingRef(1, "700", 1)
_OPEN = HeadingRef(1, "700", 2)
_CLOSED = HeadingRef(1, "700", 3)

_RECORD = record_bytes(
    [
        ("001", "one"),
        ("100", "1 ", [("a", "Smith, Jane,"), ("1", _THERE.uri)]),
        ("245", "10", [("a", "Rivers of ice.")]),
        ("700", "1 ", [("a", "Berg, Kari."), ("0", f"(orcid){_THERE}"), ("4", "aut")]),
        ("700", "1 ", [("a", "Doe, John.")]),
        ("700", "3 ", [("a", "Doe family.")]),
        ("700", "1 ", [("a", "Roe, Ann."), ("1", _THERE.uri), ("0", f"(orcid){_NEW}")]),
        ("700", "1 ", [("a", "Poe, Eve."), ("1", "https://orcid.org/0000-0000-0000-0000")]),
    ]
)


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    path = tmp_path / "records.mrc"
    path.write_bytes(_RECORD)
    opened = Session(MarcFileStore(path), MemoryRegistry())
    async for _batch in opened.scan():
        pass
    yield opened
    await opened.aclose()


def fields(session: Session, ref: HeadingRef, would_be: OrcidId | None = None) -> list[FieldInFull]:
    whole = RecordInFull(session, ref, would_be)
    return [whole.field(index) for index in range(len(whole))]


def told(found: FieldInFull) -> tuple[Standing | None, tuple[str, ...], str]:
    new = () if found.preview is None else found.preview.after.values("0", "1")
    return found.standing, new, found.refusal


async def test_nothing_decided_and_nobody_looked_at(session: Session) -> None:
    whole = fields(session, _OPEN)
    assert [found.field for found in whole] == list(session.record(_OPEN).fields())
    assert [found.preview for found in whole] == [None] * 8
    assert [found.standing for found in whole] == [None] * 8
    assert RecordInFull(session, _OPEN).place == 4


async def test_an_open_heading_as_it_would_be(session: Session) -> None:
    whole = fields(session, _OPEN, _NEW)
    assert told(whole[4]) == (Standing.WOULD_BE, (_NEW.uri,), "")
    assert [found.preview for found in whole[:4]] == [None] * 4
    # Of a heading that was left for later the same is true.
    session.skip(_OPEN)
    assert told(fields(session, _OPEN, _NEW)[4]) == (Standing.WOULD_BE, (_NEW.uri,), "")
    session.nobody(_OPEN)
    assert told(fields(session, _OPEN, _NEW)[4]) == (Standing.DECIDED, (), "")


async def test_another_id_gives_way_and_the_same_one_stays(session: Session) -> None:
    assert told(fields(session, _CARRIES, _NEW)[1]) == (Standing.WOULD_BE, (_NEW.uri,), "")
    assert told(fields(session, _CARRIES, _THERE)[1]) == (None, (), "")
    # In an older form, too: a choice of the same person would not touch it.
    assert told(fields(session, _OLD_FORM, _THERE)[3]) == (None, (), "")


@pytest.mark.parametrize("occurrence", [1, 2, 4, 5])
@pytest.mark.parametrize("orcid", [_THERE, _NEW])
async def test_it_would_be_as_it_is_once_it_is_chosen(
    session: Session, occurrence: int, orcid: OrcidId
) -> None:
    ref = HeadingRef(1, "700", occurrence)
    place = RecordInFull(session, ref).place
    would_be = fields(session, ref, orcid)[place].preview
    try:
        session.choose(ref, FoundPerson(orcid, "Jane", "Smith"), Existing.REPLACE)
    except AlreadyThere:
        assert would_be is None
    else:
        assert would_be is not None
        assert fields(session, ref, orcid)[place].preview == would_be


async def test_a_closed_heading_gets_nothing(session: Session) -> None:
    assert told(fields(session, _CLOSED, _NEW)[5]) == (None, (), "")


async def test_an_invented_person_is_refused_as_a_choice_would_be(session: Session) -> None:
    invented = OrcidId.from_base("009900000000001")
    standing, new, refusal = told(fields(session, _OPEN, invented)[4])
    assert (standing, new) == (Standing.WOULD_BE, ())
    assert "invented person" in refusal


async def test_every_decision_of_the_record_is_there_and_is_what_a_save_writes(
    session: Session, tmp_path: Path
) -> None:
    session.choose(_CARRIES, _JANE, Existing.REPLACE)
    session.tidy(_OLD_FORM)
    session.choose(_OPEN, _JANE)
    shown = fields(session, _OPEN)
    assert [found.standing for found in shown].count(Standing.DECIDED) == 3
    expected = [f.preview.after if f.preview is not None else f.field for f in shown]

    target = tmp_path / "new.mrc"
    await session.save(SaveTarget(SaveMode.TO_PATH, target))
    written = MarcFileStore(target)
    async for _batch in written.scan():
        pass
    assert list(written.record(1).fields()) == expected
    written.close()
    # The source is as it was: the other file has it.
    again = fields(session, _OPEN)
    assert [found.standing for found in again].count(Standing.SAVED) == 3
    assert [f.preview.after if f.preview else f.field for f in again] == expected


async def test_what_was_saved_into_the_source_is_there_and_no_change_any_more(
    session: Session,
) -> None:
    session.remove(_CARRIES)
    session.choose(_OPEN, _JANE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    whole = fields(session, _OPEN)
    assert told(whole[1]) == (Standing.SAVED, (), "")
    assert told(whole[4]) == (Standing.SAVED, (), "")
    assert whole[4].field == Field("700", "1 ", whole[4].field.subfields)
    assert whole[4].field.values("1") == (_NEW.uri,)
