"""Every key of the refine screen does what the registry says, small and wide."""

from __future__ import annotations

import asyncio

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.outside import browser_at_hand
from tests.ui.driving import SMALL, WIDE, opened
from tests.ui.fakes import (
    PERSONS,
    RECORDS,
    MemoryRegistry,
    MemoryStore,
    invented,
    small_session,
)

FIRST = HeadingRef(1, "100", 1)
SECOND = HeadingRef(1, "700", 1)
THIRD = HeadingRef(2, "100", 1)

both_sizes = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])


@both_sizes
async def test_everything_needed_is_in_sight(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        text = driver.text
        for needed in (
            "Hansen, Anna, 1961-",
            "Harbours of the north",
            "2019",
            "100 1_ $a Hansen, Anna, $d 1961- $e author.",
            "by Anna Hansen ; edited by Jane Smith",
            "Hansen, Anna (University of Oslo; NTNU)",
            "0099-0000-0000-0011",
            "same name",
            "since 2014-08",
            "2003–2014-07",
            "Letters from the harbour (2017)",
            "sample.mrc",
            "demo registry",
            "0 decided · 6 open",
            "1-9 choose",
            "q quit",
        ):
            assert needed in text, needed
        assert all(len(line.rstrip()) <= size[0] for line in driver.lines)


@both_sizes
async def test_a_digit_chooses_and_goes_on(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("2")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert (decision.verdict, decision.orcid) == (Verdict.CHOSEN, invented(2))
        assert driver.ref == SECOND
        assert "Chosen: Hansen, Anna Marie" in driver.text
        assert "1 unsaved" in driver.text


async def test_enter_chooses_the_highlighted_candidate() -> None:
    async with opened() as driver:
        await driver.press("l", "j", "enter")
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.orcid == invented(2)


async def test_a_digit_without_candidate_decides_nothing() -> None:
    async with opened() as driver:
        await driver.press("9")
        assert driver.session.decision(FIRST) is None
        assert "There is no candidate 9." in driver.text
        assert driver.ref == FIRST


@pytest.mark.parametrize(
    ("key", "verdict", "state"),
    [
        ("x", Verdict.NOBODY, HeadingState.NOBODY),
        ("s", Verdict.SKIPPED, HeadingState.SKIPPED),
    ],
)
async def test_no_one_and_skip(key: str, verdict: Verdict, state: HeadingState) -> None:
    async with opened() as driver:
        await driver.press(key)
        decision = driver.session.decision(FIRST)
        assert decision is not None
        assert decision.verdict is verdict
        assert driver.session.state(FIRST) is state
        assert driver.ref == SECOND


async def test_undo_goes_back_and_redo_goes_there_again() -> None:
    async with opened() as driver:
        await driver.press("1", "x", "u")
        assert driver.ref == SECOND
        assert driver.session.decision(SECOND) is None
        await driver.press("u")
        assert driver.ref == FIRST
        assert driver.session.decision(FIRST) is None
        await driver.press("u")
        assert "There is nothing to take back." in driver.text
        await driver.press("ctrl+r")
        assert driver.session.state(FIRST) is HeadingState.CHOSEN
        assert "✓ chosen" in driver.text


async def test_a_chosen_candidate_is_marked_in_words() -> None:
    async with opened(size=WIDE) as driver:
        await driver.press("2", "g")
        assert "✓ chosen · same name" in driver.text
        assert "✓ chosen  Anna Marie Hansen 0099-0000-0000-002X" in driver.text


async def test_vim_keys_arrows_and_ends() -> None:
    async with opened() as driver:
        await driver.press("j", "down")
        assert driver.ref == THIRD
        await driver.press("k")
        assert driver.ref == SECOND
        await driver.press("G")
        assert driver.ref == HeadingRef(7, "100", 1)
        await driver.press("j")
        assert driver.ref == HeadingRef(7, "100", 1)
        await driver.press("g", "up")
        assert driver.ref == FIRST
        await driver.press("ctrl+d")
        below = driver.ref
        assert below > SECOND
        await driver.press("ctrl+u")
        assert driver.ref == FIRST


async def test_next_and_previous_open_pass_over_the_rest() -> None:
    async with opened() as driver:
        await driver.press("j", "j", "j")
        assert driver.ref == HeadingRef(3, "100", 1)
        await driver.press("n")
        assert driver.ref == HeadingRef(6, "100", 1)  # linked and closed ones lie between
        await driver.press("p")
        assert driver.ref == HeadingRef(3, "100", 1)


async def test_the_last_decision_says_that_nothing_is_open() -> None:
    async with opened() as driver:
        await driver.press("x", "x", "x", "x", "x", "x")
        assert driver.session.counts().open == 0
        assert "No heading is open any more" in driver.text


async def test_tab_and_letters_go_through_the_parts() -> None:
    async with opened() as driver:
        assert driver.focused == "headings"
        await driver.press("tab")
        assert driver.focused == "candidates"
        await driver.press("l")
        assert driver.focused == "details"
        await driver.press("l")
        assert driver.focused == "details"
        await driver.press("h", "h", "h")
        assert driver.focused == "headings"
        await driver.press("shift+tab", "escape")
        assert driver.focused == "headings"


@both_sizes
async def test_filter_keeps_counts_and_clears(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("j", "slash", "h", "a", "n", "s")
        assert "4 of 8" in driver.text
        assert "Nobody" not in driver.text
        await driver.press("enter", "G")
        assert driver.ref == HeadingRef(5, "100", 1)
        assert "/ hans" in driver.text
        await driver.press("escape")
        assert "of 8" not in driver.text
        assert driver.ref == HeadingRef(5, "100", 1)
        assert len(driver.refine.headings.list.rows) == 8


async def test_a_filter_folds_letters_and_finds_titles_and_years() -> None:
    async with opened() as driver:
        await driver.press("slash", *"bergstrom")
        assert [ref.record for ref in driver.refine.headings.list.rows] == [6]
        await driver.press("escape", "slash", *"2021")
        assert [ref.record for ref in driver.refine.headings.list.rows] == [7]
        await driver.press("escape", "slash", *"micro")
        assert [ref.record for ref in driver.refine.headings.list.rows] == [3]


async def test_an_empty_filter_result_is_harmless() -> None:
    async with opened() as driver:
        await driver.press("slash", *"zzz", "enter")
        assert "0 of 8" in driver.text
        assert "No heading passes the filter. Esc clears it." in driver.text
        await driver.press("1", "x", "s", "enter", "j", "k", "o", "y", "r", "n", "p")
        assert driver.session.counts().open == 6
        await driver.press("escape")
        assert len(driver.refine.headings.list.rows) == 8


async def test_letters_typed_in_the_filter_decide_nothing() -> None:
    async with opened() as driver:
        await driver.press("slash", "x", "s", "1", "q")
        assert driver.session.counts().open == 6
        assert driver.app.is_running


async def test_a_digit_typed_right_behind_the_slash_goes_into_the_filter() -> None:
    async with opened() as driver:
        for key in ("slash", "2", "0", "2", "1", "x"):
            driver.burst(key)
        await driver.until_text("/ 2021x")
        await driver.settle()
        assert driver.session.counts().open == 6
        assert len(driver.refine.headings.list.rows) == 0


async def test_a_choice_stays_within_the_filter() -> None:
    async with opened() as driver:
        await driver.press("slash", *"hansen", "enter", "g", "1")
        assert driver.ref == HeadingRef(3, "100", 1)


async def test_undo_shows_a_heading_that_the_filter_hides() -> None:
    async with opened() as driver:
        await driver.press("1", "slash", *"nobody", "enter", "u")
        assert driver.ref == FIRST


async def test_linked_headings_show_the_person_among_the_candidates() -> None:
    async with opened() as driver:
        await driver.press("j", "j", "j", "j")
        assert driver.ref == HeadingRef(4, "100", 1)
        assert "This heading has an iD already: 0099-0000-0000-0011" in driver.text
        assert "@ in the record" in driver.text
        assert "2  Hansen, Anna Marie (University of Bergen)" in driver.text
        await driver.press("1")
        assert "already carries the iD 0099-0000-0000-0011" in driver.flat
        await driver.press("x")
        assert driver.session.decision(driver.ref) is None
        assert "already carries" in driver.text


async def test_closed_headings_say_why() -> None:
    async with opened() as driver:
        await driver.press("slash", *"papers", "enter")
        assert "This heading names a family, not a person." in driver.text
        await driver.press("x")
        assert driver.session.decision(driver.ref) is None


async def test_text_that_looks_like_markup_survives_and_controls_do_not() -> None:
    async with opened(size=WIDE) as driver:
        await driver.press("slash", *"oops", "enter")
        await driver.press("tab")
        text = driver.text
        assert "[/oops] The brackets [s.n.]" in text
        assert "Bergstrøm, Olga [Olya][31m (Åbo [/x] Akademi)" in text
        assert "\x1b" not in text
        assert "\u0098" not in text


PAGE = "https://orcid.org/0099-0000-0000-0011"


async def test_an_invented_person_has_no_page() -> None:
    async with opened() as driver:
        await driver.press("o")
        assert f"{PAGE} belongs to an invented person" in driver.flat


@pytest.mark.parametrize("browser", [True, False])
async def test_open_page_shows_the_address(
    monkeypatch: pytest.MonkeyPatch, *, browser: bool
) -> None:
    opened_pages: list[str] = []
    monkeypatch.setattr(OrcidId, "is_invented", False)
    monkeypatch.setattr("orcid_tui.ui.screens.refine.browser_at_hand", lambda: browser)
    monkeypatch.setattr(OrcidTuiApp, "open_url", lambda app, url: opened_pages.append(url))
    async with opened() as driver:
        await driver.press("o")
        assert opened_pages == ([PAGE] if browser else [])
        assert PAGE in driver.flat


def test_there_is_no_browser_over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("SSH_TTY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not browser_at_hand()
    monkeypatch.setenv("DISPLAY", ":0")
    assert browser_at_hand()
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    assert not browser_at_hand()


async def test_copy_hands_the_id_to_the_terminal() -> None:
    async with opened() as driver:
        await driver.press("y")
        assert driver.app.clipboard == "0099-0000-0000-0011"


async def test_the_list_grows_and_the_cursor_keeps_its_place() -> None:
    store = MemoryStore(make=lambda number: RECORDS[0], count=2500)
    store.hold_scan = asyncio.Event()
    async with opened(Session(store, MemoryRegistry(PERSONS)), settle=False) as driver:
        await driver.until_text("2,000 headings")
        assert "reading ██████░░░░░░░░░░ 40 %, Esc stops" in driver.text
        await driver.pilot.press("j", "j", "j")
        await driver.until(lambda: driver.ref == HeadingRef(2, "700", 1))
        store.hold_scan.set()
        await driver.until_text("5,000 headings")
        await driver.settle()
        assert driver.ref == HeadingRef(2, "700", 1)
        assert "reading" not in driver.text


async def test_a_held_digit_chooses_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0
    monkeypatch.setattr("orcid_tui.ui.screens.deciding.key_came", lambda app: clock)
    async with opened() as driver:
        await driver.press("1", "1", "1")
        assert driver.session.counts().chosen == 1
        assert "held down" in driver.text
        clock += 1
        await driver.press("1")
        assert driver.session.counts().chosen == 2


async def test_resize_changes_the_layout_and_keeps_the_place() -> None:
    async with opened(size=WIDE) as driver:
        await driver.press("j", "j")
        await driver.pilot.resize_terminal(*SMALL)
        await driver.settle()
        assert driver.ref == THIRD
        assert driver.refine.has_class("-narrow")
        assert "A book by a man without an iD" in driver.text
        await driver.pilot.resize_terminal(*WIDE)
        await driver.settle()
        assert driver.refine.has_class("-wide")


async def test_a_source_without_names_says_so() -> None:
    async with opened(Session(MemoryStore(()), MemoryRegistry())) as driver:
        assert "No personal-name heading" in driver.text
        await driver.press("1", "x", "j", "n", "p", "u", "w", "slash", "escape")
        assert driver.app.is_running


async def test_damaged_records_are_told() -> None:
    store = MemoryStore(RECORDS)
    store.troubles = ((8, "The leader is damaged [x]."),)
    async with opened(small_session(store=store)) as driver:
        assert "1 record cannot be read" in driver.text
        await driver.press("question_mark", "G")
        assert "record 8: The leader is damaged [x]." in driver.text
