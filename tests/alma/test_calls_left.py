"""The institution's other programs keep what they need of the day's calls."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.alma.calls_left import CallsLeft
from orcid_tui.alma.connecting import connect
from orcid_tui.alma.faults import AlmaError, CallsUsedUp, OutcomeUnknown
from orcid_tui.alma.manners import Pace
from tests.alma.answers import MMS_ID, bib, complaint, xml
from tests.alma.conftest import KEY, NETWORK_KEY, Open, OwnTime
from tests.alma_stand_in import AlmaStandIn, invented_bib, mms
from tests.web.server import Answer, ScriptedServer

BODY = bib().encode()


async def test_the_number_is_read_from_every_answer(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.script.append(xml(bib(), left="84213"))
    server.script.append(Answer(500, headers={"X-Exl-Api-Remaining": "84212"}))
    server.script.append(xml(bib()))
    server.script.append(xml(bib(), left="many"))
    alma = open_alma().api
    heard = [alma.remaining]
    for _ in range(3):
        await alma.bib(MMS_ID)
        heard.append(alma.remaining)
    assert heard == [None, 84213, 84212, 84212]


def test_an_older_number_that_comes_later_is_not_believed() -> None:
    left = CallsLeft(500, lambda: 0.0)
    for header in ("700", "698", "699", "", "-3", "700"):
        left.heard(header)
    assert left.remaining == 698
    left.heard("100000")  # a new day has begun
    assert left.remaining == 100_000


async def test_at_the_floor_nothing_more_is_asked(server: ScriptedServer, open_alma: Open) -> None:
    server.otherwise = xml(bib(), left="500")
    alma = open_alma(floor=500).api
    assert (await alma.bib(MMS_ID)).mms_id == MMS_ID  # the answer that told it is not lost
    for _ in range(3):
        with pytest.raises(CallsUsedUp, match="500 calls left") as told:
            await alma.bib(MMS_ID)
    assert "tomorrow" in told.value.hint
    assert len(server.seen) == 1


async def test_a_fault_at_the_floor_is_not_repeated(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = Answer(500, headers={"X-Exl-Api-Remaining": "3"})
    alma = open_alma(floor=500).api
    with pytest.raises(CallsUsedUp):
        await alma.bib(MMS_ID)
    assert len(server.seen) == 1


async def test_a_put_at_the_floor_keeps_its_own_outcome(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.otherwise = Answer(500, headers={"X-Exl-Api-Remaining": "3"})
    with pytest.raises(OutcomeUnknown):
        await open_alma(floor=500).api.put(MMS_ID, BODY)


@pytest.mark.parametrize("at_once", [1, 4])
async def test_the_floor_is_never_passed(time: OwnTime, at_once: int) -> None:
    """Also not by requests that are under way while the number comes down."""
    with AlmaStandIn([invented_bib(1)]) as alma:
        alma.service.remaining = 530
        pace = Pace(
            per_second=1e9, in_flight=at_once, floor=500, sleep=time.sleep, clock=time.clock
        )
        connection = connect(alma.access(), pace)
        asked = (connection.api.bibs([mms(1)]) for _ in range(60))
        told = await asyncio.gather(*asked, return_exceptions=True)
        await connection.aclose()
        assert 500 <= alma.service.remaining < 500 + at_once
        assert (
            sum(isinstance(one, CallsUsedUp) for one in told) == 60 - connection.api.requests_sent
        )


@pytest.mark.parametrize("saving", [False, True])
@pytest.mark.parametrize("shape", ["xml", "list"])
async def test_the_threshold_of_the_day_ends_all_asking(
    server: ScriptedServer, open_alma: Open, saving: bool, shape: str
) -> None:
    server.otherwise = complaint("DAILY_THRESHOLD", "Daily", 429, shape=shape)
    alma = open_alma().api
    for _ in range(3):
        with pytest.raises(CallsUsedUp, match="no more calls"):
            await (alma.put(MMS_ID, BODY) if saving else alma.bib(MMS_ID))
    assert len(server.seen) == 1


async def test_the_network_has_calls_of_its_own(server: ScriptedServer, open_alma: Open) -> None:
    server.script.append(complaint("DAILY_THRESHOLD", status=429))
    connection = open_alma(key=KEY, network_key=NETWORK_KEY)
    assert connection.network is not None
    with pytest.raises(CallsUsedUp):
        await connection.api.bib(MMS_ID)
    assert (await connection.network.bib(MMS_ID)).mms_id == MMS_ID


async def test_after_a_while_one_call_finds_out_about_a_new_day(
    server: ScriptedServer, open_alma: Open, time: OwnTime
) -> None:
    """A program that is left open over night must not have to be started again."""
    server.script.append(complaint("DAILY_THRESHOLD", status=429))
    alma = open_alma().api
    with pytest.raises(AlmaError):
        await alma.bib(MMS_ID)
    time.now += 3500
    with pytest.raises(CallsUsedUp):
        await alma.bib(MMS_ID)
    assert len(server.seen) == 1
    time.now += 200
    await alma.bib(MMS_ID)
    assert len(server.seen) == 2
