"""The file of profiles: what is written is read again, and nothing of anyone's is lost."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.errors import ConfigurationError
from orcid_tui.profiles.profile import (
    Environment,
    KeptSecret,
    Profile,
    SecretPlace,
    same_institution,
    slug,
)
from orcid_tui.profiles.profile_file import load_profiles, profiles_path, store_profile
from tests.secrets.vaults import IS_ROOT, NOBODY

OSLO = Profile(
    "oslo-university-library",
    "Oslo University Library",
    Environment.SANDBOX,
    "APP-0123456789ABCDEF",
    KeptSecret(SecretPlace.KEYRING, "GNOME Keyring (Login)", date(2026, 3, 3)),
)
BERGEN = Profile(
    "bergen",
    "Bergen",
    Environment.CUSTOM,
    api_url="http://127.0.0.1:1/v3.0",
    token_url="http://127.0.0.1:1/oauth/token",
)


def write(text: str) -> Path:
    path = profiles_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_no_file_is_no_profile_and_creates_nothing(own_home: Path) -> None:
    profiles = load_profiles()
    assert profiles.items == ()
    assert profiles.default is None
    assert list(own_home.iterdir()) == []


def test_round_trip_and_modes() -> None:
    old = os.umask(0)
    try:
        store_profile(OSLO)
        store_profile(BERGEN)
    finally:
        os.umask(old)
    profiles = load_profiles()
    assert profiles.items == (OSLO, BERGEN)
    assert profiles.default == BERGEN
    assert profiles.find("bergen") == BERGEN
    assert profiles.unknown == ()
    path = profiles_path()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["profiles.toml"]


def test_unknown_keys_are_named_and_kept() -> None:
    path = write(
        'default = "bergen"\ncolour = "blue"\n'
        '[profiles.bergen]\ninstitution = "Bergen"\nalma_region = "eu"\n'
        'orcid_client_id = "APP-1"\n'
        '[profiles.bergen.orcid_client_secret]\nstore = "keyring"\nrotation = 90\n'
    )
    profiles = load_profiles()
    assert profiles.unknown == (
        "colour",
        "profiles.bergen.alma_region",
        "profiles.bergen.orcid_client_secret.rotation",
    )
    store_profile(Profile("bergen", "Bergen Library", client_id="APP-2"))
    tables = tomllib.loads(path.read_text())
    assert tables["default"] == "bergen"
    assert tables["colour"] == "blue"
    assert tables["profiles"]["bergen"]["alma_region"] == "eu"
    assert tables["profiles"]["bergen"]["orcid_client_secret"]["rotation"] == 90
    assert tables["profiles"]["bergen"]["orcid_client_id"] == "APP-2"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[profiles.a]\ninstitution = "A\n', "line 2"),
        ("[profiles.a]\ninstitution = 5\n", "whose institution is not text"),
        ('[profiles.a]\norcid_environment = "live"\n', "none of production, sandbox and custom"),
        ('[profiles]\na = "x"\n', "not a table"),
        ("profiles = 5\n", "not a table"),
        ("default = 5\n", "default"),
        ('[profiles.a.orcid_client_secret]\nstore = "paper"\n', "does not know"),
        ('[profiles.a.alma_api_key]\nstore = "paper"\n', "does not know"),
        ("[profiles.a]\nalma_url = 5\n", "whose alma_url is not text"),
    ],
)
def test_a_broken_file_is_told_exactly_and_left_alone(text: str, says: str) -> None:
    path = write(text)
    with pytest.raises(ConfigurationError, match=says) as caught:
        load_profiles()
    assert str(path) in str(caught.value)
    with pytest.raises(ConfigurationError):
        store_profile(OSLO)
    assert path.read_text() == text


@pytest.mark.parametrize("key", ["orcid_client_secret", "alma_api_key", "alma_network_key"])
def test_a_secret_in_the_file_is_refused_and_not_quoted(key: str) -> None:
    write(f'[profiles.a]\n{key} = "canary-plain-text"\n')
    with pytest.raises(ConfigurationError, match="no secret may stand in this file") as caught:
        load_profiles()
    assert "canary" not in str(caught.value)


def test_a_profile_with_an_alma_and_without_credentials_for_orcid() -> None:
    kept = KeptSecret(SecretPlace.KEYRING, "GNOME Keyring (Login)", date(2026, 3, 3))
    alma_only = Profile("oslo", "Oslo", alma_url="eu", alma_key=kept)
    both = replace(OSLO, alma_url="https://proxy.example.edu", alma_key=kept, alma_network_key=kept)
    store_profile(alma_only)
    store_profile(both)
    assert load_profiles().items == (alma_only, both)
    table = tomllib.loads(profiles_path().read_text())["profiles"]["oslo"]
    assert table["alma_url"] == "eu"
    assert table["alma_api_key"] == {
        "store": "keyring",
        "keeper": "GNOME Keyring (Login)",
        "since": date(2026, 3, 3),
    }
    assert set(table) == {"institution", "orcid_environment", "alma_url", "alma_api_key"}


def test_unknown_keys_of_alma_are_named_and_kept() -> None:
    path = write(
        '[profiles.a]\nalma_url = "na"\nalma_colour = "blue"\n'
        '[profiles.a.alma_network_key]\nstore = "keyring"\nrotation = 90\n'
    )
    profiles = load_profiles()
    assert profiles.unknown == ("profiles.a.alma_colour", "profiles.a.alma_network_key.rotation")
    store_profile(profiles.items[0])
    table = tomllib.loads(path.read_text())["profiles"]["a"]
    assert (table["alma_colour"], table["alma_network_key"]["rotation"]) == ("blue", 90)


def test_an_unusable_address_of_alma_is_said_when_it_is_needed() -> None:
    write('[profiles.a]\ninstitution = "Oslo"\nalma_url = "http://alma.example.edu"\n')
    [profile] = load_profiles().items
    with pytest.raises(ConfigurationError, match="Alma address of the profile “Oslo”"):
        profile.alma_base()
    assert Profile("a", "A", alma_url="EU").alma_base().startswith("https://api-eu.")
    assert Profile("a", "A").alma_base() == ""


def test_a_file_that_is_not_text(own_home: Path) -> None:
    write("").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load_profiles()


def test_a_failed_write_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    store_profile(OSLO)
    before = profiles_path().read_bytes()

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ConfigurationError, match="No space left on device"):
        store_profile(BERGEN)
    assert profiles_path().read_bytes() == before
    assert [file.name for file in profiles_path().parent.iterdir()] == ["profiles.toml"]


def test_one_profile_for_an_institution() -> None:
    store_profile(OSLO)
    assert load_profiles().find_by_institution("  oslo  UNIVERSITY library ") == OSLO
    with pytest.raises(ConfigurationError, match="already"):
        store_profile(Profile("oslo-2", "OSLO University  Library"))
    assert load_profiles().items == (OSLO,)


def test_control_characters_do_not_reach_the_screen() -> None:
    write('[profiles.a]\ninstitution = "A\\u001b[31m\\u202e B"\n')
    assert load_profiles().items[0].institution == "A[31m B"


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "a-2", "institution"])))
def test_slug_is_safe_and_free(institution: str, taken: set[str]) -> None:
    name = slug(institution, taken)
    assert name not in taken
    assert 1 <= len(name) <= 44
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name == slug(institution, taken)


def test_slugs_of_real_names() -> None:
    assert slug("Universitätsbibliothek Wien") == "universitatsbibliothek-wien"
    assert slug("国立国会図書館") == "institution"
    assert slug("Oslo", ["oslo"]) == "oslo-2"
    assert same_institution("Universität", "UNIVERSITÄT")
    assert same_institution("STRASSE", "straße")
    assert not same_institution("Oslo", "Bergen")


@given(
    institution=st.text(min_size=1, max_size=40),
    client_id=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
)
def test_any_institution_survives_the_file(institution: str, client_id: str) -> None:
    from orcid_tui.text import clean

    profiles_path().unlink(missing_ok=True)
    shown = clean(institution)
    if not shown:
        return
    profile = Profile(slug(shown), shown, client_id=client_id)
    store_profile(profile)
    assert load_profiles().items == (profile,)


@pytest.mark.skipif(os.name != "posix", reason="Windows has its own permissions")
@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_what_others_could_have_written_is_not_obeyed(mode: int) -> None:
    path = write('[profiles.oslo]\ninstitution = "Oslo"\n')
    path.chmod(mode)
    with pytest.raises(
        ConfigurationError, match=rf"changed by others \(mode {mode:o}\).*chmod 600"
    ):
        load_profiles()
    with pytest.raises(ConfigurationError, match="changed by others"):
        store_profile(OSLO)
    path.chmod(0o644)
    assert load_profiles().find("oslo") is not None


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a file away")
@pytest.mark.parametrize("linked", [False, True])
def test_a_file_of_another_user_is_not_obeyed(linked: bool, tmp_path: Path) -> None:
    path = write('[profiles.oslo]\ninstitution = "Oslo"\n')
    if linked:
        path = path.rename(tmp_path / "theirs.toml")
        profiles_path().symlink_to(path)
        assert load_profiles().find("oslo") is not None
    os.chown(path, NOBODY, NOBODY)
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        load_profiles()


@pytest.mark.parametrize(
    "slip",
    [
        'orcid_client_secret = "PASTED-0123-4567"',
        "orcid_client_secret = PASTED-0123-4567",
        "PASTED-0123-4567",
        "x = { PASTED-0123-4567 = 1, PASTED-0123-4567 = 2 }",
        'orcid_client_secret = { store = "PASTED-0123-4567" }',
        'alma_api_key = { store = "command", command = "echo PASTED-0123-4567" }',
        'orcid_environment = "PASTED-0123-4567"',
    ],
)
def test_a_secret_that_was_pasted_into_the_file_is_not_quoted(slip: str) -> None:
    write(f'[profiles.oslo]\ninstitution = "Oslo"\n{slip}\n')
    with pytest.raises(ConfigurationError) as fault:
        load_profiles()
    assert "PASTED" not in str(fault.value)
    assert "profiles.toml" in str(fault.value)


def test_a_key_in_the_place_of_the_address_is_not_shown() -> None:
    write('[profiles.oslo]\ninstitution = "Oslo"\nalma_url = "l8xxPASTED01234567"\n')
    oslo = load_profiles().find("oslo")
    assert oslo is not None
    assert oslo.alma_shown == "neither an address nor a region"
    with pytest.raises(ConfigurationError) as fault:
        oslo.alma_base()
    assert "PASTED" not in str(fault.value)
    assert replace(oslo, alma_url="eu").alma_shown == "eu"
    assert replace(oslo, alma_url="https://a.example").alma_shown == "https://a.example"
