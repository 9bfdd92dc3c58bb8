"""A secret that goes to another place, or goes altogether. Source: secrets.md section 6.4."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from orcid_tui.errors import ConfigurationError, OrcidTuiError, SecretStoreError
from orcid_tui.language import _
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
    SecretKind.ORCID: _("make a new client secret in ORCID's developer tools"),
    SecretKind.ALMA: _("make a new key in the Developer Network and delete the old one there"),
    SecretKind.ALMA_NETWORK: _(
        "make a new key in the Developer Network and delete the old one there"
    ),
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
            _("{institution} has no {secret} to move.").format(
                institution=clean(profile.institution), secret=kind.full_words
            ),
            _("Set it up first."),
        )
    secret = recorded_secret(profile, kind)
    if secret is None:
        raise SecretStoreError(why_gone(profile, kind), _("Enter it again."))
    there = replace(to, accepted=kept.accepted)
    recorded = keep_and_record(profile, {kind: secret}, there, make_default=False)
    try:
        drop_earlier(profile, kind, recorded.kept(kind))
    except SecretStoreError as fault:
        raise LeftBehind(
            _(
                "The {secret} now comes from {place}. The old copy could not be deleted: {message}"
            ).format(
                secret=kind.full_words,
                place=keeper_words(recorded.kept(kind)),
                message=fault.message,
            ),
            _("Delete it in {place}. {hint}").format(place=keeper_words(kept), hint=fault.hint),
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
                _("The {secret} comes from {source}; it cannot be forgotten here.").format(
                    secret=kind.full_words, source=outside.source
                ),
                _("Take it away there."),
            )
        return profile
    drop_secrets(profile, [kind])
    recorded = profile.keeping(kind, KeptSecret())
    store_profile(recorded, make_default=False)
    return recorded


def after_forgetting(kept: KeptSecret, kind: SecretKind) -> str:
    """What to know after the secret that was kept there is forgotten."""
    advice = _("If it may have leaked, {advice}.").format(advice=_MAKE_ANEW[kind])
    if kept.place is SecretPlace.COMMAND:
        return _("The password manager behind {place} still has it. {advice}").format(
            place=keeper_words(kept), advice=advice
        )
    if kept.place is SecretPlace.SESSION:
        return advice
    return _("Copies in backups remain. {advice}").format(advice=advice)


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
            remains.append(
                _("The {secret} is still in {place}: {fault}").format(
                    secret=kind.full_words, place=keeper_words(kept), fault=fault
                )
            )
            if kept.place is SecretPlace.KEYRING:  # no profile leads to it any more
                entry = system_keyring.entry_name(profile.name, kind)
                remains.append(
                    _("There it is called “{entry}”; delete it there yourself.").format(
                        entry=clean(entry)
                    )
                )
    remove_profile(profile)
    return tuple(remains)
