"""The profiles on screen: every state of a secret, and what is done about it."""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from orcid_tui.demo.copying import demo_copy
from orcid_tui.errors import ConfigurationError
from orcid_tui.profiles import kept_secret, session_secret
from orcid_tui.profiles.keeping import store_with_secrets
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, store_profile
from orcid_tui.profiles.secret_status import SecretState, SecretStatus
from orcid_tui.secrets import encrypted_file, system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens import profiles_view
from orcid_tui.ui.screens.passphrase import PassphraseScreen
from orcid_tui.ui.screens.profiles import ProfilesScreen
from orcid_tui.ui.screens.refine import RefineScreen
from orcid_tui.ui.screens.set_up import SetUpScreen
from orcid_tui.ui.screens.start import StartScreen
from orcid_tui.ui.screens.unlocking import UnlockingScreen
from orcid_tui.ui.widgets.path_input import PathInput
from tests.ui.driving import SMALL, Driver
from tests.ui.fakes import small_session

CANARY = "canary-6a6a-4f00-beef"
PASSPHRASE = "seven canaries on a wire"
ID = "APP-0123456789ABCDEF"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins as a fresh process would."""
    monkeypatch.setattr(session_secret, "_kept", {})
    monkeypatch.setattr(kept_secret, "_left_locked", [])
    yield
    encrypted_file.lock()


@pytest.fixture
def oslo() -> Profile:
    """A profile whose secret is kept for this session."""
    return store_with_secrets(
        Profile("oslo", "Oslo [main]", client_id=ID),
        {SecretKind.ORCID: Secret(CANARY)},
        SecretPlace.SESSION,
    )


@pytest.fixture
def sealed(oslo: Profile) -> Profile:
    """The same with its secret in the encrypted file, which is locked."""
    encrypted_file.create(Secret(PASSPHRASE))
    recorded = store_with_secrets(oslo, {SecretKind.ORCID: Secret(CANARY)}, SecretPlace.FILE)
    encrypted_file.lock()
    return recorded


@asynccontextmanager
async def at_profiles() -> AsyncIterator[Driver]:
    """The program with the profiles in front."""
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.settle()
        await driver.pilot.press("p")
        await driver.comes(lambda: driver.shows(ProfilesScreen), seconds=60)
        await driver.settle()
        yield driver


def found(state: SecretState, *, site: bool = False) -> Callable[..., SecretStatus]:
    """A look that finds ORCID's secret in this state and no other."""

    def look(profile: Profile, kind: SecretKind) -> SecretStatus:
        state_of_kind = state if kind is SecretKind.ORCID else SecretState.NOT_SET
        sentence = f"Sentence of {state_of_kind.value}."
        return SecretStatus(kind, state_of_kind, sentence, "What to do.", writable=not site)

    return look


def seconds_left(driver: Driver) -> int:
    """What the countdown says."""
    said = re.search(r"keyring… (\d+) s", driver.text)
    assert said is not None
    return int(said[1])


_SHUT = (SecretState.LOCKED, SecretState.FILE_LOCKED)
_USABLE = (SecretState.READY, SecretState.SESSION, SecretState.GIVEN, SecretState.HIDDEN)


@pytest.mark.parametrize("state", SecretState, ids=lambda state: state.value)
async def test_every_state_has_its_sentence_and_its_ways_on(
    oslo: Profile, monkeypatch: pytest.MonkeyPatch, state: SecretState
) -> None:
    monkeypatch.setattr(profiles_view, "secret_status", found(state))
    async with at_profiles() as driver:
        assert f"Sentence of {state.value}. What to do." in driver.flat
        assert ("✓ ORCID" in driver.text) is (state in _USABLE)
        above_the_keys = " ".join(" ".join(driver.text.splitlines()[:-1]).split())
        assert ("u unlock" in above_the_keys) is (state in _SHUT)
        offered = "t type it for this session" in above_the_keys
        assert offered is (state not in (*_USABLE, SecretState.NOT_SET))
        assert CANARY not in driver.app.export_screenshot()


