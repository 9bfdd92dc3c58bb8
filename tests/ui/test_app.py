"""Leaving, help, palette, colours, small windows, and the way from screen to screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandPalette

from orcid_tui.errors import ConfigurationError, ExitCode, SourceError
from orcid_tui.ui.actions import ACTIONS, Scope, keys_of
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.dialogs import AskScreen
from orcid_tui.ui.screens.help import HelpScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.save import SaveScreen
from orcid_tui.ui.screens.set_up import SetUpScreen
from orcid_tui.ui.screens.start import StartChoice, StartScreen
from orcid_tui.ui.screens.too_small import TooSmallScreen
from orcid_tui.ui.themes import HOUSE_THEMES
from tests.ui.driving import SMALL, Driver, opened
from tests.ui.fakes import RECORDS, MemoryRegistry, MemoryStore, small_session

# --- leaving ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_with_nothing_unsaved_does_not_ask(key: str) -> None:
    store, registry = MemoryStore(RECORDS), MemoryRegistry()
    async with opened(small_session(registry, store)) as driver:
        await driver.press("x")
        await driver.pilot.press(key)
        assert not driver.app.is_running or driver.app._exit
    assert driver.app.return_value == ExitCode.DONE
    assert store.closed
    assert registry.closed


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_with_something_unsaved_asks(key: str) -> None:
    async with opened() as driver:
        await driver.press("1", key)
        assert driver.shows(AskScreen)
        assert "1 choice is in no file yet." in driver.text
        await driver.press(key)
        assert driver.shows(AskScreen)
        await driver.press("escape")
        assert driver.shows(RefineScreen)
        await driver.press(key, "s")
        assert driver.shows(SaveScreen)
        await driver.press("escape", key, "d")
    assert driver.app.return_value == ExitCode.DONE


async def test_choices_can_be_kept_for_the_next_time() -> None:
    async with opened() as driver:
        await driver.press("1")
        chosen = driver.session.unsaved_decisions()
        await driver.press("q", "k")
    assert driver.app.return_value == ExitCode.DONE
    assert len(chosen) == 1
    async with opened() as again:
        await again.until(lambda: again.session.unsaved == 1)
        (back,) = again.session.unsaved_decisions()
        assert (back.ref, back.orcid) == (chosen[0].ref, chosen[0].orcid)
        await again.press("q", "d")


async def test_enter_leaves_too_and_the_last_words_say_what_comes_back() -> None:
    async with opened() as driver:
        await driver.press("1", "q", "enter")
    assert driver.app.return_value == ExitCode.DONE
    async with opened() as again:
        assert "1 earlier choice is here again. 1 choice is in no file yet." in again.flat
        await again.press("q", "k")


async def test_what_was_discarded_can_be_brought_back_the_next_time() -> None:
    async with opened() as driver:
        await driver.press("1", "down", "x", "q", "d")
    async with opened() as again:
        assert again.session.unsaved == 0
        assert len(again.session.decisions()) == 1, "what changes no record was not discarded"
        await again.press("u")
        assert again.session.unsaved == 1
        await again.press("q", "k")


async def test_the_work_goes_on_where_it_was_left() -> None:
    async with opened() as driver:
        await driver.press("1", "1", "down", "down")
        stood = driver.ref
        await driver.press("q", "k")
    async with opened() as again:
        assert again.ref == stood
        await again.press("u", "ctrl+r")
        assert len(again.session.decisions()) == 2
        await again.press("q", "k")


async def test_what_is_only_in_the_history_is_not_left_behind_in_silence(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = own_home / "a file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with opened() as driver:
        await driver.press("x")
        assert not driver.session.unsaved
        await driver.press("q")
        assert "The disk has not taken everything that you did." in driver.flat
        await driver.press("escape")
        assert driver.shows(RefineScreen)
        await driver.press("q", "l")
    assert driver.app.return_value == ExitCode.DONE


async def test_the_place_of_the_work_outlives_a_look_of_a_moment() -> None:
    async with opened() as driver:
        await driver.press("1", "1", "down", "down")
        stood = driver.ref
        await driver.press("q", "k")
    async with opened() as again:
        place = again.app.screen
        assert isinstance(place, RefineScreen)
        place._stands = False  # as if the scan had not come so far
        place.headings.go_to(again.session.refs[0])
        await again.press("q", "k")
    async with opened() as again:
        assert again.ref == stood
        await again.press("q", "k")


async def test_choices_that_cannot_be_kept_are_told_and_nobody_leaves_by_accident(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = own_home / "a file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with opened() as driver:
        await driver.press("1")
        assert "cannot be kept on the disk (Not a directory)" in driver.flat
        await driver.press("down")
        assert "cannot be kept on the disk (Not a directory)" in driver.flat
        await driver.press("q")
        assert "they are lost when the program ends" in driver.flat
        await driver.press("k", "enter")
        assert driver.shows(AskScreen), "nobody leaves by accident"
        await driver.press("escape")
        assert driver.session.unsaved == 1
        blocked.unlink()
        await driver.press("x")
        assert "cannot be kept" not in driver.flat
        await driver.press("q", "k")
    assert driver.app.return_value == ExitCode.DONE
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with opened() as again:
        assert len(again.session.decisions()) == 2, "what was waiting has been written, too"
        await again.press("q", "k")


async def test_one_can_leave_though_nothing_can_be_kept(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = own_home / "a file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with opened() as driver:
        await driver.press("x", "q")
        assert "The disk has not taken everything that you did." in driver.flat
        await driver.press("escape", "1", "q", "l")
    assert driver.app.return_value == ExitCode.DONE


async def test_ctrl_c_says_how_to_leave() -> None:
    async with opened() as driver:
        await driver.press("ctrl+c")
        assert "Press q to leave." in driver.text


# --- help and palette -----------------------------------------------------------------------


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_names_every_key_and_sign(key: str) -> None:
    async with opened(size=(120, 130)) as driver:
        await driver.press(key)
        assert driver.shows(HelpScreen)
        flat = driver.flat
        for action in ACTIONS:
            if action.keys and action.scope in (Scope.REFINE, Scope.LISTS, Scope.EVERYWHERE):
                assert f"{keys_of(action)} {action.help}" in flat
        assert "✓ chosen, not saved yet" in flat
        assert "/invented/sample.mrc" in flat
        await driver.press("escape")
        assert driver.shows(RefineScreen)


async def test_help_works_while_a_filter_is_typed() -> None:
    async with opened() as driver:
        await driver.press("slash", "h", "f1")
        assert driver.shows(HelpScreen)
        await driver.press("escape", "a")
        assert "/ ha" in driver.text


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_actions_by_name_and_does_them(key: str) -> None:
    async with opened(size=(100, 40)) as driver:
        await driver.press(key)
        assert driver.shows(CommandPalette)
        await driver.press(*"nocand", "enter")
        if isinstance(driver.app.screen, CommandPalette):
            await driver.press("enter")
        await driver.until(lambda: driver.session.counts().nobody == 1)


async def test_the_palette_offers_every_action_that_works_here() -> None:
    async with opened(size=(120, 160)) as driver:
        await driver.press("ctrl+p")
        await driver.until_text("Leave this heading for later.")
        for action in ACTIONS:
            if action.scope is Scope.REFINE and not action.numbered:
                assert action.help in driver.flat, action.id


async def test_the_palette_changes_the_colours() -> None:
    async with opened(size=(100, 40)) as driver:
        before = driver.app.theme
        await driver.press("ctrl+p", *"othercol")
        await driver.until_text("Choose other colours.")
        await driver.press("enter")
        await driver.until(lambda: "orcid-light" in driver.text)
        await driver.press(*"orcid-light")
        await driver.press("enter")
        await driver.until(lambda: driver.app.theme == "orcid-light")
        assert before == "orcid-dark"


# --- colours ----------------------------------------------------------------------------------


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2: 1 for equal colours, 21 for black on white."""

    def luminance(color: Color) -> float:
        parts = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized
        )
        red, green, blue = parts
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", HOUSE_THEMES, ids=lambda theme: theme.name)
async def test_texts_can_be_read_on_every_ground(theme: object) -> None:
    async with opened() as driver:
        driver.app.theme = getattr(theme, "name", "")
        await driver.settle()
        colors = driver.app.get_css_variables()
        least = 7.0 if "contrast" in driver.app.theme else 4.5
        for ground in ("background", "surface", "panel", "block-cursor-blurred-background"):
            behind = Color.parse(colors[ground])
            for ink in ("foreground", "text-muted", "text-warning", "text-error", "text-success"):
                assert contrast(Color.parse(colors[ink]), behind) >= least, (ink, ground)
        for kind in ("block-cursor", "block-cursor-blurred"):
            front = Color.parse(colors[f"{kind}-foreground"])
            assert contrast(front, Color.parse(colors[f"{kind}-background"])) >= 4.5


