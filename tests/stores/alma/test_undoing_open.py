"""A save is undone while records are open: they read then what stands in Alma."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import NumberingStore, SaveMode, SaveTarget, SystemStore
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms, network_pair
from tests.session.registry import MemoryRegistry
from tests.stores.alma.conftest import OpenStore
from tests.stores.alma.saving import real

_BACK = SaveTarget(SaveMode.WRITE_BACK)
_ADA, _EVE = real(1), real(2)


async def _session(store: AlmaStore) -> Session:
    session = Session(store, MemoryRegistry())
    async for _ in session.scan():
        pass
    return session


def _titles(*numbers: int) -> str:
    return "alma:mms/" + ",".join(map(mms, numbers))


async def test_the_open_records_read_as_they_did(alma: AlmaStandIn, open_store: OpenStore) -> None:
    alma.add(*(invented_bib(number) for number in (1, 2)))
    store = open_store(_titles(1, 2))
    assert isinstance(store, SystemStore)
    assert isinstance(store, NumberingStore)
    session = await _session(store)
    first, second = HeadingRef(1, "100", 1), HeadingRef(2, "700", 2)
    before = [session.heading(ref).field for ref in (first, second)]
    session.adopt(first, _ADA)
    session.adopt(second, _EVE)
    saved = await session.save(_BACK)
    assert session.state(first) is HeadingState.SAVED
    report = await session.undo_save(saved.save_id)
    assert report.written == (first, second)
    assert [session.heading(ref).field for ref in (first, second)] == before
    assert [session.state(ref) for ref in (first, second)] == [HeadingState.OPEN] * 2
    session.adopt(first, _EVE)
    assert (await session.save(_BACK)).written == (first,)
    assert alma.fields(mms(1), "100")[0].values("1") == (_EVE.uri,)
    assert alma.damage() == []
    assert store.system_number(2) == mms(2)
    assert store.system_number(3) == ""


async def test_a_save_of_another_day_is_found_among_what_is_open(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    """Other records in another order, another name in front, and a title that is not open."""
    alma.add(*(invented_bib(number) for number in (1, 2, 3)))
    session = await _session(open_store(_titles(1, 2)))
    for ref, orcid in ((HeadingRef(1, "700", 1), _ADA), (HeadingRef(2, "100", 1), _EVE)):
        session.adopt(ref, orcid)
    saved = await session.save(_BACK)
    alma.edit(mms(1), Fault.HEADING_MOVED)
    again = await _session(open_store(_titles(3, 1)))
    moved = HeadingRef(2, "700", 2)
    assert again.state(moved) is HeadingState.LINKED
    report = await again.undo_save(saved.save_id)
    assert report.written == (HeadingRef(0, "100", 1), moved)
    assert again.state(moved) is HeadingState.OPEN
    assert again.heading(moved).orcid is None
    assert again.state(HeadingRef(1, "100", 1)) is HeadingState.OPEN
    late = await again.undo_save(saved.save_id)
    assert [each.ref for each in late.refused] == [HeadingRef(0, "100", 1), moved]


async def test_a_record_of_the_network_is_shown_as_it_is_then(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    shared, own = network_pair(7)
    alma.add(own)
    alma.service.network.add(shared)
    ref = HeadingRef(1, "100", 1)
    session = await _session(open_store(f"alma:mms/{own.mms_id}", network=True))
    session.adopt(ref, _ADA)
    saved = await session.save(_BACK)
    assert session.heading(ref).orcid == _ADA
    report = await session.undo_save(saved.save_id)
    assert report.written == (ref,)
    assert session.heading(ref).orcid is None
    assert session.record(ref).control_number == own.mms_id, "the institution's record is open"
