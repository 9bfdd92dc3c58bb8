"""No sliding second has more requests than allowed, however late some of them go out."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.gate import Gate
from orcid_tui.alma.manners import Pace
from tests.alma.conftest import OwnTime
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms


def most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for other in times if at <= other < at + 1) for at in times)


@given(
    st.integers(1, 25),
    st.lists(st.sampled_from([0, 0, 0.05, 0.3, 1.5]), min_size=20, max_size=60),
)
def test_what_is_late_is_not_caught_up(per_second: int, delays: list[float]) -> None:
    """The delay lies between the turn and the writing, as when a connection is made first."""
    time = OwnTime()
    gate = Gate(Pace(per_second=per_second, sleep=time.sleep, clock=time.clock))
    written: list[float] = []

    async def one(delay: float) -> None:
        async with gate.slots:
            await gate.begin()
            await time.sleep(delay)
            await gate.write()
            written.append(time.now)

    async def all_of_them() -> None:
        await asyncio.gather(*(one(delay) for delay in delays))

    asyncio.run(all_of_them())
    assert len(written) == len(delays)
    assert most_in_a_second(written) <= per_second


async def test_nothing_passes_during_a_pause() -> None:
    time = OwnTime()
    gate = Gate(Pace(per_second=5, sleep=time.sleep, clock=time.clock))
    await gate.begin()
    gate.pause(30)
    await gate.begin()
    assert time.now >= 1030
    await gate.write()
    gate.pause(1)
    gate.pause(60)
    gate.pause(2)
    before = time.now
    await gate.write()
    assert time.now >= before + 60


async def test_a_pause_reaches_those_who_are_waiting_already() -> None:
    time = OwnTime()
    gate: Gate

    async def sleep(seconds: float) -> None:
        if not time.pauses:
            gate.pause(10)
        await time.sleep(seconds)

    gate = Gate(Pace(per_second=5, sleep=sleep, clock=time.clock))
    await gate.begin()
    await gate.begin()
    assert time.now >= 1010


@pytest.fixture
def time() -> OwnTime:
    return OwnTime()


async def test_both_doors_keep_to_one_limit_together(time: OwnTime) -> None:
    """As the server sees it, in the client's own time, which stands still between requests."""
    with AlmaStandIn([invented_bib(n) for n in range(1, 5)], clock=time.clock) as alma:
        alma.service.per_second = 5
        pace = Pace(per_second=5, in_flight=1, sleep=time.sleep, clock=time.clock)
        connection = connect(alma.access(network=True), pace)
        assert connection.network is not None

        async def ask(api: AlmaApi, number: int) -> None:
            await api.bibs([mms(number)])

        doors = (connection.api, connection.network)
        await asyncio.gather(*(ask(api, n) for n in range(1, 16) for api in doors))
        await connection.aclose()
        assert len(alma.requests.all) == 30
        assert {seen.status for seen in alma.requests.all} == {200}
        assert {seen.key for seen in alma.requests.all} == {"exl_api", "exl_network"}
        assert alma.requests.most_in_a_second <= 5


async def test_all_pause_when_alma_has_had_too_many(time: OwnTime) -> None:
    """Others of the institution use up the second: whoever is refused first, both doors wait."""
    pausing, go_on = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        if seconds > 50:
            pausing.set()
            await go_on.wait()
        await time.sleep(seconds)

    with AlmaStandIn([invented_bib(1)]) as alma:
        alma.script("/bibs", Fault.THRESHOLD)
        pace = Pace(per_second=1e9, threshold_waits=(100,), jitter=0, sleep=sleep, clock=time.clock)
        connection = connect(alma.access(network=True), pace)
        assert connection.network is not None
        refused = asyncio.create_task(connection.api.bibs([mms(1)]))
        await pausing.wait()
        other = asyncio.create_task(connection.network.bibs([mms(1)]))
        done, _ = await asyncio.wait({refused, other}, timeout=0.3)
        assert not done
        assert connection.network.requests_sent == 0
        go_on.set()
        assert [one.mms_id for one in await refused] == [mms(1)]
        assert await other == ()
        await connection.aclose()


async def test_few_are_under_way_at_once(time: OwnTime) -> None:
    with AlmaStandIn([invented_bib(1)]) as alma:
        pace = Pace(per_second=1e9, in_flight=2, sleep=time.sleep, clock=time.clock)
        connection = connect(alma.access(), pace)
        await asyncio.gather(*(connection.api.bibs([mms(1)]) for _ in range(40)))
        await connection.aclose()
        assert alma.requests.most_in_flight <= 3  # one may be answered, but not yet counted so
