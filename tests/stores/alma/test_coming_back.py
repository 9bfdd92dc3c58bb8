"""Choices in a set of Alma: they come back to their records in any order."""

from __future__ import annotations

import csv
from pathlib import Path

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import Origin
from orcid_tui.report.files import write_report
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.alma_stand_in import AlmaStandIn
from tests.session.registry import MemoryRegistry
from tests.stores.alma.conftest import OpenStore
from tests.stores.alma.looking import SET, fill
from tests.stores.alma.saving import real

_SOURCE = f"alma:set/{SET}"
_ADA = real(1)


async def _session(store: AlmaStore) -> Session:
    session = Session(store, MemoryRegistry(), origin=Origin((_SOURCE,), system="these titles"))
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


async def test_a_set_that_comes_in_another_order(alma: AlmaStandIn, open_store: OpenStore) -> None:
    members = fill(alma, 12)
    session = await _session(open_store(_SOURCE))
    session.adopt(HeadingRef(3, "100", 1), _ADA)
    assert session.bring_to_disk()
    alma.sets[0].members.reverse()
    again = await _session(open_store(_SOURCE))
    assert again.came_back == (1, 0)
    (decision,) = again.decisions()
    assert again.record(decision.ref).control_number == members[2]
    assert decision.ref.record == 10
    assert again.state(decision.ref) is HeadingState.CHOSEN


async def test_a_file_of_ids_that_was_sorted_since(
    alma: AlmaStandIn, open_store: OpenStore, tmp_path: Path
) -> None:
    members = fill(alma, 3)
    file = tmp_path / "wanted.txt"
    file.write_text("\n".join(members))
    session = await _session(open_store(f"alma:file/{file}"))
    session.adopt(HeadingRef(1, "100", 1), _ADA)
    assert session.bring_to_disk()
    file.write_text("\n".join(reversed(members)))
    again = await _session(open_store(f"alma:file/{file}"))
    assert again.came_back == (1, 0)
    (decision,) = again.decisions()
    assert again.record(decision.ref).control_number == members[0]


async def test_the_report_names_the_mms_id(
    alma: AlmaStandIn, open_store: OpenStore, tmp_path: Path
) -> None:
    members = fill(alma, 3)
    session = await _session(open_store(_SOURCE, name="Northern trades"))
    session.nobody(HeadingRef(2, "100", 1))
    files = write_report(session, (), tmp_path)
    table, text = files.table, files.text
    assert table.name == "Northern-trades-report.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["mms_id"], row["outcome"]) == (members[1], "none fits")
    assert f"(MMS {members[1]})" in text.read_text(encoding="utf-8")


async def test_a_save_that_was_undone_stays_undone_the_next_day(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 3)
    session = await _session(open_store(_SOURCE))
    first, second = HeadingRef(1, "100", 1), HeadingRef(2, "100", 1)
    session.adopt(first, _ADA)
    session.adopt(second, _ADA)
    saved = await session.save(SaveTarget(SaveMode.WRITE_BACK))
    assert session.bring_to_disk()
    again = await _session(open_store(_SOURCE))
    assert [again.state(ref) for ref in (first, second)] == [HeadingState.SAVED] * 2
    assert again.unsaved == 0
    await again.undo_save(saved.save_id)
    again.adopt(second, _ADA)
    seen = [(again.state(ref), again.decision(ref)) for ref in (first, second)]
    assert [state for state, _ in seen] == [HeadingState.OPEN, HeadingState.CHOSEN]
    assert again.bring_to_disk()
    third = await _session(open_store(_SOURCE))
    assert [(third.state(ref), third.decision(ref)) for ref in (first, second)] == seen
    assert third.unsaved == 1
    assert third.undo() == (second,)
    assert third.state(second) is HeadingState.OPEN
