"""What ends a whole save, and what ends only one record of it."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orcid_tui.folders import log_folder
from orcid_tui.journal import files
from orcid_tui.journal.entry import Ending
from orcid_tui.marc.record import Field
from orcid_tui.marc.steps import Step
from orcid_tui.stores.alma.writer import Writer
from orcid_tui.stores.protocol import SaveWatch
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms, network_pair
from tests.alma_stand_in.faults import ALWAYS
from tests.alma_stand_in.keys import NO_BIBS_KEY, READ_ONLY_KEY
from tests.stores.alma.saving import PATIENCE, Ask, Desk, Saved, desk, real

ADA = real(1)
COUNT = 12
IDS = [mms(number) for number in range(1, COUNT + 1)]
ASKS = [Ask(mms_id, orcid=ADA) for mms_id in IDS]


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    with AlmaStandIn([invented_bib(number) for number in range(1, COUNT + 1)]) as made:
        yield made
        assert (made.damage(), made.careless, made.leaks) == ([], [], [])


def _told(saved: Saved) -> None:
    """Every decision has exactly one end."""
    ends = [*saved.written, *(each.ref for each in saved.refused)]
    assert sorted(ref.record for ref in ends) == list(range(1, len(saved.outcomes) + 1))


async def _second_save_takes_the_rest(here: Desk, alma: AlmaStandIn) -> None:
    """All that was kept can be carried out, and nothing is written twice."""
    alma.faults.clear()
    saved = await here.save(*ASKS)
    assert (len(saved.written), saved.refused) == (COUNT, [])
    assert alma.stored == dict.fromkeys(IDS, 1)


# --- asked to stop --------------------------------------------------------------------


async def test_progress_is_told_by_the_record(alma: AlmaStandIn, tmp_path: Path) -> None:
    moves: list[tuple[int, int]] = []
    alma.always(IDS[3], Fault.LOCKED)
    async with desk(alma, tmp_path) as here:
        await here.save(*ASKS, watch=SaveWatch(lambda done, total: moves.append((done, total))))
    assert moves == [(done, COUNT) for done in range(1, COUNT + 1)]


async def test_a_save_that_is_stopped_finishes_what_it_has_begun(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    watch = SaveWatch()
    watch.moved = lambda done, total: watch.stop() if done == 3 else None
    async with desk(alma, tmp_path) as here:
        saved = await here.save(*ASKS, watch=watch)
        _told(saved)
        assert 3 <= len(saved.written) < COUNT
        assert len(alma.stored) == len(saved.written) == len(saved.entries)
        assert {(each.reason, each.later) for each in saved.refused} == {
            ("The save was stopped before this record was begun.", True)
        }
        await _second_save_takes_the_rest(here, alma)


async def test_whoever_waits_for_a_lock_can_stop_too(alma: AlmaStandIn, tmp_path: Path) -> None:
    alma.always(IDS[0], Fault.LOCKED)
    watch = SaveWatch()

    async def stop(_: float) -> None:
        watch.stop()

    async with desk(alma, tmp_path) as here:
        here.patience = replace(PATIENCE, sleep=stop)
        saved = await here.save(ASKS[0], watch=watch)
        (refusal,) = saved.refused
        assert "another cataloguer's hands" in refusal.reason
        assert saved.requests == 2


async def test_a_screen_that_fails_does_not_stop_the_save(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    def fail(done: int, total: int) -> None:
        raise RuntimeError("no screen")

    async with desk(alma, tmp_path) as here:
        saved = await here.save(*ASKS, watch=SaveWatch(fail))
    assert len(saved.written) == COUNT


async def test_a_save_that_is_cancelled_sees_through_what_it_has_sent(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    """Cancelled while the first answer is waited for; what was sent is stored and written down."""
    under_way = asyncio.Event()

    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        put = here.connection.api.put

        async def noticed(mms_id: str, xml: bytes) -> object:
            under_way.set()
            return await put(mms_id, xml)

        here.connection.api.put = noticed  # type: ignore[method-assign, assignment]
        journal = here.journal()
        saving = asyncio.create_task(
            Writer(here.connection, journal, PATIENCE).write_all(here.works(ASKS))
        )
        await under_way.wait()
        saving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await saving
        kept = here.entries(journal)
        assert kept
        assert {entry.result.ending for entry in kept} == {Ending.STORED}
        assert sorted(alma.stored) == sorted(entry.attempt.mms_id for entry in kept)
        assert len(kept) <= PATIENCE.at_once
        del here.connection.api.put
        await _second_save_takes_the_rest(here, alma)


# --- what concerns all ----------------------------------------------------------------


async def test_a_key_that_may_only_read_writes_nothing(alma: AlmaStandIn, tmp_path: Path) -> None:
    async with desk(alma, tmp_path, key=READ_ONLY_KEY) as here:
        saved = await here.save(*ASKS)
    _told(saved)
    assert not saved.written
    assert all("no right to write" in each.reason and each.later for each in saved.refused)
    assert saved.requests <= 2 * (PATIENCE.out_of_order + PATIENCE.at_once)
    assert set(saved.endings) == {Ending.REFUSED}


async def test_a_key_that_may_not_even_read(alma: AlmaStandIn, tmp_path: Path) -> None:
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
    async with desk(alma, tmp_path, key=NO_BIBS_KEY) as there:
        there.loaded = here.loaded
        saved = await there.save(*ASKS)
    _told(saved)
    assert all("no right to read" in each.reason for each in saved.refused)
    assert saved.requests <= PATIENCE.out_of_order + PATIENCE.at_once
    assert saved.entries == ()


async def test_the_days_calls_are_used_up_in_the_middle(alma: AlmaStandIn, tmp_path: Path) -> None:
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        alma.service.remaining = 11
        saved = await here.save(*ASKS)
        _told(saved)
        assert 1 <= len(saved.written) < COUNT
        assert all(each.later and "calls" in each.reason for each in saved.refused)
        alma.service.remaining = 100_000
    async with desk(alma, tmp_path) as there:  # on the next day
        there.loaded = here.loaded
        await _second_save_takes_the_rest(there, alma)


async def test_a_web_page_instead_of_alma(alma: AlmaStandIn, tmp_path: Path) -> None:
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        alma.service.wrong_host = True
        saved = await here.save(*ASKS)
        alma.service.wrong_host = False
        _told(saved)
        assert all("web page" in each.reason and each.later for each in saved.refused)
        assert saved.requests <= PATIENCE.out_of_order + PATIENCE.at_once
        await _second_save_takes_the_rest(here, alma)


async def test_no_way_to_alma(alma: AlmaStandIn, tmp_path: Path) -> None:
    """A few are tried; then nothing more is begun."""
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        alma.always("*", Fault.DROPPED)
        saved = await here.save(*ASKS)
        _told(saved)
        assert not saved.written
        assert all(each.later for each in saved.refused)
        repeats = 4
        assert saved.requests <= repeats * (PATIENCE.out_of_order + PATIENCE.at_once)
        assert saved.entries == ()
        await _second_save_takes_the_rest(here, alma)


async def test_one_record_that_alma_cannot_give_out_stops_no_other(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    alma.always(IDS[2], Fault.SERVER_ERROR)
    async with desk(alma, tmp_path) as here:
        saved = await here.save(*ASKS)
    _told(saved)
    (refusal,) = saved.refused
    assert refusal.ref.record == 3
    assert "fault of its own" in refusal.reason


@pytest.mark.parametrize("fault", [Fault.FILTERED, Fault.FORBIDDEN])
@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_one_record_that_something_in_between_holds_back_stops_no_other(
    alma: AlmaStandIn, tmp_path: Path, fault: Fault, method: str
) -> None:
    """It would hold back the same record in every save, and all that come behind it."""
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        alma.faults.script(IDS[0], fault, ALWAYS, method=method)
        alma.faults.script(IDS[6], fault, ALWAYS, method=method)
        saved = await here.save(*ASKS)
        _told(saved)
        assert [each.ref.record for each in saved.refused] == [1, 7]
        assert all(each.later for each in saved.refused)
        await _second_save_takes_the_rest(here, alma)


async def test_an_alma_that_fails_at_every_write_is_not_asked_for_hours(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    """Each record alone takes four attempts with pauses between them."""
    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        alma.faults.script("*", Fault.UNAVAILABLE, ALWAYS, method="PUT")
        saved = await here.save(*ASKS)
        _told(saved)
        assert not saved.written
        assert all(each.later for each in saved.refused)
        assert len(saved.entries) < PATIENCE.out_of_order + PATIENCE.at_once
        await _second_save_takes_the_rest(here, alma)


async def test_records_here_and_there_that_alma_cannot_give_out_stop_no_other(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    """As many as would be taken for an Alma out of order, if nothing came between."""
    async with desk(alma, tmp_path) as here:
        here.patience = replace(PATIENCE, at_once=1, out_of_order=2)
        await here.load(*IDS)
        for mms_id in IDS[1::3]:
            alma.always(mms_id, Fault.SERVER_ERROR)
        saved = await here.save(*ASKS)
    assert [each.ref.record for each in saved.refused] == [2, 5, 8, 11]


async def test_a_network_key_without_calls_does_not_stop_the_institution(
    tmp_path: Path,
) -> None:
    shared, own = network_pair(1)
    with AlmaStandIn([own, *(invented_bib(n) for n in range(2, 9))], network_bibs=[shared]) as alma:
        alma.always(shared.mms_id, Fault.DAILY)
        async with desk(alma, tmp_path, network=True) as here:
            saved = await here.save(*(Ask(mms(n), orcid=ADA) for n in range(1, 9)))
        assert [each.ref.record for each in saved.refused] == [1]
        assert len(saved.written) == 7


# --- the journal ----------------------------------------------------------------------


async def test_without_a_journal_nothing_is_sent(
    alma: AlmaStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full from the third attempt on."""
    attempts: list[bytes] = []
    write: Callable[[int, bytes], None] = files._write

    def full(handle: int, data: bytes) -> None:
        if b'"attempt": ' in data:
            attempts.append(data)
            if len(attempts) > 2:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(handle, data)

    monkeypatch.setattr(files, "_write", full)
    async with desk(alma, tmp_path) as here:
        saved = await here.save(*ASKS)
        _told(saved)
        assert len(saved.written) == len(alma.stored) == 2
        assert all("No space left on device" in each.reason for each in saved.refused)
        assert saved.requests <= 2 * 2 + PATIENCE.at_once
        assert all(each.later for each in saved.refused)
        assert set(saved.endings) == {Ending.STORED}
        monkeypatch.setattr(files, "_write", write)
        await _second_save_takes_the_rest(here, alma)


