"""The list of profiles, and what is done about their secrets."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = "Profiles"

KEEPING: Final = (
    Action(
        "use-profile",
        ("enter",),
        "use",
        "In the profiles: work with this one from now on.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "edit-orcid",
        ("e",),
        "ORCID",
        "In the profiles: change its client ID, or replace its secret.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "edit-alma",
        ("l",),
        "Alma",
        "In the profiles: set up or change its Alma.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "new-profile",
        ("n",),
        "new",
        "In the profiles: make one for another institution.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "move-secret",
        ("m",),
        "move",
        "In the profiles: keep a secret in another place from now on.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "forget-secret",
        ("f",),
        "forget",
        "In the profiles: delete a secret from its place; asks first.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "open-secrets",
        ("u",),
        "unlock",
        "In the profiles: unlock the keyring, or open the encrypted file.",
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "type-secret",
        ("t",),
        "type",
        "In the profiles: enter a secret for this session only.",
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "look-again",
        ("r",),
        "look again",
        "In the profiles: look again how each secret is found.",
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "delete-profile",
        ("D",),
        "delete",
        "In the profiles: delete the profile and its secrets; asks first.",
        _GROUP,
        Scope.PROFILES,
        footer=2,
    ),
    Action(
        "leave-profiles",
        ("escape", "q"),
        "back",
        "In the profiles: go back.",
        _GROUP,
        Scope.PROFILES,
        footer=1,
    ),
    Action(
        "profiles",
        ("P",),
        "profiles",
        "Show the profiles: which one asks, how its secrets are found; choose another.",
        _GROUP,
        Scope.EVERYWHERE,
    ),
)