async def test_without_colours_everything_is_still_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as driver:
        assert driver.app.no_color
        assert not [name for name in driver.app.available_themes if name.startswith("ansi")]
        await driver.press("1", "g")
        assert "✓ chosen Hansen, Anna, 1961-" in driver.flat
        assert "✓ chosen · same name" in driver.text
        inks = {
            segment.style.color.get_truecolor()
            for strip in driver.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.color is not None
        }
        assert inks  # shades of grey remain; the words above do not need them


# --- small windows ---------------------------------------------------------------------------


async def test_a_window_too_small_says_so_and_nothing_is_lost() -> None:
    async with opened() as driver:
        await driver.press("1")
        await driver.pilot.resize_terminal(50, 15)
        await driver.settle()
        assert driver.shows(TooSmallScreen)
        assert "at least 60 columns wide and 18 rows high" in driver.flat
        await driver.pilot.press("1", "x")
        await driver.pilot.resize_terminal(60, 18)
        await driver.settle()
        assert driver.shows(RefineScreen)
        assert driver.session.counts().chosen == 1
        assert driver.session.counts().nobody == 0


async def test_sixty_by_eighteen_is_enough_to_work() -> None:
    async with opened(size=(60, 18)) as driver:
        assert "Hansen, Anna (University of Oslo; NTNU)" in driver.text
        assert "? help" in driver.text
        await driver.press("1", "w")
        assert "▸$1" in driver.text


