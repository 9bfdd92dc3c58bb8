"""Secrets that are kept for this session only: in memory, gone when the program ends.

The set-up screen puts one here; a session that is opened afterwards in the same process
finds it here. Nothing in this file reaches a disk.
"""

from __future__ import annotations

from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret

_kept: dict[tuple[str, SecretKind], Secret] = {}


def keep_for_session(profile: str, secret: Secret, kind: SecretKind = SecretKind.ORCID) -> None:
    """Keep this secret of the profile until the program ends."""
    _kept[profile, kind] = secret


def session_secret(profile: str, kind: SecretKind = SecretKind.ORCID) -> Secret | None:
    """The secret of this kind that was given in this session for this profile."""
    return _kept.get((profile, kind))


def forget_for_session(profile: str, kind: SecretKind = SecretKind.ORCID) -> None:
    """Drop it; an absent one is a success."""
    _kept.pop((profile, kind), None)
