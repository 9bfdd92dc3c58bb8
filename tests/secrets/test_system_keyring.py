"""The system keyring in every state that can be made here, with a real one behind it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from orcid_tui.errors import SecretStoreError
from orcid_tui.secrets import backend, system_keyring
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.secrets.service import SecretService

CANARY = "canary-5b7e-4f00-b1ab"


def test_round_trip(secret_service: SecretService) -> None:
    assert system_keyring.read("oslo") is None
    name = system_keyring.write("oslo", Secret(CANARY))
    assert name == "GNOME Keyring (Login)"
    assert system_keyring.read("oslo") == Secret(CANARY)
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}
    system_keyring.write("bergen", Secret("another-secret"))
    system_keyring.forget("oslo")
    assert secret_service.contents() == {"orcid-tui/bergen/orcid": "another-secret"}
    system_keyring.forget("oslo")
    assert system_keyring.read("oslo") is None


def test_each_kind_of_secret_has_an_entry_of_its_own(secret_service: SecretService) -> None:
    for number, kind in enumerate(SecretKind):
        system_keyring.write("oslo", Secret(f"canary-number-{number}"), kind)
    assert secret_service.contents() == {
        "orcid-tui/oslo/orcid": "canary-number-0",
        "orcid-tui/oslo/alma": "canary-number-1",
        "orcid-tui/oslo/alma-network": "canary-number-2",
    }
    assert system_keyring.read("oslo", SecretKind.ALMA) == Secret("canary-number-1")
    system_keyring.forget("oslo", SecretKind.ALMA)
    assert system_keyring.read("oslo", SecretKind.ALMA) is None
    assert system_keyring.read("oslo") == Secret("canary-number-0")
    assert system_keyring.read("oslo", SecretKind.ALMA_NETWORK) == Secret("canary-number-2")


def test_the_entry_of_earlier_versions_is_still_found(secret_service: SecretService) -> None:
    """Service and user as they were written before there was any other kind."""
    backend.usable().set_password("orcid-tui/oslo/orcid", "client-secret", CANARY)
    assert system_keyring.read("oslo") == Secret(CANARY)


def test_a_second_write_replaces_the_first(secret_service: SecretService) -> None:
    system_keyring.write("oslo", Secret("the-first-one"))
    system_keyring.write("oslo", Secret(CANARY))
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}


def test_locked_is_said_and_never_unlocked(secret_service: SecretService) -> None:
    system_keyring.write("oslo", Secret(CANARY))
    secret_service.lock()
    report = system_keyring.examine()
    assert report == KeyringReport(KeyringState.LOCKED, "GNOME Keyring (Login)")
    for deed in (
        lambda: system_keyring.read("oslo"),
        lambda: system_keyring.write("oslo", Secret("other-secret")),
        lambda: system_keyring.forget("oslo"),
    ):
        with pytest.raises(SecretStoreError, match="is locked"):
            deed()
    assert system_keyring.keyring_state() is KeyringState.LOCKED
    secret_service.unlock()
    assert system_keyring.read("oslo") == Secret(CANARY)


def test_a_frozen_keyring_costs_three_seconds(secret_service: SecretService) -> None:
    secret_service.freeze()
    began = time.monotonic()
    assert system_keyring.keyring_state() is KeyringState.SILENT
    assert 2.5 < time.monotonic() - began < 4
    secret_service.thaw()
    assert system_keyring.keyring_state() is KeyringState.READY


def test_frozen_between_look_and_reading(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_keyring, "LIMIT", 0.3)
    honest = system_keyring.examine

    def look_then_freeze() -> KeyringReport:
        report = honest()
        secret_service.freeze()
        return report

    monkeypatch.setattr(system_keyring, "examine", look_then_freeze)
    with pytest.raises(SecretStoreError, match="did not answer"):
        system_keyring.read("oslo")


def test_a_frozen_keyring_does_not_keep_the_program_from_ending(
    secret_service: SecretService,
) -> None:
    program = (
        "from orcid_tui.secrets import backend, daemon\n"
        "try: daemon.within(0.3, backend.examine)\n"
        "except TimeoutError: print('silent')\n"
    )
    secret_service.freeze()
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=10, check=True
    )
    assert ended.stdout == "silent\n"
    assert not ended.stderr
    assert time.monotonic() - began < 5


def test_no_session_bus() -> None:
    report = system_keyring.examine()
    assert report.state is KeyringState.NONE
    assert "ORCID_CLIENT_ID and ORCID_CLIENT_SECRET" in report.hint
    with pytest.raises(SecretStoreError, match="no system keyring"):
        system_keyring.write("oslo", Secret(CANARY))
    with pytest.raises(SecretStoreError, match="ORCID_TUI_ALMA_URL and ALMA_API_KEY"):
        system_keyring.write("oslo", Secret(CANARY), SecretKind.ALMA)


def test_bus_address_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    assert system_keyring.keyring_state() is KeyringState.NONE


@pytest.mark.parametrize(
    "chosen",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
        "no.such.module.Keyring",
    ],
)
def test_backend_chosen_on_purpose_that_is_not_safe(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", chosen)
    report = system_keyring.examine()
    assert report.state is KeyringState.UNSAFE
    assert chosen in report.sentence
    with pytest.raises(SecretStoreError, match="was not used"):
        system_keyring.write("oslo", Secret(CANARY))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert secret_service.contents() == {}


def test_null_backend_in_the_settings_of_the_library(
    secret_service: SecretService, own_home: Path
) -> None:
    folder = own_home / "config" / "python_keyring"
    folder.mkdir(parents=True)
    (folder / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    )
    assert system_keyring.keyring_state() is KeyringState.UNSAFE


def test_safe_backend_chosen_on_purpose(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
    system_keyring.write("oslo", Secret(CANARY))
    assert secret_service.contents() == {"orcid-tui/oslo/orcid": CANARY}


PLAINTEXT = """
import pathlib
from keyring.backend import KeyringBackend

