"""The set-up screen, driven by keys, with a real keyring and a real socket behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Static

from orcid_tui.profiles import saving, session_secret
from orcid_tui.profiles.profile import Environment, Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path, store_profile
from orcid_tui.profiles.saving import Draft
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.given import forget_given
from orcid_tui.secrets.secret import Secret
from orcid_tui.ui.screens.set_up import SetUpScreen
from orcid_tui.ui.widgets.place_form import PlaceForm
from orcid_tui.ui.widgets.profile_form import ProfileForm
from orcid_tui.ui.widgets.secret_input import SecretInput
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO
from tests.secrets.service import SecretService, secret_service, secret_service_processes
from tests.ui.forms import FormApp, at_step, choose_place, everything, fill, settle, shown
from tests.ui.token_endpoint import TOKEN, TokenEndpoint, token_endpoint

__all__ = ["secret_service", "secret_service_processes"]

CANARY = "canary-31c0-4f00-d00d"
ID = "APP-0123456789ABCDEF"
NARROW, WIDE = (80, 24), (120, 36)


class SetUpApp(FormApp):
    """Shows the set-up of ORCID."""

    def __init__(self, profile: str | None = None) -> None:
        super().__init__(lambda: SetUpScreen(profile))


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins as a fresh process would."""
    forget_given()
    monkeypatch.setattr(session_secret, "_kept", {})
    yield
    forget_given()


@pytest.fixture
def orcid(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenEndpoint]:
    """A token endpoint that a new profile finds through the two variables."""
    with token_endpoint(ID, CANARY) as endpoint:
        monkeypatch.setenv("ORCID_TUI_API_URL", endpoint.api_url)
        monkeypatch.setenv("ORCID_TUI_TOKEN_URL", endpoint.token_url)
        yield endpoint


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_from_nothing_to_a_saved_profile(
    secret_service: SecretService, orcid: TokenEndpoint, size: tuple[int, int]
) -> None:
    app = SetUpApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await at_step(pilot, PLACE)
        assert "GNOME Keyring (Login) is ready" in shown(pilot, "keyring")
        await fill(pilot, institution="Oslo", client=f"\n  {ID} \n", secret=f"\n {CANARY}\n\n")
        await pilot.press("f5")
        await settle(pilot)
        assert "accepted the client ID and the secret" in shown(pilot, "message")
        assert not profiles_path().exists()
        assert CANARY not in everything(pilot)
        assert TOKEN not in everything(pilot)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    [profile] = load_profiles().items
    assert (profile.client_id, profile.environment) == (ID, Environment.CUSTOM)
    assert profile.secret.place is SecretPlace.KEYRING
    assert [form["client_secret"] for form in orcid.forms] == [CANARY]
    assert not any(CANARY in line for line in orcid.request_lines)


async def test_keys_that_come_in_one_bunch_go_to_their_own_fields() -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for key in (*"Oslo", *["enter"] * 3, *ID, "enter", *CANARY):
            character = key if len(key) == 1 else None
            app.post_message(events.Key(key, character))
        await settle(pilot)
        draft = app.screen.query_one(ProfileForm).draft
        assert (draft.institution, draft.client_id) == ("Oslo", ID)
        assert draft.secret == Secret(CANARY)


async def test_a_wrong_secret_is_told_in_words(
    secret_service: SecretService, orcid: TokenEndpoint
) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo", client=ID, secret="canary-but-wrong")
        await pilot.press("f5")
        await settle(pilot)
        assert "does not accept" in shown(pilot, "message")
        assert "canary" not in everything(pilot)
        assert app.ended == []
    assert secret_service.contents() == {}


async def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with token_endpoint(ID, CANARY) as endpoint:
        monkeypatch.setenv("ORCID_TUI_API_URL", endpoint.api_url)
        monkeypatch.setenv("ORCID_TUI_TOKEN_URL", endpoint.token_url)
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo", client=ID, secret=CANARY)
        await pilot.press("f5")
        await settle(pilot)
        message = shown(pilot, "message")
        assert "127.0.0.1" in message
        assert "accepted" not in message
        assert CANARY not in everything(pilot)


