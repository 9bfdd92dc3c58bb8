"""In a set, which may have other members every day, choices follow their records."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry
from tests.stores.shifting import ShiftingStore

_JANE, _JOHN = OrcidId.from_base("009800000000001"), OrcidId.from_base("009800000000002")


def _write_set(path: Path, *records: tuple[str, str]) -> None:
    path.write_bytes(
        b"".join(
            record_bytes([("001", number), ("100", "1 ", [("a", name)])])
            for number, name in records
        )
    )


async def _open_set(path: Path) -> Session:
    origin = Origin(("alma:set/123",), system="there set/123")
    session = Session(ShiftingStore(path), MemoryRegistry(), origin=origin)
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


_SET = (("990001", "Smith, Jane"), ("990002", "Smith, Jane"), ("990003", "Jones, John"))


async def test_in_a_set_a_choice_follows_its_record(tmp_path: Path) -> None:
    _write_set(tmp_path / "one.mrc", *_SET)
    session = await _open_set(tmp_path / "one.mrc")
    session.adopt(HeadingRef(2, "100", 1), _JANE)
    session.adopt(HeadingRef(3, "100", 1), _JOHN)
    await session.aclose()
    _write_set(tmp_path / "two.mrc", _SET[2], _SET[0], ("990004", "Jones, John"), _SET[1])
    session = await _open_set(tmp_path / "two.mrc")
    assert [decision.ref.record for decision in session.decisions()] == [1, 4]
    session.adopt(HeadingRef(1, "100", 1), _JANE)  # decided otherwise in the new order
    await session.aclose()
    again = await _open_set(tmp_path / "one.mrc")
    assert [again.state(ref) for ref in again.refs] == [
        HeadingState.OPEN,
        HeadingState.CHOSEN,
        HeadingState.CHOSEN,
    ]
    decision = again.decision(HeadingRef(3, "100", 1))
    assert decision is not None
    assert decision.orcid == _JANE, "the last choice counts, wherever the record stood then"
    assert again.undo() == (HeadingRef(3, "100", 1),)
    await again.aclose()


async def test_in_a_set_what_cannot_be_told_apart_stays_in_the_history(tmp_path: Path) -> None:
    _write_set(tmp_path / "one.mrc", *_SET)
    session = await _open_set(tmp_path / "one.mrc")
    for ref, orcid in zip(session.refs, (_JANE, _JANE, _JOHN), strict=True):
        session.adopt(ref, orcid)
    await session.aclose()
    twins = ("990002", "Smith, Jane")
    _write_set(tmp_path / "two.mrc", ("990005", "Smith, Jane"), ("x", "x"), twins, twins)
    again = await _open_set(tmp_path / "two.mrc")
    assert again.decisions() == ()
    assert again.came_back == (0, 3)
    await again.aclose()
