"""The system keyring as a place for secrets: looked at first, bounded in time, read back.

Each secret has a service name of its own, `orcid-tui/<profile>/orcid` or `…/alma`, because
Windows shuffles two users of one service (secrets.md section 2.4). Item names can be seen by
every program of the user, so they say nothing private. Nothing here unlocks a keyring unasked,
and nothing here tries another place.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final, TypeVar

from orcid_tui.errors import SecretStoreError
from orcid_tui.language import _, sense
from orcid_tui.secrets import backend, daemon
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

T = TypeVar("T")

LIMIT: Final = 3.0
"""Seconds that the keyring has for one answer."""

UNLOCK_LIMIT: Final = 60.0
"""Seconds that somebody has to type the keyring's password, when asked for it."""

_USERS: Final = {
    SecretKind.ORCID: "client-secret",
    SecretKind.ALMA: "api-key",
    SecretKind.ALMA_NETWORK: "api-key",
}


def examine(limit: float = LIMIT) -> KeyringReport:
    """How the keyring is found. Never raises, never opens a window, back within the limit."""
    try:
        return daemon.within(limit, backend.examine)
    except TimeoutError:
        return KeyringReport(KeyringState.SILENT)
    except Exception as fault:  # backends raise what they like (secrets.md section 2.1)
        return KeyringReport(KeyringState.BROKEN, type(fault).__name__)


def keyring_state() -> KeyringState:
    """The state alone."""
    return examine().state


def unlock(timeout: float = UNLOCK_LIMIT) -> bool:
    """Ask the desktop to unlock the keyring, because the user wants it so. Whether it is open.

    Waits until somebody answers the window on the desktop, at most so many seconds: call it in
    a daemon thread. Raises SecretStoreError.
    """
    try:
        return backend.unlock(timeout)
    except TimeoutError:
        raise SecretStoreError(
            _("Nobody unlocked the keyring in time. Nothing was changed."),
            _(
                "Unlock it on the desktop and look again, or enter the secret for this "
                "session only."
            ),
        ) from None
    except Exception as fault:  # as in `examine`
        raise SecretStoreError(
            _("The keyring could not be unlocked ({name}).").format(name=type(fault).__name__),
            _(
                "Unlock it on the desktop and look again, or enter the secret for this "
                "session only."
            ),
        ) from None


def read(profile: str, kind: SecretKind = SecretKind.ORCID) -> Secret | None:
    """The secret of this kind kept for this profile, or None when there is none.

    Raises SecretStoreError when the keyring cannot be asked.
    """
    _require_ready(kind)
    entry = _entry(profile, kind)
    kept = _ask(sense("to do with a secret", "read"), lambda: backend.usable().get_password(*entry))
    return Secret(kept) if kept else None


def write(profile: str, secret: Secret, kind: SecretKind = SecretKind.ORCID) -> str:
    """Keep the secret, read it back and compare. Returns the keyring's name for people.

    Raises SecretStoreError; an earlier secret is then put back if the keyring lets us.
    """
    report = _require_ready(kind)
    if not _ask(
        sense("to do with a secret", "keep"),
        lambda: _write_and_compare(_entry(profile, kind), secret),
    ):
        raise SecretStoreError(
            _(
                "{name} did not give back the secret that it was given, so nothing counts as kept."
            ).format(name=report.name),
            _("Try again, or keep the secret for this session only."),
        )
    return report.name


def forget(profile: str, kind: SecretKind = SecretKind.ORCID) -> None:
    """Delete the secret of this kind; an absent one is a success. Raises SecretStoreError."""
    report = _require_ready(kind)
    entry = _entry(profile, kind)
    if not _ask(sense("to do with a secret", "delete"), lambda: _delete(entry)):
        raise SecretStoreError(
            _("{name} still holds the secret after it was told to delete it.").format(
                name=report.name
            ),
            _("Delete the entry “{entry}” with the keyring's own program.").format(entry=entry[0]),
        )


def entry_name(profile: str, kind: SecretKind = SecretKind.ORCID) -> str:
    """The name of the entry in the keyring's own program."""
    return _entry(profile, kind)[0]


def _entry(profile: str, kind: SecretKind) -> tuple[str, str]:
    """The service and the user under which the keyring knows the secret."""
    return f"orcid-tui/{profile}/{kind.value}", _USERS[kind]


def _write_and_compare(entry: tuple[str, str], secret: Secret) -> bool:
    keyring = backend.usable()
    earlier = keyring.get_password(*entry)
    kept: str | None = None
    try:
        keyring.set_password(*entry, secret.reveal())
        kept = keyring.get_password(*entry)
    finally:
        same = kept is not None and hmac.compare_digest(kept.encode(), secret.reveal().encode())
        if not same and earlier is not None:
            keyring.set_password(*entry, earlier)
    return same


def _delete(entry: tuple[str, str]) -> bool:
    from keyring.errors import PasswordDeleteError

    keyring = backend.usable()
    try:
        keyring.delete_password(*entry)
    except PasswordDeleteError:
        if keyring.get_password(*entry) is not None:
            raise
    return keyring.get_password(*entry) is None


def _require_ready(kind: SecretKind) -> KeyringReport:
    report = examine()
    if not report.ready:
        raise report.as_error(kind)
    return report


def _ask(deed: str, call: Callable[[], T]) -> T:
    try:
        return daemon.within(LIMIT, call)
    except TimeoutError:
        raise SecretStoreError(
            _(
                "The system keyring did not answer within {seconds:.0f} seconds when it was "
                "asked to {deed} the secret."
            ).format(seconds=LIMIT, deed=deed),
            _("A window on the desktop may be waiting for an answer. Try again after that."),
        ) from None
    except Exception as fault:
        # `from None`: what a backend writes into its errors is not known, and not shown.
        raise SecretStoreError(
            _("The system keyring could not {deed} the secret ({name}).").format(
                deed=deed, name=type(fault).__name__
            ),
            _("Try again, or keep the secret for this session only."),
        ) from None
