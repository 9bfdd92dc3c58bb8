"""Decisions, undo, redo and saves with restarts between: as if the program had never been left."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import of_files
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.decisions import Manner
from orcid_tui.session.refused import DecisionRefused, Existing
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_IDS: Final = [OrcidId.from_base(f"00980000000000{number}") for number in ("1", "2")]
_PERSONS: Final = [FoundPerson(orcid, "Some", "Body") for orcid in _IDS]
_RECORDS: Final = b"".join(
    record_bytes([*number, ("100", "1 ", [("a", name), *link])])
    for number, name, link in (
        ([("001", "x1")], "Smith, Jane", []),
        ([("001", "x2")], "Jones, John", [("1", _IDS[0].uri)]),
        ([], "Doe, Ann", [("0", f"(orcid){_IDS[1]}")]),
    )
)
_REFS: Final = [HeadingRef(number, "100", 1) for number in (1, 2, 3)]
_SAVES: Final = {"beside": SaveMode.BESIDE, "replace": SaveMode.REPLACE}

Step = tuple[str, int]
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            "first second nobody skip remove tidy together note".split()
            + "undo undo redo discard beside replace restart".split()
        ),
        st.integers(0, 2),
    ),
    max_size=14,
)


async def _take(session: Session, step: Step) -> str:
    """Do one step; says why it was refused."""
    what, which = step
    ref = _REFS[which]
    try:
        match what:
            case "first" | "second":
                session.choose(ref, _PERSONS[what == "second"], Existing.REPLACE)
            case "nobody":
                session.nobody(ref)
            case "skip":
                session.skip(ref)
            case "remove":
                session.remove(ref)
            case "tidy":
                session.tidy(ref)
            case "together":
                session.decide_together([(each, _PERSONS[0]) for each in _REFS], Manner.BULK)
            case "note":
                session.annotate(ref, f"note {len(session.decisions())}")
            case "undo":
                session.undo()
            case "redo":
                session.redo()
            case "discard":
                session.discard()
            case "beside" | "replace":
                await session.save(SaveTarget(_SAVES[what]))
    except DecisionRefused as why:
        return str(why)
    return ""


async def _open(path: Path, *, kept: bool) -> Session:
    session = Session(MarcFileStore(path), MemoryRegistry(), origin=of_files([path]))
    if kept:
        session.keep_history()
    async for _ in session.scan():
        pass
    return session


def _seen(session: Session) -> list[object]:
    """All that a user can see of it."""
    decisions = [(each, each.manner) for each in session.decisions()]
    states = [session.state(ref) for ref in _REFS]
    notes = [session.note(ref) for ref in _REFS]
    return [decisions, states, notes, session.unsaved, session.ids(_REFS[2])]


async def _all_the_way_back(session: Session) -> list[object]:
    """What every further undo shows."""
    found: list[object] = []
    try:
        while session.undo():
            found.append(_seen(session))
    except DecisionRefused as why:
        found.append(str(why))
    return found


async def _compare(folder: Path, steps: list[Step]) -> None:
    paths = [folder / name / "books.mrc" for name in ("kept", "never left")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(_RECORDS)
    restarted, long = await _open(paths[0], kept=True), await _open(paths[1], kept=False)
    for step in [*steps, ("restart", 0)]:
        if step[0] == "restart":
            await restarted.aclose()
            restarted = await _open(paths[0], kept=True)
        assert await _take(restarted, step) == await _take(long, step)
        assert _seen(restarted) == _seen(long)
    assert await _all_the_way_back(restarted) == await _all_the_way_back(long)
    await restarted.aclose()
    await long.aclose()


@settings(max_examples=60)
@given(_STEPS)
@example([("first", 0), ("restart", 0), ("undo", 0), ("restart", 0), ("redo", 0)])
@example([("first", 0), ("beside", 0), ("undo", 0), ("restart", 0), ("redo", 0)])
@example([("first", 0), ("replace", 0), ("restart", 0), ("second", 0), ("undo", 0)])
@example([("first", 0), ("second", 0), ("undo", 0), ("replace", 0), ("restart", 0)])
def test_nobody_can_tell_that_the_program_was_left(steps: list[Step]) -> None:
    before = os.environ["XDG_STATE_HOME"]
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        try:
            asyncio.run(_compare(Path(folder), steps))
        finally:
            os.environ["XDG_STATE_HOME"] = before
