"""The start screen and the set-up."""

from __future__ import annotations

from typing import Final

from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = "Start and set-up"

STARTING: Final = (
    Action(
        "start-demo", ("d",), "demo", "At the start: try the demo.", _GROUP, Scope.START, footer=1
    ),
    Action(
        "start-open",
        ("o",),
        "open a file",
        "At the start: open files of MARC records.",
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-alma",
        ("a",),
        "open from Alma",
        "At the start: open titles from Alma, by a set or by MMS IDs.",
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-set-up",
        ("p",),
        "set up ORCID",
        "At the start: set up ORCID credentials.",
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-settings",
        ("s",),
        "settings",
        "At the start: settle where iDs go, and which fields get one.",
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action("start-leave", ("q",), "quit", "At the start: leave.", _GROUP, Scope.START, footer=1),
    Action(
        "start-back",
        ("escape",),
        "back",
        "At the start: leave the line for file names.",
        _GROUP,
        Scope.START,
    ),
    Action(
        "set-up-alma",
        (),
        "set up Alma",
        "Set up Alma: its region and an API key.",
        _GROUP,
        Scope.EVERYWHERE,
    ),
    Action(
        "set-up-test",
        ("f5",),
        "Test",
        "In the set-up: really ask ORCID or Alma with what is in the fields.",
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-save",
        ("f2", "ctrl+s"),
        "Save",
        "In the set-up: keep the profile, and secrets where you chose.",
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-page",
        ("f3",),
        "ORCID page",
        "In the set-up: open the page where credentials or keys are made.",
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-new",
        ("f4",),
        "New",
        "In the set-up: begin a profile for another institution.",
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-look",
        ("f6",),
        "look again",
        "In the set-up: look for the system keyring again.",
        _GROUP,
        Scope.SET_UP,
    ),
    Action(
        "set-up-cancel",
        ("escape", "q"),
        "Cancel",
        "In the set-up: leave; asks first if something is not saved.",
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "settings-save",
        ("f2", "ctrl+s"),
        "save",
        "In the settings: keep them for the files opened from now on.",
        _GROUP,
        Scope.SETTINGS,
        footer=1,
    ),
    Action(
        "settings-leave",
        ("escape", "q"),
        "cancel",
        "In the settings: leave; asks first if something is not saved.",
        _GROUP,
        Scope.SETTINGS,
        footer=1,
    ),
)
