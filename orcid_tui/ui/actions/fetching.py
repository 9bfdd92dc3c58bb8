"""Opening titles from Alma: the list of sets, and the line for MMS IDs."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Opening from Alma")

FETCHING: Final = (
    Action(
        "open-set",
        ("enter",),
        _("open"),
        _("In the list of sets: open the titles of the highlighted set."),
        _GROUP,
        Scope.SETS,
        footer=1,
    ),
    Action(
        "search-sets",
        ("slash",),
        _("search"),
        _("In the list of sets: look for sets by words of their names."),
        _GROUP,
        Scope.SETS,
        footer=1,
    ),
    Action(
        "type-mms-ids",
        ("m",),
        "MMS IDs",
        _("In the list of sets: open titles by MMS IDs that you type or paste."),
        _GROUP,
        Scope.SETS,
        footer=1,
    ),
    Action(
        "ask-alma-again",
        ("r",),
        _("ask again"),
        _("In the list of sets: ask Alma again, after a failure."),
        _GROUP,
        Scope.SETS,
        footer=2,
    ),
    Action(
        "leave-sets",
        ("escape", "q"),
        _("back"),
        _("In the list of sets: leave the line you type in, else go back to the start."),
        _GROUP,
        Scope.SETS,
        footer=1,
    ),
)
