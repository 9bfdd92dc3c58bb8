"""The order of work and the filters on the screen: keys, words, and nothing that jumps."""

from __future__ import annotations

import asyncio
import json

import pytest
from textual.content import Content

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.session.marks import CONFLICT, RECOMMENDED
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.messages import ViewRenewed
from orcid_tui.ui.render.states import legend
from orcid_tui.ui.screens.filtering import FilterScreen, criteria_rows
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.widgets.filter_bar import FilterBar
from orcid_tui.ui.widgets.heading_list import HeadingList
from orcid_tui.worklist.orders import Order, arranged
from orcid_tui.worklist.texts import SearchTexts
from orcid_tui.worklist.view import WorkView
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import (
    PERSONS,
    MemoryRegistry,
    MemoryStore,
    big_record,
    invented,
    name_field,
    record,
)

_OSLO = ("u", "University of Oslo")
SURE = HeadingRef(1, "100", 1)
UNSURE = HeadingRef(2, "100", 1)
NOBODY = HeadingRef(3, "100", 1)
OTHER_ID = HeadingRef(4, "100", 1)
BROKEN = HeadingRef(5, "700", 1)
ALSO_SURE = HeadingRef(6, "700", 1)

RECORDS = (
    record(1, name_field("Hansen, Anna.", _OSLO), title="Zebra"),
    record(2, name_field("Hansen, Anna."), title="Yak"),
    record(3, name_field("Nobody, Norbert."), title="Xylophone"),
    record(4, name_field("Hansen, Anna.", _OSLO, ("1", invented(2).uri)), title="Wolf"),
    record(
        5,
        name_field("Aalto, Bo.", ("1", "https://orcid.org/0099-0000-0000-0000"), tag="700"),
        title="Vole",
    ),
    record(6, name_field("Hansen, Anna.", _OSLO, tag="700"), title="Urchin"),
)

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])


def work() -> Session:
    """Two sure headings, two in conflict, an unsure one and one that nobody has."""
    return Session(MemoryStore(RECORDS), MemoryRegistry(PERSONS))


def rows(driver: Driver) -> list[int]:
    """The records of the rows."""
    return [ref.record for ref in driver.refine.headings.list.rows]


async def look_everything_up(driver: Driver) -> None:
    """Every heading is answered."""
    for ref in driver.session.refs:
        await driver.session.look_up(ref)
    await driver.settle()


@both_sizes
async def test_the_four_orders(size: tuple[int, int]) -> None:
    async with opened(work(), size) as driver:
        await look_everything_up(driver)
        await driver.press("j", "S")
        assert "Order of work" in driver.text
        assert "Now: by record." in driver.flat
        await driver.press("n")
        assert rows(driver) == [5, 1, 2, 4, 6, 3]
        assert driver.ref == UNSURE
        assert "6 headings, by name" in driver.text
        await driver.press("S", "s")
        assert rows(driver) == [1, 6, 2, 4, 5, 3] or rows(driver) == [1, 6, 2, 5, 4, 3]
        assert driver.ref == UNSURE
        assert "surest first" in driver.text
        await driver.press("S", "h")
        assert rows(driver)[2:] == [2, 1, 6, 3]
        assert set(rows(driver)[:2]) == {4, 5}
        await driver.press("S", "r")
        assert rows(driver) == [1, 2, 3, 4, 5, 6]
        assert "by record" not in driver.lines[0]
        await driver.press("S", "escape")
        assert driver.ref == UNSURE


async def test_a_choice_goes_on_in_the_order_of_work() -> None:
    async with opened(work()) as driver:
        await look_everything_up(driver)
        await driver.press("S", "s", "g", "1")
        assert driver.ref == ALSO_SURE
        await driver.press("1")
        assert driver.ref == UNSURE
        assert rows(driver)[:2] == [1, 6]
        await driver.press("p")
        assert driver.session.state(driver.ref) is HeadingState.OPEN


@both_sizes
async def test_ticking_states_fields_and_recommendations(size: tuple[int, int]) -> None:
    async with opened(work(), size) as driver:
        await look_everything_up(driver)
        await driver.press("f")
        assert all(len(line.rstrip()) <= size[0] for line in driver.lines)
        assert "[ ] o  open: nothing is decided yet" in driver.text
        await driver.press("h")
        assert "[x] h  advised: one is recommended" in driver.text
        await driver.press("enter")
        assert rows(driver) == [1, 4, 6]
        assert "recommended" in driver.text
        assert "3 of 6" in driver.text
        await driver.press("f", "o", "2", "enter")
        assert rows(driver) == [6]
        assert "open · 700 · recommended" in driver.text
        await driver.press("f", "a")
        assert rows(driver) == [1, 2, 3, 4, 5, 6]
        assert not driver.refine.query_one(FilterBar).has_class("-shown")
        await driver.press("f", "d", "enter")
        assert rows(driver) == [4, 5]
        assert "conflict" in driver.text
        await driver.press("f", "d", "l", "escape")
        assert rows(driver) == [4, 5]
        await driver.press("escape")
        assert len(rows(driver)) == 6


