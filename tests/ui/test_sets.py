"""The list of sets: searched, paged, sized only where one looks, and calm about what goes wrong."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Paste
from textual.widgets import Input

from orcid_tui.alma.contract import Environment, Institution
from orcid_tui.alma.faults import AlmaUnreachable, CallsUsedUp, KeyRefused
from orcid_tui.errors import SourceError
from orcid_tui.session.sets import FoundSets, SetDetails, calls_to_open
from orcid_tui.stores.alma.source import AlmaSource
from orcid_tui.stores.alma.whose import system_state
from orcid_tui.ui.screens.sets import SetChoice, SetsState
from orcid_tui.ui.set_sentences import titles_in
from orcid_tui.ui.widgets.lines import StatusLine
from orcid_tui.ui.widgets.mms_input import MmsInput
from tests.ui.alma_fakes import MemoryAlma, MemoryDoor, alma_set
from tests.ui.driving import SMALL, WIDE
from tests.ui.sets_driving import shown


def many(count: int = 240) -> MemoryAlma:
    names = ("Kunst und Bau", "New acquisitions", "Thesen der Fakultät")
    alma = MemoryAlma(
        [
            alma_set(n, f"{names[n % 3]} {n}", logical=n % 2 == 0, description="Invented")
            for n in range(1, count + 1)
        ]
    )
    alma.remaining = 90_000
    return alma


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_says_whose_alma_it_is_and_what_is_in_it(size: tuple[int, int]) -> None:
    alma = many()
    async with shown(MemoryDoor(alma), size) as hands:
        title, *_ = hands.text.splitlines()
        assert title.startswith("  PRODUCTION   Open from Alma · Example University (01EXA")
        assert "New acquisitions 1 " in hands.text
        assert "itemized  All titles" in hands.text
        assert "100 of 240 sets" in hands.text
        assert f"{alma.remaining:,} calls left today" in hands.flat
        assert "set 2300000001 · All titles · itemized · made by exl_impl" in hands.text
        assert "Enter opens 10 titles, with about 2 calls." in hands.text
        assert ("Made by" in hands.text) is (size == WIDE)


async def test_the_word_production_stands_out_without_colour() -> None:
    async with shown(MemoryDoor(many())) as hands:
        strip = hands.app.screen._compositor.render_strips()[0]
        words = [segment for segment in strip if "PRODUCTION" in segment.text]
        assert words
        assert all(segment.style and segment.style.reverse for segment in words)


def test_an_environment_that_is_not_known_counts_as_production() -> None:
    def alarm(environment: Environment) -> str:
        who = Institution("01EXA_INST", "Example", environment)
        return system_state(who, "alma.example.org", None).alarm

    assert alarm(Environment.PRODUCTION) == "PRODUCTION"
    assert "PRODUCTION" in alarm(Environment.UNKNOWN)
    assert alarm(Environment.SANDBOX) == ""


async def test_only_what_is_in_sight_is_asked_for_and_only_once() -> None:
    alma = many()
    async with shown(MemoryDoor(alma)) as hands:
        sizes = [one for one in alma.asked if one.startswith("set ")]
        assert sizes[0] == "set 2300000001"
        assert len(sizes) == hands.list.size.height
        assert len([one for one in alma.asked if one.startswith("sets")]) == 1
        await hands.press("ctrl+d")
        await hands.press("ctrl+u")
        sizes = [one for one in alma.asked if one.startswith("set ")]
        assert len(sizes) == len(set(sizes)) <= 3 * hands.list.size.height


async def test_pages_come_as_one_goes_on_and_g_goes_to_the_very_last() -> None:
    alma = many(450)
    async with shown(MemoryDoor(alma)) as hands:
        assert len(hands.list.rows) == 100
        await hands.press("G")
        assert [one for one in alma.asked if one.startswith("sets")] == [
            f"sets {offset}" for offset in range(0, 500, 100)
        ]
        assert hands.list.current is not None
        assert hands.list.current.name.endswith(" 450")
        assert "450 sets" in hands.text
        assert len(hands.list.rows) == 450


async def test_going_up_again_ends_the_way_to_the_last() -> None:
    alma = many(450)
    async with shown(MemoryDoor(alma)) as hands:
        alma.hold = asyncio.Event()
        await hands.pilot.press("G")
        await hands.until("100 of 450 sets…")
        await hands.pilot.press("g")
        await hands.pilot.pause()
        alma.hold.set()
        await hands.settle()
        assert hands.list.cursor == 0
        assert len(hands.list.rows) == 200


async def test_words_are_searched_and_the_first_hit_is_under_the_cursor() -> None:
    alma = many()
    async with shown(MemoryDoor(alma)) as hands:
        await hands.press("slash", *"THESEN", "space", *"23", "enter")
        assert "sets THESEN 23 0" in alma.asked
        assert "5 sets" in hands.text
        assert "Thesen der Fakultät 23 " in hands.text
        assert "Kunst" not in hands.text
        assert hands.app.focused is hands.list
        await hands.press("slash", *"xyz", "enter")
        assert "No set has these words in its name: xyz." in hands.flat
        await hands.press("enter")
        assert "No set is here that could be opened." in hands.flat


async def test_an_answer_to_an_earlier_search_is_not_shown() -> None:
    alma = many()
    async with shown(MemoryDoor(alma)) as hands:
        alma.hold = asyncio.Event()
        await hands.pilot.press("slash", *"kunst", "enter")
        await hands.pilot.pause()
        first = alma.hold
        await hands.pilot.press("slash", "ctrl+u", *"thesen", "enter")
        await hands.pilot.pause()
        first.set()
        await hands.settle()
        assert "80 sets" in hands.text
        assert {found.name[:6] for found in hands.list.rows} == {"Thesen"}


async def test_letters_right_behind_the_slash_belong_to_the_words() -> None:
    async with shown(MemoryDoor(many())) as hands:
        hands.burst("slash", *"mrq")
        await hands.settle()
        assert hands.app.sets.query_one("#words", Input).value == "mrq"
        assert hands.chosen == []


async def test_enter_opens_the_highlighted_set() -> None:
    async with shown(MemoryDoor(many())) as hands:
        await hands.press("j", "enter")
        state = SetsState()
        assert hands.chosen == [SetChoice(AlmaSource("2300000002"), "Thesen der Fakultät 2", state)]


async def test_a_set_of_something_else_is_marked_and_stays_closed() -> None:
    alma = many(3)
    alma.all_sets[0] = alma_set(1, "Readers [who] owe\x1b[31m")
    alma.all_sets[0] = type(alma.all_sets[0])(
        "2300000001", "Readers [who] owe\x1b[31m", content="USER", content_name="Users"
    )
    async with shown(MemoryDoor(alma)) as hands:
        assert " × Readers [who] owe[31m" in hands.text
        assert "This set holds Users, not titles" in hands.text
        assert "set 2300000001" not in alma.asked
        await hands.press("enter")
        assert hands.chosen == []
        assert hands.app.sets.query_one(StatusLine).notice.startswith("This set holds Users")


async def test_mms_ids_are_typed_or_pasted_in_any_dress() -> None:
    async with shown(MemoryDoor(many())) as hands:
        await hands.press("m")
        hands.app.sets.query_one(MmsInput).post_message(
            Paste("9900000000101234\n9900000000201234\t\n  9900000000101234; ")
        )
        await hands.press(*"990")
        assert "3 titles. Enter opens them." in hands.flat
        await hands.press("x", "enter")
        assert "“990x” is not an MMS ID, which has digits only." in hands.flat
        assert hands.chosen == []
        await hands.press("backspace", "enter")
        assert hands.chosen == [
            SetChoice(
                AlmaSource(mms_ids=("9900000000101234", "9900000000201234", "990")),
                "",
                SetsState("", "9900000000101234 9900000000201234 9900000000101234;990"),
            )
        ]


async def test_what_was_typed_is_there_again_with_what_went_wrong() -> None:
    alma = many()
    state = SetsState("thesen", "9900000000101234")
    async with shown(MemoryDoor(alma), state=state, problem="Alma is [not] there.") as hands:
        assert "Alma is [not] there." in hands.text
        assert "9900000000101234" in hands.text
        assert "80 sets" in hands.text
        assert hands.app.sets.query_one("#words", Input).value == "thesen"


async def test_escape_leaves_the_line_then_the_screen() -> None:
    async with shown(MemoryDoor(many())) as hands:
        await hands.press("m", "escape")
        assert hands.app.focused is hands.list
        assert "Type or paste" not in hands.text
        await hands.press("escape")
        assert hands.chosen == [None]


async def test_a_key_without_the_right_to_sets_leaves_mms_ids() -> None:
    alma = many()
    alma.fails = KeyRefused("This key has no right to sets.", "Look at the key.")
    async with shown(MemoryDoor(alma)) as hands:
        assert "This key has no right to sets." in hands.flat
        assert "So sets cannot be listed; m opens titles by their MMS IDs." in hands.flat
        assert "PRODUCTION?" in hands.text
        await hands.press("m", *"9900000000101234", "enter")
        assert [one.source.mms_ids for one in hands.chosen if one] == [("9900000000101234",)]


async def test_a_fault_in_the_middle_keeps_what_is_there_and_r_goes_on() -> None:
    alma = many()
    async with shown(MemoryDoor(alma)) as hands:
        alma.fails = AlmaUnreachable("Alma does not answer.", "Look at the network.")
        await hands.press("G")
        assert "Alma does not answer. Look at the network. r asks again." in hands.flat
        assert len(hands.list.rows) == 100
        assert " ?  " in hands.text
        asked = len(alma.asked)
        await hands.press("k", "k", "g")
        assert len(alma.asked) == asked  # nothing is asked behind the user's back
        alma.fails = None
        await hands.press("r", "G")
        assert len(hands.list.rows) == 240
        assert "does not answer" not in hands.text


async def test_when_the_calls_are_used_up_sizes_stay_open() -> None:
    alma = many()
    alma.fails_for["set"] = CallsUsedUp("Alma allows no more calls today.", "Go on tomorrow.")
    async with shown(MemoryDoor(alma)) as hands:
        assert len([one for one in alma.asked if one.startswith("set ")]) == 1
        assert "Alma allows no more calls today." in hands.flat
        assert "Enter opens it." in hands.text
        await hands.press("r")
        assert len([one for one in alma.asked if one.startswith("set ")]) == 2


async def test_r_without_a_failure_asks_nothing() -> None:
    alma = many()
    async with shown(MemoryDoor(alma)) as hands:
        asked = len(alma.asked)
        await hands.press("r")
        assert len(alma.asked) == asked
        assert "Nothing has failed." in hands.flat


# --- below the screen ----------------------------------------------------------------------


async def test_shifting_pages_give_no_set_twice() -> None:
    alma = many(150)
    found = FoundSets(alma, "")
    await found.fetch_page()
    alma.all_sets.insert(0, alma_set(999))
    await found.fetch_page()
    assert len({one.id for one in found.sets}) == len(found.sets) == 150
    assert found.complete
    await found.fetch_page()
    assert len(alma.asked) == 2


async def test_what_nobody_looks_at_any_more_is_not_asked() -> None:
    alma = many(9)
    alma.fails_for = {}
    details = SetDetails(alma, rest=0)
    assert details.want(["2300000001", "2300000002", "2300000003"])
    told = []
    async for set_id in details.answers():
        told.append(set_id)
        details.want(["2300000007", "2300099999"])
    assert told == ["2300000001", "2300000007", "2300099999"]
    assert details.fault("2300099999") == "Alma knows no such set."
    known = details.known("2300000007")
    assert known is not None
    assert known.members == 70
    assert not details.want(["2300000001", "2300099999"])
    details.forget_faults()
    assert details.want(["2300099999"])


@pytest.mark.parametrize(("members", "calls"), [(0, 0), (1, 2), (100, 2), (101, 4), (1000, 20)])
def test_the_price_of_a_set(members: int, calls: int) -> None:
    assert calls_to_open(members) == calls


def test_mms_ids_in_a_line() -> None:
    assert titles_in(" 1, 2;3\t4\r\n5 1 ").mms_ids == ("1", "2", "3", "4", "5")
    for nothing in ("", " , "):
        with pytest.raises(SourceError, match="No MMS ID is typed yet"):
            titles_in(nothing)
    with pytest.raises(SourceError, match="“12a” is not an MMS ID"):
        titles_in("1 12a")