async def test_without_a_keyring_the_other_places_are_offered(
    orcid: TokenEndpoint, own_home: Path
) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo", client=ID, secret=CANARY)
        await at_step(pilot, PLACE)
        assert "no system keyring" in shown(pilot, "keyring")
        assert app.screen.query_one(PlaceForm).place is SecretPlace.FILE
        await choose_place(pilot, SecretPlace.SESSION)
        assert "until the program ends" in shown(pilot, "place-hint")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert session_secret.session_secret("oslo") == Secret(CANARY)
    assert load_profiles().items[0].secret.place is SecretPlace.SESSION
    for file in own_home.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes()


async def test_a_locked_keyring_chooses_nothing_and_is_looked_at_again(
    secret_service: SecretService,
) -> None:
    secret_service.lock()
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo", client=ID, secret=CANARY)
        await at_step(pilot, PLACE)
        assert "is locked" in shown(pilot, "keyring")
        await pilot.press("f2")
        await settle(pilot)
        assert "where to keep" in shown(pilot, "message")
        assert app.ended == []
        assert session_secret.session_secret("oslo") is None
        secret_service.unlock()
        await pilot.press("f6")
        await settle(pilot)
        assert "is ready" in shown(pilot, "keyring")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}


async def test_without_credentials(secret_service: SecretService) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo")
        await pilot.press("f5")
        await settle(pilot)
        assert "nothing to test" in shown(pilot, "message")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert load_profiles().items == (Profile("oslo", "Oslo"),)


@pytest.fixture
def oslo(secret_service: SecretService, orcid: TokenEndpoint) -> Profile:
    """A saved profile at the endpoint, with its secret in the keyring."""
    draft = Draft("Oslo", Environment.CUSTOM, ID, Secret(CANARY), orcid.api_url, orcid.token_url)
    return saving.save(draft, None, SecretPlace.KEYRING)


async def test_the_kept_secret_is_named_tested_and_kept(
    oslo: Profile, orcid: TokenEndpoint, secret_service: SecretService
) -> None:
    app = SetUpApp("oslo")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        today = date.today()
        since = f"since {today.day} {today:%B %Y}"
        assert "kept in GNOME Keyring (Login)" in shown(pilot, "secret-hint")
        assert since in shown(pilot, "secret-hint")
        await pilot.press("f5")
        await settle(pilot)
        assert "accepted" in shown(pilot, "message")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert load_profiles().items == (oslo,)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    assert len(orcid.forms) == 1


async def test_nothing_is_replaced_by_one_key(oslo: Profile, secret_service: SecretService) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, secret="canary-the-new-one")
        await pilot.press("f2")
        await settle(pilot)
        assert "Press F2 again" in shown(pilot, "message")
        assert app.ended == []
        assert system_keyring.read("oslo") == Secret(CANARY)
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]
    assert system_keyring.read("oslo") == Secret("canary-the-new-one")


async def test_a_second_profile_for_an_institution_opens_the_first(oslo: Profile) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
        assert pilot.app.screen.query_one(ProfileForm).profile is None
        await fill(pilot, institution=" OSLO ", secret="canary-typed-before")
        await settle(pilot)
        form = pilot.app.screen.query_one(ProfileForm)
        assert form.profile == oslo
        assert "There is a profile for Oslo already" in shown(pilot, "message")
        assert form.draft.client_id == ID
        assert form.draft.secret == Secret("canary-typed-before")
        assert "canary" not in everything(pilot)
    assert load_profiles().items == (oslo,)


async def test_escape_asks_before_typed_text_is_lost() -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, secret=CANARY)
        secret = app.screen.query_one(SecretInput)
        await pilot.press("escape")
        await settle(pilot)
        assert "1 of 3" in shown(pilot, "title")
        assert app.screen.query_one(ProfileForm).draft.secret == Secret(CANARY)
        await pilot.press("escape")
        await pilot.pause()
        assert app.ended == []
        assert "Nothing is saved yet" in shown(pilot, "message")
        await pilot.press("escape")
        await settle(pilot)
        assert app.ended == [False]
        assert secret.value == ""
    assert not profiles_path().exists()


