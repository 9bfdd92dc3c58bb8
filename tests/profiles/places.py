"""Every place that a profile can record, really filled with a secret."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.session_secret import keep_for_session
from orcid_tui.secrets import encrypted_file, system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

PASSPHRASE = Secret("correct horse battery")
SINCE = date(2026, 3, 3)
OSLO = Profile("oslo", "Oslo", client_id="APP-OSLO", alma_url="eu")


def open_file() -> None:
    """Let the encrypted file be open, as after its passphrase."""
    if not encrypted_file.unlocked():
        encrypted_file.create(PASSPHRASE)


def printing(secret: str) -> KeptSecret:
    """A command that gives this."""
    words = (sys.executable, "-c", f"print({secret!r})")
    return KeptSecret(SecretPlace.COMMAND, "python", SINCE, words)


def filled(
    where: str, secret: str, folder: Path, kind: SecretKind, profile: Profile = OSLO
) -> Profile:
    """The profile with this secret in this place: none, keyring, file, command, site or session.

    The keyring has to be the test's own.
    """
    if where == "none":
        return profile
    if where == "keyring":
        system_keyring.write(profile.name, Secret(secret), kind)
        kept = KeptSecret(SecretPlace.KEYRING, "GNOME Keyring (Login)", SINCE)
    elif where == "file":
        open_file()
        encrypted_file.write(profile.name, Secret(secret), kind)
        kept = KeptSecret(SecretPlace.FILE, "encrypted file", SINCE)
    elif where == "command":
        kept = printing(secret)
    elif where == "site":
        path = folder / "of-the-administrator"
        path.write_text(secret)
        path.chmod(0o600)
        kept = KeptSecret(SecretPlace.FILE, since=SINCE, path=str(path))
    else:
        keep_for_session(profile.name, Secret(secret), kind)
        kept = KeptSecret(SecretPlace.SESSION, since=SINCE)
    return profile.keeping(kind, kept)
