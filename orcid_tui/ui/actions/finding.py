"""Finding headings and persons."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = "Finding"

FINDING: Final = (
    Action(
        "filter",
        ("slash",),
        "filter",
        "Show only headings with these words in name, title or year.",
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "keep-filter",
        ("enter",),
        "keep",
        "In the filter line: keep the filter.",
        _GROUP,
        Scope.FILTER,
    ),
    Action(
        "back",
        ("escape",),
        "back",
        "Clear the filter, else go back to the headings; there: stop reading a large file.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "look-up-again",
        ("r",),
        "look up",
        "Look the heading up again, after a failure.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "open-page",
        ("o",),
        "ORCID page",
        "Open the person's page at orcid.org; the address is shown as well.",
        _GROUP,
        Scope.REFINE,
    ),
    Action("copy-orcid", ("y",), "copy iD", "Copy the person's iD.", _GROUP, Scope.REFINE),
)
