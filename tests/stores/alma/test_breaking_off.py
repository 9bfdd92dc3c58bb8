"""A loading that breaks off goes on where it was; who leaves it leaves nothing behind."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from orcid_tui.errors import SourceError
from orcid_tui.stores.alma.store import AlmaStore
from orcid_tui.stores.protocol import ScanBatch
from tests.alma_stand_in import AlmaStandIn, Fault
from tests.stores.alma.conftest import PACE, OpenStore
from tests.stores.alma.looking import SET, fill, loaded, refs, titles


class Days:
    """A clock that can be put forward, and with it the day on which Alma counts its calls."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self.pace = replace(PACE, clock=lambda: time.monotonic() + self._ahead)

    async def pass_by(self) -> None:
        """Let what is still being asked come to its end, and then a day go by."""
        if others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        self._ahead += 86_400


async def until_it_breaks_off(store: AlmaStore, batches: list[ScanBatch]) -> SourceError | None:
    """Load on; the error, or None at the end."""
    try:
        async for batch in store.scan():
            batches.append(batch)
    except SourceError as error:
        return error
    return None


async def test_a_scan_that_broke_off_goes_on_and_asks_for_nothing_twice(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    members = fill(alma, 1_000)
    alma.service.remaining = 12
    days, batches = Days(), list[ScanBatch]()
    store = open_store(f"alma:set/{SET}", pace=days.pace)
    error = await until_it_breaks_off(store, batches)
    done = len(refs(batches)) // 3
    assert 0 < done < 1_000
    assert str(error).startswith(f"{done:,} of 1,000 titles are loaded. ")
    assert store.record(done).control_number == members[done - 1]
    await days.pass_by()
    alma.service.remaining = 100
    assert await until_it_breaks_off(store, batches) is None
    assert titles(store, batches) == members
    assert len(refs(batches)) == len(set(refs(batches))) == 3_000
    good = [each for each in alma.requests.all if each.status == 200]
    paths = [(each.path, each.query.get("offset"), each.query.get("mms_id")) for each in good]
    assert len(set(paths)) == len(paths) == 22


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.DROPPED, Fault.DAILY])
@pytest.mark.parametrize("path", ["/bibs", f"/conf/sets/{SET}/members"])
async def test_faults_that_outlast_the_repeats_lose_nothing(
    alma: AlmaStandIn, open_store: OpenStore, fault: Fault, path: str
) -> None:
    members = fill(alma, 450)
    alma.script(path, fault, 8)
    days, batches = Days(), list[ScanBatch]()
    store = open_store(f"alma:set/{SET}", pace=days.pace)
    errors = 0
    while error := await until_it_breaks_off(store, batches):
        assert str(error).isprintable()
        assert error.hint
        errors += 1
        await days.pass_by()
    assert 1 <= errors <= 8
    assert titles(store, batches) == members
    assert len(refs(batches)) == len(set(refs(batches))) == 1_350


async def test_with_passing_faults_everything_comes_all_the_same(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    members = fill(alma, 1_000)
    alma.faults.seed = 5
    alma.faults.chances = {Fault.SERVER_ERROR: 0.1, Fault.DROPPED: 0.1}
    store = open_store(f"alma:set/{SET}", pace=replace(PACE, waits=(0,) * 6))
    assert titles(store, await loaded(store)) == members
    assert alma.faults.done.total() > 0


async def test_who_leaves_in_the_middle_leaves_nothing_behind(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 1_500)
    store = open_store(f"alma:set/{SET}")
    scan = store.scan()
    await anext(scan)
    await scan.aclose()
    store.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others)
    before = len(alma.requests.all)
    assert store.record(1).damage
    assert len(alma.requests.all) == before < 32


async def test_the_loop_stays_alive_while_thousands_are_loaded(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    fill(alma, 1_500)
    store = open_store(f"alma:set/{SET}")
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    between = []
    async for _ in store.scan():
        between.append(ticks)
    ticking.cancel()
    assert all(later > earlier for earlier, later in pairwise(between))
