"""A save is undone by the same safe path, through real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from orcid_tui.alma.contract import Environment, Institution
from orcid_tui.errors import SaveError
from orcid_tui.headings.changes import Wish
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Ending
from orcid_tui.journal.files import FileJournal
from orcid_tui.journal.reading import read_save, saves
from orcid_tui.stores.alma.undoing import undo_save
from orcid_tui.stores.protocol import SaveReport, SaveWatch
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms, network_pair
from tests.alma_stand_in.records import StoredBib, StoredField, field
from tests.stores.alma.saving import PATIENCE, Ask, Desk, desk, real

_ADA, _EVE = real(1), real(2)
_HERE = Institution("01EXA_INST", "Example", Environment.SANDBOX)
_ONE, _TWO, _THREE = mms(1), mms(2), mms(3)


async def _undo(
    here: Desk,
    save_id: str = "",
    *,
    institution: Institution = _HERE,
    watch: SaveWatch | None = None,
) -> SaveReport:
    """Of the last save, if no other is meant."""
    save_id = save_id or saves(here.folder)[0].id
    journal = FileJournal(here.folder)
    return await undo_save(save_id, here.connection, institution, journal, watch, PATIENCE)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Desk]:
    """Three records, the first two linked."""
    with AlmaStandIn([invented_bib(number) for number in (1, 2, 3)]) as alma:
        # One after the other, so that the journal has them in a known order.
        async with desk(alma, tmp_path, in_flight=1) as opened:
            saved = await opened.save(Ask(_ONE, orcid=_ADA), Ask(_TWO, "700", 2, _EVE))
            assert saved.endings == [Ending.STORED] * 2
            yield opened
        assert (alma.leaks, alma.careless) == ([], [])
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert alma.key.encode() not in kept, "no key is written down"


def _names(alma: AlmaStandIn, mms_id: str) -> tuple[StoredField, ...]:
    return (*alma.fields(mms_id, "100"), *alma.fields(mms_id, "700"))


def _first_names(alma: AlmaStandIn, mms_id: str) -> tuple[StoredField, ...]:
    first = alma.versions(mms_id)[0].bib.marc
    return (*first.of("100"), *first.of("700"))


async def test_the_fields_are_as_they_were(here: Desk) -> None:
    begun = len(here.alma.requests.all)
    report = await _undo(here)
    assert report.written == (HeadingRef(1, "100", 1), HeadingRef(2, "700", 2))
    assert report.refused == ()
    for mms_id in (_ONE, _TWO):
        assert _names(here.alma, mms_id) == _first_names(here.alma, mms_id)
    assert here.alma.damage() == []
    assert here.alma.stored == {_ONE: 2, _TWO: 2}
    assert len(here.alma.requests.all) - begun == 1 + 2 * 2


async def test_an_undo_is_a_save_that_can_be_undone(here: Desk) -> None:
    (first,) = saves(here.folder)
    report = await _undo(here)
    undo = read_save(report.save_id, here.folder)
    assert undo.summary.undoes == first.id
    assert undo.summary.place == first.place
    assert [each.action for entry in undo.entries for each in entry.attempt.fields] == ["undo"] * 2
    again = await _undo(here, report.save_id)
    assert len(again.written) == 2
    assert here.alma.fields(_ONE, "100")[0].values("1") == (_ADA.uri,)
    assert read_save(first.id, here.folder).summary.undone_by == (report.save_id,)


async def test_an_undo_that_was_done_already_says_so_and_writes_nothing(here: Desk) -> None:
    (first,) = saves(here.folder)
    await _undo(here)
    report = await _undo(here, first.id)
    assert (report.written, report.save_id) == ((), "")
    assert {each.reason for each in report.refused} == {
        "Nothing of what was written is in this field any more, so there is nothing to take back."
    }
    assert here.alma.stored == {_ONE: 2, _TWO: 2}


@pytest.mark.parametrize("edit", [Fault.HEADING_CHANGED, Fault.SUBJECT_ADDED, Fault.HEADING_MOVED])
async def test_what_others_did_since_stays(here: Desk, edit: Fault) -> None:
    for mms_id in (_ONE, _TWO):
        here.alma.edit(mms_id, edit)
    theirs = {mms_id: here.alma.bib(mms_id) for mms_id in (_ONE, _TWO)}
    report = await _undo(here)
    assert len(report.written) == 2, report.refused
    for mms_id, bib in theirs.items():
        assert _without_005(here.alma.bib(mms_id)) == _without_005(_without_ids(bib))


def _without_ids(bib: StoredBib) -> StoredBib:
    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        for each in fields:
            kept = tuple(p for p in each.subfields if p != ("1", _ADA.uri) != p)
            yield replace(each, subfields=tuple(p for p in kept if p != ("1", _EVE.uri)))

    return bib.with_fields(change)


def _without_005(bib: StoredBib) -> tuple[StoredField, ...]:
    return tuple(each for each in bib.marc.fields if each.tag != "005")


async def test_what_was_changed_since_is_refused_with_its_reason(here: Desk) -> None:
    def replaced(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        for each in fields:
            theirs = tuple(
                ("1", "https://orcid.org/x") if p == ("1", _EVE.uri) else p for p in each.subfields
            )
            yield replace(each, subfields=theirs)

    here.alma.edit(_ONE, Fault.HEADING_GONE)
    here.alma.edit(_TWO, lambda bib: bib.with_fields(replaced))
    report = await _undo(here)
    assert report.written == ()
    assert [(each.ref, each.control_number) for each in report.refused] == [
        (HeadingRef(1, "100", 1), _ONE),
        (HeadingRef(2, "700", 2), _TWO),
    ]
    assert "no such field any more" in report.refused[0].reason
    assert "Nothing of what was written" in report.refused[1].reason


async def test_a_record_that_was_deleted_stops_no_other(here: Desk) -> None:
    here.alma.delete(_ONE)
    report = await _undo(here)
    assert report.written == (HeadingRef(2, "700", 2),)
    (refusal,) = report.refused
    assert "no such record" in refusal.reason


async def test_what_is_open_elsewhere_is_taken_back_the_next_time(here: Desk) -> None:
    (first,) = saves(here.folder)
    here.alma.open_elsewhere(_ONE)
    report = await _undo(here)
    assert report.written == (HeadingRef(2, "700", 2),)
    assert [each.later for each in report.refused] == [True]
    here.alma.closed_again(_ONE)
    assert (await _undo(here, first.id)).written == (HeadingRef(1, "100", 1),)
    assert here.alma.damage() == []


async def test_what_nobody_knows_the_end_of_is_looked_at(here: Desk) -> None:
    """The program was killed before it could write down how two PUTs ended."""
    (first,) = saves(here.folder)
    (file,) = here.folder.iterdir()
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if not line.startswith(b'{"end"')))
    here.alma.edit(_TWO, _without_ids)  # as if it had never been stored
    assert saves(here.folder)[0].unknown == 2
    report = await _undo(here, first.id)
    assert report.written == (HeadingRef(1, "100", 1),)
    (refusal,) = report.refused
    assert "had not stored this" in refusal.reason
    assert _names(here.alma, _ONE) == _first_names(here.alma, _ONE)


async def test_an_earlier_id_comes_back_only_into_the_same_work(here: Desk) -> None:
    here.loaded.clear()
    await here.save(Ask(_ONE, orcid=_EVE, kind=Wish.REPLACE), Ask(_TWO, "700", 2, kind=Wish.REMOVE))

    def another_title(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        for each in fields:
            yield field("245", "10", "aSomething else.") if each.tag == "245" else each

    here.alma.edit(_TWO, lambda bib: bib.with_fields(another_title))
    report = await _undo(here)
    assert report.written == (HeadingRef(1, "100", 1),)
    assert here.alma.fields(_ONE, "100")[0].values("1") == (_ADA.uri,)
    (refusal,) = report.refused
    assert "another work" in refusal.reason


@pytest.mark.parametrize(
    "elsewhere",
    [
        Institution("01XYZ_INST", "", Environment.SANDBOX),
        Institution("01EXA_INST", "", Environment.PRODUCTION),
        Institution("01EXA_INST", "", Environment.UNKNOWN),
        Institution("", "", Environment.UNKNOWN),
    ],
)
async def test_a_save_into_another_alma_is_not_undone_here(
    here: Desk, elsewhere: Institution
) -> None:
    begun = len(here.alma.requests.all)
    with pytest.raises(SaveError, match="That save went to 01EXA_INST"):
        await _undo(here, institution=elsewhere)
    assert len(here.alma.requests.all) == begun


async def test_an_unknown_save_and_a_silent_alma_are_said(here: Desk) -> None:
    with pytest.raises(SaveError, match="has no save"):
        await _undo(here, "20200101-000000-1")
    here.alma.always("/bibs", Fault.DROPPED)
    with pytest.raises(SaveError, match="Nothing was taken back"):
        await _undo(here)


async def test_a_stopped_undo_begins_no_other_record(here: Desk) -> None:
    watch = SaveWatch()
    watch.stop()
    report = await _undo(here, watch=watch)
    assert report.written == ()
    assert [each.later for each in report.refused] == [True, True]
    assert report.save_id == ""


async def test_what_was_written_into_the_network_is_taken_back_there(tmp_path: Path) -> None:
    shared, own = network_pair(7)
    with AlmaStandIn([own], network_bibs=[shared]) as alma:
        async with desk(alma, tmp_path, network=True) as here:
            saved = await here.save(Ask(own.mms_id, orcid=_ADA))
            assert [entry.attempt.zone for entry in saved.entries] == ["network"]
            assert alma.fields(shared.mms_id, "100")[0].values("1") == (_ADA.uri,)
            async with desk(alma, tmp_path) as without_key:
                report = await _undo(without_key)
                assert "without the network's own API key" in report.refused[0].reason
            report = await _undo(here)
        assert report.written == (HeadingRef(1, "100", 1),)
        assert _names(alma, shared.mms_id) == _first_names(alma, shared.mms_id)
        assert (alma.damage(), alma.leaks) == ([], [])


async def test_a_save_of_many_is_undone_whatever_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undone again and again until nothing is left, every record is as it was."""
    monkeypatch.setattr("orcid_tui.stores.alma.undo_plan.PAGE", 25)
    chances = dict.fromkeys(
        (Fault.SERVER_ERROR, Fault.STORED_THEN_DROPPED, Fault.THRESHOLD, Fault.STORED_THEN_ERROR),
        0.1,
    )
    ids = [mms(number) for number in range(1, 61)]
    with AlmaStandIn([invented_bib(number) for number in range(1, 61)], seed=3) as alma:
        async with desk(alma, tmp_path) as here:
            await here.load(*ids)
            await here.save(*(Ask(mms_id, orcid=real(n)) for n, mms_id in enumerate(ids)))
            (first,) = saves(tmp_path)
            assert first.stored == 60
            alma.faults.chances.update(chances)
            done = 0
            for _ in range(5):
                report = await _undo(here, first.id)
                done += len(report.written)
                assert len(report.written) + len(report.refused) == 60
                if not any(each.later for each in report.refused):
                    break
            assert done == 60
        assert alma.faults.done, "the faults did come about"
        assert all(_names(alma, mms_id) == _first_names(alma, mms_id) for mms_id in ids)
        assert (alma.damage(), alma.leaks, alma.careless) == ([], [], [])
