"""Who asks which ORCID: the order of the sources, and no secret to a wrong address."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from orcid_tui.errors import ConfigurationError
from orcid_tui.profiles.access import resolve_access
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.registry.orcid.access import PRODUCTION, SANDBOX
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.secret import Secret
from tests.secrets.service import SecretService

CANARY = "canary-0a0a-4b00-cafe"
API = "http://127.0.0.1:4711/v3.0"
TOKEN = "http://127.0.0.1:4711/oauth/token"
ELSEWHERE = {"ORCID_TUI_API_URL": API, "ORCID_TUI_TOKEN_URL": TOKEN}
GIVEN = {"ORCID_CLIENT_ID": "APP-ENV", "ORCID_CLIENT_SECRET": "secret-of-environment"}
OSLO = Profile(
    "oslo",
    "Oslo",
    Environment.SANDBOX,
    "APP-OSLO",
    KeptSecret(SecretPlace.KEYRING, "GNOME Keyring (Login)", date(2026, 3, 3)),
)


@pytest.fixture
def oslo(secret_service: SecretService) -> SecretService:
    """A profile whose secret is in the keyring."""
    store_profile(OSLO)
    system_keyring.write("oslo", Secret(CANARY))
    return secret_service


def test_nothing_is_anonymous_production() -> None:
    found = resolve_access(None, {})
    assert found.access.endpoints == PRODUCTION
    assert found.access.credentials is None
    assert not found.warning
    assert "without credentials" in found.sentence


def test_credentials_of_the_environment_alone() -> None:
    environ = dict(GIVEN)
    found = resolve_access(None, environ)
    assert found.access.endpoints == PRODUCTION
    assert found.access.credentials is not None
    assert found.access.credentials.client_secret == Secret("secret-of-environment")
    assert "ORCID_CLIENT_SECRET" in found.sentence
    assert environ == {"ORCID_CLIENT_ID": "APP-ENV"}


def test_the_secret_of_the_profile(oslo: SecretService) -> None:
    for name in (None, "oslo", " OSLO "):
        found = resolve_access(name, {})
        assert found.access.endpoints == SANDBOX
        assert found.access.credentials is not None
        assert found.access.credentials.client_id == "APP-OSLO"
        assert found.access.credentials.client_secret == Secret(CANARY)
        assert not found.warning
        assert CANARY not in repr(found) + found.sentence


def test_the_environment_goes_before_the_profile_at_the_addresses_of_the_profile(
    oslo: SecretService,
) -> None:
    found = resolve_access("oslo", dict(GIVEN))
    assert found.access.endpoints == SANDBOX
    assert found.access.credentials is not None
    assert found.access.credentials.client_id == "APP-ENV"


def test_a_secret_of_the_profile_goes_to_no_address_of_the_environment(
    oslo: SecretService,
) -> None:
    found = resolve_access("oslo", dict(ELSEWHERE))
    assert found.access.endpoints.api_url == API
    assert found.access.endpoints.label == "ORCID at 127.0.0.1"
    assert found.access.endpoints.ids_may_be_saved
    assert found.access.credentials is None


def test_unless_the_profile_names_the_same_addresses(oslo: SecretService) -> None:
    store_profile(replace(OSLO, environment=Environment.CUSTOM, api_url=API, token_url=TOKEN))
    found = resolve_access("oslo", {"ORCID_TUI_API_URL": API + "/", "ORCID_TUI_TOKEN_URL": TOKEN})
    assert found.access.credentials is not None
    other_token = {"ORCID_TUI_API_URL": API, "ORCID_TUI_TOKEN_URL": "http://127.0.0.1:1/token"}
    assert resolve_access("oslo", other_token).access.credentials is None


def test_addresses_and_credentials_of_the_environment() -> None:
    found = resolve_access(None, ELSEWHERE | GIVEN)
    assert found.access.endpoints.token_url == TOKEN
    assert found.access.credentials is not None
    assert found.access.credentials.client_id == "APP-ENV"


def test_the_sandbox_by_address_saves_no_ids() -> None:
    environ = {"ORCID_TUI_API_URL": "https://pub.sandbox.orcid.org/v3.0"}
    assert not resolve_access(None, environ).access.endpoints.ids_may_be_saved


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        (GIVEN | {"ORCID_TUI_API_URL": API}, "ORCID_TUI_TOKEN_URL"),
        (GIVEN | {"ORCID_TUI_TOKEN_URL": TOKEN}, "ORCID_TUI_API_URL"),
        ({"ORCID_TUI_TOKEN_URL": TOKEN}, "ORCID_TUI_API_URL"),
        ({"ORCID_TUI_API_URL": "http://pub.example.org/v3.0"}, "ORCID_TUI_API_URL"),
        (ELSEWHERE | {"ORCID_TUI_TOKEN_URL": "ftp://127.0.0.1/x"}, "ORCID_TUI_TOKEN_URL"),
        ({"ORCID_CLIENT_ID": "APP-1"}, "ORCID_CLIENT_SECRET"),
    ],
)
def test_half_a_setting_or_an_unsafe_one(environ: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        resolve_access(None, dict(environ))
    assert "secret-of-environment" not in str(caught.value)


def test_a_profile_that_is_not_there() -> None:
    store_profile(OSLO)
    with pytest.raises(ConfigurationError, match=r"“bergen”.*Profiles: oslo"):
        resolve_access("bergen", {})


def test_a_locked_keyring_is_a_warning(oslo: SecretService) -> None:
    oslo.lock()
    found = resolve_access(None, {})
    assert found.access.endpoints == SANDBOX
    assert found.access.credentials is None
    assert "is locked" in found.warning
    assert "without credentials" in found.warning


def test_a_frozen_keyring_is_a_warning_in_time(oslo: SecretService) -> None:
    oslo.freeze()
    began = time.monotonic()
    found = resolve_access(None, {})
    assert time.monotonic() - began < 4
    assert "did not answer" in found.warning


def test_a_secret_deleted_behind_our_back(oslo: SecretService) -> None:
    oslo.empty()
    found = resolve_access(None, {})
    assert found.access.credentials is None
    assert "no longer in GNOME Keyring (Login)" in found.warning


def test_a_secret_for_this_session() -> None:
    store_profile(replace(OSLO, secret=KeptSecret(SecretPlace.SESSION)))
    assert "has ended" in resolve_access(None, {}).warning
    keep_for_session("oslo", Secret(CANARY))
    found = resolve_access(None, {})
    assert found.access.credentials is not None
    assert found.access.credentials.client_secret == Secret(CANARY)
    assert not found.warning


def test_a_profile_without_credentials_does_not_look_at_the_keyring(
    oslo: SecretService,
) -> None:
    store_profile(Profile("oslo", "Oslo", Environment.SANDBOX))
    oslo.freeze()
    began = time.monotonic()
    found = resolve_access(None, {})
    assert time.monotonic() - began < 1
    assert found.access.credentials is None
    assert not found.warning