pathlib.Path({loaded!r}).touch()

class PlaintextKeyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return None
    def set_password(self, service, username, password):
        pathlib.Path({stolen!r}).write_text(password)
    def delete_password(self, service, username):
        pass
"""


def test_stray_plug_in_is_not_even_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A package like keyrings.alt beside us, with the highest priority of all."""
    loaded, stolen = tmp_path / "loaded", tmp_path / "stolen"
    packages = tmp_path / "packages"
    info = packages / "stray-1.0.dist-info"
    info.mkdir(parents=True)
    (packages / "stray.py").write_text(PLAINTEXT.format(loaded=str(loaded), stolen=str(stolen)))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stray\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[keyring.backends]\nstray = stray\n")
    monkeypatch.syspath_prepend(str(packages))
    report = system_keyring.examine()
    assert report == KeyringReport(KeyringState.UNSAFE, "stray")
    with pytest.raises(SecretStoreError):
        system_keyring.write("oslo", Secret(CANARY))
    assert not loaded.exists()
    assert not stolen.exists()


class Forgetful:
    """A keyring that says yes and keeps something else."""

    def __init__(self, earlier: str | None) -> None:
        self.kept = earlier
        self.writes: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept

    def set_password(self, service: str, username: str, password: str) -> None:
        self.writes.append(password)
        if password == self.kept:
            return
        if "canary" in password:
            raise ValueError(f"cannot encode {password}")
        self.kept = "something-else"


@pytest.mark.parametrize("secret", [CANARY, "any-other-secret"])
def test_what_does_not_come_back_is_an_error_and_the_earlier_is_put_back(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    forgetful = Forgetful("the-earlier-one")
    monkeypatch.setattr(backend, "usable", lambda: forgetful)
    monkeypatch.setattr(system_keyring, "examine", lambda: KeyringReport(KeyringState.READY))
    with pytest.raises(SecretStoreError) as caught:
        system_keyring.write("oslo", Secret(secret))
    assert secret not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert forgetful.writes == [secret, "the-earlier-one"]


def test_a_fault_of_the_backend_is_a_state(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault() -> KeyringReport:
        raise ConnectionResetError(CANARY)

    monkeypatch.setattr(backend, "examine", fault)
    report = system_keyring.examine()
    assert report == KeyringReport(KeyringState.BROKEN, "ConnectionResetError")
    assert CANARY not in report.sentence


def test_every_state_has_its_sentence() -> None:
    sentences = {KeyringReport(state, "It").sentence for state in KeyringState}
    assert len(sentences) == len(KeyringState)
    assert all(
        KeyringReport(state).hint for state in KeyringState if state is not KeyringState.READY
    )
