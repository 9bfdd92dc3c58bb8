"""The list of sets in front of a server that keeps to the contract, through the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from orcid_tui.alma.access import AlmaAccess
from orcid_tui.alma.connecting import connect
from tests.alma_stand_in import AlmaStandIn, Fault, StandInSet, invented_bib, mms
from tests.alma_stand_in.keys import NO_CONF_KEY
from tests.ui.alma_fakes import PACE, Door
from tests.ui.sets_driving import Hands, shown


def stand_in() -> AlmaStandIn:
    titles = [
        StandInSet(f"2510000{n:04}1234", f"Weekly list {n}", [mms(1)] * n, logical=n % 2 == 0)
        for n in range(1, 231)
    ]
    others = [
        StandInSet("25200000001234", "Weekly items", ["23100"], content="ITEM"),
        StandInSet("25200000011234", "Printed weekly", [mms(1)], content="IEP"),
    ]
    return AlmaStandIn([invented_bib(1)], [*titles, *others])


@asynccontextmanager
async def looking(access: AlmaAccess) -> AsyncIterator[Hands]:
    connection = connect(access, PACE)
    try:
        async with shown(Door(connection)) as hands:
            yield hands
    finally:
        await connection.aclose()


async def test_sets_are_listed_searched_and_counted() -> None:
    with stand_in() as alma:
        alma.service.remaining = 90_000
        async with looking(alma.access()) as hands:
            assert "PRODUCTION" in hands.text.splitlines()[0]
            assert "100 of 231 sets" in hands.text
            assert "calls left today" in hands.flat
            assert "Enter opens 1 title, with about 2 calls." in hands.text
            await hands.press("G")
            assert len(hands.list.rows) == 231
            assert "Printed weekly" in hands.text
            assert "Physical titles" in hands.text
            assert "Weekly items" not in hands.text
            await hands.press("slash", *"printed", "enter")
            assert [found.name for found in hands.list.rows] == ["Printed weekly"]
            await hands.press("enter")
            assert [one.name for one in hands.chosen if one] == ["Printed weekly"]
        assert not alma.leaks


async def test_a_key_for_bibs_only_is_led_to_mms_ids() -> None:
    with stand_in() as alma:
        async with looking(alma.access(NO_CONF_KEY)) as hands:
            assert "So sets cannot be listed; m opens titles by their MMS IDs." in hands.flat
            assert "PRODUCTION?" in hands.text


async def test_a_wrong_key_is_led_nowhere() -> None:
    with stand_in() as alma:
        async with looking(alma.access("nonsense")) as hands:
            assert "m opens titles" not in hands.flat
            assert "r asks again." in hands.flat


async def test_the_day_is_over() -> None:
    with stand_in() as alma:
        alma.always("/conf/sets", Fault.DAILY)
        async with looking(alma.access()) as hands:
            assert "r asks again." in hands.flat
            assert "sets not listed" in hands.text
