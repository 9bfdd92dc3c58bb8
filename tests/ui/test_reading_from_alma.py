"""A set is worked on while it is loaded; what broke off goes on; PRODUCTION is on the screen."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import SystemState
from tests.ui.alma_fakes import SystemStoreInMemory
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import PERSONS, MemoryRegistry


def session_on(store: SystemStoreInMemory) -> Session:
    return Session(store, MemoryRegistry(PERSONS))


async def test_titles_are_counted_while_they_come() -> None:
    store = SystemStoreInMemory(1000)
    store.hold_scan = asyncio.Event()
    async with opened(session_on(store), WIDE, settle=False) as driver:
        await driver.until_text("100 of 1,000 titles")
        assert "█░░░░" in driver.text
        assert "Esc stops" in driver.flat
        await driver.pilot.press("escape")
        store.hold_scan.set()
        await driver.until(lambda: "Reading stopped at" in driver.flat)
        assert "of 1,000 titles read, i reads on" in driver.flat
        assert "headings found so far can be worked on and saved. i reads on." in driver.flat
        await driver.pilot.press("i")
        await driver.until(lambda: driver.session.scanned)
        assert len(driver.session.refs) == 1000


async def test_after_a_fault_i_goes_on_where_it_broke_off() -> None:
    store = SystemStoreInMemory(1000, breaks_at=400)
    async with opened(session_on(store), WIDE) as driver:
        assert "Alma does not answer. Look at the network." in driver.flat
        assert "Look at the network. What is here can be worked on; i reads on." in driver.flat
        assert "400 of 1,000 titles read, i reads on" in driver.flat
        assert "No personal-name heading" not in driver.flat
        await driver.press("i")  # it is still down
        assert driver.flat.count("Alma does not answer.") == 1
        assert len(driver.session.refs) == 400
        store.breaks_at = 0
        await driver.press("i")
        assert driver.session.scanned
        assert [ref.record for ref in driver.session.refs] == list(range(1, 1001))
        assert "titles read" not in driver.flat
        await driver.press("i")
        assert "Everything that can be read here has been read." in driver.flat


async def test_a_fault_before_the_first_title_can_be_tried_again() -> None:
    store = SystemStoreInMemory(200, breaks_at=-1)
    async with opened(session_on(store)) as driver:
        assert "Look at the network. i tries again." in driver.flat
        assert "nothing read yet, i reads" in driver.flat
        store.breaks_at = 0
        await driver.press("i")
        assert len(driver.session.refs) == 200


async def test_a_fault_that_lasts_ends_the_reading() -> None:
    store = SystemStoreInMemory(200, breaks_at=100)
    store.resumes = False
    async with opened(session_on(store)) as driver:
        assert "Alma does not answer." in driver.flat
        assert "reads on" not in driver.flat
        await driver.press("i")
        assert store.done == 100


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_title_and_status_say_where_it_will_be_written(size: tuple[int, int]) -> None:
    store = SystemStoreInMemory(3)
    store.notices = ("2 titles are not known to Alma.",)
    async with opened(session_on(store), size) as driver:
        assert driver.lines[0].startswith("  PRODUCTION   Theses 2024 · Example University")
        assert "89,120 calls left today" in driver.flat
        assert "2 titles are not known to Alma." in driver.flat
        strip = driver.app.screen._compositor.render_strips()[0]
        assert all(s.style and s.style.reverse for s in strip if "PRODUCTION" in s.text)
        store.system = SystemState("Example University", "", 1)
        driver.refine.show_title()
        driver.refine.show_progress()
        await driver.settle()
        assert driver.lines[0].startswith(" Theses 2024 · Example University")
        assert "1 call left today" in driver.flat


async def test_a_record_that_cannot_be_changed_is_marked_with_the_reason() -> None:
    store = SystemStoreInMemory(3)
    store.unchangeable[2] = "This record is kept in the Community Zone, where nothing can be saved."
    async with opened(session_on(store)) as driver:
        second = HeadingRef(2, "100", 1)
        assert driver.session.state(second) is HeadingState.CLOSED
        await driver.press("j")
        assert driver.ref == second
        assert driver.lines[2].startswith(" × closed   Hansen")
        assert " × closed  This record is kept in the Community Zone" in driver.text
        assert driver.flat.count("where nothing can be saved.") == 1
        await driver.press("x")
        assert driver.session.counts().nobody == 0
        assert driver.flat.count("where nothing can be saved.") == 2
