"""Choices come back when the same records are opened again, and only where they still belong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orcid_tui.folders import works_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin, of_files
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.refused import AlreadySaved
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from orcid_tui.stores.several import SeveralStores
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_JANE, _JOHN = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_FIRST, _SECOND = HeadingRef(1, "100", 1), HeadingRef(2, "100", 1)


def _write(path: Path, *names: str) -> None:
    path.write_bytes(
        b"".join(
            record_bytes([("001", f"x{n}"), ("100", "1 ", [("a", name)])])
            for n, name in enumerate(names)
        )
    )


async def _opened(store: MarcFileStore, origin: Origin) -> Session:
    session = Session(store, MemoryRegistry(), origin=origin)
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


async def _open(*paths: Path) -> Session:
    return await _opened(MarcFileStore(paths[0]), of_files(paths))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    _write(path, "Smith, Jane", "Jones, John")
    return path


async def _worked_on(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    session.adopt(_SECOND, _JOHN)
    await session.aclose()


async def test_choices_come_back_with_who_and_when(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    session.skip(_SECOND)
    session.annotate(_SECOND, "ask Marit")
    made = session.decisions()
    await session.aclose()
    again = await _open(file)
    assert again.decisions() == made
    for before, after in zip(made, again.decisions(), strict=True):
        assert before.when is not None
        assert after.who == before.who
        assert after.when == before.when.replace(microsecond=0)
    assert again.note(_SECOND) == "ask Marit"
    assert again.unsaved == 1
    assert again.came_back == (2, 0)
    assert again.undo() == (_SECOND,)
    assert again.undo() == (_FIRST,)
    assert again.undo() == ()
    await again.aclose()


async def test_the_files_are_for_this_user_only(file: Path) -> None:
    await _worked_on(file)
    [folder] = works_folder().iterdir()
    for path in (works_folder(), folder, *folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0


async def test_a_session_that_keeps_no_history_leaves_no_trace(file: Path) -> None:
    session = Session(MarcFileStore(file), MemoryRegistry(), origin=of_files([file]))
    async for _ in session.scan():
        pass
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    assert not works_folder().exists()


async def test_taken_back_in_another_run_and_made_again_in_a_third(file: Path) -> None:
    await _worked_on(file)
    session = await _open(file)
    session.undo()
    await session.aclose()
    session = await _open(file)
    assert session.decision(_SECOND) is None
    assert session.redo() == (_SECOND,)
    await session.aclose()
    session = await _open(file)
    assert len(session.decisions()) == 2
    await session.aclose()


async def test_discarding_is_a_step_like_any_other(file: Path) -> None:
    await _worked_on(file)
    session = await _open(file)
    assert session.discard() == 2
    assert session.unsaved == 0
    await session.aclose()
    session = await _open(file)
    assert session.decisions() == ()
    assert set(session.undo()) == {_FIRST, _SECOND}
    assert session.unsaved == 2
    await session.aclose()


@pytest.mark.parametrize("how", ["moved", "renamed"])
async def test_a_file_is_known_again_by_its_content(file: Path, tmp_path: Path, how: str) -> None:
    await _worked_on(file)
    other = tmp_path / ("elsewhere/books.mrc" if how == "moved" else "new name.mrc")
    other.parent.mkdir(exist_ok=True)
    file.rename(other)
    again = await _open(other)
    assert [decision.orcid for decision in again.decisions()] == [_JANE, _JOHN]
    again.undo()
    await again.aclose()
    other.rename(file)
    again = await _open(file)
    assert len(again.decisions()) == 1, "it is one work, wherever the file is"
    await again.aclose()


async def test_a_copy_is_a_work_of_its_own_and_says_so(file: Path, tmp_path: Path) -> None:
    await _worked_on(file)
    copy = tmp_path / "copy.mrc"
    copy.write_bytes(file.read_bytes())
    session = await _open(copy)
    assert session.decisions() == ()
    [notice] = session.history_notices
    assert "books.mrc" in notice
    session.adopt(_FIRST, _JOHN)
    await session.aclose()
    again = await _open(file)
    assert [decision.orcid for decision in again.decisions()] == [_JANE, _JOHN]
    await again.aclose()


async def test_exported_anew_in_another_order_with_more_records(file: Path) -> None:
    await _worked_on(file)
    records = [
        record_bytes([("001", number), ("100", "1 ", [("a", name)])])
        for number, name in (("x9", "Else, Some"), ("x1", "Jones, John"), ("x0", "Smith, Jane"))
    ]
    file.write_bytes(b"".join(records))
    again = await _open(file)
    found = {decision.ref: decision.orcid for decision in again.decisions()}
    assert found == {HeadingRef(2, "100", 1): _JOHN, HeadingRef(3, "100", 1): _JANE}
    assert again.came_back == (2, 0)
    assert again.undo() == (HeadingRef(2, "100", 1),)
    await again.aclose()


async def test_a_heading_that_reads_otherwise_now_is_left_alone_and_told_once(file: Path) -> None:
    await _worked_on(file)
    _write(file, "Smith, Jane", "Miller, Ann")
    again = await _open(file)
    assert again.decision(_SECOND) is None
    assert again.came_back == (1, 1)
    assert again.undo() == (_FIRST,)
    assert again.undo() == (), "the step about the other heading is gone with it"
    await again.aclose()
    again = await _open(file)
    assert again.came_back == (0, 0)
    await again.aclose()
    _write(file, "Smith, Jane", "Jones, John")
    again = await _open(file)
    assert [decision.ref for decision in again.decisions()] == [_SECOND], "nothing was forgotten"
    await again.aclose()


async def test_a_heading_that_carries_something_else_now_is_left_alone(file: Path) -> None:
    await _worked_on(file)
    fields = [("a", "Smith, Jane"), ("1", _JOHN.uri)]
    file.write_bytes(record_bytes([("001", "x0"), ("100", "1 ", fields)]))
    again = await _open(file)
    assert again.decisions() == ()
    assert again.came_back == (0, 2)
    await again.aclose()


async def test_what_somebody_else_has_put_there_counts_as_saved(file: Path) -> None:
    """As when the file that was saved beside it takes the place of the old one."""
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    report = await session.save(SaveTarget(SaveMode.BESIDE))
    await session.aclose()
    assert report.path is not None
    report.path.replace(file)
    again = await _open(file)
    assert again.state(_FIRST) is HeadingState.SAVED
    assert again.unsaved == 0
    await again.aclose()


async def test_after_a_save_beside_it_is_saved_as_long_as_that_file_is_there(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    report = await session.save(SaveTarget(SaveMode.BESIDE))
    session.adopt(_SECOND, _JOHN)
    await session.aclose()
    again = await _open(file)
    assert again.state(_FIRST) is HeadingState.SAVED
    assert again.state(_SECOND) is HeadingState.CHOSEN
    again.undo()
    again.undo()
    assert again.unsaved == 1, "taken back after it was saved in a copy"
    await again.aclose()
    again = await _open(file)
    assert again.unsaved == 1
    again.redo()
    assert again.unsaved == 0
    await again.aclose()
    assert report.path is not None
    report.path.unlink()
    again = await _open(file)
    assert again.state(_FIRST) is HeadingState.CHOSEN
    assert again.unsaved == 1
    await again.aclose()


async def test_after_a_save_into_the_file_the_work_goes_on(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    session.adopt(_SECOND, _JOHN)
    await session.aclose()
    moved = file.rename(file.with_name("moved after the save.mrc"))
    again = await _open(moved)
    assert again.state(_FIRST) is HeadingState.SAVED
    assert again.state(_SECOND) is HeadingState.CHOSEN
    assert again.undo() == (_SECOND,)
    with pytest.raises(AlreadySaved):
        again.undo()
    await again.aclose()


async def test_the_file_from_before_the_save_again(file: Path) -> None:
    before = file.read_bytes()
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    await session.aclose()
    file.write_bytes(before)
    again = await _open(file)
    assert again.state(_FIRST) is HeadingState.CHOSEN
    assert again.unsaved == 1
    assert again.undo() == (_FIRST,)
    await again.aclose()


async def test_records_without_a_number_are_known_while_the_content_is_the_same(
    tmp_path: Path,
) -> None:
    file = tmp_path / "plain.mrc"
    records = [record_bytes([("100", "1 ", [("a", name)])]) for name in ("Smith, J", "Doe, A")]
    file.write_bytes(b"".join(records))
    session = await _open(file)
    session.adopt(_SECOND, _JOHN)
    await session.save(SaveTarget(SaveMode.REPLACE))
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    again = await _open(file)
    assert len(again.decisions()) == 2
    await again.aclose()
    file.write_bytes(b"".join(records))
    again = await _open(file)
    assert [decision.orcid for decision in again.decisions()] == [_JANE, _JOHN]
    await again.aclose()
    file.write_bytes(b"".join([*records, records[0]]))
    again = await _open(file)
    assert again.decisions() == ()
    assert again.came_back == (0, 2)
    await again.aclose()


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\n", b"not json\n", b"[1]\n", b'{"decided": 5, "n": 99, "t": 1}\n', b"\n"]
)
async def test_a_damaged_line_stops_nothing(file: Path, junk: bytes) -> None:
    await _worked_on(file)
    [path] = works_folder().glob("*/*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], junk, *lines[1:]]) + b'{"decided": [{"rec')
    again = await _open(file)
    assert len(again.decisions()) == 2
    notices = again.history_notices
    assert bool(notices) == bool(junk.strip()), "a line that was torn at the end is no damage"
    await again.aclose()


async def test_two_copies_of_the_program_at_once_lose_nothing(file: Path) -> None:
    one, other = await _open(file), await _open(file)
    one.adopt(_FIRST, _JANE)
    other.adopt(_SECOND, _JOHN)
    one.undo()
    one.adopt(_FIRST, _JOHN)
    await one.aclose()
    await other.aclose()
    again = await _open(file)
    assert [decision.orcid for decision in again.decisions()] == [_JOHN, _JOHN]
    await again.aclose()


async def test_a_clock_that_was_put_back_changes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _worked_on(file)
    monkeypatch.setattr("orcid_tui.history.keeping.time_ns", lambda: 1)
    session = await _open(file)
    session.undo()
    session.adopt(_SECOND, _JANE)
    await session.aclose()
    again = await _open(file)
    assert [decision.orcid for decision in again.decisions()] == [_JANE, _JANE]
    await again.aclose()


async def test_a_fresh_start_begins_a_new_history(file: Path) -> None:
    await _worked_on(file)
    fresh = replace(of_files([file]), fresh=True)
    session = await _opened(MarcFileStore(file), fresh)
    assert session.decisions() == ()
    await session.aclose()
    session = await _open(file)
    assert session.decisions() == ()
    await session.aclose()


async def test_several_files_are_one_work(file: Path, tmp_path: Path) -> None:
    second = tmp_path / "more.mrc"
    second.write_bytes(record_bytes([("001", "y"), ("100", "1 ", [("a", "Third, A")])]))

    async def both() -> Session:
        stores = [MarcFileStore(file), MarcFileStore(second)]
        session = Session(SeveralStores(stores), MemoryRegistry(), origin=of_files([file, second]))
        session.keep_history()
        async for _ in session.scan():
            pass
        return session

    third = HeadingRef(3, "100", 1)
    session = await both()
    session.adopt(_FIRST, _JANE)
    session.adopt(third, _JOHN)
    await session.save(SaveTarget(SaveMode.BESIDE))
    await session.aclose()
    again = await both()
    assert [again.state(ref) for ref in (_FIRST, third)] == [HeadingState.SAVED] * 2
    await again.aclose()
    file.with_name("books-orcid.mrc").unlink()
    again = await both()
    assert again.state(_FIRST) is HeadingState.CHOSEN
    assert again.state(third) is HeadingState.SAVED
    await again.aclose()
    alone = await _open(file)
    assert alone.decisions() == ()
    await alone.aclose()
