"""Alma's set-up screen, driven by keys, with a real keyring and an Alma on a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from orcid_tui.profiles import alma_saving, saving, session_secret
from orcid_tui.profiles.alma_saving import AlmaDraft
from orcid_tui.profiles.profile import Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path
from orcid_tui.profiles.saving import Draft
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.given import forget_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.settings.alma import AlmaSettings
from orcid_tui.settings.settings import Settings
from orcid_tui.settings.settings_file import save_settings
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.set_up_alma import SetUpAlmaScreen
from orcid_tui.ui.screens.start import StartScreen
from orcid_tui.ui.widgets.alma_form import AlmaForm
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO
from orcid_tui.ui.widgets.tick import Tick
from tests.alma_stand_in import AlmaStandIn
from tests.alma_stand_in.keys import (
    KEY,
    NETWORK_KEY,
    NO_BIBS_KEY,
    NO_CONF_KEY,
    READ_ONLY_KEY,
)
from tests.secrets.service import SecretService, secret_service, secret_service_processes
from tests.ui.driving import SMALL, WIDE, Driver
from tests.ui.forms import FormApp, at_step, choose_place, everything, fill, settle, shown

__all__ = ["secret_service", "secret_service_processes"]


class SetUpAlmaApp(FormApp):
    """Shows the set-up of Alma."""

    def __init__(self, profile: str | None = None) -> None:
        super().__init__(lambda: SetUpAlmaScreen(profile))


async def tried(pilot: Pilot[None], key: str = KEY) -> str:
    """What a test of this key says; the key itself is nowhere to be seen."""
    await fill(pilot, institution="Oslo", key=key)
    await pilot.press("f5")
    await settle(pilot)
    assert key not in everything(pilot)
    return shown(pilot, "message")


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins as a fresh process would, and nobody waits for a pace."""
    save_settings(Settings(alma=AlmaSettings(per_second=25)))
    forget_given()
    monkeypatch.setattr(session_secret, "_kept", {})
    yield
    forget_given()


@pytest.fixture
def alma(monkeypatch: pytest.MonkeyPatch) -> Iterator[AlmaStandIn]:
    """An Alma that a new profile finds through the variable."""
    with AlmaStandIn() as stand_in:
        monkeypatch.setenv("ORCID_TUI_ALMA_URL", stand_in.url)
        yield stand_in
        assert stand_in.leaks == []


@pytest.fixture
def oslo(secret_service: SecretService, alma: AlmaStandIn) -> Profile:
    """A saved profile with both keys in the keyring."""
    draft = AlmaDraft("Oslo", alma.url, Secret(KEY), Secret(NETWORK_KEY))
    return alma_saving.save(draft, None, SecretPlace.KEYRING)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_from_nothing_to_a_saved_alma(
    secret_service: SecretService, alma: AlmaStandIn, size: tuple[int, int]
) -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await at_step(pilot, PLACE)
        assert "GNOME Keyring (Login) is ready" in shown(pilot, "keyring")
        await fill(pilot, institution="Oslo", key=f"\n  {KEY} \n", network=NETWORK_KEY)
        await pilot.press("f5")
        await settle(pilot)
        message = shown(pilot, "message")
        assert "API key belongs to" in message
        assert "(01EXA_INST), PRODUCTION." in message
        assert "may read and write" in message
        assert "The network's API key belongs to" in message
        assert "F2 saves." in message
        assert not profiles_path().exists()
        assert KEY not in everything(pilot)
        assert NETWORK_KEY not in everything(pilot)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert secret_service.contents() == {
        "orcid-tui/oslo/alma": KEY,
        "orcid-tui/oslo/alma-network": NETWORK_KEY,
    }
    [profile] = load_profiles().items
    assert (profile.alma_url, profile.client_id) == (alma.url, "")
    assert KEY not in profiles_path().read_text()


