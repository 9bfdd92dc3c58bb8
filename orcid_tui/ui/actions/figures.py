"""The figures of the work."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Figures")

FIGURES: Final = (
    Action(
        "figures",
        ("I",),
        _("figures"),
        _("Show how far the work is, how fast it goes, and how many headings carry an iD."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "report-of-figures",
        ("R",),
        _("report"),
        _("In the figures: write the report: a page, a text and a table."),
        _GROUP,
        Scope.FIGURES,
        footer=1,
    ),
    Action(
        "close-figures",
        ("escape", "q", "I"),
        _("back"),
        _("In the figures: go back to the headings."),
        _GROUP,
        Scope.FIGURES,
        footer=1,
    ),
)
