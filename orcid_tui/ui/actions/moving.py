"""Going from row to row and from part to part."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = "Moving"

MOVING: Final = (
    Action("move-down", ("j", "down"), "down", "Go to the next row.", _GROUP, Scope.LISTS),
    Action("move-up", ("k", "up"), "up", "Go to the row before.", _GROUP, Scope.LISTS),
    Action(
        "page-down", ("ctrl+d", "pagedown"), "page down", "Go a page down.", _GROUP, Scope.LISTS
    ),
    Action("page-up", ("ctrl+u", "pageup"), "page up", "Go a page up.", _GROUP, Scope.LISTS),
    Action("first", ("g", "home"), "first", "Go to the first row.", _GROUP, Scope.LISTS),
    Action("last", ("G", "end"), "last", "Go to the last row.", _GROUP, Scope.LISTS),
    Action(
        "next-open",
        ("n",),
        "next open",
        "Go to the next heading that is still open.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "previous-open",
        ("p",),
        "previous open",
        "Go to the open heading before this one.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "to-right",
        ("l", "right"),
        "candidates",
        "Go to the candidates, then to the details.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "to-left", ("h", "left"), "headings", "Go back towards the headings.", _GROUP, Scope.REFINE
    ),
    Action(
        "next-pane",
        ("tab",),
        "pane",
        "Go to the next part of the screen.",
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "previous-pane",
        ("shift+tab",),
        "part before",
        "Go to the part of the screen before.",
        _GROUP,
        Scope.REFINE,
    ),
)