@pytest.mark.parametrize(
    ("key", "says", "saves"),
    [
        ("l7canary-of-nobody-000000", "is not accepted by 127.0.0.1", False),
        (NO_BIBS_KEY, "has no right to bibliographic records", False),
        (NO_CONF_KEY, "has no right to Configuration", True),
        (READ_ONLY_KEY, "may only read bibliographic records", True),
    ],
)
async def test_what_a_key_may_not_do_has_a_sentence_each(
    alma: AlmaStandIn, key: str, says: str, saves: bool
) -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        message = await tried(pilot, key)
        assert says in message
        assert "Developer Network" in message
        assert ("F2 saves it all the same." in message) is saves


@pytest.mark.parametrize("environment", ["production", "sandbox"])
async def test_production_is_said_so_that_nobody_misses_it(
    alma: AlmaStandIn, environment: str
) -> None:
    alma.service.conf.environment = environment
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await tried(pilot)
        content = app.screen.query_one("#message", Static).content
        assert isinstance(content, Content)
        spans = {str(span.style): content.plain[span.start : span.end] for span in content.spans}
        assert ("bold reverse" in spans) is (environment == "production")
        if environment == "production":
            assert spans["bold reverse"] == "PRODUCTION"
        else:
            assert "sandbox" in content.plain


async def test_a_web_page_instead_of_the_api(alma: AlmaStandIn) -> None:
    alma.service.wrong_host = True
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        message = await tried(pilot)
        assert "web page" in message
        assert "server of your region" in message


async def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with AlmaStandIn() as stand_in:
        monkeypatch.setenv("ORCID_TUI_ALMA_URL", stand_in.url)
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        message = await tried(pilot)
        assert "127.0.0.1" in message
        assert "F2" not in message


async def test_a_region_is_chosen_by_keys_and_nothing_is_guessed() -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await choose_place(pilot, SecretPlace.SESSION)
        await fill(pilot, institution="Oslo", key=KEY)
        await pilot.press("f2")
        await settle(pilot)
        assert "Choose the region of your Alma first" in shown(pilot, "message")
        form = app.screen.query_one(AlmaForm)
        await at_step(pilot, WHO)
        form.query_one("#region").focus()
        await pilot.press("down", "space")
        await settle(pilot)
        assert form.draft.alma_url == "na"
        assert not form.query_one("#address").region
        await pilot.press("up", "up", "space")
        await settle(pilot)
        assert form.query_one("#address").region
        await pilot.press("f2")
        await settle(pilot)
        assert "No web address can be read from the field Address" in shown(pilot, "message")
        await fill(pilot, address="https://oslo.alma.exlibrisgroup.com")
        await pilot.press("f2")
        await settle(pilot)
        assert "serves people, not programs" in shown(pilot, "message")
        await pilot.press("escape", "escape")
    assert app.ended == [False]
    assert not profiles_path().exists()


async def test_without_a_keyring_this_session_is_offered(alma: AlmaStandIn, own_home: Path) -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await fill(pilot, institution="Oslo", key=KEY)
        await at_step(pilot, PLACE)
        assert "no system keyring" in shown(pilot, "keyring")
        await choose_place(pilot, SecretPlace.SESSION)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert session_secret.session_secret("oslo", SecretKind.ALMA) == Secret(KEY)
    for file in own_home.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


async def test_kept_keys_are_named_tested_and_kept(
    oslo: Profile, alma: AlmaStandIn, secret_service: SecretService
) -> None:
    app = SetUpAlmaApp("oslo")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        today = date.today()
        for field in ("key-hint", "network-hint"):
            assert "kept in GNOME Keyring (Login)" in shown(pilot, field)
            assert f"since {today.day} {today:%B %Y}" in shown(pilot, field)
        await pilot.press("f5")
        await settle(pilot)
        assert "may read and write" in shown(pilot, "message")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert load_profiles().items == (oslo,)
    assert set(secret_service.contents().values()) == {KEY, NETWORK_KEY}


async def test_no_key_is_replaced_or_forgotten_by_one_key_stroke(
    oslo: Profile, secret_service: SecretService
) -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await fill(pilot, key=READ_ONLY_KEY)
        app.screen.query_one("#forget-network", Tick).toggle()
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        message = shown(pilot, "message")
        assert "This replaces the API key that is kept." in message
        assert "This deletes the network's API key." in message
        assert app.ended == []
        assert system_keyring.read("oslo", SecretKind.ALMA) == Secret(KEY)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert secret_service.contents() == {"orcid-tui/oslo/alma": READ_ONLY_KEY}