async def test_space_ticks_the_row_under_the_cursor() -> None:
    async with opened(work()) as driver:
        await driver.press("f", "j", "space", "enter")
        assert rows(driver) == [4]
        assert "linked" in driver.text
        await driver.press("f")
        assert "[x] l" in driver.text
        await driver.press("space", "enter")
        assert len(rows(driver)) == 6


async def test_every_row_of_the_choice_has_a_key_of_its_own() -> None:
    async with opened(work()) as driver:
        keys = [row.key for row in criteria_rows(driver.session)]
        assert len(set(keys)) == len(keys)
        assert not set(keys) & set("jkgGaq ")
        counts = {row.key: row.count for row in criteria_rows(driver.session)}
        assert (counts["o"], counts["l"], counts["1"], counts["2"]) == (5, 1, 4, 2)


async def test_words_combine_with_what_is_ticked() -> None:
    async with opened(work()) as driver:
        await driver.press("f", "1", "enter", "slash", *"hans")
        assert rows(driver) == [1, 2, 4]
        assert "100 · / hans" in driver.text
        await driver.press("enter", "f", "o", "enter")
        assert rows(driver) == [1, 2]
        assert "open · 100 · / hans" in driver.text
        await driver.press("escape")
        assert len(rows(driver)) == 6


async def test_words_that_were_typed_meanwhile_are_not_written_over() -> None:
    async with opened(work()) as driver:
        await driver.press("slash", *"urch")
        bar = driver.refine.query_one(FilterBar)
        bar.post_message(FilterBar.Changed("ur"))  # one that took its time
        await driver.settle()
        assert bar.words == "urch"
        await driver.press("i")
        assert bar.words == "urchi"
        assert rows(driver) == [6]
        await driver.press("escape", "slash")
        assert bar.words == ""


async def test_a_decided_heading_stays_until_the_filter_is_renewed() -> None:
    async with opened(work()) as driver:
        await look_everything_up(driver)
        await driver.press("f", "o", "enter")
        assert rows(driver) == [1, 2, 3, 5, 6]
        await driver.press("1")
        assert rows(driver) == [1, 2, 3, 5, 6]
        assert driver.ref == UNSURE
        assert "5 of 6 · 1 no more, f Enter renews" in driver.text
        await driver.press("x")
        assert "2 no more" in driver.text
        await driver.press("u")
        assert "1 no more" in driver.text
        await driver.press("f", "enter")
        assert rows(driver) == [2, 3, 5, 6]
        assert "no more" not in driver.text


async def test_undo_shows_a_heading_that_the_renewed_filter_hides() -> None:
    async with opened(work()) as driver:
        await driver.press("1", "f", "o", "enter")
        assert 1 not in rows(driver)
        await driver.press("u")
        assert driver.ref == SURE


async def test_the_cursor_comes_back_to_the_heading_that_a_filter_hid() -> None:
    async with opened(work()) as driver:
        await driver.press("j", "j", "slash", *"urch", "enter", "escape")
        assert driver.ref == NOBODY
        await driver.press("slash", *"hans", "enter", "j", "escape")
        assert driver.ref == UNSURE


async def test_an_answer_gives_its_row_a_sign_and_touches_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    session = Session(MemoryStore(RECORDS), registry)
    async with opened(session, settle=False) as driver:
        await driver.until_text("Urchin")
        drawn: list[int] = []
        drawing = HeadingList.draw_line

        def draw_line(listed: HeadingList, line: int, width: int) -> Content:
            drawn.append(line)
            return drawing(listed, line, width)

        monkeypatch.setattr(HeadingList, "draw_line", draw_line)
        assert "* advised" not in driver.text
        session._note_answer(ALSO_SURE, LookUp(recommended=invented(1)))
        await driver.pilot.pause()
        assert set(drawn) == {5}
        assert "* advised" in driver.lines[6]
        assert registry.hold is not None
        registry.hold.set()


async def test_conflicts_have_a_sign_before_and_after_the_answer() -> None:
    async with opened(work()) as driver:
        assert driver.session.marks(BROKEN) & CONFLICT
        await look_everything_up(driver)
        assert driver.session.marks(OTHER_ID) & CONFLICT
        assert driver.text.count("? conflict") >= 2
        meanings = " ".join(meaning for _, meaning in legend())
        assert "advised" in meanings
        assert "conflict" in meanings


def numbered(number: int) -> tuple[str, str]:
    """Every seventh is sure, the others are not."""
    return _OSLO if number % 7 == 0 else ("e", "author.")


