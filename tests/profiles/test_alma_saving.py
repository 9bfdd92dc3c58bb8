"""Saving an Alma at set-up: all of it or nothing, and a kept key stays with its own address."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError, SecretStoreError
from orcid_tui.profiles import alma_saving, saving
from orcid_tui.profiles.alma_saving import AlmaDraft
from orcid_tui.profiles.kept_secret import find_secret
from orcid_tui.profiles.moving import move_secret
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path
from orcid_tui.profiles.saving import Draft
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.profiles.places import open_file
from tests.secrets.service import SecretService

CANARY, NETWORK = Secret("canary-0c0c-4a00-a1a1"), Secret("canary-0d0d-4b00-b1b1")
FULL = AlmaDraft("Oslo", "eu", CANARY, NETWORK)
ORCID = Draft("Oslo", client_id="APP-0123456789ABCDEF", secret=Secret("canary-of-orcid"))
KEYRING, SESSION, NONE = SecretPlace.KEYRING, SecretPlace.SESSION, SecretPlace.NONE
IN_KEYRING = {
    "orcid-tui/oslo/alma": CANARY.reveal(),
    "orcid-tui/oslo/alma-network": NETWORK.reveal(),
}


def test_into_the_keyring(secret_service: SecretService) -> None:
    saved = alma_saving.save(FULL, None, KEYRING)
    kept = KeptSecret(KEYRING, "GNOME Keyring (Login)", date.today())
    assert saved == Profile("oslo", "Oslo", alma_url="eu", alma_key=kept, alma_network_key=kept)
    assert load_profiles().items == (saved,)
    assert secret_service.contents() == IN_KEYRING
    assert "canary" not in profiles_path().read_text()
    again = alma_saving.access_for_test(AlmaDraft("Oslo", "eu"), saved)
    assert (again.key.value, again.base_url) == (CANARY, saved.alma_base())
    assert again.network_key is not None
    assert again.network_key.value == NETWORK


def test_for_this_session_leaves_no_key_on_disk(own_home: Path) -> None:
    saved = alma_saving.save(FULL, None, SESSION)
    assert saved.alma_key.place is saved.alma_network_key.place is SESSION
    assert session_secret("oslo", SecretKind.ALMA) == CANARY
    assert session_secret("oslo", SecretKind.ALMA_NETWORK) == NETWORK
    assert session_secret("oslo") is None
    for file in own_home.rglob("*"):
        assert not file.is_file() or "canary" not in file.read_text()


def test_a_server_of_a_region_is_recorded_by_its_name() -> None:
    address = "https://api-na.hosted.exlibrisgroup.com/almaws/v1/"
    assert alma_saving.save(AlmaDraft("Oslo", address, CANARY), None, SESSION).alma_url == "na"


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (AlmaDraft("  ", "eu", CANARY), "institution is missing"),
        (AlmaDraft("Oslo", "", CANARY), "where your Alma is"),
        (AlmaDraft("Oslo", "eu"), "The Alma API key is missing"),
        (AlmaDraft("Oslo", "eu", None, NETWORK), "The Alma API key is missing"),
        (AlmaDraft("Oslo", "http://alma.example.org", CANARY), "not be encrypted"),
        (AlmaDraft("Oslo", "https://oslo.alma.exlibrisgroup.com", CANARY), "not programs"),
        (AlmaDraft("Oslo", "eu", Secret("canary with blanks")), "that no Alma key has"),
        (AlmaDraft("Oslo", "eu", CANARY, Secret("canary\u00fc")), "key of the network contains"),
    ],
)
def test_what_cannot_be_saved(secret_service: SecretService, draft: AlmaDraft, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says) as caught:
        alma_saving.save(draft, None, KEYRING)
    assert "canary" not in str(caught.value)
    assert secret_service.contents() == {}
    assert not profiles_path().exists()


def test_no_place_chosen_is_not_a_place(secret_service: SecretService) -> None:
    with pytest.raises(ConfigurationError, match="where to keep"):
        alma_saving.save(FULL, None, NONE)
    secret_service.lock()
    with pytest.raises(SecretStoreError, match="locked"):
        alma_saving.save(FULL, None, KEYRING)
    assert session_secret("oslo", SecretKind.ALMA) is None
    assert not profiles_path().exists()


def test_a_failed_record_puts_both_keys_back(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    def save_to_full_disk(draft: AlmaDraft, existing: Profile | None) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", full)
            with pytest.raises(ConfigurationError, match="No space"):
                alma_saving.save(draft, existing, KEYRING)

    save_to_full_disk(FULL, None)
    assert secret_service.contents() == {}
    first = alma_saving.save(FULL, None, KEYRING)
    save_to_full_disk(AlmaDraft("Oslo", "eu", Secret("other-key-1"), Secret("other-key-2")), first)
    assert secret_service.contents() == IN_KEYRING


def test_a_second_key_that_is_not_kept_takes_the_first_back(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = system_keyring.write

    def one_only(profile: str, secret: Secret, kind: SecretKind) -> str:
        if kind is SecretKind.ALMA_NETWORK:
            raise SecretStoreError("The keyring is full.")
        return honest(profile, secret, kind)

    monkeypatch.setattr(system_keyring, "write", one_only)
    with pytest.raises(SecretStoreError, match="full"):
        alma_saving.save(FULL, None, KEYRING)
    assert secret_service.contents() == {}
    assert not profiles_path().exists()


def test_orcid_and_alma_leave_each_other_alone(secret_service: SecretService) -> None:
    with_orcid = saving.save(ORCID, None, KEYRING)
    both = alma_saving.save(FULL, with_orcid, KEYRING)
    assert (both.client_id, both.secret) == (with_orcid.client_id, with_orcid.secret)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": "canary-of-orcid", **IN_KEYRING}
    renamed = saving.save(Draft("Oslo Library", client_id=ORCID.client_id), both, NONE)
    assert (renamed.alma_url, renamed.alma_key) == ("eu", both.alma_key)
    assert load_profiles().items == (renamed,)
    saving.save(Draft("Oslo Library"), renamed, NONE)
    assert secret_service.contents() == IN_KEYRING


def test_a_kept_key_follows_to_no_other_address(secret_service: SecretService) -> None:
    first = alma_saving.save(FULL, None, KEYRING)
    for draft in (AlmaDraft("Oslo", "na"), AlmaDraft("Oslo", "na", Secret("another-key"))):
        for deed in (
            alma_saving.access_for_test,
            lambda d, p: alma_saving.save(d, p, KEYRING),
        ):
            with pytest.raises(ConfigurationError, match="belongs to another address"):
                deed(draft, first)
    assert secret_service.contents() == IN_KEYRING
    moved = AlmaDraft("Oslo", "na", Secret("another-key"), forget_network_key=True)
    assert alma_saving.save(moved, first, KEYRING).alma_network_key == KeptSecret()
    assert secret_service.contents() == {"orcid-tui/oslo/alma": "another-key"}


def test_taking_alma_out_takes_its_keys_out(secret_service: SecretService) -> None:
    with_orcid = saving.save(ORCID, None, KEYRING)
    both = alma_saving.save(FULL, with_orcid, KEYRING)
    with pytest.raises(ConfigurationError, match="nothing to test"):
        alma_saving.access_for_test(AlmaDraft("Oslo", "", CANARY), both)
    assert alma_saving.save(AlmaDraft("Oslo", "", CANARY), both, KEYRING) == with_orcid
    assert load_profiles().items == (with_orcid,)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": "canary-of-orcid"}


def test_one_key_alone_keeps_the_other_where_it_is(secret_service: SecretService) -> None:
    first = alma_saving.save(FULL, None, KEYRING)
    second = alma_saving.save(AlmaDraft("Oslo", "eu", None, Secret("another-key")), first, SESSION)
    assert second.alma_key == first.alma_key
    assert second.alma_network_key.place is SESSION
    assert secret_service.contents() == {"orcid-tui/oslo/alma": CANARY.reveal()}


def test_a_key_that_is_gone_is_asked_for_again(secret_service: SecretService) -> None:
    first = alma_saving.save(FULL, None, KEYRING)
    system_keyring.forget("oslo", SecretKind.ALMA_NETWORK)
    with pytest.raises(ConfigurationError, match="network's API key is no longer"):
        alma_saving.access_for_test(AlmaDraft("Oslo", "eu"), first)
    system_keyring.forget("oslo", SecretKind.ALMA)
    with pytest.raises(ConfigurationError, match="API key is no longer"):
        alma_saving.access_for_test(AlmaDraft("Oslo", "eu"), first)


@pytest.mark.parametrize("part", ["orcid", "alma"])
def test_what_another_window_moved_meanwhile_stays_found(
    part: str, secret_service: SecretService
) -> None:
    saving.save(ORCID, None, KEYRING)
    seen = alma_saving.save(FULL, load_profiles().find("oslo"), KEYRING)
    open_file()
    for kind in SecretKind:
        move_secret(seen, kind, KeptSecret(SecretPlace.FILE))
    if part == "orcid":
        new = Secret("canary-new-one")
        saving.save(Draft("Oslo", client_id=ORCID.client_id, secret=new), seen, KEYRING)
    else:
        alma_saving.save(AlmaDraft("Oslo", "eu", network_key=NETWORK), seen, KEYRING)
    now = load_profiles().find("oslo")
    assert now is not None
    for kind in SecretKind:
        assert find_secret(now, kind) is not None