async def test_a_kept_key_is_not_sent_to_another_address(oslo: Profile, alma: AlmaStandIn) -> None:
    with AlmaStandIn() as stranger:
        app = SetUpAlmaApp()
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            app.screen.query_one(AlmaForm).input("address").value = ""
            await fill(pilot, address=stranger.url)
            await pilot.press("f5")
            await settle(pilot)
            assert "belongs to another address of Alma" in shown(pilot, "message")
        assert stranger.requests.all == []


async def test_alma_is_taken_out_and_orcid_stays(
    oslo: Profile, secret_service: SecretService
) -> None:
    draft = Draft("Oslo", client_id="APP-0123456789ABCDEF", secret=Secret("canary-of-orcid"))
    with_orcid = saving.save(draft, oslo, SecretPlace.KEYRING)
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.screen.query_one("#forget-alma", Tick).toggle()
        await pilot.press("f2")
        await settle(pilot)
        assert "takes Alma out of the profile" in shown(pilot, "message")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    [left] = load_profiles().items
    assert (left.alma_url, left.secret) == ("", with_orcid.secret)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": "canary-of-orcid"}


async def test_a_profile_of_orcid_gets_its_alma(alma: AlmaStandIn) -> None:
    saving.save(Draft("Oslo"), None, SecretPlace.NONE)
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert shown(pilot, "title").startswith("Set up Alma: Oslo  1 of 3")
        assert not app.screen.query_one("#forget-alma").region
        await choose_place(pilot, SecretPlace.SESSION)
        await fill(pilot, key=KEY)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    [profile] = load_profiles().items
    assert (profile.name, profile.alma_url) == ("oslo", alma.url)


@pytest.mark.parametrize("size", [(60, 18), SMALL, WIDE], ids=str)
async def test_the_directions_say_where_keys_are_made_and_can_be_scrolled_to(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    app = SetUpAlmaApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        steps = " ".join(str(line.render()) for line in app.screen.query(".step").results(Static))
        for word in (
            "Developer Network",
            "Build my APIs, API keys",
            "Bibs",
            "Read/write",
            "Read-only",
            "Configuration",
            "for this program alone",
            "Sandbox",
            "the network's own account",
            str(profiles_path()),
        ):
            assert word in steps
        page = app.screen.query_one("#page")
        for step in (WHO, CREDENTIALS, PLACE):
            await at_step(pilot, step)
            if size == (60, 18):
                for _ in range(12):
                    await pilot.press("pagedown")
                await settle(pilot)
            last = [line for line in app.screen.query(".step") if line.display][-1]
            assert page.region.contains_region(last.region)
            assert app.screen.query_one("#do-set-up-cancel").region.right <= size[0]
        monkeypatch.setenv("DISPLAY", ":0")
        await pilot.press("f3")
        await pilot.pause()
        assert app.opened == ["https://developers.exlibrisgroup.com/manage/keys/"]


async def test_an_address_of_the_environment_that_holds_a_password_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ORCID_TUI_ALMA_URL", "https://user:hush-hush@proxy.example.edu")
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "hush-hush" not in everything(pilot)
        assert app.screen.query_one(AlmaForm).draft == AlmaDraft("")


async def test_a_key_of_the_environment_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALMA_API_KEY", KEY)
    app = SetUpAlmaApp()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "variable ALMA_API_KEY, not with a profile's key" in shown(pilot, "hidden")
        assert KEY not in everything(pilot)


async def test_why_one_was_led_here_is_said_without_covering_a_field() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.press("a")
        await driver.until(lambda: driver.shows(SetUpAlmaScreen))
        await driver.settle()
        assert "No Alma is set up yet. These fields are for that." in driver.flat
        assert "Institution" in driver.flat
        assert "another address" in driver.flat


async def test_reached_from_the_palette_and_left_again() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.press("ctrl+p", *"region", "enter")
        await driver.until(lambda: driver.shows(SetUpAlmaScreen))
        await driver.press("escape")
        assert driver.shows(StartScreen)
