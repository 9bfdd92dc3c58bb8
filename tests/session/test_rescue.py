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
