"""The system keyring as a place for one secret: looked at first, bounded in time, read back.

Each secret has a service name of its own, `orcid-tui/<profile>/orcid`, because Windows shuffles
two users of one service (secrets.md section 2.4). Item names can be seen by every program of
the user, so they say nothing private. Nothing here unlocks a keyring, and nothing here tries
another place.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final, TypeVar

from orcid_tui.errors import SecretStoreError
from orcid_tui.secrets import backend, daemon
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.secrets.secret import Secret

T = TypeVar("T")

LIMIT: Final = 3.0
"""Seconds that the keyring has for one answer."""

_USER: Final = "client-secret"


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


def read(profile: str) -> Secret | None:
    """The secret kept for this profile, or None when there is none.

    Raises SecretStoreError when the keyring cannot be asked.
    """
    _require_ready()
    kept = _ask("read", lambda: backend.usable().get_password(_service(profile), _USER))
    return Secret(kept) if kept else None


def write(profile: str, secret: Secret) -> str:
    """Keep the secret, read it back and compare. Returns the keyring's name for people.

    Raises SecretStoreError; an earlier secret is then put back if the keyring lets us.
    """
    report = _require_ready()
    if not _ask("keep", lambda: _write_and_compare(_service(profile), secret)):
        raise SecretStoreError(
            f"{report.name} did not give back the secret that it was given, so nothing counts "
            "as kept.",
            "Try again, or keep the secret for this session only.",
        )
    return report.name


def forget(profile: str) -> None:
    """Delete the secret of this profile; an absent one is a success. Raises SecretStoreError."""
    report = _require_ready()
    if not _ask("delete", lambda: _delete(_service(profile))):
        raise SecretStoreError(
            f"{report.name} still holds the secret after it was told to delete it.",
            f"Delete the entry “{_service(profile)}” with the keyring's own program.",
        )


def _service(profile: str) -> str:
    return f"orcid-tui/{profile}/orcid"


def _write_and_compare(service: str, secret: Secret) -> bool:
    keyring = backend.usable()
    earlier = keyring.get_password(service, _USER)
    kept: str | None = None
    try:
        keyring.set_password(service, _USER, secret.reveal())
        kept = keyring.get_password(service, _USER)
    finally:
        same = kept is not None and hmac.compare_digest(kept.encode(), secret.reveal().encode())
        if not same and earlier is not None:
            keyring.set_password(service, _USER, earlier)
    return same


def _delete(service: str) -> bool:
    from keyring.errors import PasswordDeleteError

    keyring = backend.usable()
    try:
        keyring.delete_password(service, _USER)
    except PasswordDeleteError:
        if keyring.get_password(service, _USER) is not None:
            raise
    return keyring.get_password(service, _USER) is None


def _require_ready() -> KeyringReport:
    report = examine()
    if not report.ready:
        raise report.as_error()
    return report


def _ask(deed: str, call: Callable[[], T]) -> T:
    try:
        return daemon.within(LIMIT, call)
    except TimeoutError:
        raise SecretStoreError(
            f"The system keyring did not answer within {LIMIT:.0f} seconds when it was asked to "
            f"{deed} the secret.",
            "A window on the desktop may be waiting for an answer. Try again after that.",
        ) from None
    except Exception as fault:
        # `from None`: what a backend writes into its errors is not known, and not shown.
        raise SecretStoreError(
            f"The system keyring could not {deed} the secret ({type(fault).__name__}).",
            "Try again, or keep the secret for this session only.",
        ) from None