async def test_an_administrators_profile_is_used_and_not_changed(
    oslo: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Profile("consortium", "Consortium", site=True)
    everything = load_profiles()
    both = type(everything)((*everything.items, site), "consortium")
    monkeypatch.setattr(profiles_view, "load_profiles", lambda: both)
    async with at_profiles() as driver:
        await driver.press("down")
        assert "set up by your administrator" in driver.flat
        assert "n use your own" in driver.flat
        for key in ("e", "l", "m", "f", "t", "D"):
            await driver.press(key)
            assert "cannot be" in driver.flat
            assert driver.shows(ProfilesScreen)
        await driver.press("n")
        assert driver.shows(SetUpScreen)
        await driver.press("escape")
        await driver.press("down", "enter")
        assert driver.shows(StartScreen)
    assert load_profiles().items == (oslo,)


async def test_another_profile_is_chosen_and_recorded(oslo: Profile) -> None:
    store_profile(Profile("bergen", "Bergen", Environment.SANDBOX))
    async with at_profiles() as driver:
        assert "● Bergen" in driver.text
        await driver.press("up", "enter")
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.settle()
        assert "Profile: Oslo [main]" in driver.flat
    default = load_profiles().default
    assert default is not None
    assert default.name == "oslo"


async def test_a_secret_moves_into_the_encrypted_file_and_back_to_the_session(
    oslo: Profile,
) -> None:
    async with at_profiles() as driver:
        await driver.press("m")
        await driver.until_text("passphrase, at least")
        form = driver.app.screen.query_one("#passphrase")
        form.focus()
        await driver.press(*PASSPHRASE.replace(" ", "_"), "tab", *PASSPHRASE.replace(" ", "_"))
        await driver.press("f2")
        await driver.until(lambda: driver.shows(ProfilesScreen))
        await driver.until_text("is now kept in the encrypted file")
        assert CANARY not in driver.app.export_screenshot()
        assert load_profiles().items[0].secret.place is SecretPlace.FILE
        assert encrypted_file.read("oslo") == Secret(CANARY)
        await driver.press("m")
        await driver.until_text("until the program ends")
        await driver.press("f2")
        await driver.until_text("is now kept in this session only")
    assert session_secret.session_secret("oslo") == Secret(CANARY)
    assert not encrypted_file.path().exists()


async def test_a_command_that_fails_changes_nothing(oslo: Profile) -> None:
    async with at_profiles() as driver:
        await driver.press("m")
        await driver.until_text("passphrase, at least")
        driver.app.screen.query_one("#place").focus()
        await driver.press("down", "space")
        driver.app.screen.query_one("#command").focus()
        await driver.press(*"false")
        await driver.press("f2")
        await driver.until_text("ended with status 1")
    assert load_profiles().items == (oslo,)


async def test_forgetting_asks_and_tells_about_backups(sealed: Profile) -> None:
    async with at_profiles() as driver:
        assert "Passphrase" in driver.flat or "locked" in driver.flat
        await driver.press("f")
        assert "Forget the ORCID client secret?" in driver.flat
        assert "backups" in driver.flat
        await driver.pilot.press("f")
        await driver.comes(lambda: driver.shows(PassphraseScreen))
        await driver.pilot.press(*"wrong", "enter")
        await driver.seen("Try again (1")
        driver.app.screen.query_one("#passphrase").insert_text_at_cursor(PASSPHRASE)  # type: ignore[attr-defined]
        await driver.pilot.press("enter")
        await driver.seen("is forgotten")
        assert "Copies in backups remain" in driver.flat
    assert load_profiles().items[0].secret == KeptSecret()
    assert not encrypted_file.path().exists()


async def test_deleting_asks(oslo: Profile) -> None:
    async with at_profiles() as driver:
        await driver.press("D", "escape")
        assert load_profiles().items == (oslo,)
        await driver.press("D", "d")
        await driver.until_text("is deleted")
    assert load_profiles().items == ()


async def test_typed_for_this_session_and_what_is_kept_stays(sealed: Profile) -> None:
    async with at_profiles() as driver:
        await driver.press("t", "1")
        await driver.press(*"ab", "enter")
        assert "must have 8 to 256 characters" in driver.flat
        await driver.press(*"cdefghij", "enter")
        await driver.until_text("for this session only")
    assert session_secret.session_secret("oslo") == Secret("abcdefghij")
    assert load_profiles().items == (sealed,)


async def test_the_keyring_is_waited_for_with_a_countdown_and_can_be_left(
    oslo: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    monkeypatch.setattr(system_keyring, "unlock", answered.wait)
    monkeypatch.setattr(profiles_view, "secret_status", found(SecretState.LOCKED))
    async with at_profiles() as driver:
        await driver.pilot.press("u")
        await driver.seen("Waiting for the keyring…")
        began = seconds_left(driver)
        assert 0 < began <= 60
        await driver.comes(lambda: seconds_left(driver) < began, seconds=60)
        await driver.pilot.press("escape")
        await driver.comes(lambda: not driver.shows(UnlockingScreen))
        answered.set()
        await driver.seen("was not waited for. Nothing was changed.")


async def test_opening_records_asks_for_the_passphrase_three_times(sealed: Profile) -> None:
    records = demo_copy()
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.settle()
        await driver.press("o")
        driver.app.screen.query_one(PathInput).value = str(records)
        await driver.pilot.press("enter")
        await driver.comes(lambda: driver.shows(PassphraseScreen))
        for number in (1, 2):
            await driver.pilot.press(*"wrong", "enter")
            await driver.seen(f"Try again ({number}")
        await driver.pilot.press(*"wrong", "enter")
        await driver.seen("third")
        assert "Wrong passphrase" in driver.flat
        await driver.pilot.press("f8")
        await driver.comes(lambda: driver.shows(RefineScreen) or "Error" in driver.text)
        await driver.seen("anonymous")


async def test_the_passphrase_opens_and_the_title_says_who_asks(sealed: Profile) -> None:
    records = demo_copy()
    app = OrcidTuiApp(None)
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.until(lambda: driver.shows(StartScreen))
        await driver.settle()
        await driver.press("o")
        driver.app.screen.query_one(PathInput).value = str(records)
        await driver.pilot.press("enter")
        await driver.comes(lambda: driver.shows(PassphraseScreen))
        app.screen.query_one("#passphrase").insert_text_at_cursor(PASSPHRASE)  # type: ignore[attr-defined]
        await driver.pilot.press("enter")
        await driver.comes(lambda: driver.shows(RefineScreen))
        await driver.seen("headings")
        assert encrypted_file.unlocked()


async def test_reached_by_a_key_from_the_work(oslo: Profile) -> None:
    app = OrcidTuiApp(small_session())
    async with app.run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.settle()
        await driver.press("P")
        assert driver.shows(ProfilesScreen)
        await driver.press("enter")
        assert driver.shows(RefineScreen)
        assert "holds for what is opened from now on" in driver.flat


async def test_a_broken_file_is_told(oslo: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_profiles() as driver:

        def broken() -> None:
            raise ConfigurationError("The profile file has a fault in line 2.")

        monkeypatch.setattr(profiles_view, "load_profiles", broken)
        await driver.press("r")
        assert "line 2" in driver.flat
