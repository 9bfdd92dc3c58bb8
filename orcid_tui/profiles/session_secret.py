"""Secrets that are kept for this session only: in memory, gone when the program ends.

The set-up screen puts one here; a session that is opened afterwards in the same process
finds it here. Nothing in this file reaches a disk.
"""

from __future__ import annotations

from orcid_tui.secrets.secret import Secret

_kept: dict[str, Secret] = {}


def keep_for_session(profile: str, secret: Secret) -> None:
    """Keep the secret of this profile until the program ends."""
    _kept[profile] = secret


def session_secret(profile: str) -> Secret | None:
    """The secret that was given in this session for this profile."""
    return _kept.get(profile)


def forget_for_session(profile: str) -> None:
    """Drop it; an absent one is a success."""
    _kept.pop(profile, None)
