"""Profiles and secrets as the tests of the commands find them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from orcid_tui.cli import main, passphrase, prompting, secret_going, secret_setting
from orcid_tui.cli.commands import profile
from orcid_tui.profiles import session_secret, verdict
from orcid_tui.profiles.profile_file import profiles_path
from orcid_tui.secrets import encrypted_file
from orcid_tui.secrets.command import forget_read
from orcid_tui.secrets.given import forget_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from tests.cli.running import Run
from tests.registry.demo.serving import DemoServer

PASSPHRASE: Final = "four words for tests"
PROMPT: Final = encrypted_file.PROMPT
CANARY: Final = "canary-11aa-22bb-33cc-44dd"
CLIENT_ID: Final = "APP-0123456789ABCDEF"


def write_profiles(text: str) -> None:
    """The file of profiles, as somebody else wrote it."""
    profiles_path().parent.mkdir(parents=True, exist_ok=True)
    profiles_path().write_text(text)


def oslo(registry: DemoServer, *, kept: str = "", client_id: str = "", more: str = "") -> str:
    """The text of a profile at the registry of the test. `kept`: the table of its secret."""
    text = (
        '[profiles.oslo]\ninstitution = "Oslo"\norcid_environment = "custom"\n'
        f'orcid_api_url = "{registry.api_url}"\norcid_token_url = "{registry.token_url}"\n'
    )
    if client_id:
        text += f'orcid_client_id = "{client_id}"\n'
    text += more
    return text + (f"[profiles.oslo.orcid_client_secret]\n{kept}\n" if kept else "")


def sealed(secret: str, kind: SecretKind = SecretKind.ORCID, profile: str = "oslo") -> None:
    """Put it into the encrypted file, as another run of the program would have."""
    if not encrypted_file.unlocked():
        encrypted_file.create(Secret(PASSPHRASE))
    encrypted_file.write(profile, Secret(secret), kind)


def everywhere(home: Path) -> str:
    """All text of all files below the home folder."""
    files = (path for path in home.rglob("*") if path.is_file())
    return "\n".join(path.read_bytes().decode(errors="replace") for path in files)


Here = Callable[..., Run]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Runs a command in this process, which is quicker; nobody is there to be asked."""

    def run(*words: str, stdin: str | bytes = b"") -> Run:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        code = main(words)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    monkeypatch.setattr(session_secret, "_kept", {})
    monkeypatch.setattr(verdict, "_accepted", {})
    forget_given()
    forget_read()
    for module in (passphrase, prompting, secret_going, secret_setting, profile):
        monkeypatch.setattr(module, "somebody_is_there", lambda: False)
    return run
