"""The list of profiles, and what is done about their secrets."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Profiles")

KEEPING: Final = (
    Action(
        "use-profile",
        ("enter",),
        _("use"),
        _("In the profiles: work with this one from now on."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "edit-orcid",
        ("e",),
        "ORCID",
        _("In the profiles: change its client ID, or replace its secret."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "edit-alma",
        ("l",),
        _("Alma"),
        _("In the profiles: set up or change its Alma."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "new-profile",
        ("n",),
        _("new"),
        _("In the profiles: make one for another institution."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "move-secret",
        ("m",),
        _("move"),
        _("In the profiles: keep a secret in another place from now on."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "forget-secret",
        ("f",),
        _("forget"),
        _("In the profiles: delete a secret from its place; asks first."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "open-secrets",
        ("u",),
        _("unlock"),
        _("In the profiles: unlock the keyring, or open the encrypted file."),
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "type-secret",
        ("t",),
        _("type"),
        _("In the profiles: enter a secret for this session only."),
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "look-again",
        ("r",),
        _("look again"),
        _("In the profiles: look again how each secret is found."),
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "delete-profile",
        ("D",),
        _("delete"),
        _("In the profiles: delete the profile and its secrets; asks first."),
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "leave-profiles",
        ("escape", "q"),
        _("back"),
        _("In the profiles: go back."),
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "profiles",
        ("P",),
        _("profiles"),
        _("Show the profiles: which one asks, how its secrets are found; choose another."),
        _GROUP,
        Scope.EVERYWHERE,
    ),
)
