"""Saving, leaving, and what works everywhere."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Saving and leaving")

LEAVING: Final = (
    Action(
        "save",
        ("w", "ctrl+s"),
        _("save"),
        _("Show what will change, and save it."),
        _GROUP,
        Scope.REFINE,
        footer=1,
    ),
    Action(
        "save-now",
        ("enter",),
        _("save"),
        _("Before saving: save in the way that is highlighted."),
        _GROUP,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "next-list",
        ("tab", "shift+tab"),
        _("list of changes"),
        _("Before saving: go to the list of changes, and back."),
        _GROUP,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "leave-saving",
        ("escape", "q"),
        _("back"),
        _("Before saving: go back to the headings; nothing is written."),
        _GROUP,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "undo-save",
        ("U",),
        _("undo a save"),
        _("Undo a save into a library system: shows the saves with every field, and asks first."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "report",
        ("R",),
        _("report"),
        _("Write a report: a page to print or hand on (HTML), a text, and a table (CSV)."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "read-on",
        ("i",),
        _("read on"),
        _("Stop reading a large file or set, or read on where it was stopped or broke off."),
        _GROUP,
        Scope.REFINE,
    ),
    Action(
        "show-help",
        ("question_mark", "f1"),
        _("help"),
        _("Show all keys and what the signs mean."),
        _GROUP,
        Scope.EVERYWHERE,
        footer=1,
    ),
    Action(
        "command-palette",
        ("colon", "ctrl+p"),
        _("palette"),
        _("Find an action by its name."),
        _GROUP,
        Scope.EVERYWHERE,
    ),
    Action(
        "settings",
        ("comma",),
        _("settings"),
        _("Settle where iDs go, and which fields get one."),
        _GROUP,
        Scope.EVERYWHERE,
    ),
    Action("change-theme", (), _("theme"), _("Choose other colours."), _GROUP, Scope.EVERYWHERE),
    Action(
        "suspend-process",
        ("ctrl+z",),
        _("suspend"),
        _("Put the program to sleep and go back to the shell (fg wakes it)."),
        _GROUP,
        Scope.EVERYWHERE,
    ),
    Action(
        "quit",
        ("q", "ctrl+q"),
        _("quit"),
        _("Leave; asks first if something is not saved."),
        _GROUP,
        Scope.EVERYWHERE,
        footer=1,
    ),
)
