"""Choices that were not saved come back, and only where they still belong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orcid_tui.folders import state_folder
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.rescue import bring_back, rescue
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry
from tests.stores.shifting import ShiftingStore

_JANE, _JOHN = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")
_FIRST, _SECOND = HeadingRef(1, "100", 1), HeadingRef(2, "100", 1)


def _write(path: Path, *names: str) -> None:
    path.write_bytes(
        b"".join(
            record_bytes([("001", f"x{n}"), ("100", "1 ", [("a", name)])])
            for n, name in enumerate(names)
        )
    )


async def _open(path: Path) -> Session:
    session = Session(MarcFileStore(path), MemoryRegistry())
    async for _ in session.scan():
        pass
    return session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "books.mrc"
    _write(path, "Smith, Jane", "Jones, John")
    return path


async def _broken_off(file: Path) -> Path:
    session = await _open(file)
    session.adopt(_FIRST, _JANE)
    session.adopt(_SECOND, _JOHN)
    kept = rescue(session)
    assert kept is not None
    await session.aclose()
    return kept


async def test_what_was_not_saved_comes_back_once(file: Path) -> None:
    kept = await _broken_off(file)
    assert kept.stat().st_mode & 0o077 == 0
    again = await _open(file)
    assert bring_back(again) == 2
    assert [again.state(ref) for ref in again.refs] == [HeadingState.CHOSEN] * 2
    assert again.unsaved == 2
    assert not kept.exists()
    assert bring_back(again) == 0
    assert again.undo() == (_SECOND,)
    await again.aclose()


async def test_the_last_choice_for_a_heading_counts(file: Path) -> None:
    await _broken_off(file)
    session = await _open(file)
    session.adopt(_FIRST, _JOHN)
    rescue(session)
    await session.aclose()
    again = await _open(file)
    assert bring_back(again) == 2
    decision = again.decision(_FIRST)
    assert decision is not None
    assert decision.orcid == _JOHN
    await again.aclose()


async def test_saved_choices_need_no_rescue(file: Path) -> None:
    session = await _open(file)
    assert rescue(session) is None
    session.adopt(_FIRST, _JANE)
    await session.save(SaveTarget(SaveMode.REPLACE))
    assert rescue(session) is None
    assert not state_folder().exists() or not list(state_folder().iterdir())
    await session.aclose()


async def test_a_heading_that_reads_otherwise_now_is_left_alone(file: Path) -> None:
    kept = await _broken_off(file)
    _write(file, "Smith, Jane", "Miller, Ann")
    again = await _open(file)
    assert bring_back(again) == 1
    assert again.decision(_SECOND) is None
    (line,) = kept.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["heading"] == "Jones, John"
    await again.aclose()


async def test_another_file_gets_nothing(file: Path, tmp_path: Path) -> None:
    await _broken_off(file)
    other = tmp_path / "other.mrc"
    other.write_bytes(file.read_bytes())
    session = await _open(other)
    assert bring_back(session) == 0
    await session.aclose()


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"not json\n", b"[1]\n", b'{"record": "x"}\n', b""])
async def test_a_damaged_file_of_choices_stops_nothing(file: Path, junk: bytes) -> None:
    kept = await _broken_off(file)
    kept.write_bytes(junk)
    session = await _open(file)
    assert bring_back(session) == 0
    await session.aclose()


async def test_the_same_heading_of_another_record_is_left_alone(tmp_path: Path) -> None:
    """Two records with one name have changed places: the ordinal alone would deceive."""
    file = tmp_path / "books.mrc"
    _write(file, "Smith, Jane", "Smith, Jane")
    kept = await _broken_off(file)
    records = file.read_bytes()
    half = len(records) // 2
    file.write_bytes(records[half:] + records[:half])
    again = await _open(file)
    assert bring_back(again) == 0
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2
    await again.aclose()


async def _open_set(path: Path) -> Session:
    session = Session(ShiftingStore(path), MemoryRegistry())
    async for _ in session.scan():
        pass
    return session


def _write_set(path: Path, *records: tuple[str, str]) -> None:
    path.write_bytes(
        b"".join(
            record_bytes([("001", number), ("100", "1 ", [("a", name)])])
            for number, name in records
        )
    )


_SET = (("990001", "Smith, Jane"), ("990002", "Smith, Jane"), ("990003", "Jones, John"))


async def test_in_a_set_a_choice_follows_its_record(tmp_path: Path) -> None:
    _write_set(tmp_path / "one.mrc", *_SET)
    session = await _open_set(tmp_path / "one.mrc")
    session.adopt(HeadingRef(2, "100", 1), _JANE)
    session.adopt(HeadingRef(3, "100", 1), _JOHN)
    kept = rescue(session)
    await session.aclose()
    assert kept is not None
    _write_set(tmp_path / "two.mrc", _SET[2], _SET[0], ("990004", "Jones, John"), _SET[1])
    again = await _open_set(tmp_path / "two.mrc")
    session = again
    session.adopt(HeadingRef(1, "100", 1), _JANE)  # decided otherwise in the new order
    rescue(session)
    await again.aclose()
    again = await _open_set(tmp_path / "one.mrc")
    assert bring_back(again) == 2
    assert not kept.exists()
    assert [again.state(ref) for ref in again.refs] == [
        HeadingState.OPEN,
        HeadingState.CHOSEN,
        HeadingState.CHOSEN,
    ]
    decision = again.decision(HeadingRef(3, "100", 1))
    assert decision is not None
    assert decision.orcid == _JANE, "the last choice counts, wherever the record stood then"
    await again.aclose()


async def test_in_a_set_what_cannot_be_told_apart_stays_in_the_file(tmp_path: Path) -> None:
    _write_set(tmp_path / "one.mrc", *_SET)
    session = await _open_set(tmp_path / "one.mrc")
    for ref, orcid in zip(session.refs, (_JANE, _JANE, _JOHN), strict=True):
        session.adopt(ref, orcid)
    kept = rescue(session)
    assert kept is not None
    await session.aclose()
    twins = ("990002", "Smith, Jane")
    _write_set(tmp_path / "two.mrc", ("990005", "Smith, Jane"), ("x", "x"), twins, twins)
    again = await _open_set(tmp_path / "two.mrc")
    assert bring_back(again) == 0
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 3
    await again.aclose()
