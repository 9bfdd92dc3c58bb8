"""How a secret is found: state, sentence and what to do next, for the screens and for commands.

All sentences about a secret's state are made here, or by the place itself (the keyring's and the
encrypted file's reports). Never a character of the secret; the day since when it is kept and the
last verdict of the service tell one from another. Source: secrets.md section 6.3.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from orcid_tui.errors import (
    CommandFailed,
    ConfigurationError,
    FileDamaged,
    FileLocked,
    FileUnsafe,
    SecretStoreError,
)
from orcid_tui.language import _
from orcid_tui.profiles.dates_in_words import day_words, time_words
from orcid_tui.profiles.kept_secret import (
    SESSION_WORDS,
    hidden_place,
    keeper_words,
    recorded_secret,
    why_gone,
)
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.profiles.site import SITE_SENTENCE
from orcid_tui.profiles.verdict import last_accepted, refused_source
from orcid_tui.secrets import command, system_keyring
from orcid_tui.secrets.given import given
from orcid_tui.secrets.keyring_state import KeyringState
from orcid_tui.secrets.kind import SecretKind


class SecretState(StrEnum):
    """How a secret is found."""

    NOT_SET = "not-set"
    READY = "ready"
    SESSION = "session"
    """Typed for this session."""
    GIVEN = "given"
    """From a variable, a file it names, or systemd."""
    HIDDEN = "hidden"
    """As GIVEN or SESSION, and another one is kept, which is not used."""
    GIVEN_BROKEN = "given-broken"
    """Something given from outside cannot be used, and stops the search."""
    GONE = "gone"
    """It is not where the profile says."""
    LOCKED = "locked"
    SILENT = "silent"
    NO_KEYRING = "no-keyring"
    NO_COLLECTION = "no-collection"
    UNSAFE_BACKEND = "unsafe-backend"
    KEYRING_BROKEN = "keyring-broken"
    FILE_LOCKED = "file-locked"
    FILE_UNSAFE = "file-unsafe"
    FILE_DAMAGED = "file-damaged"
    FILE_BROKEN = "file-broken"
    """A file that cannot be read, or the encrypted file without the library for it."""
    COMMAND_FAILED = "command-failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SecretStatus:
    """One secret as it is found now.

    `source` is where it comes from in words that fit after "from", `hides` the place of the one
    that is not used. `accepted` in local time. `writable`: whether it can be replaced, moved and
    forgotten here. `site`: an administrator set it up.
    """

    kind: SecretKind
    state: SecretState
    sentence: str
    hint: str = ""
    source: str = ""
    since: date | None = None
    accepted: datetime | None = None
    hides: str = ""
    writable: bool = True
    site: bool = False

    @property
    def usable(self) -> bool:
        """Whether a secret is there for the next question."""
        return self.state in _USABLE


_USABLE: Final = frozenset(
    {SecretState.READY, SecretState.SESSION, SecretState.GIVEN, SecretState.HIDDEN}
)
_NOT_SET: Final = {
    SecretKind.ORCID: (
        _(
            "No ORCID client secret yet. ORCID is asked without credentials (up to 25,000 "
            "questions a day)."
        ),
        _("orcid-tui setup says how to get one."),
    ),
    SecretKind.ALMA: (
        _(
            "No Alma API key yet. Files work without Alma; opening from Alma and saving into "
            "it need it."
        ),
        _("orcid-tui setup --alma says how to get one."),
    ),
    SecretKind.ALMA_NETWORK: (
        _("No Alma API key of the network. Records of the Network Zone are only read."),
        "",
    ),
}
_KEYRING_STATES: Final = {
    KeyringState.NONE: SecretState.NO_KEYRING,
    KeyringState.LOCKED: SecretState.LOCKED,
    KeyringState.NO_COLLECTION: SecretState.NO_COLLECTION,
    KeyringState.SILENT: SecretState.SILENT,
    KeyringState.UNSAFE: SecretState.UNSAFE_BACKEND,
    KeyringState.BROKEN: SecretState.KEYRING_BROKEN,
}
_OTHER_PLACES: Final = _(
    "Keep it in the encrypted file, let a command give it, or type it for this session only."
)
_KEYRING_HINTS: Final = {
    KeyringState.LOCKED: "Unlocking may open a window on the desktop, not in this terminal. Or "
    "type it for this session only.",
    KeyringState.SILENT: "Try again, or type it for this session only. A window on the desktop may "
    "be waiting for an answer.",
    KeyringState.NONE: _OTHER_PLACES,
    KeyringState.UNSAFE: _OTHER_PLACES,
}
_REPLACE: Final = _("Replace it, or correct it where it comes from.")
_ELSEWHERE: Final = _(
    "To use another one, take it away where it is set; this program cannot change it."
)


def secret_status(
    profile: Profile | None,
    kind: SecretKind,
    environ: MutableMapping[str, str] | None = None,
    *,
    now: datetime | None = None,
) -> SecretStatus:
    """How the secret of this kind is found for this profile, or without any.

    Looks in the recorded place (up to 6 seconds for a silent keyring), and unlocks, asks and runs
    nothing; so a command that has not run yet counts as ready. Never raises for a secret.
    """
    now = now or datetime.now()
    name = profile.name if profile is not None else ""
    if profile is not None and session_secret(name, kind) is not None:
        status = _typed(profile, kind)
    else:
        status = _given(profile, kind, environ) or _recorded(profile, kind, now)
    refused = refused_source(name, kind)
    if refused and refused == status.source and status.usable:
        status = replace(
            status, state=SecretState.REFUSED, sentence=_refusal(kind, refused), hint=_REPLACE
        )
    if profile is None or not profile.site:
        return status
    if status.state is SecretState.NOT_SET:
        hint = _("If you need it, ask your administrator; or set up a profile of your own.")
        return replace(status, hint=hint, writable=False, site=True)
    status = replace(status, sentence=f"{status.sentence} {SITE_SENTENCE}")
    if not status.usable and "your administrator" not in status.hint:
        status = replace(
            status, hint=_("{hint} Or ask your administrator.").format(hint=status.hint).strip()
        )
    return replace(status, writable=False, site=True)


def waiting_sentence(seconds_left: int) -> str:
    """While somebody may be typing the keyring's password."""
    return _(
        "Waiting for the keyring… {seconds} s. If you are connected over SSH, the "
        "window may be on another screen."
    ).format(seconds=seconds_left)


