"""The encrypted file as a place for secrets, on servers and wherever no keyring is.

One file of this user holds the secrets of all profiles, sealed with a passphrase that only the
user knows. It protects against backups, a stolen disk, a wrong chmod and a curious colleague;
not against root, nor against a program that runs as the same user while the file is open.
Nothing here asks for a passphrase, and nothing here tries another place.
Source: secrets.md section 4.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from orcid_tui.folders import data_folder
from orcid_tui.language import _
from orcid_tui.secrets import sealing
from orcid_tui.secrets.file_report import FileReport
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.sealed_file import SealedFile
from orcid_tui.secrets.secret import Secret

KEEPER: Final = _("encrypted file")
"""What people call the place."""

PROMPT: Final = _("Passphrase for the encrypted file:")

_remembered: list[SealedFile] = []


def available() -> bool:
    """Whether this machine can seal a file at all."""
    return sealing.available()


def path() -> Path:
    """Where the file is, or will be."""
    return data_folder() / "secrets.sealed"


def examine() -> FileReport:
    """How the file is found: none, locked, open, unsafe, damaged or unavailable. Never raises."""
    return _file().examine()


def unlocked() -> bool:
    """Whether the passphrase was given in this run."""
    return _file().unlocked


def create(passphrase: Secret) -> None:
    """Begin a new file with this passphrase; it is written with its first secret.

    Takes a good tenth of a second. Raises ConfigurationError for a passphrase that will not do,
    and SecretStoreError when there is a file already.
    """
    _file().create(passphrase)


def unlock(passphrase: Secret) -> None:
    """Open the file until the program ends. Takes a good tenth of a second.

    Raises WrongPassphrase, FileUnsafe, FileDamaged or another SecretStoreError.
    """
    _file().unlock(passphrase)


def lock() -> None:
    """Drop the key; the next question needs the passphrase again."""
    _file().lock()


def change_passphrase(old: Secret, new: Secret) -> None:
    """Seal all secrets anew. Takes a few tenths of a second.

    Raises ConfigurationError for a new passphrase that will not do, WrongPassphrase for an old
    one that is not it, or another SecretStoreError; then nothing has changed.
    """
    _file().change_passphrase(old, new)


def set_aside() -> Path | None:
    """Rename a file that is damaged, or whose passphrase is lost, so that a new one can start.

    Returns where it is now, or None when there was none. Raises SecretStoreError.
    """
    return _file().set_aside()


def read(profile: str, kind: SecretKind = SecretKind.ORCID) -> Secret | None:
    """The secret of this kind kept for this profile, or None when there is none.

    Raises FileLocked, FileUnsafe, FileDamaged or another SecretStoreError.
    """
    return _file().read(_entry(profile, kind))


def write(profile: str, secret: Secret, kind: SecretKind = SecretKind.ORCID) -> str:
    """Keep the secret, once it was read back. Returns the name of the place for people.

    Raises like `read`; then the file is as it was.
    """
    _file().write(_entry(profile, kind), secret)
    return KEEPER


def forget(profile: str, kind: SecretKind = SecretKind.ORCID) -> None:
    """Delete the secret of this kind, and with the last one the file. Absent is a success.

    Raises like `read`; then the file is as it was.
    """
    _file().forget(_entry(profile, kind))


def _entry(profile: str, kind: SecretKind) -> str:
    return f"{profile}/{kind.value}"


def _file() -> SealedFile:
    where = path()
    if not _remembered or _remembered[0].path != where:
        _remembered[:] = [SealedFile(where, sealing.USUAL)]
    return _remembered[0]
