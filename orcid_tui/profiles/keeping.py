"""Secrets and the record of where they are: all of it is kept, or nothing.

The order is: keep each secret, read it back and compare, then record the profile, and only then
delete what was kept elsewhere before. If something fails, the secrets are put back as they were;
so the earlier one stays until the new one has been read back. Source: secrets.md section 6.4.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from orcid_tui.errors import ConfigurationError, OrcidTuiError, SecretStoreError
from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import keeper_words
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import require_own, store_profile
from orcid_tui.profiles.session_secret import forget_for_session, keep_for_session
from orcid_tui.profiles.verdict import forget_verdict
from orcid_tui.secrets import command, encrypted_file, system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret


class _Store(Protocol):
    """A place that this program writes secrets into."""

    def read(self, profile: str, kind: SecretKind) -> Secret | None: ...
    def write(self, profile: str, secret: Secret, kind: SecretKind) -> str: ...
    def forget(self, profile: str, kind: SecretKind) -> None: ...


_STORES: Final[Mapping[SecretPlace, _Store]] = {
    SecretPlace.KEYRING: system_keyring,
    SecretPlace.FILE: encrypted_file,
}


def store_with_secrets(
    profile: Profile,
    new: Mapping[SecretKind, Secret],
    place: SecretPlace | KeptSecret,
    *,
    make_default: bool = True,
) -> Profile:
    """Keep these new secrets in this place, then record the profile. Returns what was recorded.

    `profile` says where the earlier ones are; without a new one `place` does not matter. A command
    is a KeptSecret with it; it has to give the same secret. May wait for the keyring or the
    command. Raises ConfigurationError or SecretStoreError; then nothing has changed.
    """
    require_own(profile)
    if not new:
        store_profile(profile, make_default=make_default)
        return profile
    to = place if isinstance(place, KeptSecret) else KeptSecret(place)
    recorded = keep_and_record(profile, new, to, make_default=make_default)
    for kind in new:
        # A locked keyring keeps the old one: no reason to lose the new.
        with contextlib.suppress(SecretStoreError):
            drop_earlier(profile, kind, recorded.kept(kind))
    return recorded


def drop_secrets(profile: Profile, kinds: Iterable[SecretKind]) -> None:
    """Delete the secrets that this earlier profile recorded. Raises SecretStoreError."""
    for kind in kinds:
        forget_for_session(profile.name, kind)
        forget_verdict(profile.name, kind)
        drop_earlier(profile, kind, KeptSecret())


def drop_earlier(profile: Profile, kind: SecretKind, now: KeptSecret) -> None:
    """Delete the copy in the place that the profile recorded, unless it is the same place now.

    An absent one is a success. Raises SecretStoreError when it is still there.
    """
    kept = profile.kept(kind)
    store = _STORES.get(kept.place)
    if store is None or kept.path or kept.place is now.place:
        return
    store.forget(profile.name, kind)
    if store.read(profile.name, kind) is not None:
        raise SecretStoreError(
            _("The {secret} is still in {place} after it was deleted there.").format(
                secret=kind.full_words, place=keeper_words(kept)
            ),
            _("Delete it there with its own program."),
        )


def keep_and_record(
    profile: Profile, new: Mapping[SecretKind, Secret], to: KeptSecret, *, make_default: bool
) -> Profile:
    """As `store_with_secrets`, but the copies in the places of before stay there."""
    recorded = profile
    earlier: dict[SecretKind, Secret | None] = {}
    try:
        for kind, secret in new.items():
            kept = replace(to, since=date.today(), path="")
            if store := _STORES.get(to.place):
                before = store.read(profile.name, kind)
                earlier[kind] = before
                kept = replace(kept, keeper=store.write(profile.name, secret, kind))
                _require_same(store.read(profile.name, kind), secret, kind, kept)
            elif to.place is SecretPlace.COMMAND:
                kept = replace(kept, keeper=command.words_of(to.command))
                _require_same(command.read(to, kind), secret, kind, kept)
            elif to.place is not SecretPlace.SESSION:
                raise ConfigurationError(
                    _("It is not said yet where to keep the {secret}.").format(secret=kind.words),
                    _("Choose one of the places."),
                )
            recorded = recorded.keeping(kind, kept)
        store_profile(recorded, make_default=make_default)
    except OrcidTuiError:
        _put_back(profile.name, to.place, earlier)
        raise
    for kind, secret in new.items():
        forget_verdict(profile.name, kind)
        if to.place is SecretPlace.SESSION:
            keep_for_session(profile.name, secret, kind)
        else:
            forget_for_session(profile.name, kind)
    return recorded


def _require_same(back: Secret | None, secret: Secret, kind: SecretKind, kept: KeptSecret) -> None:
    if back == secret:
        return
    if kept.place is SecretPlace.COMMAND:
        raise SecretStoreError(
            _("The command gives another {secret} than this one. Nothing was changed.").format(
                secret=kind.full_words
            ),
            _("Put this one into the password manager first, or take the one that is there."),
        )
    raise SecretStoreError(
        _(
            "{keeper} did not give back the {secret} that it was given, so nothing counts as kept."
        ).format(keeper=kept.keeper, secret=kind.full_words),
        _("Try again, or keep it for this session only."),
    )


def _put_back(name: str, place: SecretPlace, earlier: Mapping[SecretKind, Secret | None]) -> None:
    store = _STORES.get(place)
    for kind, secret in earlier.items():
        if store is None:
            continue
        # The fault that led here is the one to be told.
        with contextlib.suppress(SecretStoreError):
            if secret is None:
                store.forget(name, kind)
            else:
                store.write(name, secret, kind)
