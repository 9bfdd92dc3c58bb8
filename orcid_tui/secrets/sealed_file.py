"""All secrets of one user in one sealed file, and its key while the program runs.

The file is read again for every question and before every change, so that what another window
has kept meanwhile is never lost. It is born with its first secret and goes with its last, so
neither a set-up that was given up nor a forgotten secret leaves one behind.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orcid_tui.errors import FileDamaged, FileLocked, FileUnsafe, SecretStoreError, WrongPassphrase
from orcid_tui.language import _
from orcid_tui.secrets import sealing
from orcid_tui.secrets.file_report import FileReport, FileState
from orcid_tui.secrets.passphrase import checked_passphrase
from orcid_tui.secrets.private_file import PrivateFile
from orcid_tui.secrets.sealing import Cost, SealingKey
from orcid_tui.secrets.secret import Secret

_NAME: Final = _("encrypted file")

_UNAVAILABLE: Final = FileReport(
    FileState.UNAVAILABLE,
    _(
        "Secrets cannot be kept in an encrypted file here: the Python package cryptography "
        "is missing or too old."
    ),
    _("Install it (version 44 or later) beside this program, or choose another place."),
)
_NONE: Final = FileReport(
    FileState.NONE,
    _("There is no encrypted file yet."),
    _("Choose a passphrase to start one. Without it nobody can open the file, not even you."),
)
_LOCKED: Final = FileReport(
    FileState.LOCKED, _("The encrypted file is locked."), _("Type its passphrase.")
)
_OTHER_KEY: Final = FileReport(
    FileState.LOCKED,
    _("The encrypted file has another passphrase since it was opened here."),
    _("Type its passphrase."),
)
_OPEN: Final = FileReport(FileState.OPEN, _("The encrypted file is open until this program ends."))


class SealedFile:
    """The sealed file at this path. `cost` is what a new key takes."""

    def __init__(self, path: Path, cost: Cost) -> None:
        self.path = path
        self._file = PrivateFile(path, _NAME, sealing.LONGEST)
        self._cost = cost
        self._key: SealingKey | None = None

    @property
    def unlocked(self) -> bool:
        """Whether the key is in memory."""
        return self._key is not None

    def examine(self) -> FileReport:
        """How the file is found. Never raises."""
        try:
            if not sealing.available():
                return _UNAVAILABLE
            text = self._text()
            if text is None:
                return _NONE if self._key is None else _OPEN
            if self._key is None:
                return _LOCKED
            self._opened(text, self._key)
        except FileLocked as fault:
            return FileReport(FileState.LOCKED, fault.message, fault.hint)
        except FileUnsafe as fault:
            return FileReport(FileState.UNSAFE, fault.message, fault.hint)
        except FileDamaged as fault:
            return FileReport(FileState.DAMAGED, fault.message, fault.hint)
        except SecretStoreError as fault:
            return FileReport(FileState.UNAVAILABLE, fault.message, fault.hint)
        return _OPEN

    def create(self, passphrase: Secret) -> None:
        """Begin a new file, which is written with its first secret.

        Raises ConfigurationError for a passphrase that will not do, and SecretStoreError when
        there is a file already.
        """
        checked_passphrase(passphrase)
        self._require_library()
        if self._text() is not None:
            raise SecretStoreError(_("There is an encrypted file already."), _("Unlock it."))
        self._key = sealing.new_key(passphrase, self._cost)

    def unlock(self, passphrase: Secret) -> None:
        """Keep the key in memory. An open file stays open when the passphrase is wrong.

        Raises WrongPassphrase, FileUnsafe, FileDamaged or another SecretStoreError.
        """
        self._require_library()
        text = self._text()
        if text is None:
            raise _NONE.as_error()
        self._key = self._key_of(text, passphrase)

    def lock(self) -> None:
        """Drop the key."""
        self._key = None

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Seal everything anew. Other windows then ask for the new passphrase.

        Raises ConfigurationError for a new one that will not do, WrongPassphrase for an old one
        that is not it, or another SecretStoreError; then nothing has changed.
        """
        checked_passphrase(new)
        self._require_library()
        with self._file.alone():
            text = self._text()
            if text is None:
                raise _NONE.as_error()
            kept = self._opened(text, self._key_of(text, old))
            key = sealing.new_key(new, self._cost)
            self._write(key, kept)
            self._key = key

    def read(self, entry: str) -> Secret | None:
        """The secret of this entry, or None when there is none.

        Raises FileLocked, FileUnsafe, FileDamaged or another SecretStoreError.
        """
        text = self._text()
        if text is None:
            return None
        value = self._opened(text, self._require_key()).get(entry)
        return None if value is None else Secret(value)

    def write(self, entry: str, secret: Secret) -> None:
        """Keep the secret under this entry, beside all others, once it was read back.

        Raises like `read`; then nothing has changed.
        """
        with self._file.alone():
            text = self._text()
            if text is None and self._key is None:
                raise _NONE.as_error()
            key = self._require_key()
            kept = {} if text is None else self._opened(text, key)
            self._write(key, {**kept, entry: secret.reveal()})

    def forget(self, entry: str) -> None:
        """Delete this entry, and with the last one the file. An absent one is a success.

        Raises like `read`; then nothing has changed.
        """
        if self._text() is None:
            return
        with self._file.alone():
            text = self._text()
            if text is None:
                return
            key = self._require_key()
            kept = self._opened(text, key)
            rest = {name: value for name, value in kept.items() if name != entry}
            if not rest:
                self._file.remove()
            elif entry in kept:
                self._write(key, rest)

    def set_aside(self) -> Path | None:
        """Rename a file that cannot be opened any more, so that a new one can be started.

        Returns where it is now, or None when there was none. Raises SecretStoreError.
        """
        self.lock()
        if not self.path.exists() and not self.path.is_symlink():
            return None
        with self._file.alone():
            return self._file.set_aside()

    def _text(self) -> bytes | None:
        """The file as it is on the disk, checked as far as that goes without the key."""
        text = self._file.read()
        if text is not None:
            sealing.check(text)
        return text

    def _require_library(self) -> None:
        if not sealing.available():
            raise _UNAVAILABLE.as_error()

    def _require_key(self) -> SealingKey:
        self._require_library()
        if self._key is None:
            raise _LOCKED.as_error()
        return self._key

    def _key_of(self, text: bytes, passphrase: Secret) -> SealingKey:
        key = sealing.key_for(text, passphrase)
        if key.opened(text) is None:
            raise WrongPassphrase(_("Wrong passphrase, or the file was changed."), _("Try again."))
        return key

    def _opened(self, text: bytes, key: SealingKey) -> dict[str, str]:
        if not sealing.same_key(text, key):
            raise _OTHER_KEY.as_error()
        contents = key.opened(text)
        kept = None if contents is None else _mapping(contents)
        if kept is None:  # the key is right, so this is not a matter of the passphrase
            raise sealing.damaged()
        return kept

    def _write(self, key: SealingKey, kept: Mapping[str, str]) -> None:
        contents = json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()

        def right(text: bytes) -> bool:
            return hmac.compare_digest(key.opened(text) or b"", contents)

        self._file.replace(key.seal(contents), right)


def _mapping(contents: bytes) -> dict[str, str] | None:
    # An error of the decoder carries the whole text with it, and so would one raised beside it.
    try:
        found = json.loads(contents)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return None
    return found