async def test_it_may_start_too_small() -> None:
    async with opened(size=(40, 10)) as driver:
        assert driver.shows(TooSmallScreen)
        await driver.pilot.resize_terminal(*SMALL)
        await driver.settle()
        assert "Hansen, Anna" in driver.text


# --- from screen to screen ---------------------------------------------------------------------


async def test_without_a_session_the_start_screen_leads_to_the_demo(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("orcid_tui.session.opening.open_demo", small_session)
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: isinstance(app.screen, StartScreen))
        app.screen.dismiss(StartChoice("demo"))
        await driver.until(lambda: isinstance(app.screen, RefineScreen))
        await driver.settle()
        assert "Harbours of the north" in driver.text


@pytest.mark.parametrize("error", [SourceError, ConfigurationError])
async def test_a_file_that_cannot_be_opened_is_told_on_the_start_screen(
    monkeypatch: pytest.MonkeyPatch, error: type[SourceError] | type[ConfigurationError]
) -> None:
    def refuse(paths: list[str], *, profile: str | None) -> None:
        raise error(f"This is no MARC file: {paths[0]}.", "Choose another one.")

    monkeypatch.setattr("orcid_tui.session.opening.open_session", refuse)
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: isinstance(app.screen, StartScreen))
        app.screen.dismiss(StartChoice("files", ("my [file].mrc",)))
        await driver.until_text("This is no MARC file: my [file].mrc. Choose another one.")


async def test_set_up_comes_back_to_the_start_and_quit_quits() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: isinstance(app.screen, StartScreen))
        app.screen.dismiss(StartChoice("set-up"))
        await driver.until(lambda: isinstance(app.screen, SetUpScreen))
        app.screen.dismiss(False)
        await driver.until(lambda: isinstance(app.screen, StartScreen))
        app.screen.dismiss(StartChoice("quit"))
        await driver.pilot.pause()
    assert app.return_value == ExitCode.DONE


@pytest.mark.parametrize(("saved", "code"), [(True, 0), (False, 3)])
async def test_set_up_alone_ends_with_its_exit_code(*, saved: bool, code: int) -> None:
    app = OrcidTuiApp(None, first="set-up")
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: isinstance(app.screen, SetUpScreen))
        app.screen.dismiss(saved)
        await driver.pilot.pause()
    assert app.return_value == code
