"""Tidying a whole file: everything is shown, everything can be left out, nothing is hasty."""

from __future__ import annotations

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.record import BibRecord
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.protocol import Change, FieldRefused, Preview
from orcid_tui.ui.render.fields import short_preview_lines
from orcid_tui.ui.screens.dialogs import AskScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.save import SaveScreen
from orcid_tui.ui.screens.tidy import TidyScreen
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    MemoryStore,
    invented,
    name_field,
    record,
    small_session,
)

MANY = 3_000
"""Every third is untidy."""


def _one_of_many(number: int) -> BibRecord:
    forms = (
        ("1", invented(number).uri),
        ("0", f"(orcid){invented(number)}"),
        ("4", "aut"),
    )
    return record(number, name_field(f"Hansen, Anna {number}.", forms[number % 3]))


def _ref(number: int) -> HeadingRef:
    return HeadingRef(number, "100", 1)


def _session(count: int = 9) -> Session:
    return Session(MemoryStore(make=_one_of_many, count=count), MemoryRegistry(PERSONS))


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 18)], ids=str)
async def test_every_field_is_shown_before_and_after(size: tuple[int, int]) -> None:
    async with opened(_session(), size=size) as driver:
        await driver.press("T")
        assert driver.shows(TidyScreen)
        assert "3 of 3 older forms will be tidied." in driver.flat
        for number in (1, 4, 7):
            assert f"[x] record {number} 9900000{number}, 100" in driver.flat
            assert f"✗$0 (orcid){invented(number)}✗" in driver.text
            assert f"▸$1 {invented(number).uri[:25]}" in driver.text
        assert "record 3" not in driver.text
        assert driver.session.unsaved == 0


async def test_what_is_ticked_is_tidied_after_one_question_and_taken_back_as_one() -> None:
    async with opened(_session()) as driver:
        await driver.press("T", "j", "space")
        assert "2 of 3 older forms" in driver.flat
        assert "[ ] record 4 " in driver.flat
        await driver.press("enter")
        assert driver.shows(AskScreen)
        assert "Tidy 2 fields?" in driver.flat
        await driver.press("enter")
        assert driver.shows(AskScreen)  # Enter alone is no answer
        assert driver.session.counts().tidied == 0
        await driver.press("t")
        assert driver.shows(RefineScreen)
        states = [driver.session.state(_ref(number)) for number in (1, 4, 7)]
        assert states == [HeadingState.TIDIED, HeadingState.LINKED, HeadingState.TIDIED]
        assert "2 iDs will stand in the usual form when you save." in driver.flat
        assert "~ tidied Hansen, Anna 1" in driver.flat
        await driver.press("u")
        assert driver.session.counts().tidied == 0
        assert "Taken back: 2 headings." in driver.flat
        assert "~ tidied" not in driver.text
        await driver.press("ctrl+r")
        assert driver.session.counts().tidied == 2


@pytest.mark.parametrize("keys", [("escape",), ("q",), ("enter", "escape", "escape")], ids=str)
async def test_going_back_decides_nothing(keys: tuple[str, ...]) -> None:
    async with opened(_session()) as driver:
        await driver.press("T", *keys)
        assert driver.shows(RefineScreen)
        assert "Nothing was tidied." in driver.flat
        assert driver.session.unsaved == 0


async def test_all_or_none() -> None:
    async with opened(_session()) as driver:
        await driver.press("T", "a")
        assert "0 of 3 older forms" in driver.flat
        assert "[x] record" not in driver.text
        await driver.press("enter")
        assert driver.shows(TidyScreen)  # there is nothing to ask about
        await driver.press("a")
        assert "3 of 3 older forms" in driver.flat
        await driver.press("space", "a")
        assert "3 of 3 older forms" in driver.flat


async def test_where_all_is_tidy_it_says_so() -> None:
    async with opened(small_session()) as driver:
        await driver.press("T")
        assert "Nothing to tidy: every iD stands in the usual form." in driver.flat
        await driver.press("space", "a", "enter", "escape")
        assert driver.shows(RefineScreen)


async def test_the_palette_offers_it() -> None:
    async with opened(_session(), size=(100, 40)) as driver:
        await driver.press("ctrl+p", *"tidythewhole")
        await driver.until_text("Tidy the whole file")
        await driver.press("enter")
        await driver.until(lambda: driver.shows(TidyScreen))


async def test_a_field_that_cannot_be_written_says_why() -> None:
    class Full(MemoryStore):
        def preview(self, change: Change) -> Preview:
            if change.ref == _ref(4):
                raise FieldRefused("The record would be longer than 99,999 bytes.")
            return super().preview(change)

    store = Full(make=_one_of_many, count=9)
    async with opened(Session(store, MemoryRegistry(PERSONS))) as driver:
        await driver.press("T")
        assert "not written: The record would be longer than 99,999 bytes." in driver.flat


async def test_a_thousand_fields_are_shown_tidied_and_saved() -> None:
    async with opened(_session(MANY)) as driver:
        await driver.press("T")
        await driver.until_text("1,000 of 1,000 older forms")
        await driver.press("G", "space")
        assert "[ ] record 2,998 " in driver.flat
        await driver.press("enter", "t")
        assert driver.session.counts().tidied == 999
        await driver.pilot.press("w")
        await driver.until(lambda: driver.shows(SaveScreen))
        await driver.until_text("999 fields will change")
        await driver.press("tab", "G")
        assert "record 2,995 99002995, 100 · iD tidied" in driver.flat
        assert f"✗$0 (orcid){invented(2995)}✗" in driver.text
        await driver.press("tab", "enter")
        assert "999 iDs tidied." in driver.flat


async def test_enter_waits_for_the_whole_plan() -> None:
    store = MemoryStore(make=_one_of_many, count=MANY)
    async with opened(Session(store, MemoryRegistry(PERSONS))) as driver:
        session = driver.session
        session.tidy(*session.untidy())
        driver.burst("w", "enter")
        await driver.until_text("1,000 fields will change")
        assert store.saves == []
        await driver.press("escape")
        assert driver.shows(RefineScreen)


@pytest.mark.parametrize("width", [40, 60, 79, 119])
def test_a_short_line_keeps_the_change_in_sight(width: int) -> None:
    head = ("Hansen, Anna Margarethe Johanne 王小,", ("d", "1961-"), ("e", "author."))
    old, new = name_field(*head, ("0", "(orcid)1")), name_field(*head, ("1", "x"))
    lines = short_preview_lines(Preview(old, new), width, 4)
    assert all(line.cell_length <= width for line in lines)
    assert "✗$0 (orcid)1✗" in lines[0].plain
    assert "▸$1 x◂" in lines[1].plain
    assert all("100 1_ " in line.plain for line in lines)
    nothing_new = short_preview_lines(Preview(old, name_field(*head)), width, 4)
    assert nothing_new[1].plain.endswith("$e author.")
