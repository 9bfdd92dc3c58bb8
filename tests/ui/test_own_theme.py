"""The colours that were chosen last are there again."""

from __future__ import annotations

import pytest

from orcid_tui.settings.screen_file import load_screen_settings, remember_theme, screen_path
from orcid_tui.ui.app import OrcidTuiApp
from tests.ui.driving import opened
from tests.ui.fakes import small_session


async def test_a_theme_is_remembered_and_keys_in_the_file_stay() -> None:
    screen_path().parent.mkdir(parents=True)
    screen_path().write_text('other = 1\n[keys]\nskip = "F9"\n', encoding="utf-8")
    async with opened(small_session()) as driver:
        assert driver.app.theme == "orcid-dark"
        driver.app.theme = "orcid-light"
        await driver.pilot.pause()
    found = load_screen_settings()
    assert (found.theme, found.keys, found.problem) == ("orcid-light", {"skip": ("F9",)}, "")
    assert "other = 1" in screen_path().read_text(encoding="utf-8")
    async with opened(small_session()) as driver:
        assert driver.app.theme == "orcid-light"


async def test_nothing_is_written_as_long_as_nothing_is_chosen() -> None:
    async with opened(small_session()):
        pass
    assert not screen_path().exists()


async def test_the_environment_goes_before_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_theme("orcid-light")
    monkeypatch.setenv("TEXTUAL_THEME", "orcid-contrast")
    assert OrcidTuiApp(None).theme == "orcid-contrast"


def test_a_theme_that_is_gone_gives_the_usual_one() -> None:
    remember_theme("of-an-older-version")
    assert OrcidTuiApp(None).theme == "orcid-dark"


async def test_a_folder_that_takes_no_file_is_told_and_the_colours_hold() -> None:
    screen_path().parent.parent.mkdir(parents=True, exist_ok=True)
    screen_path().parent.write_text("in the way", encoding="utf-8")
    async with opened(small_session()) as driver:
        driver.app.theme = "orcid-light"
        await driver.pilot.pause()
        assert driver.app.theme == "orcid-light"
        assert any("screen.toml" in note.message for note in driver.app._notifications)
