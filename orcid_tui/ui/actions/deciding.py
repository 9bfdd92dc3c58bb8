"""What is decided about a heading."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Deciding")

DECIDING: Final = (
    Action(
        "choose-number",
        tuple("123456789"),
        _("choose"),
        _("Choose the candidate with this number and go to the next open heading."),
        _GROUP,
        Scope.REFINE,
        footer=1,
        numbered=True,
    ),
    Action(
        "choose",
        ("enter",),
        _("take"),
        _("Choose the highlighted candidate and go to the next open heading."),
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "nobody",
        ("x",),
        _("no one"),
        _("No candidate fits this heading."),
        _GROUP,
        Scope.REFINE,
        footer=1,
    ),
    Action(
        "skip",
        ("s",),
        _("skip"),
        _("Leave this heading for later."),
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "correct-id",
        ("c",),
        _("iD is wrong"),
        _("Correct: take the wrong iD that this heading carries out of the record."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "tidy",
        ("t",),
        _("tidy"),
        _("Tidy: put the iD that this heading carries into the usual form."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "tidy-file",
        ("T",),
        _("tidy the file"),
        _("Tidy the whole file: see every older form before and after, and choose."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "undo",
        ("u",),
        _("undo"),
        _("Take the last decision back and go to its heading."),
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "redo",
        ("ctrl+r",),
        _("redo"),
        _("Make the decision again that was taken back last."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "keep-id",
        ("enter", "escape", "q"),
        _("keep what is there"),
        _("When a heading carries another iD: keep it; nothing changes."),
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "replace-id",
        ("r",),
        _("replace it"),
        _("When a heading carries another iD: put the new one in its place."),
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "add-beside",
        ("b",),
        _("add beside it"),
        _("When what a heading carries is not valid: leave it, and add the new iD beside it."),
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "tidy-ticked",
        ("enter",),
        _("tidy those with [x]"),
        _("When tidying: tidy the fields that are ticked; asks once."),
        _GROUP,
        Scope.TIDY,
        footer=1,
    ),
)
