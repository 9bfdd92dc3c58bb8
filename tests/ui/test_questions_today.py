"""How many questions were sent today: said where there is room, and always when few are left."""

from __future__ import annotations

import pytest

from orcid_tui.registry.protocol import DayCount
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import PERSONS, MemoryRegistry, small_session


@pytest.mark.parametrize(
    ("size", "sent", "seen"),
    [
        (WIDE, 1_204, True),
        (SMALL, 1_204, True),
        (WIDE, 20_000, True),
        (SMALL, 20_000, True),
    ],
)
async def test_it_is_seen(size: tuple[int, int], sent: int, seen: bool) -> None:
    registry = MemoryRegistry(PERSONS, day=DayCount(sent, 25_000))
    async with opened(small_session(registry), size=size) as driver:
        await driver.press("x")
        assert (f"{sent:,} of 25,000 questions today" in driver.flat) is seen
        assert "in advance" not in driver.flat
        await driver.press("question_mark", "G")
        assert f"{sent:,} of 25,000 questions today" in driver.flat


async def test_that_nothing_is_looked_up_in_advance_is_said() -> None:
    registry = MemoryRegistry(PERSONS, day=DayCount(24_600, 25_000), may_look_ahead=False)
    async with opened(small_session(registry)) as driver:
        await driver.press("x")
        assert "24,600 of 25,000 questions today, no look-ups in advance now" in driver.flat


async def test_where_nobody_counts_nothing_is_said() -> None:
    async with opened(size=WIDE) as driver:
        await driver.press("x")
        assert "questions today" not in driver.flat


async def test_r_asks_the_registry_again() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        await driver.looked_ahead()
        before = registry.asked.count("Hansen")
        assert "for Hansen, Anna" in driver.text
        registry.persons = ()
        await driver.press("r")
        assert registry.asked.count("Hansen") == before + 1
        assert "No candidate for Hansen, Anna" in driver.text
