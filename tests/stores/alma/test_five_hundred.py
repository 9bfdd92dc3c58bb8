"""Five hundred records with every fault at once: nothing is lost, doubled or damaged, and
whatever was not written is refused with the reason that is true."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.manners import Pace
from orcid_tui.errors import SourceError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Ending
from orcid_tui.journal.files import FileJournal
from orcid_tui.journal.reading import entries
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.source import parse_source
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import Change, Refusal, SaveMode, SaveReport, SaveTarget
from tests.alma_stand_in import AlmaStandIn
from tests.alma_stand_in.faults import EDITS, Fault
from tests.alma_stand_in.keys import KEYS
from tests.alma_stand_in.records import StoredBib
from tests.stores.alma.five_hundred import (
    MANY,
    SET,
    UNKNOWN,
    Collection,
    collection,
    meanwhile,
    orcid_for,
    untrue,
)

PER_SECOND = 400
BACK = SaveTarget(SaveMode.WRITE_BACK)


async def _at_once(_: float) -> None:
    await asyncio.sleep(0)


PACE = Pace(
    per_second=PER_SECOND,
    floor=0,
    waits=(0, 0, 0, 0, 0),
    threshold_waits=(0.01,) * 8,
    jitter=0,
    read=2,
)
PATIENCE = Patience(before_look=(0,) * 6, locked=(0, 0), sleep=_at_once)


@asynccontextmanager
async def opened(
    alma: AlmaStandIn, folder: Path, *, network: bool = True
) -> AsyncIterator[AlmaStore]:
    """The whole set, loaded."""
    connection = connect(alma.access(network=network), PACE)
    source = parse_source(f"alma:set/{SET}")
    assert source
    store = AlmaStore(source, connection, FileJournal(folder), patience=PATIENCE)
    try:
        yield store
    finally:
        store.close()
        await connection.aclose()


async def loaded(store: AlmaStore) -> list[HeadingRef]:
    """All headings; begun again where loading broke off."""
    refs: list[HeadingRef] = []
    for _ in range(20):
        try:
            async for batch in store.scan():
                refs += batch.refs
        except SourceError:
            continue
        return refs
    raise AssertionError("it never came to its end")


class Save:
    """What was wanted, by the MMS ID of the record, and what came of it."""

    def __init__(self, store: AlmaStore, alma: AlmaStandIn, refs: Sequence[HeadingRef]) -> None:
        self.store = store
        self.alma = alma
        self.refs = refs
        ids = {ref.record: store.describe(ref.record).partition("MMS ")[2][:16] for ref in refs}
        self.mms_id = {ref: ids[ref.record] for ref in refs}

    def changes(self, refs: Sequence[HeadingRef]) -> list[Change]:
        return [Change(ref, orcid_for(self.number(ref), ref)) for ref in refs]

    def number(self, ref: HeadingRef) -> int:
        """The number of the invented record."""
        return int(self.mms_id[ref][2:12])

    def in_alma(self, ref: HeadingRef) -> int:
        """In how many fields of the record the iD for this heading stands."""
        return self._count(ref, self.alma.bib(self.mms_id[ref]))

    def came_in(self, ref: HeadingRef) -> int:
        """The same in the version that the program stored, whatever others did afterwards."""
        ours = {key.name for key in KEYS}
        counts = [0 if self._was_written(ref) else self.in_alma(ref)]
        for mms_id in self._shelves(ref):
            stored = [each.bib for each in self.alma.versions(mms_id) if each.who in ours]
            counts += [self._count(ref, bib) for bib in stored[-1:]]
        return max(counts)

    def _was_written(self, ref: HeadingRef) -> bool:
        return any(mms_id in self.alma.stored for mms_id in self._shelves(ref))

    def _shelves(self, ref: HeadingRef) -> list[str]:
        """Under which numbers parts of the record are kept."""
        zone, shared = self.alma.bib(self.mms_id[ref]).linked
        return [self.mms_id[ref], *([shared] if zone == "NZ" else [])]

    def _count(self, ref: HeadingRef, bib: StoredBib) -> int:
        uri = orcid_for(self.number(ref), ref).uri
        return sum(each.values("1").count(uri) for each in bib.marc.fields)

    def befell(self, ref: HeadingRef) -> list[Fault]:
        """What went wrong with the record, also in the network."""
        return [each for mms_id in self._shelves(ref) for each in self.alma.faults.befell[mms_id]]


def check(save: Save, report: SaveReport, asked: Sequence[HeadingRef], held: Collection) -> None:
    """Every decision has one end, and it is the true one."""
    ends = Counter([*report.written, *(each.ref for each in report.refused)])
    assert ends == Counter(asked)
    for ref in report.written:
        assert save.came_in(ref) == 1, (ref, save.befell(ref))
    for refusal in report.refused:
        mms_id = save.mms_id[refusal.ref]
        if (word := held.frozen.get(mms_id)) is not None:
            assert word in refusal.reason
            continue
        assert save.in_alma(refusal.ref) == 0, (refusal, save.befell(refusal.ref))
        assert not (wrong := untrue(refusal, save.befell(refusal.ref))), wrong
        assert refusal.control_number == mms_id
    assert save.alma.damage() == []
    assert save.alma.careless == []


def dropped(alma: AlmaStandIn, mms_id: str) -> bool:
    """Whether Alma has said yes to the record and kept it as it was."""
    return Fault.NOT_STORED in alma.faults.befell[mms_id]


def has_another_form(refusal: Refusal) -> bool:
    """Whether the heading is there, as others have made it."""
    both = refusal.meanwhile
    return both is not None and both.theirs is not None and not refusal.later


@pytest.mark.parametrize("seed", [1])
async def test_every_decision_ends_as_it_is_said(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    held = collection()
    with held.stand_in(seed) as alma:
        alma.service.per_second = PER_SECOND
        async with opened(alma, tmp_path) as store:
            refs = await loaded(store)
            save = Save(store, alma, refs)
            assert set(save.mms_id.values()) | set(held.frozen) == set(held.ids)
            assert all(mms_id in " ".join(store.notices) for mms_id in UNKNOWN)
            held.frozen.update(meanwhile(alma))

            report = await store.save(save.changes(refs), BACK)
            check(save, report, refs, held)
            assert len(report.written) > MANY
            assert max(alma.stored.values()) == 1, "nothing is sent twice"
            kept = entries(report.save_id, tmp_path)
            stored = {each.attempt.mms_id for each in kept if each.result.ending is Ending.STORED}
            taken = {mms_id for mms_id in alma.stored if not dropped(alma, mms_id)}
            assert stored == taken

            alma.faults.clear()
            later = [each.ref for each in report.refused if each.later]
            again = await store.save(save.changes(later), BACK)
            check(save, again, later, held)
            assert all(set(save.befell(each.ref)) & set(EDITS) for each in again.refused)
            assert not [each for each in again.refused if each.later]

            theirs = [each for each in report.refused if has_another_form(each)]
            for refusal in theirs:
                store.agree(refusal)
            agreed = await store.save(save.changes([each.ref for each in theirs]), BACK)
            check(save, agreed, [each.ref for each in theirs], held)
            assert len(agreed.written) > len(theirs) / 2
        assert alma.requests.most_in_flight <= PACE.in_flight
        assert alma.leaks == []
    told = caplog.text.encode() + b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )
    assert not [key.name for key in KEYS if key.value.encode() in told]


async def test_a_thousand_titles_take_twenty_two_requests_and_two_a_record(
    tmp_path: Path,
) -> None:
    held = collection(1000, network_key=False)
    with held.stand_in(0, faults=False) as alma:
        async with opened(alma, tmp_path, network=False) as store:
            refs = await loaded(store)
            assert len(alma.requests.all) <= 22
            save = Save(store, alma, refs)
            chosen = refs[::17]
            begun = len(alma.requests.all)
            report = await store.save(save.changes(chosen), BACK)
            check(save, report, chosen, held)
            written = {ref.record for ref in report.written}
            assert len(alma.requests.all) - begun <= 2 * len(written)
