"""Secrets and the record of where they are: all of it is kept, or nothing.

The order is: keep each secret and read it back, then record the profile. If the record fails,
the secrets are put back as they were.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from datetime import date

from orcid_tui.errors import ConfigurationError, OrcidTuiError, SecretStoreError
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import store_profile
from orcid_tui.profiles.session_secret import forget_for_session, keep_for_session
from orcid_tui.secrets import system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret


def store_with_secrets(
    profile: Profile, new: Mapping[SecretKind, Secret], place: SecretPlace
) -> Profile:
    """Keep these new secrets in this place, then record the profile. Returns what was recorded.

    `profile` says where the earlier ones are; without a new one `place` does not matter. May wait
    for the keyring. Raises ConfigurationError or SecretStoreError; then nothing has changed.
    """
    if not new:
        store_profile(profile)
        return profile
    if place is SecretPlace.KEYRING:
        return _into_the_keyring(profile, new)
    if place is SecretPlace.SESSION:
        return _for_this_session(profile, new)
    raise ConfigurationError(
        f"It is not said yet where to keep the {next(iter(new)).words}.",
        "Choose one of the places.",
    )


def drop_secrets(profile: Profile, kinds: Iterable[SecretKind]) -> None:
    """Delete the secrets that this earlier profile recorded. Raises SecretStoreError."""
    for kind in kinds:
        forget_for_session(profile.name, kind)
        if profile.kept(kind).place is SecretPlace.KEYRING:
            system_keyring.forget(profile.name, kind)


def _for_this_session(profile: Profile, new: Mapping[SecretKind, Secret]) -> Profile:
    recorded = profile
    for kind in new:
        recorded = recorded.keeping(kind, KeptSecret(SecretPlace.SESSION, "", date.today()))
    store_profile(recorded)
    for kind, secret in new.items():
        if profile.kept(kind).place is SecretPlace.KEYRING:
            with contextlib.suppress(SecretStoreError):  # a locked keyring keeps the old one
                system_keyring.forget(profile.name, kind)
        keep_for_session(profile.name, secret, kind)
    return recorded


def _into_the_keyring(profile: Profile, new: Mapping[SecretKind, Secret]) -> Profile:
    recorded = profile
    earlier: dict[SecretKind, Secret | None] = {}
    try:
        for kind, secret in new.items():
            before = system_keyring.read(profile.name, kind)
            keeper = system_keyring.write(profile.name, secret, kind)
            earlier[kind] = before
            kept = KeptSecret(SecretPlace.KEYRING, keeper, date.today())
            recorded = recorded.keeping(kind, kept)
        store_profile(recorded)
    except OrcidTuiError:
        _put_back(profile.name, earlier)
        raise
    for kind in new:
        forget_for_session(profile.name, kind)
    return recorded


def _put_back(name: str, earlier: Mapping[SecretKind, Secret | None]) -> None:
    for kind, secret in earlier.items():
        if secret is None:
            system_keyring.forget(name, kind)
        else:
            system_keyring.write(name, secret, kind)
