"""Folders that vanish, files that are damaged, backups that are opened: the history goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orcid_tui.folders import OFF_THE_LIST, works_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import of_files
from orcid_tui.history.recent import recent_work
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_JANE, _JOHN = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_FIRST, _SECOND, _THIRD = (HeadingRef(n, "100", 1) for n in (1, 2, 3))


def _write(path: Path, *records: tuple[str, str]) -> None:
    path.write_bytes(
        b"".join(
            record_bytes([("001", number), ("100", "1 ", [("a", name)])])
            for number, name in records
        )
    )


_RECORDS = (("x1", "Smith, Jane"), ("x2", "Jones, John"), ("x3", "Doe, Ann"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    _write(path, *_RECORDS)
    return path


async def _open(path: Path) -> Session:
    session = Session(MarcFileStore(path), MemoryRegistry(), origin=of_files([path]))
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


async def test_a_history_that_is_deleted_meanwhile_is_written_again(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    session.skip(_SECOND)
    shutil.rmtree(works_folder())
    session.skip(_THIRD)
    again = await _open(file)
    assert again.decisions() == session.decisions()
    assert len(again.decisions()) == 3
    await again.aclose()
    await session.aclose()


async def test_what_the_disk_does_not_take_waits_past_a_save(file: Path) -> None:
    session = await _open(file)
    works = works_folder()
    shutil.rmtree(works)
    works.write_text("something else of this name")
    session.adopt(_FIRST, _JANE)
    session.skip(_SECOND)
    assert session.history_trouble
    await session.save(SaveTarget(SaveMode.REPLACE))
    assert session.history_trouble
    works.unlink()
    session.skip(_THIRD)
    assert not session.history_trouble
    again = await _open(file)
    assert [again.state(ref) for ref in again.refs] == [
        HeadingState.SAVED,
        HeadingState.SKIPPED,
        HeadingState.SKIPPED,
    ]
    await again.aclose()
    await session.aclose()


async def test_a_mark_that_cannot_be_taken_away_hides_no_choices(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    [folder] = works_folder().iterdir()
    (folder / OFF_THE_LIST).mkdir()  # as stubborn as a file on a disk that is read-only
    again = await _open(file)
    assert len(again.decisions()) == 1
    again.skip(_SECOND)
    await again.aclose()
    again = await _open(file)
    assert len(again.decisions()) == 2
    await again.aclose()


async def test_lines_without_their_beginning_are_told(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    [path] = works_folder().glob("*/*.jsonl")
    session = await _open(file)
    session.adopt(_SECOND, _JOHN)
    await session.aclose()
    path.write_bytes(b"\0" * 80 + path.read_bytes()[80:])
    again = await _open(file)
    assert [decision.ref for decision in again.decisions()] == [_SECOND]
    assert again.history_notices
    await again.aclose()


@pytest.mark.parametrize(
    "head",
    [
        '"n": 1e999, "t": 1, "when": "2026-01-01T00:00:00+00:00"',
        '"n": 9, "t": 1e999, "when": "2026-01-01T00:00:00+00:00"',
        '"n": 9, "t": 1, "when": "2026-01-01T00:00:00"',
        '"n": 9, "t": 1, "when": "0001-01-01T00:00:00+14:00"',
        '"n": 9, "t": 1, "when": "9999-12-31T23:59:59-12:00"',
    ],
)
async def test_odd_values_are_passed_over(file: Path, head: str) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    [path] = works_folder().glob("*/*.jsonl")
    with path.open("a") as lines:
        lines.write('{"left": true, ' + head + ', "so_far": [3, 1, 2, 1]}\n')
    again = await _open(file)
    assert len(again.decisions()) == 1
    assert again.history_notices
    await again.aclose()
    assert [work.decided for work in recent_work()] == [1]


async def test_the_backup_of_a_file_is_not_the_file(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    report = await session.save(SaveTarget(SaveMode.REPLACE))
    session.adopt(_SECOND, _JOHN)
    await session.aclose()
    assert report.backup is not None
    backup = await _open(report.backup)
    assert backup.decisions() == ()
    [notice] = backup.history_notices
    assert file.name in notice
    await backup.aclose()


async def test_a_file_that_was_renamed_keeps_its_choices_when_another_takes_its_name(
    file: Path,
) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    session.adopt(_SECOND, _JOHN)
    await session.aclose()
    old = file.rename(file.with_name("books of january.mrc"))
    _write(file, ("y1", "Else, Some"), ("y2", "Else, More"))
    session = await _open(file)
    assert session.decisions() == ()
    await session.aclose()
    again = await _open(old)
    assert [decision.orcid for decision in again.decisions()] == [_JANE, _JOHN]
    await again.aclose()


async def test_a_note_stays_where_the_choice_does_not_fit_any_more(file: Path) -> None:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    session.annotate(_FIRST, "ask Marit")
    await session.aclose()
    field = [("a", "Smith, Jane"), ("1", _JOHN.uri)]
    file.write_bytes(record_bytes([("001", "x1"), ("100", "1 ", field)]))
    again = await _open(file)
    assert again.decisions() == ()
    assert again.note(_FIRST) == "ask Marit"
    await again.aclose()


async def test_a_choice_of_today_outlives_the_twin_of_its_record(file: Path) -> None:
    """Whose choice of another day it was nobody can tell; today's was made on this heading."""
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    await session.aclose()
    many = [(f"y{n}", "Else, Some") for n in range(4000)]
    _write(file, _RECORDS[0], *many, _RECORDS[0])
    again = Session(MarcFileStore(file), MemoryRegistry(), origin=of_files([file]))
    again.keep_history()
    decided = False
    async for _ in again.scan():
        if not decided:
            again.adopt(_FIRST, _JOHN)
            decided = True
    decision = again.decision(_FIRST)
    assert decision is not None
    assert decision.orcid == _JOHN
    assert again.undo() == (_FIRST,)
    assert again.decision(_FIRST) is None
    assert again.came_back.decided == 0
    await again.aclose()


async def test_leaving_while_it_is_read_again_changes_no_figures(file: Path) -> None:
    _write(file, *[(f"y{n}", "Else, Some") for n in range(4000)])
    session = await _open(file)
    for ref in session.refs[3990:]:
        session.skip(ref)
    await session.aclose()
    before = recent_work()
    again = Session(MarcFileStore(file), MemoryRegistry(), origin=of_files([file]))
    again.keep_history()
    async for _ in again.scan():
        break
    again.skip(_FIRST)
    await again.aclose()
    [was], [now] = before, recent_work()
    assert (now.total, now.decided) == (was.total, was.decided) == (4000, 10)
    again = await _open(file)
    assert len(again.decisions()) == 11
    await again.aclose()
