"""From the decision to the record in a server that keeps to Alma's contract, and back, by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from orcid_tui.alma.connecting import connect
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.files import FileJournal
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.alma.source import parse_source
from orcid_tui.stores.alma.store import AlmaStore
from tests.alma_stand_in import AlmaStandIn, Fault, invented_bib, mms
from tests.session.registry import MemoryRegistry
from tests.stores.alma.conftest import PACE
from tests.stores.alma.saving import PATIENCE, real
from tests.ui.driving import WIDE, Driver, opened

_COUNT = 6


def first(number: int) -> HeadingRef:
    """The main entry of a record."""
    return HeadingRef(number, "100", 1)


@asynccontextmanager
async def at_work(alma: AlmaStandIn) -> AsyncIterator[Driver]:
    """Six titles are open, and something is decided about the main entry of each."""
    alma.slow = 1
    alma.service.remaining = 90_000
    alma.add(*(invented_bib(number) for number in range(1, _COUNT + 1)))
    source = parse_source("alma:mms/" + ",".join(map(mms, range(1, _COUNT + 1))))
    assert source is not None
    connection = connect(alma.access(), PACE)
    store = AlmaStore(source, connection, FileJournal(), patience=PATIENCE)
    session = Session(store, MemoryRegistry(), also_close=connection.aclose)
    async for _ in session.scan():
        pass
    for number in range(1, _COUNT + 1):
        session.adopt(first(number), real(number))
    async with opened(session, WIDE) as driver:
        yield driver


def ids(alma: AlmaStandIn, number: int) -> tuple[str, ...]:
    """The iDs that the main entry of a record carries in Alma now."""
    [field] = alma.fields(mms(number), "100")
    return tuple(value for value in field.values("1") if "orcid" in value)


async def test_every_end_is_on_the_screen_and_a_second_save_takes_the_rest() -> None:
    with AlmaStandIn() as alma:
        async with at_work(alma) as driver:
            alma.script(mms(1), Fault.STORED_THEN_DROPPED)
            alma.script(mms(2), Fault.HEADING_CHANGED)
            alma.open_elsewhere(mms(3))
            alma.script(mms(4), Fault.INVALID)
            alma.script(mms(5), Fault.WARNED)
            await driver.press("w")
            assert "PRODUCTION" in driver.lines[0]
            assert "6 records, about 12 calls" in driver.flat
            await driver.press("enter")
            flat = driver.flat
            assert "3 stored, 2 refused, 1 for later" in driver.lines[0]
            assert f"✗ changed meanwhile record 2 (MMS {mms(2)})" in flat
            assert f"✗ refused record 4 (MMS {mms(4)})" in flat
            assert f"» for later record 3 (MMS {mms(3)})" in flat
            assert f"■ stored, with a note record 1 (MMS {mms(1)})" in flat
            assert f"■ stored, with a note record 5 (MMS {mms(5)})" in flat
            assert f"■ stored record 6 (MMS {mms(6)})" in flat
            assert [number for number in range(1, 7) if ids(alma, number)] == [1, 5, 6]

            await driver.press("m")
            assert "decided the field gets the iD" in driver.flat
            await driver.press("a")
            alma.closed_again(mms(3))
            await driver.press("w")
            assert "3 fields will change" in driver.flat
            await driver.press("enter")
            assert "3 stored" in driver.lines[0]
            assert [ids(alma, number) for number in range(1, 7)] == [
                (real(number).uri,) for number in range(1, 7)
            ]
            assert driver.session.unsaved == 0
        assert set(alma.stored.values()) == {1}
        assert not alma.leaks
        assert not alma.careless


async def test_an_undo_gives_alma_back_what_it_had() -> None:
    with AlmaStandIn() as alma:
        async with at_work(alma) as driver:
            await driver.press("w", "enter")
            assert "6 stored" in driver.lines[0]
            await driver.press("U", "enter", "u")
            assert "6 undone" in driver.lines[0]
            await driver.press("enter")
            assert not any(ids(alma, number) for number in range(1, 7))
            assert driver.session.state(first(1)) is HeadingState.OPEN
            assert driver.session.unsaved == 0
        assert alma.damage() == []


async def test_the_record_in_full_is_what_alma_gets_and_then_has() -> None:
    with AlmaStandIn() as alma:
        async with at_work(alma) as driver:
            await driver.press("v")
            assert driver.lines[0].startswith("  PRODUCTION   record 1")
            assert f"      +  $1 {real(1).uri}" in driver.text
            assert "(decided; not written before you save)" in driver.text
            await driver.press("v", "w", "enter", "escape")
            assert ids(alma, 1) == (real(1).uri,)
            await driver.press("v")
            assert f"$1 {real(1).uri}" in driver.text
            assert f"+  $1 {real(1).uri}" not in driver.text
            assert "decided" not in driver.text
