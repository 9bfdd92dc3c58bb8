"""Secrets that go from place to place, or go: nothing is lost on the way, nothing stays behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError, FileLocked, SecretStoreError
from orcid_tui.profiles import keeping
from orcid_tui.profiles.keeping import store_with_secrets
from orcid_tui.profiles.kept_secret import find_secret
from orcid_tui.profiles.moving import (
    LeftBehind,
    after_forgetting,
    delete_profile,
    forget_secret,
    move_secret,
)
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import (
    load_profiles,
    profiles_path,
    store_profile,
    use_profile,
)
from orcid_tui.profiles.session_secret import keep_for_session, session_secret
from orcid_tui.profiles.site import SITE_SENTENCE
from orcid_tui.profiles.verdict import record_accepted
from orcid_tui.secrets import encrypted_file, system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.profiles.places import OSLO, filled, open_file, printing
from tests.secrets.service import SecretService

CANARY = "canary-33ee-4a11-face"
KIND = SecretKind.ALMA
PLACES = ("keyring", "file", "command", "session")
ACCEPTED = datetime(2026, 3, 4, 14, 3)


def target(where: str) -> KeptSecret:
    """Where to go."""
    return printing(CANARY) if where == "command" else KeptSecret(SecretPlace(where))


def copies() -> set[str]:
    """All places of this program that hold the secret now."""
    held = {
        "keyring": system_keyring.read("oslo", KIND),
        "file": encrypted_file.read("oslo", KIND),
        "session": session_secret("oslo", KIND),
    }
    return {place for place, secret in held.items() if secret == Secret(CANARY)}


@pytest.mark.parametrize("there", PLACES)
@pytest.mark.parametrize("here", PLACES)
def test_from_every_place_to_every_other(
    here: str, there: str, tmp_path: Path, secret_service: SecretService
) -> None:
    open_file()
    profile = filled(here, CANARY, tmp_path, KIND)
    store_profile(profile)
    store_profile(Profile("bergen", "Bergen"))
    profile = record_accepted(profile, KIND, ACCEPTED)
    recorded = move_secret(profile, KIND, target(there))
    assert load_profiles().find("oslo") == recorded
    kept = recorded.kept(KIND)
    assert (kept.place, kept.since, kept.accepted) == (there, date.today(), ACCEPTED)
    found = find_secret(recorded, KIND, {})
    assert found is not None
    assert found.secret == Secret(CANARY)
    assert copies() == {there} - {"command"}
    assert load_profiles().default_name == "bergen"
    if "command" not in (here, there):
        assert CANARY not in profiles_path().read_text()


def test_a_place_that_refuses_leaves_all_as_it_was(
    tmp_path: Path, secret_service: SecretService
) -> None:
    open_file()
    profile = filled("file", CANARY, tmp_path, KIND)
    store_profile(profile)
    secret_service.lock()
    with pytest.raises(SecretStoreError, match="locked"):
        move_secret(profile, KIND, target("keyring"))
    secret_service.unlock()
    assert copies() == {"file"}
    assert load_profiles().find("oslo") == profile
    encrypted_file.lock()
    with pytest.raises(FileLocked):
        move_secret(profile, KIND, target("keyring"))
    assert system_keyring.read("oslo", KIND) is None


def test_a_record_that_fails_takes_the_new_copy_away(
    tmp_path: Path, secret_service: SecretService
) -> None:
    open_file()
    profile = filled("keyring", CANARY, tmp_path, KIND)
    profiles_path().parent.mkdir(parents=True)
    profiles_path().mkdir()
    with pytest.raises(ConfigurationError, match="profile file"):
        move_secret(profile, KIND, target("file"))
    assert copies() == {"keyring"}


def test_an_old_copy_that_cannot_be_deleted_is_told(
    tmp_path: Path, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file()
    profile = filled("keyring", CANARY, tmp_path, KIND)
    store_profile(profile)

    def record_and_lock(one: Profile, *, make_default: bool) -> None:
        store_profile(one, make_default=make_default)
        secret_service.lock()

    monkeypatch.setattr(keeping, "store_profile", record_and_lock)
    with pytest.raises(LeftBehind, match="now comes from the encrypted file") as caught:
        move_secret(profile, KIND, target("file"))
    assert "Delete it in GNOME Keyring (Login)" in caught.value.hint
    assert load_profiles().find("oslo") == caught.value.profile
    secret_service.unlock()
    assert copies() == {"file", "keyring"}


def test_a_command_that_gives_another_secret_is_no_place_for_this_one(tmp_path: Path) -> None:
    open_file()
    profile = filled("file", CANARY, tmp_path, KIND)
    store_profile(profile)
    with pytest.raises(SecretStoreError, match="gives another Alma API key") as caught:
        move_secret(profile, KIND, printing("canary-another"))
    assert "canary" not in str(caught.value)
    assert encrypted_file.read("oslo", KIND) == Secret(CANARY)
    assert load_profiles().find("oslo") == profile
    new = {KIND: Secret("canary-another")}
    recorded = store_with_secrets(profile, new, printing("canary-another"))
    assert recorded.kept(KIND).place is SecretPlace.COMMAND
    assert recorded.kept(KIND).keeper.startswith("python")
    assert encrypted_file.read("oslo", KIND) is None


def test_what_another_window_recorded_meanwhile_counts(tmp_path: Path) -> None:
    open_file()
    stale = filled("session", CANARY, tmp_path, KIND)
    present = replace(filled("file", CANARY, tmp_path, KIND), institution="Oslo renamed")
    store_profile(present)
    recorded = move_secret(stale, KIND, KeptSecret(SecretPlace.SESSION))
    assert recorded.institution == "Oslo renamed"
    assert encrypted_file.read("oslo", KIND) is None
    assert forget_secret(stale, KIND).institution == "Oslo renamed"


def test_a_command_that_fails_is_not_recorded(tmp_path: Path) -> None:
    store_profile(OSLO)
    failing = KeptSecret(SecretPlace.COMMAND, command=("/no/such/program",))
    with pytest.raises(SecretStoreError, match="was not found"):
        store_with_secrets(OSLO, {KIND: Secret(CANARY)}, failing)
    assert load_profiles().find("oslo") == OSLO


@pytest.mark.parametrize("place", ["keyring", "file"])
def test_the_earlier_one_stays_until_the_new_one_is_read_back(
    place: str, tmp_path: Path, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file()
    profile = filled(place, CANARY, tmp_path, KIND)
    store_profile(profile)
    store = system_keyring if place == "keyring" else encrypted_file
    read = store.read

    def read_wrongly(name: str, kind: SecretKind = KIND) -> Secret | None:
        value = read(name, kind)
        return Secret("canary-mangled") if value == Secret("canary-new-one") else value

    with monkeypatch.context() as patch:
        patch.setattr(store, "read", read_wrongly)
        with pytest.raises(SecretStoreError, match="did not give back the Alma API key"):
            store_with_secrets(profile, {KIND: Secret("canary-new-one")}, SecretPlace(place))
    assert copies() == {place}
    assert load_profiles().find("oslo") == profile


@pytest.mark.parametrize("place", PLACES)
def test_forgetting(place: str, tmp_path: Path, secret_service: SecretService) -> None:
    open_file()
    profile = filled(place, CANARY, tmp_path, KIND)
    store_profile(profile)
    keep_for_session("oslo", Secret(CANARY), KIND)
    recorded = forget_secret(profile, KIND)
    assert recorded == load_profiles().find("oslo") == OSLO
    assert copies() == set()
    assert find_secret(recorded, KIND, {}) is None
    assert forget_secret(profile, KIND) == OSLO  # an absent one is a success
    said = after_forgetting(profile.kept(KIND), KIND)
    assert "make a new key in the Developer Network" in said
    assert ("backups" in said) is (place in ("keyring", "file"))
    assert ("still has it" in said) is (place == "command")
    assert "ORCID's developer tools" in after_forgetting(KeptSecret(), SecretKind.ORCID)


def test_what_cannot_be_deleted_is_not_recorded_as_gone(
    tmp_path: Path, secret_service: SecretService
) -> None:
    open_file()
    in_keyring = filled("keyring", CANARY, tmp_path, KIND)
    store_profile(in_keyring)
    secret_service.lock()
    with pytest.raises(SecretStoreError, match="locked"):
        forget_secret(in_keyring, KIND)
    assert load_profiles().find("oslo") == in_keyring
    in_file = filled("file", CANARY, tmp_path, KIND)
    store_profile(in_file)
    encrypted_file.lock()
    with pytest.raises(FileLocked):
        forget_secret(in_file, KIND)
    assert load_profiles().find("oslo") == in_file


def test_what_comes_from_elsewhere_is_forgotten_there(monkeypatch: pytest.MonkeyPatch) -> None:
    store_profile(OSLO)
    assert forget_secret(OSLO, KIND) == OSLO
    monkeypatch.setenv("ALMA_API_KEY", CANARY)
    with pytest.raises(ConfigurationError, match="environment variable ALMA_API_KEY"):
        forget_secret(OSLO, KIND)


def test_an_administrator_s_profile_stays_as_it_is(tmp_path: Path) -> None:
    site = Profile("site", "Site", site=True).keeping(KIND, printing(CANARY))
    for change in (
        lambda: move_secret(site, KIND, KeptSecret(SecretPlace.SESSION)),
        lambda: forget_secret(site, KIND),
        lambda: store_with_secrets(site, {KIND: Secret(CANARY)}, SecretPlace.SESSION),
        lambda: store_with_secrets(site, {}, SecretPlace.NONE),
        lambda: store_profile(site),
    ):
        with pytest.raises(ConfigurationError, match=SITE_SENTENCE):
            change()
    assert not profiles_path().exists()


def test_a_profile_goes_with_its_secrets(tmp_path: Path, secret_service: SecretService) -> None:
    open_file()
    profile = filled("keyring", CANARY, tmp_path, SecretKind.ORCID)
    profile = filled("file", CANARY, tmp_path, KIND, profile)
    store_profile(Profile("bergen", "Bergen"))
    store_profile(profile)
    assert delete_profile("Oslo ") == ()
    assert [one.name for one in load_profiles().items] == ["bergen"]
    assert load_profiles().default == Profile("bergen", "Bergen")
    assert copies() == set()
    assert secret_service.contents() == {}
    with pytest.raises(ConfigurationError, match="no profile named “oslo”"):
        delete_profile("oslo")


def test_what_stays_of_a_deleted_profile_is_told(
    tmp_path: Path, secret_service: SecretService
) -> None:
    open_file()
    profile = filled("keyring", CANARY, tmp_path, SecretKind.ORCID)
    profile = filled("file", CANARY, tmp_path, KIND, profile)
    store_profile(profile)
    secret_service.lock()
    encrypted_file.lock()
    remains = delete_profile("oslo")
    assert load_profiles().items == ()
    assert len(remains) == 3
    assert remains[0].startswith("The ORCID client secret is still in GNOME Keyring (Login): ")
    assert "“orcid-tui/oslo/orcid”" in remains[1]
    assert remains[2].startswith("The Alma API key is still in the encrypted file: ")


def test_another_profile_is_used() -> None:
    store_profile(Profile("bergen", "Bergen"))
    store_profile(OSLO)
    assert use_profile("bergen").name == "bergen"
    assert load_profiles().default_name == "bergen"
    assert use_profile(" OSLO ").name == "oslo"
    assert load_profiles().default_name == "oslo"
    with pytest.raises(ConfigurationError, match="Profiles: bergen, oslo"):
        use_profile("trondheim")
    assert load_profiles().default_name == "oslo"
