"""Saving at set-up: all of it or nothing, and a kept secret stays with its own client ID."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError, SecretStoreError
from orcid_tui.profiles import saving
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import load_profiles, profiles_path
from orcid_tui.profiles.saving import Draft
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.secret import Secret
from tests.secrets.service import SecretService

CANARY = Secret("canary-9d9d-4e00-f00d")
ID = "APP-0123456789ABCDEF"
FULL = Draft("Oslo", Environment.PRODUCTION, ID, CANARY)
KEYRING, SESSION = SecretPlace.KEYRING, SecretPlace.SESSION


def nothing_is_kept(service: SecretService) -> bool:
    return service.contents() == {} and not profiles_path().exists()


def test_into_the_keyring(secret_service: SecretService) -> None:
    saved = saving.save(FULL, None, KEYRING)
    kept = KeptSecret(KEYRING, "GNOME Keyring (Login)", date.today())
    assert saved == Profile("oslo", "Oslo", Environment.PRODUCTION, ID, kept)
    assert load_profiles().items == (saved,)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY.reveal()}
    assert CANARY.reveal() not in profiles_path().read_text()
    assert saving.access_for_test(Draft("Oslo", client_id=ID), saved).credentials is not None


def test_for_this_session_leaves_no_secret_on_disk(own_home: Path) -> None:
    saved = saving.save(FULL, None, SESSION)
    assert session_secret("oslo") == CANARY
    assert saved.secret.place is SESSION
    for file in own_home.rglob("*"):
        assert not file.is_file() or CANARY.reveal() not in file.read_text()


def test_without_credentials() -> None:
    saved = saving.save(Draft("Oslo"), None, SecretPlace.NONE)
    assert saved.client_id == ""
    assert load_profiles().items == (saved,)


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (Draft("  ", client_id=ID, secret=CANARY), "institution is missing"),
        (Draft("Oslo", client_id=ID), "secret is missing"),
        (Draft("Oslo", secret=CANARY), "client ID is missing"),
        (Draft("Oslo", client_id="APP 1", secret=CANARY), "blank"),
        (Draft("Oslo", client_id=ID, secret=Secret("canary with blanks")), "blank"),
        (Draft("Oslo", Environment.CUSTOM, api_url="http://pub.example.org"), "not be encrypted"),
        (
            Draft("Oslo", Environment.CUSTOM, ID, CANARY, "http://127.0.0.1/v3.0"),
            "address for tokens is missing",
        ),
    ],
)
def test_what_cannot_be_saved(secret_service: SecretService, draft: Draft, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says) as caught:
        saving.save(draft, None, KEYRING)
    assert "canary" not in str(caught.value)
    assert nothing_is_kept(secret_service)


def test_no_place_chosen_is_not_a_place(secret_service: SecretService) -> None:
    with pytest.raises(ConfigurationError, match="where to keep"):
        saving.save(FULL, None, SecretPlace.NONE)
    assert nothing_is_kept(secret_service)


def test_a_locked_keyring_leads_to_no_other_place(secret_service: SecretService) -> None:
    secret_service.lock()
    with pytest.raises(SecretStoreError, match="locked"):
        saving.save(FULL, None, KEYRING)
    assert session_secret("oslo") is None
    assert not profiles_path().exists()


def test_a_failed_record_puts_the_secret_back(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    def save_to_full_disk(draft: Draft, existing: Profile | None) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", full)
            saving.save(draft, existing, KEYRING)

    with pytest.raises(ConfigurationError, match="No space"):
        save_to_full_disk(FULL, None)
    assert secret_service.contents() == {}
    first = saving.save(FULL, None, KEYRING)
    new = Draft("Oslo", Environment.PRODUCTION, ID, Secret("another-secret"))
    with pytest.raises(ConfigurationError, match="No space"):
        save_to_full_disk(new, first)
    assert system_keyring.read("oslo") == CANARY


def test_an_empty_secret_keeps_the_one_that_is_there(secret_service: SecretService) -> None:
    first = saving.save(FULL, None, KEYRING)
    secret_service.freeze()  # keeping it must not even ask the keyring
    second = saving.save(Draft("Oslo Library", client_id=ID), first, SecretPlace.NONE)
    assert second == Profile("oslo", "Oslo Library", client_id=ID, secret=first.secret)
    secret_service.thaw()
    assert system_keyring.read("oslo") == CANARY


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (Draft("Oslo", client_id="APP-FEDCBA9876543210"), "another client ID"),
        (Draft("Oslo", Environment.SANDBOX, ID), "another ORCID address"),
        (
            Draft("Oslo", Environment.CUSTOM, ID, None, "http://[::1]/v3.0", "http://[::1]/t"),
            "another ORCID address",
        ),
    ],
)
def test_a_kept_secret_follows_to_no_other_client_and_no_other_address(
    secret_service: SecretService, draft: Draft, says: str
) -> None:
    first = saving.save(FULL, None, KEYRING)
    for deed in (saving.access_for_test, lambda d, p: saving.save(d, p, KEYRING)):
        with pytest.raises(ConfigurationError, match=says):
            deed(draft, first)


def test_a_second_profile_for_an_institution_is_not_possible(
    secret_service: SecretService,
) -> None:
    first = saving.save(FULL, None, KEYRING)
    with pytest.raises(ConfigurationError, match="already"):
        saving.save(Draft(" OSLO ", client_id=ID, secret=Secret("another-secret")), None, KEYRING)
    bergen = saving.save(Draft("Bergen"), None, KEYRING)
    with pytest.raises(ConfigurationError, match="already"):
        saving.save(Draft("Oslo"), bergen, KEYRING)
    assert load_profiles().items == (first, bergen)
    assert system_keyring.read("oslo") == CANARY


def test_taking_the_credentials_out_takes_the_secret_out(secret_service: SecretService) -> None:
    first = saving.save(FULL, None, KEYRING)
    saving.save(Draft("Oslo"), first, KEYRING)
    assert secret_service.contents() == {}


def test_going_over_to_this_session_leaves_nothing_in_the_keyring(
    secret_service: SecretService,
) -> None:
    first = saving.save(FULL, None, KEYRING)
    saving.save(FULL, first, SESSION)
    assert secret_service.contents() == {}
    assert session_secret("oslo") == CANARY


def test_usual_client_ids() -> None:
    assert saving.is_usual_client_id(" APP-0123456789ABCDEF ")
    assert not saving.is_usual_client_id("APP-0123456789abcdef")
    assert not saving.is_usual_client_id("0000-0001-2345-6789")


def test_a_secret_in_the_field_of_the_client_id_is_neither_kept_nor_quoted() -> None:
    secret = "0a1b2c3d-0000-4000-8000-0123456789AB"
    for draft in (Draft("Oslo", client_id=secret), Draft("Oslo", client_id=f" {secret} ")):
        with pytest.raises(ConfigurationError, match="looks like the client secret") as fault:
            saving.save(draft, None, SecretPlace.SESSION)
        assert secret not in str(fault.value)
    assert not profiles_path().exists()
