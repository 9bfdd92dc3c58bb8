"""Where Alma is and with which key: which source wins, and that no key goes astray."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.errors import ConfigurationError
from orcid_tui.profiles.alma_access import NoAlma, resolve_alma
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.secrets.service import SecretService

CANARY, NETWORK = "canary-0a0a-4a00-a1a1", "canary-0b0b-4b00-b1b1"
KEPT = KeptSecret(SecretPlace.KEYRING, "GNOME Keyring (Login)")
OSLO = Profile("oslo", "Oslo", alma_url="eu", alma_key=KEPT, alma_network_key=KEPT)
EU = "https://api-eu.hosted.exlibrisgroup.com"
OWN = AlmaKey(Secret(CANARY), "the profile “Oslo”")
OF_NETWORK = AlmaKey(Secret(NETWORK), "the profile “Oslo”")


@pytest.fixture
def oslo(secret_service: SecretService) -> SecretService:
    """A profile with an Alma in Europe, both keys in the keyring."""
    system_keyring.write("oslo", Secret(CANARY), SecretKind.ALMA)
    system_keyring.write("oslo", Secret(NETWORK), SecretKind.ALMA_NETWORK)
    store_profile(OSLO)
    return secret_service


def test_the_profile(oslo: SecretService) -> None:
    found = resolve_alma(None, {})
    assert found.required() == AlmaAccess(EU, OWN, OF_NETWORK)
    assert (found.profile, found.warning) == (OSLO, "")
    assert "api-eu.hosted.exlibrisgroup.com (Europe)" in found.sentence
    assert "the profile “Oslo”" in found.sentence
    assert "canary" not in found.sentence + repr(found)


def test_nothing_set_up_says_how() -> None:
    with pytest.raises(NoAlma, match="No Alma is set up yet") as caught:
        resolve_alma(None, {})
    for way in ("orcid-tui setup --alma", "ORCID_TUI_ALMA_URL", "ALMA_API_KEY"):
        assert way in caught.value.hint


def test_a_profile_without_alma_names_those_that_have_one(oslo: SecretService) -> None:
    store_profile(Profile("bergen", "Bergen"))
    with pytest.raises(NoAlma, match="Bergen has no Alma yet") as caught:
        resolve_alma(None, {})
    assert "orcid-tui setup --alma" in caught.value.hint
    assert "(--profile NAME): oslo." in caught.value.hint
    assert resolve_alma("oslo", {}).profile == OSLO


def test_an_unknown_profile_is_an_error_even_with_variables() -> None:
    environ = {"ALMA_API_KEY": CANARY, "ORCID_TUI_ALMA_URL": "na"}
    with pytest.raises(ConfigurationError, match="no profile named “x”"):
        resolve_alma("x", environ)


def test_the_environment_alone() -> None:
    environ = {"ALMA_API_KEY": CANARY, "ORCID_TUI_ALMA_URL": " NA "}
    found = resolve_alma(None, environ)
    access = found.required()
    assert access.base_url == "https://api-na.hosted.exlibrisgroup.com"
    assert access.key == AlmaKey(Secret(CANARY), "the environment variable ALMA_API_KEY")
    assert access.network_key is None
    assert "no key of a network" in found.sentence
    assert environ == {"ORCID_TUI_ALMA_URL": " NA "}


def test_a_second_look_at_the_own_environment_finds_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALMA_API_KEY", CANARY)
    monkeypatch.setenv("ALMA_NETWORK_API_KEY", NETWORK)
    monkeypatch.setenv("ORCID_TUI_ALMA_URL", "http://127.0.0.1:9/almaws/v1/")
    first = resolve_alma().required()
    assert "ALMA_API_KEY" not in os.environ
    assert resolve_alma().required() == first
    assert first.base_url == "http://127.0.0.1:9"
    assert first.network_key is not None
    assert first.network_key.value == Secret(NETWORK)


def test_a_key_without_an_address_says_what_to_set() -> None:
    with pytest.raises(ConfigurationError, match="not ORCID_TUI_ALMA_URL") as caught:
        resolve_alma(None, {"ALMA_API_KEY": CANARY})
    assert "eu, na, ap, aps, ca, cn" in caught.value.hint
    assert CANARY not in str(caught.value)


def test_keys_of_the_environment_go_together_and_hide_those_of_the_profile(
    oslo: SecretService,
) -> None:
    found = resolve_alma(None, {"ALMA_API_KEY": "canary-of-the-environment"}).required()
    assert found.base_url == EU
    assert found.key.value == Secret("canary-of-the-environment")
    assert found.network_key is None


@pytest.mark.parametrize("named", ["na", "https://evil.example/almaws", EU + ".evil.example"])
def test_the_profile_s_keys_go_to_no_other_address(oslo: SecretService, named: str) -> None:
    with pytest.raises(ConfigurationError, match="no other address"):
        resolve_alma(None, {"ORCID_TUI_ALMA_URL": named})


def test_an_address_without_any_key_leads_to_the_set_up() -> None:
    with pytest.raises(NoAlma, match="not ALMA_API_KEY"):
        resolve_alma(None, {"ORCID_TUI_ALMA_URL": "na"})


@pytest.mark.parametrize("named", ["eu", EU, f"{EU}/almaws/v1"])
def test_the_same_address_in_the_environment_is_the_profile_s_own(
    oslo: SecretService, named: str
) -> None:
    found = resolve_alma(None, {"ORCID_TUI_ALMA_URL": named})
    assert found.required() == AlmaAccess(EU, OWN, OF_NETWORK)


def test_a_locked_keyring_gives_no_access_and_a_warning(oslo: SecretService) -> None:
    oslo.lock()
    found = resolve_alma(None, {})
    assert found.access is None
    assert "is locked" in found.warning == found.sentence
    with pytest.raises(ConfigurationError, match="is locked") as caught:
        found.required()
    assert not isinstance(caught.value, NoAlma)  # it is there: entering it again is no help


def test_a_key_deleted_behind_our_back(oslo: SecretService) -> None:
    system_keyring.forget("oslo", SecretKind.ALMA_NETWORK)
    found = resolve_alma(None, {})
    assert found.required() == AlmaAccess(EU, OWN)
    assert "network of Oslo is no longer in GNOME Keyring (Login)" in found.warning
    assert "Network Zone are only read" in found.warning
    oslo.empty()
    found = resolve_alma(None, {})
    assert found.access is None
    assert "no longer in GNOME Keyring (Login)" in found.warning
    assert "orcid-tui setup --alma" in found.warning


def test_keys_for_this_session() -> None:
    session = KeptSecret(SecretPlace.SESSION)
    store_profile(replace(OSLO, alma_key=session, alma_network_key=session))
    assert "has ended" in resolve_alma(None, {}).warning
    with pytest.raises(NoAlma, match="has ended"):
        resolve_alma(None, {}).required()
    keep_for_session("oslo", Secret("an-orcid-secret"))
    assert resolve_alma(None, {}).access is None
    keep_for_session("oslo", Secret(CANARY), SecretKind.ALMA)
    keep_for_session("oslo", Secret(NETWORK), SecretKind.ALMA_NETWORK)
    assert resolve_alma(None, {}).required() == AlmaAccess(EU, OWN, OF_NETWORK)


def test_an_address_without_a_key() -> None:
    store_profile(Profile("oslo", "Oslo", alma_url="eu"))
    found = resolve_alma(None, {})
    assert found.access is None
    assert "has no Alma API key" in found.warning