async def test_what_was_stored_is_stored_also_when_its_end_cannot_be_written_down(
    alma: AlmaStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(files.FileSave, "end", fail)
    async with desk(alma, tmp_path) as here:
        saved = await here.save(*ASKS)
    assert len(saved.written) == len(alma.stored) == COUNT
    assert set(saved.endings) == {Ending.UNKNOWN}, "as after a crash"


# --- what nobody has thought of -------------------------------------------------------


async def test_what_nobody_has_thought_of_ends_one_record(
    alma: AlmaStandIn, tmp_path: Path
) -> None:
    def fail(field: Field) -> tuple[Step, ...]:
        raise RuntimeError("a defect")

    async with desk(alma, tmp_path) as here:
        await here.load(*IDS)
        works = here.works(ASKS)
        (one,) = works[4].fields
        works[4] = replace(works[4], fields=(replace(one, steps=fail),))
        outcomes = await Writer(here.connection, here.journal(), PATIENCE).write_all(works)
    assert [len(each.written) for each in outcomes] == [1, 1, 1, 1, 0, *[1] * (COUNT - 5)]
    (refusal,) = outcomes[4].refused
    assert "in the program itself" in refusal.reason
    log = (log_folder() / "crash.log").read_text()
    assert "a defect" in log
    assert alma.key not in log


async def test_a_defect_after_sending_is_not_taken_for_a_refusal(
    alma: AlmaStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> dict[int, bool]:
        raise RuntimeError("a defect")

    monkeypatch.setattr("orcid_tui.stores.alma.sending.verified", fail)
    async with desk(alma, tmp_path) as here:
        saved = await here.save(ASKS[0])
    (refusal,) = saved.refused
    assert "not known whether" in refusal.reason
    assert saved.endings == [Ending.UNKNOWN]