async def test_escape_leaves_at_once_when_nothing_was_typed(oslo: Profile) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert app.ended == [False]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_directions_name_every_field_and_the_page(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    app = SetUpApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        steps = " ".join(str(line.render()) for line in app.screen.query(".step").results(Static))
        for word in (
            "https://orcid.org/developer-tools",
            "verified e-mail",
            "Application name",
            "Application URL",
            "Description",
            "Redirect URI",
            "one public client",
            "25,000",
            "100,000",
            str(profiles_path()),
        ):
            assert word in steps
        await pilot.press("f3")
        await pilot.pause()
        assert app.opened == []
        assert "Open this address" in shown(pilot, "message")
        monkeypatch.setenv("DISPLAY", ":0")
        await pilot.press("f3")
        await pilot.pause()
        assert app.opened == ["https://orcid.org/developer-tools"]
        assert "https://orcid.org/developer-tools" in shown(pilot, "message")
        await at_step(pilot, WHO)
        await pilot.press("tab", "tab", "right", "space")
        await settle(pilot)
        await pilot.press("f3")
        assert app.opened[1] == "https://sandbox.orcid.org/developer-tools"


@pytest.mark.parametrize("size", [(60, 18), NARROW, WIDE])
async def test_each_page_fits_and_in_a_smaller_window_can_be_scrolled(
    size: tuple[int, int],
) -> None:
    store_profile(Profile("oslo", "Oslo"))
    app = SetUpApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        page = app.screen.query_one("#page")
        for step in (WHO, CREDENTIALS, PLACE):
            await at_step(pilot, step)
            if size == (60, 18):
                for _ in range(12):
                    await pilot.press("pagedown")
                await settle(pilot)
            last = [line for line in app.screen.query(".step") if line.display][-1]
            assert page.region.contains_region(last.region)
            assert app.screen.query_one("#buttons").region.bottom <= size[1]
            assert app.screen.query_one("#do-set-up-cancel").region.right <= size[0]


async def test_an_unusual_client_id_is_a_hint_and_no_obstacle(
    secret_service: SecretService,
) -> None:
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, institution="Oslo", client="0000-old-client", secret=CANARY)
        assert "Usually APP-" in shown(pilot, "client-hint")
        await pilot.press("f2")
        await settle(pilot)
    assert app.ended == [True]


async def test_a_broken_profile_file_is_told_and_not_overwritten() -> None:
    profiles_path().parent.mkdir(parents=True)
    profiles_path().write_text('[profiles.a]\ninstitution = "A\n')
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "line 2" in shown(pilot, "message")
        await fill(pilot, institution="Oslo")
        await pilot.press("f2")
        await settle(pilot)
        assert app.ended == []
    assert profiles_path().read_text() == '[profiles.a]\ninstitution = "A\n'


async def test_brackets_in_a_name_are_text() -> None:
    store_profile(Profile("a", "[bold]A[/oops] [microform]"))
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "[bold]A[/oops] [microform]" in shown(pilot, "title")


async def test_credentials_of_the_environment_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORCID_CLIENT_ID", ID)
    monkeypatch.setenv("ORCID_CLIENT_SECRET", CANARY)
    app = SetUpApp()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "environment variable ORCID_CLIENT_SECRET, not with the profile" in shown(
            pilot, "hidden"
        )
        assert CANARY not in everything(pilot)


class Listener(SetUpApp):
    """Hears every message that bubbles up to the program."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_input_changed(self, event: Input.Changed) -> None:
        self.heard.append(repr(event) + event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.heard.append(repr(event) + event.value)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        self.heard.append(repr(event) + event.value)


async def test_no_message_and_no_clipboard_carries_the_secret() -> None:
    app = Listener()
    async with app.run_test(size=NARROW) as pilot:
        await fill(pilot, secret=CANARY)
        await pilot.press("home", "shift+end", "ctrl+c")
        assert app.clipboard == ""
        assert app.screen.query_one(SecretInput).secret == Secret(CANARY)
        await pilot.press("ctrl+x")
        assert app.clipboard == ""
        assert app.screen.query_one(SecretInput).secret is None
        await pilot.press("tab")
        await settle(pilot)
        assert len(app.heard) > 2
        assert CANARY not in " ".join(app.heard)


@pytest.mark.parametrize("how", ["mouse", "keys"])
async def test_the_button_of_the_next_page_leads_there_once(how: str) -> None:
    app = SetUpApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await fill(pilot, institution="Oslo")
        if how == "mouse":
            await pilot.click("#do-set-up-next")
        else:
            app.screen.query_one("#do-set-up-next").focus()
            await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query_one(ProfileForm).step == CREDENTIALS
