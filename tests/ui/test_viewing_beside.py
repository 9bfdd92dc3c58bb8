"""Two persons beside each other: by keys, small and wide."""

from __future__ import annotations

import pytest

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.ui.screens.beside import BesideScreen
from orcid_tui.ui.screens.refine import RefineScreen
from tests.ui.driving import opened
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    invented,
    small_session,
)
from tests.ui.viewing import FIRST, SECOND, THREE, both_sizes, within


@both_sizes
async def test_two_candidates_beside_each_other(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("b")
        assert driver.shows(BesideScreen)
        assert "▶ 1  Hansen, Anna" in driver.text
        assert "  2  Hansen, Anna Marie" in driver.text
        [ids] = [line for line in driver.lines if str(invented(1)) in line]
        assert str(invented(2)) in ids
        for needed in ("≠ now", "University of Oslo", "University of Bergen", "= before"):
            assert needed in driver.text, needed
        assert within(driver)


async def test_the_marked_one_is_chosen() -> None:
    async with opened() as driver:
        await driver.press("b", "right")
        assert "▶ 2  Hansen, Anna Marie" in driver.text
        await driver.press("enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(2)
        assert driver.ref == SECOND


async def test_the_marked_place_takes_another_candidate_but_never_the_other_one() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("b", "n")
        assert "▶ 3  Hansen, Anna Lise" in driver.text
        assert "  2  Hansen, Anna Marie" in driver.text
        await driver.press("p")
        assert "▶ 1  Hansen, Anna" in driver.text
        await driver.press("p")
        assert "There is no other candidate in this direction." in driver.text


async def test_a_digit_chooses_one_of_the_two_only() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("b", "3")
        assert driver.shows(BesideScreen)
        assert "Candidate 3 is not shown here." in driver.text
        await driver.press("2")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(2)


async def test_the_highlighted_one_is_at_the_left_with_the_best_other() -> None:
    async with opened(small_session(MemoryRegistry(THREE))) as driver:
        await driver.press("l", "j", "j", "b")
        assert "▶ 3  Hansen, Anna Lise" in driver.text
        assert "  1  Hansen, Anna" in driver.text


@pytest.mark.parametrize("key", ["escape", "q", "b"])
async def test_the_comparison_is_left_by_its_own_key(key: str) -> None:
    async with opened() as driver:
        await driver.press("b", key)
        assert driver.shows(RefineScreen)
        assert driver.session.decision(FIRST) is None


async def test_one_page_comes_and_the_other_does_not() -> None:
    registry = MemoryRegistry(PERSONS)
    async with opened(small_session(registry)) as driver:
        registry.fails = RegistryUnreachable("ORCID does not answer.")
        await driver.press("b")
        assert "ORCID does not answer." in driver.flat
        assert "Old College" in driver.text
        registry.fails = None
        await driver.press("r")
        assert driver.text.count("Old College") == 2
