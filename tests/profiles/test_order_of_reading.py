"""Which secret is used when there are several: every combination of places."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from orcid_tui.errors import ConfigurationError, FileLocked, SecretStoreError
from orcid_tui.profiles.access import resolve_access
from orcid_tui.profiles.alma_access import resolve_alma
from orcid_tui.profiles.kept_secret import Way, find_secret, leave_file_locked
from orcid_tui.profiles.profile import KeptSecret, SecretPlace
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.profiles.secret_status import SecretState, secret_status
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.secrets import encrypted_file
from orcid_tui.secrets.given import CREDENTIALS, VARIABLES
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.profiles.places import OSLO, filled, open_file
from tests.secrets.service import SecretService

CANARY = "canary-44dd-4f00-d00d"
OUTSIDE = ("nothing", "variable", "named", "credential", "broken")
PLACES = ("none", "keyring", "file", "command", "site")
WORDS = {
    "keyring": "GNOME Keyring (Login)",
    "file": "the encrypted file",
    "command": "the command",
    "site": "the file /",
}


def outside(how: str, kind: SecretKind, folder: Path) -> dict[str, str]:
    """Variables that give a secret so."""
    secret = f"{CANARY}-{how}"
    if how == "variable":
        return {VARIABLES[kind]: secret}
    if how == "broken":
        return {f"{VARIABLES[kind]}_FILE": str(folder / "absent")}
    name = CREDENTIALS[kind] if how == "credential" else "named"
    path = folder / name
    path.write_text(f"{secret}\n")
    path.chmod(0o600)
    if how == "credential":
        return {"CREDENTIALS_DIRECTORY": str(folder)}
    return {f"{VARIABLES[kind]}_FILE": str(path)} if how == "named" else {}


@pytest.mark.parametrize("kind", SecretKind)
def test_all_combinations(
    kind: SecretKind, tmp_path: Path, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed before given before recorded; broken stops; what is hidden is said; no other place."""
    combinations = itertools.product((False, True), OUTSIDE, PLACES)
    for number, (typed, how, place) in enumerate(combinations):
        folder = tmp_path / str(number)
        folder.mkdir()
        profile = filled(place, f"{CANARY}-{place}", folder, kind)
        monkeypatch.setattr("orcid_tui.profiles.session_secret._kept", {})
        if typed:
            keep_for_session("oslo", Secret(f"{CANARY}-typed"), kind)
        expected = "typed" if typed else how if how != "nothing" else place
        said = f"typed {typed}, outside {how}, recorded {place}"
        status = secret_status(profile, kind, outside(how, kind, folder))
        assert CANARY not in repr(status), said
        if expected == "broken":
            with pytest.raises(ConfigurationError):
                find_secret(profile, kind, outside(how, kind, folder))
            assert status.state is SecretState.GIVEN_BROKEN, said
            continue
        found = find_secret(profile, kind, outside(how, kind, folder))
        if expected == "none":
            assert found is None, said
            assert status.state is SecretState.NOT_SET, said
            continue
        assert found is not None, said
        assert found.secret == Secret(f"{CANARY}-{expected}"), said
        hides = place != "none" and expected != place
        assert found.hides.startswith(WORDS[place] if hides else ""), said
        assert bool(found.hides) is hides, said
        assert (status.hides, status.source) == (found.hides, found.source), said
        assert status.usable, said
        assert status.writable is (typed or how == "nothing"), said
        assert (found.way is Way.RECORDED) is (expected == place), said
        encrypted_file.forget("oslo", kind)


def test_the_recorded_place_is_the_only_one_that_is_looked_in(
    tmp_path: Path, secret_service: SecretService
) -> None:
    """The same secret lies in every other place; the profile says that it is somewhere else."""
    kind = SecretKind.ALMA
    for there in ("keyring", "file", "command", "site"):
        filled(there, CANARY, tmp_path, kind)
    for place in (SecretPlace.SESSION, SecretPlace.NONE):
        assert find_secret(OSLO.keeping(kind, KeptSecret(place)), kind, {}) is None
    encrypted_file.forget("oslo", kind)
    assert find_secret(OSLO.keeping(kind, KeptSecret(SecretPlace.FILE)), kind, {}) is None
    secret_service.empty()
    filled("file", CANARY, tmp_path, kind)
    assert find_secret(OSLO.keeping(kind, KeptSecret(SecretPlace.KEYRING)), kind, {}) is None


@pytest.mark.parametrize("kind", [SecretKind.ORCID, SecretKind.ALMA])
def test_a_locked_file_reaches_who_can_ask_for_the_passphrase(
    kind: SecretKind, tmp_path: Path
) -> None:
    store_profile(filled("file", CANARY, tmp_path, kind))
    encrypted_file.lock()

    def resolve() -> str:
        if kind is SecretKind.ORCID:
            return resolve_access(None, {}).warning
        return resolve_alma(None, {}).warning

    with pytest.raises(FileLocked):
        resolve()
    leave_file_locked()
    assert "The encrypted file is locked." in resolve()
    with pytest.raises(SecretStoreError) as caught:
        find_secret(filled("none", "", tmp_path, kind, OSLO), kind, {}) or find_secret(
            OSLO.keeping(kind, KeptSecret(SecretPlace.FILE)), kind, {}
        )
    assert not isinstance(caught.value, FileLocked)
    leave_file_locked(False)
    with pytest.raises(FileLocked):
        resolve()


def test_a_variable_needs_no_passphrase(tmp_path: Path) -> None:
    store_profile(filled("file", CANARY, tmp_path, SecretKind.ORCID))
    encrypted_file.lock()
    found = resolve_access(None, {"ORCID_CLIENT_SECRET": f"{CANARY}-variable"})
    assert found.access.credentials is not None
    assert found.access.credentials.client_id == "APP-OSLO"
    assert found.access.credentials.client_secret == Secret(f"{CANARY}-variable")
    assert "The secret from the encrypted file is not used." in found.sentence


def test_a_failing_command_is_a_warning() -> None:
    failing = KeptSecret(SecretPlace.COMMAND, command=("/no/such/orcid-program",))
    store_profile(OSLO.keeping(SecretKind.ORCID, failing).keeping(SecretKind.ALMA, failing))
    found = resolve_access(None, {})
    assert found.access.credentials is None
    assert "“orcid-program” of the command for the ORCID client secret was not" in found.warning
    alma = resolve_alma(None, {})
    assert alma.access is None
    assert "command for the Alma API key was not found" in alma.warning


def test_a_network_key_given_from_outside_goes_with_the_profile_s_key_at_its_address() -> None:
    open_file()
    encrypted_file.write("oslo", Secret(CANARY), SecretKind.ALMA)
    store_profile(OSLO.keeping(SecretKind.ALMA, KeptSecret(SecretPlace.FILE)))
    access = resolve_alma(None, {"ALMA_NETWORK_API_KEY": f"{CANARY}-network"}).required()
    assert access.key.value == Secret(CANARY)
    assert access.network_key is not None
    assert access.network_key.value == Secret(f"{CANARY}-network")
    with pytest.raises(ConfigurationError, match="ALMA_NETWORK_API_KEY but no ALMA_API_KEY"):
        resolve_alma(None, {"ALMA_NETWORK_API_KEY": CANARY, "ORCID_TUI_ALMA_URL": "na"})
