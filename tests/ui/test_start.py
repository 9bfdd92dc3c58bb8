"""The start screen: never empty, four keys, and a helpful word about a file that is not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from orcid_tui.errors import SourceError
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.profiles.profile import Environment, Profile
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.secrets.given import forget_given
from orcid_tui.settings.settings import Settings
from orcid_tui.settings.settings_file import save_settings
from orcid_tui.ui.screens.start import StartChoice, StartScreen, what_it_does
from orcid_tui.ui.widgets.path_input import (
    completed,
    line_of,
    paths_in,
    sources_in,
    what_is_wrong,
)


class StartApp(App[None]):
    """Shows the one screen and remembers what was chosen."""

    def __init__(self, problem: str = "", typed: str = "") -> None:
        super().__init__()
        self.start = StartScreen(problem, typed)
        self.chosen: StartChoice | None = None

    def on_mount(self) -> None:
        self.push_screen(self.start, self.choose)

    def choose(self, choice: StartChoice | None) -> None:
        self.chosen = choice


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Each test begins as a fresh process would."""
    forget_given()
    yield
    forget_given()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two files, one with blanks in its name."""
    (tmp_path / "records.mrc").write_bytes(b"00000")
    (tmp_path / "my records.mrc").write_bytes(b"00000")
    (tmp_path / "more").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def words(app: StartApp) -> str:
    """Everything that the screen says."""
    return " ".join(str(line.render()) for line in app.screen.query(Static) if line.display)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_says_what_to_do_and_how_orcid_would_be_asked(size: tuple[int, int]) -> None:
    app = StartApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        picture = app.export_screenshot()
        for key, deed in (("d", "demo"), ("o", "MARC"), ("p", "Set"), ("q", "Quit")):
            assert f"&#160;{key}&#160;" in picture
            assert deed in picture
        assert "without credentials" in words(app)
        assert "No profile yet" in words(app)
        assert app.screen.query_one("#orcid").region.bottom <= size[1]


async def test_it_speaks_of_the_fields_and_the_form_that_are_settled() -> None:
    save_settings(Settings(Practice(("100", "600", "700"), Writing.BOTH)))
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        said = " ".join(words(app).split())
        assert "(100, 600 and 700)" in said
        assert "goes into $0 and $1 of that field" in said
    assert "(700)" in what_it_does(Practice(("700",), Writing.TEXT))
    assert "goes into $0 of" in what_it_does(Practice(("700",), Writing.TEXT))


@pytest.mark.parametrize(
    ("keys", "choice"),
    [
        ("d", StartChoice("demo")),
        ("p", StartChoice("set-up")),
        ("q", StartChoice("quit")),
        (["enter"], StartChoice("demo")),
        ("a", StartChoice("alma")),
        (["down", "j", "enter"], StartChoice("alma")),
        (["j", "j", "j", "j", "k", "enter"], StartChoice("set-up")),
    ],
)
async def test_one_key_each(keys: list[str], choice: StartChoice) -> None:
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        assert app.chosen == choice


async def test_a_profile_is_named_and_handed_on() -> None:
    store_profile(Profile("oslo", "Oslo [main]", Environment.SANDBOX))
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Profile: Oslo [main]. ORCID sandbox is asked" in words(app)
        await pilot.press("p")
        await settle(pilot)
        assert app.chosen == StartChoice("set-up", profile="oslo")


async def test_half_a_setting_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCID_CLIENT_ID", "APP-1")
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "not ORCID_CLIENT_SECRET" in words(app)


async def test_a_file_is_opened(folder: Path) -> None:
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o", *"nothere.mrc", "enter")
        await settle(pilot)
        assert app.chosen is None
        assert f"There is no file “nothere.mrc” in “{folder}”" in words(app)
        await pilot.press("ctrl+u", *"rec")
        await settle(pilot)
        await pilot.press("right", "enter")
        await settle(pilot)
        assert app.chosen == StartChoice("files", ("records.mrc",))


async def test_letters_right_behind_o_start_nothing() -> None:
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in "odpq":
            app.post_message(events.Key(key, key))
        await settle(pilot)
        assert app.chosen is None
        assert app.screen.query_one("#file").display


async def test_escape_goes_back_to_the_keys(folder: Path) -> None:
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o", *"dpq", "enter", "escape", "d")
        await settle(pilot)
        assert app.chosen == StartChoice("demo")


async def test_a_problem_from_before_is_shown_with_what_was_typed() -> None:
    app = StartApp("This is [not] MARC\x1b[31m.", "a.mrc")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "This is [not] MARC[31m." in words(app)
        assert app.screen.query_one(Input).value == "a.mrc"
        app.start.show_problem("Something else.")
        await settle(pilot)
        assert "Something else." in words(app)


async def test_titles_of_alma_are_typed_into_the_same_line(folder: Path) -> None:
    app = StartApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o", *"alma:set/12x", "enter")
        await settle(pilot)
        assert app.chosen is None
        assert "“12x” is not a set ID, which is a number." in words(app)
        await pilot.press("backspace", "enter")
        await settle(pilot)
        assert app.chosen == StartChoice("files", ("alma:set/12",))


def test_what_was_typed_can_be_typed_again(folder: Path) -> None:
    for line in ("alma:mms/1, 2", "records.mrc 'my records.mrc'", "ALMA:set/1"):
        sources = sources_in(line)
        assert sources_in(line_of(sources)) == sources
    for mistyped in ("alma:", "alma:sets/1", "alma:mms/", "alma:mms/1,x"):
        with pytest.raises(SourceError):
            sources_in(mistyped)


def test_names_in_a_line(folder: Path, own_home: Path) -> None:
    own_home.mkdir(exist_ok=True)
    assert paths_in("  ") == ()
    assert paths_in("records.mrc more") == (Path("records.mrc"), Path("more"))
    assert paths_in("my records.mrc") == (Path("my records.mrc"),)
    assert paths_in("'my records.mrc' records.mrc") == (
        Path("my records.mrc"),
        Path("records.mrc"),
    )
    assert paths_in("~/a.mrc") == (own_home / "a.mrc",)
    assert paths_in("o'brien.mrc") == (Path("o'brien.mrc"),)


def test_what_is_wrong_with_a_name(folder: Path) -> None:
    assert what_is_wrong((Path("records.mrc"), Path("my records.mrc"))) == ""
    assert "is a folder" in what_is_wrong((Path("more"),))
    assert "no file “x.mrc”" in what_is_wrong((Path("records.mrc"), Path("more/x.mrc")))
    assert "Type the name" in what_is_wrong(())
    assert "\x1b" not in what_is_wrong((Path("a\x1b[31m"),))


def test_a_name_is_completed(folder: Path) -> None:
    assert completed("rec") == "records.mrc"
    assert completed("mo") == f"more{os.sep}"
    assert completed("records.mrc rec") == "records.mrc records.mrc"
    assert completed(f"{folder}/rec") == f"{folder}/records.mrc"
    assert completed("zzz") is None
    assert completed("") is None
    assert completed("nowhere/x") is None