def rotation_sentence(kind: SecretKind) -> str:
    """What to do after the new secret is kept and read back."""
    if kind is SecretKind.ORCID:
        return _("You may now delete the old secret in ORCID's developer tools.")
    return _("You may now delete the old key in the Developer Network.")


def _typed(profile: Profile, kind: SecretKind) -> SecretStatus:
    hides = hidden_place(profile, kind)
    sentence = _("The {secret} is kept for this session only.").format(secret=kind.full_words)
    if hides:
        sentence = _("{sentence} The one from {hides} is not used until the program ends.").format(
            sentence=sentence, hides=hides
        )
    state = SecretState.HIDDEN if hides else SecretState.SESSION
    return SecretStatus(
        kind, state, sentence, "", SESSION_WORDS, hides=hides, accepted=last_accepted(profile, kind)
    )


def _given(
    profile: Profile | None, kind: SecretKind, environ: MutableMapping[str, str] | None
) -> SecretStatus | None:
    try:
        outside = given(kind, environ)
    except ConfigurationError as fault:
        broken = SecretState.GIVEN_BROKEN
        return SecretStatus(kind, broken, fault.message, fault.hint, writable=False)
    if outside is None:
        return None
    hides = hidden_place(profile, kind) if profile is not None else ""
    first = f"{outside.source[0].upper()}{outside.source[1:]}"
    if hides:
        if kind is SecretKind.ORCID:
            sentence = _("{source} is used; the secret from {hides} is not.")
        else:
            sentence = _("{source} is used; the key from {hides} is not.")
        sentence = sentence.format(source=first, hides=hides)
        state = SecretState.HIDDEN
    else:
        sentence, state = (
            _("{source} is used for the {secret}.").format(source=first, secret=kind.full_words),
            SecretState.GIVEN,
        )
    return SecretStatus(
        kind, state, sentence, _ELSEWHERE, outside.source, hides=hides, writable=False
    )


