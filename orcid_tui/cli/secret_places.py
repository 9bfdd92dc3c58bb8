"""Where `secret set` and `secret move` keep a secret, and that the place is ready before one comes.

What is asked of the place (a passphrase, a keyring that is not locked) is settled first, so that
nobody pastes a secret for nothing. Source: secrets.md section 6.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from orcid_tui.cli.passphrase import begin_file, unlock
from orcid_tui.errors import ConfigurationError, SecretStoreError

if TYPE_CHECKING:
    from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
    from orcid_tui.secrets.kind import SecretKind

KEYRING: Final = "keyring"
FILE: Final = "file"
SESSION: Final = "session"

_PROTECTION: Final = {
    "keyring": (
        "The system keyring keeps it encrypted, opened by your login; other programs of yours "
        "can read it while it is open."
    ),
    "file": (
        "The encrypted file protects it in backups, on a stolen disk and from other users; not "
        "from an administrator of this computer, nor from programs of yours while it is open."
    ),
    "command": "The command's password manager keeps it; this program records only the command.",
    "session": "It is not kept; whoever works with it enters it again in the set-up.",
}


def place_for(profile: Profile | None, kind: SecretKind, keep: str | None) -> SecretPlace:
    """The place that was named, else the recorded one, else what the computer offers.

    Raises ConfigurationError where the recorded place is not one to write into, and
    SecretStoreError for a keyring that is there and closed: that leads to no other place unasked.
    """
    from orcid_tui.profiles.kept_secret import keeper_words
    from orcid_tui.profiles.profile import SecretPlace

    if keep is not None:
        return SecretPlace(keep)
    recorded = profile.kept(kind) if profile is not None else None
    if recorded is not None and recorded.place in (SecretPlace.KEYRING, SecretPlace.FILE):
        return recorded.place
    if recorded is not None and recorded.place is SecretPlace.COMMAND:
        raise ConfigurationError(
            f"The {kind.full_words} is given by {keeper_words(recorded)}.",
            "Replace it there, name another command, or keep it elsewhere with --keep.",
        )
    return _offered(kind)


def protection(place: SecretPlace) -> str:
    """What the place protects against, in one sentence."""
    return _PROTECTION[place.value]


def make_ready(place: SecretPlace, kind: SecretKind) -> None:
    """See that a secret can be written there now; asks for the passphrase of the encrypted file.

    Raises SecretStoreError when it cannot, and ConfigurationError for a passphrase that will not
    do.
    """
    from orcid_tui.profiles.profile import SecretPlace

    if place is SecretPlace.KEYRING:
        _require_keyring(kind)
    elif place is SecretPlace.FILE:
        _require_file()


def make_readable(kept: KeptSecret) -> None:
    """See that the secret can be read from there or deleted there. Raises SecretStoreError."""
    from orcid_tui.profiles.profile import SecretPlace

    if kept.place is SecretPlace.FILE and not kept.path:
        unlock()


def _offered(kind: SecretKind) -> SecretPlace:
    from orcid_tui.profiles.profile import SecretPlace
    from orcid_tui.secrets import encrypted_file, system_keyring
    from orcid_tui.secrets.keyring_state import KeyringState

    report = system_keyring.examine()
    if report.ready:
        return SecretPlace.KEYRING
    if report.state in (KeyringState.NONE, KeyringState.UNSAFE) and encrypted_file.available():
        return SecretPlace.FILE
    raise _with_other_places(report.as_error(kind))


def _require_keyring(kind: SecretKind) -> None:
    from orcid_tui.secrets import system_keyring

    report = system_keyring.examine()
    if not report.ready:
        raise _with_other_places(report.as_error(kind))


def _require_file() -> None:
    from orcid_tui.secrets import encrypted_file
    from orcid_tui.secrets.file_report import FileState

    report = encrypted_file.examine()
    if report.state is FileState.NONE:
        begin_file()
    elif report.state is FileState.LOCKED:
        unlock()
    elif not report.ready:
        raise report.as_error()


def _with_other_places(fault: SecretStoreError) -> SecretStoreError:
    other = "Or choose another place: --keep file, or --command with a password manager."
    return SecretStoreError(fault.message, f"{fault.hint} {other}".strip())
