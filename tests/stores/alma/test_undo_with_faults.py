"""A whole save taken back while everything goes wrong: what is undone is as it was, byte for
byte in its fields, and what could not be undone says why."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.alma.connecting import connect
from orcid_tui.journal.files import FileJournal
from orcid_tui.stores.alma.undoing import undo_save
from tests.alma_stand_in import Fault
from tests.stores.alma.five_hundred import CHANCES, collection
from tests.stores.alma.test_five_hundred import BACK, PACE, PATIENCE, Save, loaded, opened

MANY = 80
_DONE = "there is nothing to take back"
TWICE = {fault: 2 * chance for fault, chance in CHANCES.items()} | {Fault.STORED_THEN_SLOW: 0}


async def test_what_was_undone_is_as_it_was(tmp_path: Path) -> None:
    held = collection(MANY)
    with held.stand_in(5, faults=False) as alma:
        async with opened(alma, tmp_path) as store:
            refs = await loaded(store)
            report = await store.save(Save(store, alma, refs).changes(refs), BACK)
        assert len(report.written) > MANY
        assert alma.damage(tags=()) != [], "there is something to undo"
        connection = connect(alma.access(network=True), PACE)
        journal = FileJournal(tmp_path)
        try:
            institution = await connection.api.institution()
            alma.faults.chances = TWICE
            first = await undo_save(
                report.save_id, connection, institution, journal, patience=PATIENCE
            )
            assert len(alma.faults.done) > 15
            assert first.refused
            assert all(each.reason for each in first.refused)
            assert not {*first.written} & {each.ref for each in first.refused}
            alma.faults.clear()
            again = await undo_save(
                report.save_id, connection, institution, journal, patience=PATIENCE
            )
        finally:
            await connection.aclose()
        assert not [each for each in again.refused if each.later]
        left = {each.control_number for each in again.refused if _DONE not in each.reason}
        assert len(left) < MANY / 8
        undone = [line for line in alma.damage(tags=()) if line.partition(":")[0] not in left]
        assert undone == []
        assert alma.damage(dropping=True) == []
        assert (alma.careless, alma.leaks) == ([], [])