def _recorded(profile: Profile | None, kind: SecretKind, now: datetime) -> SecretStatus:
    kept = profile.kept(kind) if profile is not None else KeptSecret()
    if profile is None or kept.place is SecretPlace.NONE:
        return SecretStatus(kind, SecretState.NOT_SET, *_NOT_SET[kind])
    accepted = last_accepted(profile, kind)
    base = SecretStatus(kind, SecretState.READY, "", "", keeper_words(kept), kept.since, accepted)
    if kept.place is SecretPlace.KEYRING:
        report = system_keyring.examine()
        if not report.ready:
            return replace(
                base,
                state=_KEYRING_STATES[report.state],
                sentence=report.sentence,
                hint=_KEYRING_HINTS.get(report.state, report.hint_for(kind)),
            )
    if kept.place is SecretPlace.COMMAND and not command.has_run(kept, kind):
        failure = command.last_failure(kept, kind)
        if failure is not None:
            return replace(
                base,
                state=SecretState.COMMAND_FAILED,
                sentence=failure.message,
                hint=failure.hint,
            )
        return replace(
            base,
            sentence=_("Given by {place}, which runs when it is needed.{verdict}").format(
                place=keeper_words(kept), verdict=_verdict(kind, accepted, now)
            ),
        )
    try:
        secret = recorded_secret(profile, kind)
    except SecretStoreError as fault:
        return replace(base, state=_state_of(fault, kept), sentence=fault.message, hint=fault.hint)
    if secret is None:
        again = _("Enter it again.") if kept.place is not SecretPlace.COMMAND else ""
        return replace(base, state=SecretState.GONE, sentence=why_gone(profile, kind), hint=again)
    if kept.place is SecretPlace.COMMAND:
        words = _("Given by {place} since {day}.") if kept.since else _("Given by {place}.")
    else:
        words = _("Kept in {place} since {day}.") if kept.since else _("Kept in {place}.")
    where = words.format(place=keeper_words(kept), day=day_words(kept.since) if kept.since else "")
    return replace(base, sentence=f"{where}{_verdict(kind, accepted, now)}")


def _verdict(kind: SecretKind, accepted: datetime | None, now: datetime) -> str:
    if accepted is None:
        return ""
    return _(" Accepted by {service} {time}.").format(
        service=kind.service, time=time_words(accepted, now)
    )


def _refusal(kind: SecretKind, source: str) -> str:
    if kind is SecretKind.ORCID:
        what = _("ORCID did not accept the client ID and secret (401). They come from")
    else:
        what = _("Alma did not accept the {secret}. It comes from").format(secret=kind.words)
    return f"{what}: {source}."


def _state_of(fault: SecretStoreError, kept: KeptSecret) -> SecretState:
    if isinstance(fault, CommandFailed):
        return SecretState.COMMAND_FAILED
    for kind_of_fault, state in (
        (FileLocked, SecretState.FILE_LOCKED),
        (FileUnsafe, SecretState.FILE_UNSAFE),
        (FileDamaged, SecretState.FILE_DAMAGED),
    ):
        if isinstance(fault, kind_of_fault):
            return state
    in_a_file = kept.place is SecretPlace.FILE
    return SecretState.FILE_BROKEN if in_a_file else SecretState.KEYRING_BROKEN
