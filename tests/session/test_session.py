"""The whole work on a real file: look up, decide, take back, save."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from orcid_tui.errors import RegistryUnreachable, SaveError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import Breadth
from orcid_tui.session.refused import AlreadyThere, DecisionRefused
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_REAL = OrcidId.from_base("009800000000001")
_OTHER = OrcidId.from_base("009800000000002")
_JANE = FoundPerson(_REAL, "Jane", "Smith", affiliations=("University of Oslo",))
_JOHN = FoundPerson(_OTHER, "John", "Smith")
_INVENTED = FoundPerson(OrcidId.from_base("009900000000001"), "Jane", "Smith")

_RECORDS = (
    record_bytes(
        [
            ("001", "first"),
            ("100", "1 ", [("a", "Smith, Jane,"), ("e", "author.")]),
            ("245", "10", [("a", "Rivers of ice /"), ("c", "Jane Smith.")]),
            ("700", "3 ", [("a", "Smith family.")]),
            ("700", "1 ", [("a", "Jones, Ann,"), ("1", _OTHER.uri)]),
        ]
    ),
    record_bytes(
        [
            ("001", "second"),
            ("245", "10", [("a", "Lakes of fire.")]),
            ("700", "1 ", [("a", "Smith, Jane."), ("0", "(DE-588)1")]),
        ]
    ),
)
_FIRST = HeadingRef(1, "100", 1)
_FAMILY = HeadingRef(1, "700", 1)
_LINKED = HeadingRef(1, "700", 2)
_SECOND = HeadingRef(2, "700", 1)
_REPLACE = SaveTarget(SaveMode.REPLACE)
_BESIDE = SaveTarget(SaveMode.BESIDE)

Opened = Callable[[MemoryRegistry], Awaitable[Session]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.mrc"
    path.write_bytes(b"".join(_RECORDS))
    return path


@pytest.fixture
async def opened(file: Path) -> AsyncIterator[Opened]:
    sessions: list[Session] = []

    async def open_with(registry: MemoryRegistry) -> Session:
        session = Session(MarcFileStore(file), registry)
        sessions.append(session)
        async for _ in session.scan():
            pass
        return session

    yield open_with
    for session in sessions:
        await session.aclose()
        assert isinstance(session.registry, MemoryRegistry)
        assert session.registry.closed


async def test_a_scan_judges_every_heading(opened: Opened) -> None:
    session = await opened(MemoryRegistry())
    assert list(session.refs) == [_FIRST, _FAMILY, _LINKED, _SECOND]
    states = [session.state(ref) for ref in session.refs]
    assert states == [
        HeadingState.OPEN,
        HeadingState.CLOSED,
        HeadingState.LINKED,
        HeadingState.OPEN,
    ]
    assert session.scanned
    assert (session.counts().open, session.counts().linked, session.counts().closed) == (2, 1, 1)


async def test_equal_names_and_one_work_are_asked_once(opened: Opened) -> None:
    registry = MemoryRegistry(_JANE, _JOHN, works={"Rivers of ice": (_JANE,)})
    session = await opened(registry)
    first, again, second = await asyncio.gather(
        session.look_up(_FIRST), session.look_up(_FIRST), session.look_up(_SECOND)
    )
    assert first is again is session.known(_FIRST)
    assert first.recommended == _REAL
    assert second.recommended is None
    assert registry.names_asked == [("Jane Smith", Breadth.EXACT), ("Ann Jones", Breadth.EXACT)]
    assert sorted(registry.works_asked) == ["Lakes of fire", "Rivers of ice"]


async def test_strangers_are_not_asked_for_unasked(opened: Opened) -> None:
    registry = MemoryRegistry()
    session = await opened(registry)
    found = await session.look_up(_SECOND)
    assert [breadth for _, breadth in registry.names_asked] == [Breadth.EXACT]
    assert found.note == "Nobody with exactly this name was found."
    assert not found.loose


async def test_who_lists_the_work_is_found_under_another_name(opened: Opened) -> None:
    """Found through the work alone: the name search does not know this spelling."""
    married = FoundPerson(_REAL, "Jane", "Jones", other_names=("Jane Smith",))
    registry = MemoryRegistry(works={"Rivers of ice": (married,)})
    session = await opened(registry)
    assert (await session.look_up(_FIRST)).recommended == _REAL


async def test_a_closed_heading_is_never_asked_about(opened: Opened) -> None:
    registry = MemoryRegistry(_JANE)
    session = await opened(registry)
    assert "family" in (await session.look_up(_FAMILY)).note
    assert registry.requests_sent == 0


async def test_a_failed_look_up_can_be_repeated(opened: Opened) -> None:
    registry = MemoryRegistry(_JANE)
    registry.fault = RegistryUnreachable("Down.")
    session = await opened(registry)
    with pytest.raises(RegistryUnreachable):
        await session.look_up(_FIRST)
    assert session.known(_FIRST) is None
    registry.fault = None
    assert (await session.look_up(_FIRST)).candidates


async def test_choose_undo_redo(opened: Opened) -> None:
    session = await opened(MemoryRegistry())
    session.choose(_FIRST, _JANE)
    assert session.state(_FIRST) is HeadingState.CHOSEN
    assert session.unsaved == 1
    assert session.next_open(_FIRST) == _SECOND
    session.skip(_SECOND)
    assert session.next_open(_SECOND) is None
    assert session.undo() == (_SECOND,)
    assert session.undo() == (_FIRST,)
    assert not session.undo()
    assert session.unsaved == 0
    assert session.redo() == (_FIRST,)
    decision = session.decision(_FIRST)
    assert decision is not None
    assert decision.orcid == _REAL


@pytest.mark.parametrize("ref", [_FAMILY, _LINKED, HeadingRef(9, "100", 1)])
async def test_what_may_not_be_decided_is_refused(opened: Opened, ref: HeadingRef) -> None:
    session = await opened(MemoryRegistry())
    for decide in (session.nobody, session.skip, lambda r: session.choose(r, _JANE)):
        with pytest.raises(DecisionRefused):
            decide(ref)
    assert session.unsaved == 0


async def test_the_same_id_is_told_from_another(opened: Opened) -> None:
    session = await opened(MemoryRegistry())
    with pytest.raises(AlreadyThere):
        session.adopt(_LINKED, _OTHER)
    with pytest.raises(DecisionRefused, match=_OTHER.value):
        session.adopt(_LINKED, _REAL)


async def test_choosing_what_is_there_takes_back_what_was_decided_against_it(
    opened: Opened,
) -> None:
    session = await opened(MemoryRegistry())
    session.remove(_LINKED)
    assert (session.state(_LINKED), session.unsaved) == (HeadingState.REMOVED, 1)
    session.adopt(_LINKED, _OTHER)
    assert (session.state(_LINKED), session.unsaved) == (HeadingState.LINKED, 0)
    with pytest.raises(AlreadyThere):
        session.adopt(_LINKED, _OTHER)
    assert session.undo() == (_LINKED,)
    assert (session.state(_LINKED), session.unsaved) == (HeadingState.REMOVED, 1)


async def test_several_are_tidied_and_taken_back_as_one(file: Path) -> None:
    names = [
        ("100", "1 ", [("a", "Smith, Jane"), ("0", f"(orcid){_REAL}")]),
        ("700", "1 ", [("a", "Smith, John"), ("9", f"(orcid){_OTHER}")]),
        ("700", "1 ", [("a", "Jones, Ann"), ("1", _OTHER.uri)]),
    ]
    file.write_bytes(record_bytes([("001", "x"), *names]))
    session = Session(MarcFileStore(file), MemoryRegistry())
    async for _ in session.scan():
        pass
    untidy = tuple(session.untidy())
    assert untidy == (HeadingRef(1, "100", 1), HeadingRef(1, "700", 1))
    with pytest.raises(DecisionRefused):
        session.tidy(*session.refs)
    assert session.unsaved == 0
    session.tidy(*untidy)
    assert session.counts().tidied == 2
    assert not tuple(session.untidy())
    assert session.undo() == untidy
    assert (session.counts().tidied, session.counts().linked) == (0, 3)
    assert session.redo() == untidy
    assert session.counts().tidied == 2
    await session.aclose()


async def test_invented_and_practice_persons_stay_out_of_real_records(opened: Opened) -> None:
    registry = MemoryRegistry()
    session = await opened(registry)
    with pytest.raises(DecisionRefused, match="invented"):
        session.choose(_FIRST, _INVENTED)
    registry.ids_may_be_saved = False
    with pytest.raises(DecisionRefused, match="no real persons"):
        session.choose(_FIRST, _JANE)


async def test_saving_beside_leaves_the_source_and_can_go_on(opened: Opened, file: Path) -> None:
    session = await opened(MemoryRegistry())
    session.choose(_FIRST, _JANE)
    report = await session.save(_BESIDE)
    assert report.path is not None
    assert file.read_bytes() == b"".join(_RECORDS)
    assert report.path.read_bytes().count(_REAL.uri.encode()) == 1
    assert session.state(_FIRST) is HeadingState.SAVED
    assert session.unsaved == 0
    session.choose(_SECOND, _JANE)
    assert session.unsaved == 1
    second = await session.save(_BESIDE)
    assert second.path not in (None, report.path)
    assert second.path is not None
    assert second.path.read_bytes().count(_REAL.uri.encode()) == 2


async def test_taking_back_after_a_copy_was_saved_counts_as_unsaved(opened: Opened) -> None:
    session = await opened(MemoryRegistry())
    session.choose(_FIRST, _JANE)
    await session.save(_BESIDE)
    assert session.undo() == (_FIRST,)
    assert session.state(_FIRST) is HeadingState.OPEN
    assert session.unsaved == 1


async def test_replacing_keeps_a_backup_and_is_not_repeated(opened: Opened, file: Path) -> None:
    session = await opened(MemoryRegistry())
    session.choose(_FIRST, _JANE)
    (planned,) = session.plan()
    assert planned.preview is not None
    assert str(planned.preview.after).endswith(f"$1 {_REAL.uri}")
    report = await session.save(_REPLACE)
    assert report.backup is not None
    assert report.backup.read_bytes() == b"".join(_RECORDS)
    assert session.state(_FIRST) is HeadingState.SAVED
    assert session.heading(_FIRST).orcid == _REAL
    with pytest.raises(DecisionRefused, match="already saved"):
        session.undo()
    session.choose(_SECOND, _JANE)
    await session.save(_REPLACE)
    assert file.read_bytes().count(_REAL.uri.encode()) == 2


async def test_a_failed_save_keeps_the_decisions(opened: Opened, file: Path) -> None:
    session = await opened(MemoryRegistry())
    session.choose(_FIRST, _JANE)
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(SaveError):
        await session.save(_REPLACE)
    assert session.unsaved == 1
    assert session.state(_FIRST) is HeadingState.CHOSEN


async def test_a_heading_that_can_be_read_no_more_is_closed(file: Path) -> None:
    file.write_bytes(b"".join(_RECORDS) * 8_000)
    session = Session(MarcFileStore(file), MemoryRegistry())
    async for _ in session.scan():
        pass
    with file.open("r+b") as changed:
        changed.truncate(100)
    middle = session.refs[len(session.refs) // 2]
    heading = session.heading(middle)
    assert not heading.eligible
    assert heading.why_not.endswith(".")
    assert [brief.eligible for brief in session.briefs([middle])] == [False]
    with pytest.raises(DecisionRefused):
        session.choose(middle, _JANE)
    with pytest.raises(KeyError):
        session.heading(HeadingRef(1, "700", 99))
    await session.aclose()
