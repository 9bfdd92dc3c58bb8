"""Going from row to row and from part to part."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Moving")

MOVING: Final = (
    Action("move-down", ("j", "down"), _("down"), _("Go to the next row."), _GROUP, Scope.LISTS),
    Action("move-up", ("k", "up"), _("up"), _("Go to the row before."), _GROUP, Scope.LISTS),
    Action(
        "page-down",
        ("ctrl+d", "pagedown"),
        _("page down"),
        _("Go a page down."),
        _GROUP,
        Scope.LISTS,
    ),
    Action("page-up", ("ctrl+u", "pageup"), _("page up"), _("Go a page up."), _GROUP, Scope.LISTS),
    Action("first", ("g", "home"), _("first"), _("Go to the first row."), _GROUP, Scope.LISTS),
    Action("last", ("G", "end"), _("last"), _("Go to the last row."), _GROUP, Scope.LISTS),
    Action(
        "next-open",
        ("n",),
        _("next open"),
        _("Go to the next heading that is still open."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "previous-open",
        ("p",),
        _("previous open"),
        _("Go to the open heading before this one."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "to-right",
        ("l", "right"),
        _("candidates"),
        _("Go to the candidates, then to the details."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "to-left",
        ("h", "left"),
        _("headings"),
        _("Go back towards the headings."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "next-pane",
        ("tab",),
        _("pane"),
        _("Go to the next part of the screen."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "previous-pane",
        ("shift+tab",),
        _("part before"),
        _("Go to the part of the screen before."),
        _GROUP,
        Scope.REFINE,
    ),
)
