"""What the encrypted file can be found in, with the sentence that a user reads for each.

Source: secrets.md section 6.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from orcid_tui.errors import FileDamaged, FileLocked, FileUnsafe, SecretStoreError


class FileState(Enum):
    """How the encrypted file was found."""

    NONE = "none"
    """There is no file; `create` with a passphrase begins one."""
    LOCKED = "locked"
    OPEN = "open"
    """Secrets can be read and written until the program ends."""
    UNSAFE = "unsafe"
    DAMAGED = "damaged"
    UNAVAILABLE = "unavailable"
    """It cannot be used here: a library is missing, or the system does not let us read it."""


_ERRORS: dict[FileState, type[SecretStoreError]] = {
    FileState.LOCKED: FileLocked,
    FileState.UNSAFE: FileUnsafe,
    FileState.DAMAGED: FileDamaged,
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """One look at the encrypted file: what was found, and what to do next (often nothing)."""

    state: FileState
    sentence: str
    hint: str = ""

    @property
    def ready(self) -> bool:
        """Whether a secret can be read and written right now, without a question."""
        return self.state is FileState.OPEN

    def as_error(self) -> SecretStoreError:
        """The same, for whoever needed the file now."""
        return _ERRORS.get(self.state, SecretStoreError)(self.sentence, self.hint)
