"""The record in full: by keys, small and wide."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.session.session import Session
from orcid_tui.ui.screens.record import RecordScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.widgets.block_pane import BlockPane
from tests.ui.driving import opened
from tests.ui.fakes import (
    PERSONS,
    RECORDS,
    MemoryRegistry,
    MemoryStore,
    invented,
    name_field,
    record,
    small_session,
)
from tests.ui.viewing import FIRST, SECOND, both_sizes, within


@both_sizes
async def test_the_whole_record_with_the_id_as_it_would_be(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("v")
        assert driver.shows(RecordScreen)
        for needed in (
            "record 1 99000001 · Hansen, Anna, 1961-",
            "LDR    00000nam_a2200000_i_4500",
            "008    190101s2019____no",
            "▶ 100 1_ $a Hansen, Anna, $d 1961- $e author.",
            f"+? $1 {invented(1).uri}",
            f"(so it would be with Hansen, Anna, {invented(1)})",
            "245 10 $a Harbours of the north / $c Anna Hansen ; edited by Jane Smith.",
            "700 1_ $a Smith, Jane, $e editor.",
            "▶ this heading · + is added",
            "n next open  p open before  Esc back",
        ):
            assert needed in driver.text, needed
        assert within(driver)


@pytest.mark.parametrize("key", ["escape", "q", "v"])
async def test_the_record_is_left_by_its_own_key(key: str) -> None:
    async with opened() as driver:
        await driver.press("v", key)
        assert driver.shows(RefineScreen)
        assert driver.ref == FIRST


async def test_a_decision_is_shown_for_every_heading_of_the_record() -> None:
    async with opened() as driver:
        await driver.press("2", "1", "g", "v")
        assert f"      +  $1 {invented(2).uri}" in driver.text
        assert f"      +  $1 {invented(4).uri}" in driver.text
        assert driver.text.count("(decided; not written before you save)") == 2
        assert "+?" not in driver.text


async def test_the_highlighted_candidate_is_the_one_that_would_be() -> None:
    async with opened() as driver:
        await driver.press("l", "j", "v")
        assert f"+? $1 {invented(2).uri}" in driver.text


async def test_from_open_heading_to_open_heading_without_leaving() -> None:
    async with opened() as driver:
        await driver.press("v", "n")
        assert "▶ 700 1_ $a Smith, Jane, $e editor." in driver.text
        assert f"+? $1 {invented(4).uri}" in driver.text
        await driver.press("n")
        assert "▶ 100 1_ $a Nobody, Norbert." in driver.text
        assert "+?" not in driver.text
        await driver.press("p", "p")
        assert "▶ 100 1_ $a Hansen, Anna" in driver.text
        await driver.press("n", "v")
        assert driver.ref == SECOND


async def test_no_heading_is_open_any_more() -> None:
    session = small_session(store=MemoryStore(RECORDS[:1]))
    async with opened(session) as driver:
        await driver.press("1", "1", "v", "n")
        assert "No heading is open here." in driver.text
        assert "▶ this heading" not in driver.text


async def test_the_record_opens_while_the_candidates_are_still_coming() -> None:
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    async with opened(small_session(registry), settle=False) as driver:
        await driver.until_text("Searching")
        await driver.pilot.press("v")
        await driver.until_text("▶ 100 1_ $a Hansen, Anna")
        assert "+?" not in driver.text
        assert registry.hold is not None
        registry.hold.set()
        await driver.until_text(f"+? $1 {invented(1).uri}")


async def test_a_record_that_is_not_looked_up_is_shown_all_the_same() -> None:
    registry = MemoryRegistry(PERSONS, fails=RegistryUnreachable("ORCID does not answer."))
    async with opened(small_session(registry)) as driver:
        await driver.press("v")
        assert "▶ 100 1_ $a Hansen, Anna" in driver.text
        assert "ORCID does not answer." in driver.text


async def test_a_long_record_opens_at_its_heading_and_lays_out_what_is_in_sight() -> None:
    fields = [name_field(f"Berg, Number {n}", tag="700") for n in range(3000)]
    session = Session(MemoryStore([record(1, *fields)]), MemoryRegistry(PERSONS))
    async with opened(session) as driver:
        await driver.press("G", "v")
        assert "▶ 700 1_ $a Berg, Number 2999" in driver.text
        pane = driver.app.screen.query_one(BlockPane)
        assert pane.laid_out < 60
        await driver.press("g")
        assert "LDR" in driver.text
        assert pane.laid_out < 90
