"""What is decided about a heading."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = "Deciding"

DECIDING: Final = (
    Action(
        "choose-number",
        tuple("123456789"),
        "choose",
        "Choose the candidate with this number and go to the next open heading.",
        _GROUP,
        Scope.REFINE,
        footer=1,
        numbered=True,
    ),
    Action(
        "choose",
        ("enter",),
        "take",
        "Choose the highlighted candidate and go to the next open heading.",
        _GROUP,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "nobody",
        ("x",),
        "no one",
        "No candidate fits this heading.",
        _GROUP,
        Scope.REFINE,
        footer=1,
    ),
    Action(
        "skip",
        ("s",),
        "skip",
        "Leave this heading for later.",
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "correct-id",
        ("c",),
        "iD is wrong",
        "Correct: take the wrong iD that this heading carries out of the record.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "tidy",
        ("t",),
        "tidy",
        "Tidy: put the iD that this heading carries into the usual form.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "undo",
        ("u",),
        "undo",
        "Take the last decision back and go to its heading.",
        _GROUP,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "redo",
        ("ctrl+r",),
        "redo",
        "Make the decision again that was taken back last.",
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "keep-id",
        ("enter", "escape", "q"),
        "keep what is there",
        "When a heading carries another iD: keep it; nothing changes.",
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "replace-id",
        ("r",),
        "replace it",
        "When a heading carries another iD: put the new one in its place.",
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "add-beside",
        ("b",),
        "add beside it",
        "When what a heading carries is not valid: leave it, and add the new iD beside it.",
        _GROUP,
        Scope.CONFLICT,
        footer=1,
    ),
)
