"""What ORCID or Alma last said to a secret: it helps to tell secrets apart that are never shown.

That one was accepted is recorded in the profile, with the time. That one was refused is only
remembered while the program runs, because the next run should try it again. Source: secrets.md
section 6.3.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from orcid_tui.profiles.profile import Profile
from orcid_tui.profiles.profile_file import as_recorded, store_profile
from orcid_tui.secrets import command
from orcid_tui.secrets.kind import SecretKind

_refused: dict[tuple[str, SecretKind], str] = {}
_accepted: dict[tuple[str, SecretKind], datetime] = {}
"""For the profiles of an administrator, whose file cannot be written."""


def record_accepted(profile: Profile, kind: SecretKind, when: datetime | None = None) -> Profile:
    """Record that the service accepted the profile's own secret. Returns what was recorded.

    Not to be called for a secret given by a variable, which is not the profile's. Nothing is
    recorded when the secret was replaced or moved meanwhile. Raises ConfigurationError when the
    profile cannot be written.
    """
    when = (when or datetime.now()).replace(microsecond=0)
    forget_verdict(profile.name, kind)
    if profile.site:
        _accepted[profile.name, kind] = when
        return profile
    present = as_recorded(profile)
    kept = replace(present.kept(kind), accepted=when)
    if kept != replace(profile.kept(kind), accepted=when):
        return present
    recorded = present.keeping(kind, kept)
    store_profile(recorded, make_default=False)
    return recorded


def remember_refused(profile: str, kind: SecretKind, source: str) -> None:
    """Remember that the service refused the secret from this source, until the program ends.

    A command runs again the next time, for the password manager may have another one by then.
    """
    command.forget_read(kind)
    _refused[profile, kind] = source


def refused_source(profile: str, kind: SecretKind) -> str:
    """Where the secret came from that was refused last; empty when none was."""
    return _refused.get((profile, kind), "")


def last_accepted(profile: Profile, kind: SecretKind) -> datetime | None:
    """When the service last accepted the profile's own secret."""
    return profile.kept(kind).accepted or _accepted.get((profile.name, kind))


def forget_verdict(profile: str, kind: SecretKind) -> None:
    """A new secret begins without one."""
    _refused.pop((profile, kind), None)
    _accepted.pop((profile, kind), None)