async def test_answers_sort_only_what_is_below_the_screen() -> None:
    store = MemoryStore(
        make=lambda number: record(number, name_field("Hansen, Anna.", numbered(number))),
        count=60,
    )
    registry = MemoryRegistry(PERSONS, hold=asyncio.Event())
    session = Session(store, registry)
    async with opened(session, settle=False) as driver:
        await driver.until_text("60 headings")
        await driver.pilot.press("S", "s")
        await driver.until_text("60 headings, surest first")
        pane = driver.refine.headings
        sight = list(pane.in_sight())
        assert registry.hold is not None
        registry.hold.set()
        for ref in session.refs:
            await session.look_up(ref)
        sure = [ref for ref in session.refs if ref not in sight and ref.record % 7 == 0]
        assert all(session.marks(ref) & RECOMMENDED for ref in sure)
        below = slice(len(sight), len(sight) + len(sure))
        await driver.until(lambda: pane.list.rows[below] == sure)
        assert list(pane.in_sight()) == sight
        assert sorted(pane.list.rows) == sorted(session.refs)


async def test_a_filter_that_lives_on_answers_takes_in_what_comes_to_pass() -> None:
    async with opened(work(), settle=False) as driver:
        await driver.until_text("Urchin")
        await driver.pilot.press("f", "h", "enter")
        await driver.until(lambda: isinstance(driver.app.screen, RefineScreen))
        await driver.session.look_up(ALSO_SURE)
        await driver.session.look_up(SURE)
        await driver.until(lambda: {1, 6} <= set(rows(driver)))
        assert driver.ref in (SURE, ALSO_SURE, OTHER_ID)


async def test_what_was_decided_stays_when_answers_bring_more() -> None:
    async with opened(work()) as driver:
        await look_everything_up(driver)
        await driver.press("f", "o", "h", "enter", "1")
        assert rows(driver) == [1, 6]
        driver.session._note_answer(NOBODY, LookUp(recommended=invented(1)))
        await driver.until(lambda: 3 in rows(driver))
        assert rows(driver)[0] == 1
        assert sorted(rows(driver)) == [1, 3, 6]


async def test_what_was_sorted_anew_too_late_is_not_shown() -> None:
    async with opened(work()) as driver:
        pane = driver.refine.headings
        before = pane.list.rows
        assert isinstance(before, WorkView)
        *_, hardest = arranged(driver.session, Order.NAME)
        after = WorkView(driver.session, SearchTexts(driver.session), hardest)
        pane.post_message(ViewRenewed(before, after, kept=1))
        await driver.settle()
        assert rows(driver) == [1, 2, 3, 4, 5, 6]
        pane.post_message(ViewRenewed(before, after, kept=6))
        await driver.settle()
        assert pane.list.rows is after


async def test_order_and_filter_come_back_in_the_next_session() -> None:
    async with opened(work()) as driver:
        await driver.press("S", "n", "f", "1", "enter", "j")
        state = json.loads(json.dumps(driver.refine.headings.view_state()))
        shown, ref = rows(driver), driver.ref
    async with opened(work()) as driver:
        driver.refine.headings.restore_view(state)
        await driver.settle()
        assert (rows(driver), driver.ref) == (shown, ref)
        assert "100" in driver.text


async def test_what_was_left_comes_back_while_the_source_is_still_read() -> None:
    store = MemoryStore(make=big_record, count=2500)
    store.hold_scan = asyncio.Event()
    async with opened(Session(store, MemoryRegistry(PERSONS)), settle=False) as driver:
        await driver.until_text("1,000 headings")
        wanted = HeadingRef(2300, "100", 1)
        driver.refine.headings.restore_view({"order": "name", "heading": list(wanted)})
        assert driver.ref == HeadingRef(1, "100", 1)
        store.hold_scan.set()
        await driver.until_text("2,500 headings, by name")
        await driver.until(lambda: driver.ref == wanted)
        await driver.settle()
        names = [driver.session.heading(ref).name for ref in driver.refine.headings.list.rows]
        assert names == sorted(names, key=str.casefold)


async def test_headings_read_after_the_sorting_follow_behind() -> None:
    store = MemoryStore(make=big_record, count=2500)
    store.hold_scan = asyncio.Event()
    async with opened(Session(store, MemoryRegistry(PERSONS)), settle=False) as driver:
        await driver.until_text("1,000 headings")
        await driver.pilot.press("S", "n")
        await driver.until_text("1,000 headings, by name")
        before = list(driver.refine.headings.list.rows)
        store.hold_scan.set()
        await driver.until_text("2,500 headings, by name")
        await driver.settle()
        after = list(driver.refine.headings.list.rows)
        assert after[:1000] == before
        assert after[1000:] == list(driver.session.refs[1000:])
        await driver.press("S", "n")
        assert list(driver.refine.headings.list.rows) != after


async def test_the_choice_fits_where_there_are_many_fields() -> None:
    fields = [name_field("Hansen, Anna.", tag=tag) for tag in ("100", "600", "700", "800", "880")]
    session = Session(MemoryStore([record(1, *fields)]), MemoryRegistry(PERSONS))
    session.index.add([HeadingRef(1, tag, 1) for tag in ("600", "800", "880")])
    async with opened(session, SMALL) as driver:
        await driver.press("f")
        assert driver.shows(FilterScreen)
        assert "Esc back" in driver.text
        await driver.press("G")
        assert "advised: one is recommended" in driver.text
