"""The way from a profile to a secret: the order in which places are looked in, and no other.

1. what was typed for this session
2. what is given from outside: a variable, a file named by one, a credential of systemd
3. the one place that the profile records: keyring, encrypted file, command, or a file that an
   administrator's profile names
4. nothing

The first that has a value counts. One that is named and broken stops the search. Source:
secrets.md section 6.2.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.errors import FileLocked, SecretStoreError
from orcid_tui.language import _
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets import command, encrypted_file, system_keyring
from orcid_tui.secrets.given import given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.secret_file import read_secret_file
from orcid_tui.text import clean

SESSION_WORDS: Final = _("this session only")


class Way(Enum):
    """How a secret came here."""

    TYPED = "typed"
    GIVEN = "given"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """A secret with where it came from, in words that fit after "from".

    `hides` names the recorded place that another secret is in and that is not used now.
    """

    secret: Secret
    source: str
    way: Way
    hides: str = ""


_left_locked: list[bool] = []


def leave_file_locked(leave: bool = True) -> None:
    """Whoever was asked for the passphrase wants to go on without it, for the rest of the run.

    Then a locked encrypted file is a warning like any other, and no longer a FileLocked.
    """
    _left_locked[:] = [True] if leave else []


def find_secret(
    profile: Profile | None,
    kind: SecretKind,
    environ: MutableMapping[str, str] | None = None,
    *,
    at_terminal: bool = False,
) -> FoundSecret | None:
    """The secret of this kind, from the first place that has one; None when there is none.

    Without a profile only what is given from outside counts. `at_terminal` says that a command
    may ask its user there now. May wait for the keyring (6 seconds) or a command (30 seconds).
    Raises ConfigurationError for something given that cannot be used, and SecretStoreError when
    the recorded place cannot be asked: FileLocked when it only needs its passphrase.
    """
    typed = session_secret(profile.name, kind) if profile is not None else None
    if profile is not None and typed is not None:
        return FoundSecret(typed, SESSION_WORDS, Way.TYPED, hidden_place(profile, kind))
    outside = given(kind, environ)
    if outside is not None:
        hides = hidden_place(profile, kind) if profile is not None else ""
        return FoundSecret(outside.secret, outside.source, Way.GIVEN, hides)
    if profile is None:
        return None
    try:
        secret = kept_secret(profile, kind, at_terminal=at_terminal)
    except FileLocked as fault:
        if _left_locked:
            raise SecretStoreError(fault.message, fault.hint) from None
        raise
    if secret is None:
        return None
    return FoundSecret(secret, keeper_words(profile.kept(kind)), Way.RECORDED)


def kept_secret(profile: Profile, kind: SecretKind, *, at_terminal: bool = False) -> Secret | None:
    """The secret typed for this session, or else from the place that the profile records.

    None when it is not there (any more). Waits and raises as `find_secret`.
    """
    typed = session_secret(profile.name, kind)
    return typed if typed is not None else recorded_secret(profile, kind, at_terminal=at_terminal)


def recorded_secret(
    profile: Profile, kind: SecretKind, *, at_terminal: bool = False
) -> Secret | None:
    """The secret from the recorded place alone. Waits and raises as `find_secret`."""
    kept = profile.kept(kind)
    match kept.place:
        case SecretPlace.KEYRING:
            return system_keyring.read(profile.name, kind)
        case SecretPlace.FILE if kept.path:
            return read_secret_file(
                kept.path,
                kind,
                _("for the {secret}").format(secret=kind.full_words),
                of_root=profile.site,
            )
        case SecretPlace.FILE:
            return encrypted_file.read(profile.name, kind)
        case SecretPlace.COMMAND:
            return command.read(kept, kind, at_terminal=at_terminal)
        case SecretPlace.SESSION:
            return session_secret(profile.name, kind)
        case SecretPlace.NONE:
            return None


def keeper_words(kept: KeptSecret) -> str:
    """The place in the name that people know: "GNOME Keyring (Login)", "encrypted file"."""
    match kept.place:
        case SecretPlace.KEYRING:
            return clean(kept.keeper) or _("the system keyring")
        case SecretPlace.FILE if kept.path:
            return _("the file {path}").format(path=clean(kept.path))
        case SecretPlace.FILE:
            return _("the encrypted file")
        case SecretPlace.COMMAND:
            return _("the command {command}").format(command=command.words_of(kept.command))
        case SecretPlace.SESSION:
            return SESSION_WORDS
        case SecretPlace.NONE:
            return ""


def why_gone(profile: Profile, kind: SecretKind) -> str:
    """A sentence about a secret that is not where the profile says."""
    kept = profile.kept(kind)
    gone = (
        _("was kept for one session only, and that has ended")
        if kept.place is SecretPlace.SESSION
        else _("is no longer in {place}").format(place=keeper_words(kept))
    )
    return _("The {secret} of {institution} {gone}.").format(
        secret=kind.words, institution=clean(profile.institution), gone=gone
    )


def hidden_place(profile: Profile, kind: SecretKind) -> str:
    """The place of a kept secret that another one goes before; empty when none is kept."""
    kept = profile.kept(kind)
    return "" if kept.place is SecretPlace.SESSION else keeper_words(kept)
