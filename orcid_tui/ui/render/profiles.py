"""A profile and the state of its secrets in words, with the keys that lead on."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from orcid_tui.errors import OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.profile import Profile
from orcid_tui.profiles.secret_status import SecretState, SecretStatus
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, keys_of

_ACTIONS: Final = {action.id: action for action in actions_in(Scope.PROFILES)}

NEW_PROFILE: Final = _ACTIONS["new-profile"]
"""The way to a profile of one's own, also in place of an administrator's."""


def concerns(profile: Profile, status: SecretStatus) -> bool:
    """Whether this secret is any matter of the profile's."""
    if status.state is not SecretState.NOT_SET:
        return True
    return status.kind is SecretKind.ORCID or (
        status.kind is SecretKind.ALMA and not profile.alma_url
    )


def profile_line(profile: Profile, used: str) -> Content:
    """One profile of the list; `used` is the name of the one that is in use."""
    mark = "●" if profile.name == used else " "
    whose = _("  set up by your administrator") if profile.site else ""
    return Content.assemble(
        f" {mark} ", (clean(profile.institution), "bold"), f"  {clean(profile.name)}", whose
    )


def where_asked(profile: Profile) -> str:
    """Which ORCID is asked and as whom, and where Alma is."""
    try:
        orcid = profile.endpoints().label
    except OrcidTuiError as fault:
        orcid = str(fault)
    client = (
        _(" as {client_id}").format(client_id=clean(profile.client_id))
        if profile.client_id
        else _(" without credentials")
    )
    alma = (
        _("; Alma: {alma_shown}").format(alma_shown=profile.alma_shown)
        if profile.alma_url
        else _("; no Alma")
    )
    return f"{orcid}{client}{alma}"


def secret_lines(status: SecretStatus, *, own: bool) -> Content:
    """How a secret is found, and the keys that lead on; `own`: it is no administrator's."""
    ways = []
    if status.state in (SecretState.LOCKED, SecretState.FILE_LOCKED):
        ways.append(_way("open-secrets", _("unlock")))
    if own and not status.usable and status.state is not SecretState.NOT_SET:
        ways += [
            _way("look-again", _("look again")),
            _way("type-secret", _("type it for this session")),
        ]
    if own and status.state in (SecretState.NOT_SET, SecretState.GONE, SecretState.REFUSED):
        ways.append(
            _way("edit-orcid", _("set up"))
            if status.kind is SecretKind.ORCID
            else _way("edit-alma", _("set up Alma"))
        )
    if not own:
        ways.append(_("{key} use your own").format(key=keys_of(NEW_PROFILE)))
    sign = "✓" if status.usable else "!"
    words = clean(f"{status.sentence} {status.hint}")
    line = Content.assemble((f"{sign} {status.kind.full_words}: ", "bold"), words)
    return Content.assemble(line, "\n  ", (" · ".join(ways), "italic")) if ways else line


def _way(action: str, words: str) -> str:
    return f"{keys_of(_ACTIONS[action])} {words}"
