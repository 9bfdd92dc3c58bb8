"""Finding headings and persons."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Finding")

FINDING: Final = (
    Action(
        "filter",
        ("slash",),
        _("filter"),
        _("Show only headings with these words in name, title or year."),
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "keep-filter",
        ("enter",),
        _("keep"),
        _("In the filter line: keep the filter."),
        _GROUP,
        Scope.FILTER,
    ),
    Action(
        "back",
        ("escape",),
        _("back"),
        _(
            "Leave a search of your own, else clear the filter, else go back to the "
            "headings; there: stop reading a large file or set."
        ),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "ask-by-hand",
        ("e",),
        _("other name or iD"),
        _("Look for the person by another name, or by an iD that you type or paste."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "widen",
        ("W",),
        _("look more widely"),
        _("Widen the search: ask for only a part of the name."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "ask-now",
        ("enter",),
        _("look up, then take"),
        _("When asking by hand: look it up; when a person is shown, choose that person."),
        _GROUP,
        Scope.BY_HAND,
        footer=1,
    ),
    Action(
        "leave-asking",
        ("escape",),
        _("back"),
        _("When asking by hand: go back; nothing is decided."),
        _GROUP,
        Scope.BY_HAND,
        footer=1,
    ),
    Action(
        "look-up-again",
        ("r",),
        _("look up"),
        _("Look the heading up again, after a failure."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "open-page",
        ("o",),
        _("ORCID page"),
        _("Open the person's page at orcid.org; the address is shown as well."),
        _GROUP,
        Scope.REFINE,
    ),
    Action("copy-orcid", ("y",), _("copy iD"), _("Copy the person's iD."), _GROUP, Scope.REFINE),
)
