"""The settings screen: what it shows, what it stores, and for which files that holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input

from orcid_tui.headings.practice import USUAL_PRACTICE, Practice, Writing
from orcid_tui.settings.alma import AlmaSettings
from orcid_tui.settings.settings import Settings
from orcid_tui.settings.settings_file import load_settings, save_settings, settings_path
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.opening import OpeningScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.settings import SettingsScreen
from orcid_tui.ui.screens.settings_text import TAGS, practice_in_words
from orcid_tui.ui.screens.start import StartScreen
from tests.ui.conflicts import CARRYING, carrying_session
from tests.ui.driving import SMALL, WIDE, Driver, opened
from tests.ui.fakes import MemoryStore

OWN = Practice(("100", "700", "600"), Writing.BOTH, "o")


def _title(driver: Driver) -> str:
    return driver.lines[0]


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_everything_is_explained_and_the_usual_is_chosen(size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        await driver.press("comma")
        assert driver.shows(SettingsScreen)
        seen = driver.flat
        for _ in range(7):  # each field of Alma and that of UNIMARC scrolls into sight
            await driver.press("shift+tab")
            seen += driver.flat
        for needed in (
            "hold for the files that are opened from now on",
            "●▌ $1 $a Smith, Jane. $1 https://orcid.org/0099-…",
            "○▌ $0 $a Smith, Jane. $0 (orcid)0099-…",
            "○▌ both $a Smith, Jane. $0 (orcid)… $1 https://orcid.org/…",
            "As in: 100 1_ $a Smith, Jane. $1 https://orcid.org/0099-0000-0000-0011",
            "[x] 100 main entry",
            "[x] 700 added entries",
            "[ ] 600 subjects",
            "[ ] 880 the same heading in another script",
            "nothing is written there, because no practice is known",
            "25 calls a second",
            "Calls a second, at most",
            "never overrides a lock",
            "[ ] let Alma refuse records that fail its validation",
            "F2 save",
            "Esc cancel",
        ):
            assert needed in seen, needed
        await driver.press("escape")
        assert driver.shows(RefineScreen)
        assert not settings_path().exists()


async def test_what_is_chosen_is_stored_and_shown_again() -> None:
    async with opened() as driver:
        await driver.press("comma", "down", "down", "space")
        assert "As in: 100 1_ $a Smith, Jane. $0 (orcid)0099" in driver.flat
        await driver.press("tab", "tab", "tab", "space", "tab", "tab", "tab", "o")
        await driver.press("f2")
        assert driver.shows(RefineScreen)
        assert "They hold for the files opened from now on." in driver.flat
        assert load_settings().practice == OWN
        # The file that is open keeps its own way.
        assert driver.session.store.practice == USUAL_PRACTICE
        assert "UNIMARC" not in _title(driver)
        await driver.press("comma")
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        assert screen.practice == OWN


async def test_leaving_with_changes_asks_once() -> None:
    async with opened() as driver:
        await driver.press("comma", "down", "space", "escape")
        assert driver.shows(SettingsScreen)
        assert "Press Esc again to leave without saving" in driver.flat
        await driver.press("up", "space", "down", "space", "escape")
        assert driver.shows(SettingsScreen)  # something was changed again: asked again
        await driver.press("escape")
        assert driver.shows(RefineScreen)
        assert not settings_path().exists()


async def test_what_may_not_be_is_refused_in_words() -> None:
    async with opened() as driver:
        await driver.press("comma", "tab", "space", "tab", "space", "f2")
        assert driver.shows(SettingsScreen)
        assert "No field is named that can get an iD by itself." in driver.flat
        await driver.press("shift+tab", "space", *["tab"] * 5, "a", "f2")
        assert "Subfield $a means something else in the name fields of UNIMARC." in driver.flat
        assert not settings_path().exists()


async def test_a_broken_file_is_told_and_not_overwritten() -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("[writing\n", encoding="utf-8")
    async with opened() as driver:
        await driver.press("comma")
        assert "(at line 1, column 9)" in driver.flat
        assert "Correct it in an editor" in driver.flat
        await driver.press("f2")
        assert driver.shows(SettingsScreen)
    assert settings_path().read_text(encoding="utf-8") == "[writing\n"


async def test_what_is_settled_for_alma_is_shown_changed_and_stored() -> None:
    settled = AlmaSettings(2.5, 1, 9_000, "35", "20", validate=True)
    save_settings(Settings(alma=settled))
    async with opened() as driver:
        await driver.press("comma", *["shift+tab"] * 6)
        assert driver.focused == "alma-per-second"
        for shown in ("at most 2.5", "at most 1", "each day 9000", "its ID 35", "level 20", "[x]"):
            assert shown in driver.flat
        await driver.press("end", *["backspace"] * 3, "1", "2", ",", "5", "f2")
        assert driver.shows(RefineScreen)
    assert load_settings().alma == replace(settled, per_second=12.5)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("per-second", "30", "Calls a second, at most: this cannot be 30. It is a number from 0.5"),
        ("in-flight", "many", "Calls at once, at most: this cannot be “many”."),
        ("floor", "", "Calls left to others each day: this cannot be “”."),
    ],
)
async def test_what_may_not_be_settled_for_alma_is_refused_in_words(
    field: str, typed: str, says: str
) -> None:
    async with opened() as driver:
        await driver.press("comma")
        driver.app.screen.query_one(f"#alma-{field}", Input).value = typed
        await driver.press("f2")
        assert driver.shows(SettingsScreen)
        assert says in driver.flat
        await driver.press("escape")
        assert driver.shows(SettingsScreen)
        await driver.press("escape")
        assert driver.shows(RefineScreen)
    assert not settings_path().exists()


async def test_escape_leaves_at_once_when_nothing_was_changed() -> None:
    save_settings(Settings(OWN, AlmaSettings(floor=9_000)))
    async with opened() as driver:
        await driver.press("comma", "escape")
        assert driver.shows(RefineScreen)


async def test_what_is_settled_for_alma_is_left_alone() -> None:
    save_settings(Settings(alma=AlmaSettings(floor=9_000)))
    async with opened() as driver:
        await driver.press("comma", "down", "space", "f2")
        assert driver.shows(RefineScreen)
    assert load_settings() == Settings(Practice(writing=Writing.TEXT), AlmaSettings(floor=9_000))


async def test_from_the_start_screen_to_the_settings_and_back() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.settle()
        assert "where iDs go, and which fields get one" in driver.flat
        for keys in (("s",), ("down",) * 4 + ("enter",)):
            await driver.press(*keys)
            assert driver.shows(SettingsScreen)
            await driver.press("escape")
            assert driver.shows(StartScreen)


async def test_the_key_waits_while_a_file_is_opened() -> None:
    async with opened() as driver:
        driver.app.push_screen(OpeningScreen())
        await driver.press("comma")
        assert driver.shows(OpeningScreen)


async def test_the_title_says_what_is_not_usual() -> None:
    store = MemoryStore(CARRYING)
    store.practice = OWN
    async with opened(carrying_session(store=store), size=WIDE) as driver:
        assert "5 headings, iD in $0 and $1, fields 100, 700, 600, UNIMARC $o" in _title(driver)
        await driver.press("j", "j", "j")
        assert "t tidies it into $0 (orcid) and $1 URI" in driver.flat
    async with opened(carrying_session()) as driver:
        assert "iD in" not in _title(driver)


async def test_a_file_opened_afterwards_is_written_in_the_new_way() -> None:
    from orcid_tui.session.opening import open_demo

    save_settings(Settings(Practice(writing=Writing.TEXT)))
    async with opened(open_demo(), size=WIDE) as driver:
        assert "iD in $0 (orcid)" in _title(driver)
        await driver.until_text("1 candidate for")
        await driver.press("1", "w")
        assert "▸$0 (orcid)0099-" in driver.text


def test_a_practice_in_words() -> None:
    assert practice_in_words(USUAL_PRACTICE) == ""
    assert practice_in_words(Practice(("700", "100"))) == ""
    assert practice_in_words(Practice(writing=Writing.TEXT)) == "iD in $0 (orcid)"
    assert set(TAGS) >= set(USUAL_PRACTICE.tags)
