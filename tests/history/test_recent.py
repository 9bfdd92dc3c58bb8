"""What was worked on lately, and how far it has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.folders import works_folder
from orcid_tui.history.origin import Origin, of_files
from orcid_tui.history.recent import forget_work, recent_work
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_JANE = OrcidId.from_base("009800000000001")


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    records = [(f"{name}{n}", f"Smith, {word}") for n, word in enumerate(("A", "B", "C"))]
    path.write_bytes(
        b"".join(
            record_bytes([("001", number), ("100", "1 ", [("a", who)])]) for number, who in records
        )
    )
    return path


async def _open(path: Path, origin: Origin | None = None) -> Session:
    session = Session(MarcFileStore(path), MemoryRegistry(), origin=origin or of_files([path]))
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


async def test_the_newest_first_with_its_progress(tmp_path: Path) -> None:
    for name in ("one.mrc", "two.mrc"):
        session = await _open(_file(tmp_path, name))
        session.adopt(session.refs[0], _JANE)
        if name == "one.mrc":
            session.skip(session.refs[1])
            await session.save(SaveTarget(SaveMode.BESIDE))
        await session.aclose()
    two, one = recent_work()
    assert (two.label, two.total, two.decided, two.open, two.unsaved) == ("two.mrc", 3, 1, 2, 1)
    assert (one.label, one.total, one.decided, one.open, one.unsaved) == ("one.mrc", 3, 2, 1, 0)
    assert one.sources == (str(tmp_path / "one.mrc"),)
    assert one.location.startswith(str(tmp_path / "one.mrc"))
    assert one.reachable
    (tmp_path / "one.mrc").unlink()
    assert [work.reachable for work in recent_work()] == [True, False]
    assert recent_work(1) == (two,)


async def test_a_run_that_was_killed_counts_with_its_last_decision(tmp_path: Path) -> None:
    session = await _open(_file(tmp_path, "one.mrc"))
    session.adopt(session.refs[0], _JANE)
    [work] = recent_work()
    assert work.decided == 1
    made = session.decisions()[0].when
    assert made is not None
    assert work.when >= made.replace(microsecond=0)
    [path] = works_folder().glob("*/*.jsonl")
    with path.open("ab") as file:
        file.write(b'{"decided": [')
    assert recent_work() == (work,)
    await session.aclose()


async def test_one_place_is_one_line_however_often_it_was_begun_anew(tmp_path: Path) -> None:
    path = _file(tmp_path, "one.mrc")
    for _ in range(2):
        session = await _open(path, Origin(("demo:",), (path,), fresh=True))
        await session.aclose()
    assert len(list(works_folder().iterdir())) == 2
    [work] = recent_work()
    assert work.reachable


async def test_what_is_taken_off_the_list_is_not_forgotten(tmp_path: Path) -> None:
    path = _file(tmp_path, "one.mrc")
    session = await _open(path)
    session.adopt(session.refs[0], _JANE)
    await session.aclose()
    [work] = recent_work()
    assert forget_work(work.sources)
    assert recent_work() == ()
    session = await _open(path)
    assert session.unsaved == 1
    await session.aclose()
    assert len(recent_work()) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x00" * 100, b'{"opened": 1}\n', b'{"opened": 2, "n": 1}\n', b"[]\n"]
)
async def test_anything_odd_is_passed_over(tmp_path: Path, content: bytes) -> None:
    session = await _open(_file(tmp_path, "one.mrc"))
    await session.aclose()
    odd = works_folder() / "odd"
    odd.mkdir()
    (odd / "20990101-000000-000000-1.jsonl").write_bytes(content)
    (odd / "a folder.jsonl").mkdir()
    (works_folder() / "a file").touch()
    assert [work.label for work in recent_work()] == ["one.mrc"]


def test_before_the_first_work_there_is_nothing() -> None:
    assert recent_work() == ()
    assert forget_work(("nothing",))
    assert not works_folder().exists()
