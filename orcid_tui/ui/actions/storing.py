"""While a library system is written to, and afterwards."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Saving into a library system")

STORING: Final = (
    Action(
        "stop-saving",
        ("escape", "s"),
        _("stop"),
        _("While saving: stop. The records at hand are finished; the rest stays chosen."),
        _GROUP,
        Scope.SAVING,
        footer=1,
    ),
    Action(
        "leave-while-saving",
        ("q",),
        _("leave"),
        _("While saving: say what has to happen before the program can be left."),
        _GROUP,
        Scope.SAVING,
    ),
    Action(
        "close-result",
        ("enter", "escape", "q"),
        _("back"),
        _("After saving: go back to the headings."),
        _GROUP,
        Scope.SAVED,
        footer=1,
    ),
    Action(
        "compare",
        ("m",),
        _("theirs and ours"),
        _(
            "After saving: see what somebody else has changed meanwhile, beside what you "
            "decided upon."
        ),
        _GROUP,
        Scope.SAVED,
        footer=1,
    ),
    Action(
        "save-again",
        ("w",),
        _("save the rest"),
        _("After saving: show what is not stored yet, and save it."),
        _GROUP,
        Scope.SAVED,
        footer=1,
    ),
    Action(
        "undo-this-save",
        ("U",),
        _("undo this save"),
        _("After saving: take this save back; shows every field and asks first."),
        _GROUP,
        Scope.SAVED,
        footer=1,
    ),
    Action(
        "report-here",
        ("R",),
        _("report"),
        _("After saving: write the report: a page, a text and a table."),
        _GROUP,
        Scope.SAVED,
        footer=1,
    ),
    Action(
        "apply-to-theirs",
        ("a",),
        _("apply to theirs"),
        _("When somebody changed the field: let your decision hold for it as it is now."),
        _GROUP,
        Scope.MEANWHILE,
        footer=1,
    ),
    Action(
        "leave-theirs",
        ("n", "escape"),
        _("leave it"),
        _("When somebody changed the field: leave it as it is, and go to the next."),
        _GROUP,
        Scope.MEANWHILE,
        footer=1,
    ),
    Action(
        "leave-all-theirs",
        ("q",),
        _("leave all"),
        _("When somebody changed fields: leave this one and all that follow."),
        _GROUP,
        Scope.MEANWHILE,
        footer=1,
    ),
    Action(
        "undo-marked-save",
        ("enter",),
        _("undo this save"),
        _("In the list of saves: undo the save under the cursor; asks first."),
        _GROUP,
        Scope.SAVES,
        footer=1,
    ),
    Action(
        "other-part",
        ("tab", "shift+tab"),
        _("what it changed"),
        _("In the list of saves: go to the fields that a save changed, and back."),
        _GROUP,
        Scope.SAVES,
        footer=1,
    ),
    Action(
        "leave-saves",
        ("escape", "q"),
        _("back"),
        _("In the list of saves: go back to the headings; nothing is undone."),
        _GROUP,
        Scope.SAVES,
        footer=1,
    ),
)
