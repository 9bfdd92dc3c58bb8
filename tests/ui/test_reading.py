"""A large file is worked on while it is read; the reading can be stopped and taken up again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from orcid_tui.ui.reading import ReadingState
from orcid_tui.ui.render.reading import bar
from tests.marc.building import record_bytes
from tests.ui.driving import Driver, opened
from tests.ui.fakes import (
    PERSONS,
    RECORDS,
    MemoryRegistry,
    MemoryStore,
    big_record,
    invented,
    small_session,
)

COUNT = 200_000
OPEN = record_bytes(
    [("001", "x"), ("100", "1 ", [("a", "Hansen, Anna.")]), ("245", "10", [("a", "A book.")])]
)
LINKED = record_bytes(
    [("001", "y"), ("100", "1 ", [("a", "Hansen, Anna."), ("1", invented(1).uri)])]
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200,000 records, the last with an iD; about 26 MB."""
    path = tmp_path_factory.mktemp("large") / "large.mrc"
    path.write_bytes(OPEN * (COUNT - 1) + LINKED)
    return path


def session_on(path: Path) -> Session:
    return Session(MarcFileStore(path, holds_demo=True), MemoryRegistry(PERSONS))


async def stopped(driver: Driver) -> int:
    """Stop as soon as something is there; how many headings that are."""
    await driver.until(lambda: len(driver.session.refs))
    driver.burst("escape")
    await driver.until(lambda: "Reading stopped at" in driver.flat)
    found = len(driver.session.refs)
    assert 0 < found < COUNT
    return found


async def test_escape_stops_the_reading_and_i_takes_it_up(large: Path) -> None:
    async with opened(session_on(large), settle=False) as driver:
        found = await stopped(driver)
        await driver.settle()
        assert len(driver.session.refs) == found
        assert f"The {found:,} headings found so far can be worked on and saved" in driver.flat
        assert "% read, i reads on" in driver.flat
        assert "░" in driver.text
        await driver.press("1")
        assert driver.session.counts().chosen == 1
        await driver.pilot.press("i")
        await driver.until(lambda: driver.session.scanned)
        await driver.settle()
        assert len(driver.session.refs) == COUNT
        assert driver.session.counts().linked == 1
        assert "% read" not in driver.text
        assert "reads on" not in driver.text
        await driver.press("i")
        assert "Everything that can be read here has been read." in driver.flat


async def test_a_save_before_the_end_reads_the_rest_and_the_work_goes_on(
    large: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.mrc"
    copy.write_bytes(large.read_bytes())
    async with opened(session_on(copy), settle=False) as driver:
        found = await stopped(driver)
        await driver.settle()
        session, first = driver.session, HeadingRef(1, "100", 1)
        await driver.press("1")
        report = await session.save(SaveTarget(SaveMode.REPLACE))
        assert report.written == (first,)
        assert copy.stat().st_size > large.stat().st_size
        assert len(session.refs) == found
        await driver.pilot.press("i")
        await driver.until(lambda: session.scanned)
        assert list(session.refs[-2:]) == [HeadingRef(n, "100", 1) for n in (COUNT - 1, COUNT)]
        assert len(session.refs) == COUNT
        # Judged in the new file, though the old one was being read when the save came.
        assert session.state(HeadingRef(COUNT, "100", 1)) is HeadingState.LINKED
        assert session.state(first) is HeadingState.SAVED
        assert session.counts().linked == 1


async def test_escape_first_clears_the_filter_and_goes_to_the_headings() -> None:
    store = MemoryStore(make=big_record, count=3000)
    store.hold_scan = asyncio.Event()
    async with opened(Session(store, MemoryRegistry(PERSONS)), settle=False) as driver:
        await driver.until_text("1,000 headings")
        await driver.pilot.press("slash", "h", "escape", "tab", "escape")
        await driver.until(lambda: driver.focused == "headings")
        reading = driver.refine.reading
        assert reading.state.value == ReadingState.GOING_ON.value
        await driver.pilot.press("escape")
        assert reading.state.value == ReadingState.STOPPED.value
        # Taken back before it took effect: the reading has never ended.
        await driver.pilot.press("i")
        store.hold_scan.set()
        await driver.until(lambda: driver.session.scanned)
        await driver.settle()
        assert len(driver.session.refs) == 3000


async def test_where_all_is_read_escape_says_nothing_about_it() -> None:
    async with opened(small_session(store=MemoryStore(RECORDS))) as driver:
        await driver.press("escape", "escape")
        assert "Reading" not in driver.text


def test_the_bar_is_full_only_at_the_end() -> None:
    assert bar(0) == "░" * 16
    assert bar(50) == "█" * 8 + "░" * 8
    assert bar(99).endswith("░")
    assert bar(100) == "█" * 16
