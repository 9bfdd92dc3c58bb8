"""A secret that goes to another place, or goes altogether. Source: secrets.md section 6.4."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from orcid_tui.errors import ConfigurationError, OrcidTuiError, SecretStoreError
from orcid_tui.profiles.keeping import drop_earlier, drop_secrets, keep_and_record
from orcid_tui.profiles.kept_secret import keeper_words, recorded_secret, why_gone
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import (
    as_recorded,
    choose_profile,
    remove_profile,
    require_own,
    store_profile,
)
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.given import given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean

_MAKE_ANEW: Final = {
    SecretKind.ORCID: "make a new client secret in ORCID's developer tools",
    SecretKind.ALMA: "make a new key in the Developer Network and delete the old one there",
    SecretKind.ALMA_NETWORK: "make a new key in the Developer Network and delete the old one there",
}


class LeftBehind(SecretStoreError):
    """The secret was moved and all is recorded, but the old copy could not be deleted."""

    def __init__(self, message: str, hint: str, profile: Profile) -> None:
        super().__init__(message, hint)
        self.profile = profile


def move_secret(profile: Profile, kind: SecretKind, to: KeptSecret) -> Profile:
    """Keep the secret in this place from now on. Returns what was recorded.

    Written to the new place, read back and recorded before the old copy is deleted. May wait for
    both places. Raises ConfigurationError and SecretStoreError (FileLocked when the encrypted
    file needs its passphrase); then nothing has changed. Raises LeftBehind, which has the new
    profile, when only the old copy could not be deleted.
    """
    require_own(profile)
    profile = as_recorded(profile)
    kept = profile.kept(kind)
    if kept.place is SecretPlace.NONE:
        raise ConfigurationError(
            f"{clean(profile.institution)} has no {kind.full_words} to move.", "Set it up first."
        )
    secret = recorded_secret(profile, kind)
    if secret is None:
        raise SecretStoreError(why_gone(profile, kind), "Enter it again.")
    there = replace(to, accepted=kept.accepted)
    recorded = keep_and_record(profile, {kind: secret}, there, make_default=False)
    try:
        drop_earlier(profile, kind, recorded.kept(kind))
    except SecretStoreError as fault:
        raise LeftBehind(
            f"The {kind.full_words} now comes from {keeper_words(recorded.kept(kind))}. The old "
            f"copy could not be deleted: {fault.message}",
            f"Delete it in {keeper_words(kept)}. {fault.hint}",
            recorded,
        ) from None
    return recorded


def forget_secret(profile: Profile, kind: SecretKind) -> Profile:
    """Delete the secret, check that it is gone, and record that. Returns what was recorded.

    An absent one is a success. Raises SecretStoreError when it could not be deleted; nothing is
    recorded then. Raises ConfigurationError for one that is not in a place of this program.
    """
    require_own(profile)
    profile = as_recorded(profile)
    typed = session_secret(profile.name, kind)
    if profile.kept(kind).place is SecretPlace.NONE and typed is None:
        outside = given(kind)
        if outside is not None:
            raise ConfigurationError(
                f"The {kind.full_words} comes from {outside.source}; it cannot be forgotten here.",
                "Take it away there.",
            )
        return profile
    drop_secrets(profile, [kind])
    recorded = profile.keeping(kind, KeptSecret())
    store_profile(recorded, make_default=False)
    return recorded


def after_forgetting(kept: KeptSecret, kind: SecretKind) -> str:
    """What to know after the secret that was kept there is forgotten."""
    advice = f"If it may have leaked, {_MAKE_ANEW[kind]}."
    if kept.place is SecretPlace.COMMAND:
        return f"The password manager behind {keeper_words(kept)} still has it. {advice}"
    if kept.place is SecretPlace.SESSION:
        return advice
    return f"Copies in backups remain. {advice}"


def delete_profile(name: str) -> tuple[str, ...]:
    """Delete the profile with its secrets. Returns sentences about what could not be deleted.

    Raises ConfigurationError when none has the name, when it is an administrator's, or when the
    file of profiles cannot be written.
    """
    profile = choose_profile(name)
    assert profile is not None
    require_own(profile)
    remains = []
    for kind in SecretKind:
        try:
            drop_secrets(profile, [kind])
        except OrcidTuiError as fault:
            kept = profile.kept(kind)
            remains.append(f"The {kind.full_words} is still in {keeper_words(kept)}: {fault}")
            if kept.place is SecretPlace.KEYRING:  # no profile leads to it any more
                entry = system_keyring.entry_name(profile.name, kind)
                remains.append(f"There it is called “{clean(entry)}”; delete it there yourself.")
    remove_profile(profile)
    return tuple(remains)
