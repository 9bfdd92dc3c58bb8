"""Which headings are shown, and in which order they come."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Order of work")

ORDERING: Final = (
    Action(
        "order",
        ("S",),
        _("order"),
        _("Sort: by record, by name, surest first or hardest first."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "filter-by",
        ("f",),
        _("show only"),
        _("Show only what is open, recommended, in conflict, in one field, and so on."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "tick-criterion",
        ("space",),
        _("tick or not"),
        _("In the filter: tick the row under the cursor; its letter does the same."),
        _GROUP,
        Scope.WORKLIST,
        footer=1,
    ),
    Action(
        "show-all",
        ("a",),
        _("show all"),
        _("In the filter: take all ticks and words away."),
        _GROUP,
        Scope.WORKLIST,
        footer=1,
    ),
    Action(
        "take-filter",
        ("enter",),
        _("show these"),
        _("In the filter: show what is ticked."),
        _GROUP,
        Scope.WORKLIST,
        footer=1,
    ),
    Action(
        "leave-filter",
        ("escape", "q"),
        _("back"),
        _("In the filter: go back; the list stays as it is."),
        _GROUP,
        Scope.WORKLIST,
        footer=1,
    ),
)
