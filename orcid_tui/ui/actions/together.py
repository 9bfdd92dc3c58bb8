"""What is decided about several headings at once, in lists with ticks, and what is noted."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Deciding together")

TOGETHER: Final = (
    Action(
        "accept-recommended",
        ("A",),
        _("accept all"),
        _("Accept all recommended persons in this filter: see each with its reasons, and choose."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "same-name",
        ("M",),
        _("same name"),
        _("Show the same name in more records, with what each of them says of this person."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "note",
        ("N",),
        _("note"),
        _("Write a note about this heading; it stays with it, whatever is decided."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "tick",
        ("space",),
        _("tick"),
        _("In a list with ticks: tick the row under the cursor, or take its tick away."),
        _GROUP,
        Scope.TICKING,
        footer=1,
    ),
    Action(
        "tick-all",
        ("a",),
        _("all"),
        _("In a list with ticks: tick all rows that nothing speaks against; none, if they are."),
        _GROUP,
        Scope.TICKING,
        footer=1,
    ),
    Action(
        "tick-none",
        ("n",),
        _("none"),
        _("In a list with ticks: take all ticks away."),
        _GROUP,
        Scope.TICKING,
        footer=1,
    ),
    Action(
        "accept-ticked",
        ("enter",),
        _("accept [x]"),
        _("Among the recommended: accept those that are ticked; asks once."),
        _GROUP,
        Scope.RECOMMENDED,
        footer=1,
    ),
    Action(
        "look-up-rest",
        ("l",),
        _("look up more"),
        _("Among the recommended: look up the headings that are not looked up yet, or stop that."),
        _GROUP,
        Scope.RECOMMENDED,
        footer=2,
    ),
    Action(
        "choose-ticked",
        ("enter",),
        _("choose for [x]"),
        _("Among equal names: choose the person for the headings that are ticked; asks once."),
        _GROUP,
        Scope.SAME_NAME,
        footer=1,
    ),
    Action(
        "look-up-failed",
        ("r",),
        _("look up again"),
        _("Among equal names: look up again what could not be looked up."),
        _GROUP,
        Scope.SAME_NAME,
        footer=3,
    ),
    Action(
        "leave-ticks",
        ("escape", "q"),
        _("back"),
        _("In a list with ticks: stop what is looked up, else go back; nothing is decided."),
        _GROUP,
        Scope.TICKING,
        footer=1,
    ),
    Action(
        "close-refused",
        ("enter", "escape", "q"),
        _("back"),
        _("After deciding together: leave the list of those that could not be decided."),
        _GROUP,
        Scope.REFUSED,
        footer=1,
    ),
    Action(
        "keep-note",
        ("enter",),
        _("keep"),
        _("In the line for a note: keep it; an empty line takes the note away."),
        _GROUP,
        Scope.NOTE,
        footer=1,
    ),
    Action(
        "leave-note",
        ("escape",),
        _("back"),
        _("In the line for a note: go back; the note stays as it was."),
        _GROUP,
        Scope.NOTE,
        footer=1,
    ),
)
