"""What can go wrong, in words for a cataloguer, and the exit code that tells a script.

    OrcidTuiError
    ├── ConfigurationError       a setting, variable or argument is wrong        exit 2
    ├── SourceError              the records cannot be opened                    exit 2
    ├── SaveError                nothing was written, and why                    exit 2
    ├── SecretStoreError         a place for secrets did not do what was asked   exit 2
    │   ├── FileLocked           the encrypted file waits for its passphrase
    │   ├── WrongPassphrase      it was another one, or the file was changed
    │   ├── FileUnsafe           others can reach the encrypted file
    │   ├── FileDamaged          it is not what this program wrote
    │   └── CommandFailed        the command that gives a secret gave none
    │       └── NeedsTerminal    it asks at the terminal, which is not free now
    └── RegistryError            the registry of persons gave no usable answer   exit 4
        ├── RegistryUnreachable  no connection, or it stayed out of order
        ├── QuotaExhausted       no more questions today
        ├── CredentialsRefused   client ID or secret not accepted                exit 2
        └── QueryRefused         the registry could not read our question (our fault)

Every message is one sentence that says what happened; `hint` says what to do next.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What `orcid-tui` returns to the shell. Documented in the README."""

    DONE = 0
    CRASH = 1
    USAGE = 2
    SETUP_UNFINISHED = 3
    PARTLY = 4
    INTERRUPTED = 130
    """Stopped with Ctrl-C: 128 + SIGINT, as shells expect."""


class OrcidTuiError(Exception):
    """Base of everything the program raises on purpose."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigurationError(OrcidTuiError):
    """A setting, an environment variable or an argument cannot be used."""


class SourceError(OrcidTuiError):
    """The records cannot be opened: missing, a folder, not MARC, empty, unreadable."""


class SaveError(OrcidTuiError):
    """Saving as a whole was not possible. The file is as it was and the decisions are kept."""


class SecretStoreError(OrcidTuiError):
    """A place for secrets is missing, locked, silent, or did not keep what it was given."""


class FileLocked(SecretStoreError):
    """The encrypted file is there and cannot be read without its passphrase."""


class WrongPassphrase(SecretStoreError):
    """The passphrase does not open the encrypted file, or the file was changed: nobody can tell."""


class FileUnsafe(SecretStoreError):
    """Somebody else can read or change the encrypted file, so it was not used."""


class FileDamaged(SecretStoreError):
    """The encrypted file is not one that this version can read. It is never overwritten."""


class CommandFailed(SecretStoreError):
    """The command that gives a secret could not be run, or gave none that can be used."""


class NeedsTerminal(CommandFailed):
    """The command asks at the terminal, and the terminal is not free for it now."""


class RegistryError(OrcidTuiError):
    """The registry of persons gave no usable answer."""

    exit_code = ExitCode.PARTLY


class RegistryUnreachable(RegistryError):
    """No connection, a time-out, or a fault of the server that outlasted every repeat."""


class QuotaExhausted(RegistryError):
    """The day's number of questions is used up (HTTP 429, orcid-api.md section 5)."""


class CredentialsRefused(RegistryError):
    """The token endpoint did not accept client ID and secret (orcid-api.md section 1)."""

    exit_code = ExitCode.USAGE


class QueryRefused(RegistryError):
    """The search engine could not parse the query: a defect of this program."""
