"""The way from a profile to a secret: only to the one place that the profile records."""

from __future__ import annotations

from orcid_tui.profiles.profile import Profile, SecretPlace
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.text import clean


def kept_secret(profile: Profile, kind: SecretKind) -> Secret | None:
    """The profile's secret of this kind, or None when it is not there (any more).

    May wait up to 6 seconds for a silent keyring. Raises SecretStoreError.
    """
    place = profile.kept(kind).place
    if place is SecretPlace.KEYRING:
        return system_keyring.read(profile.name, kind)
    if place is SecretPlace.SESSION:
        return session_secret(profile.name, kind)
    return None


def why_gone(profile: Profile, kind: SecretKind) -> str:
    """A sentence about a secret that is not where the profile says."""
    kept = profile.kept(kind)
    gone = (
        "was kept for one session only, and that has ended"
        if kept.place is SecretPlace.SESSION
        else f"is no longer in {kept.keeper or 'the system keyring'}"
    )
    return f"The {kind.words} of {clean(profile.institution)} {gone}."
