"""The start screen and the set-up."""

from __future__ import annotations

from typing import Final

from orcid_tui.language import _
from orcid_tui.ui.actions.action import Action, Scope

_GROUP: Final = _("Start and set-up")

STARTING: Final = (
    Action(
        "start-demo",
        ("d",),
        _("demo"),
        _("At the start: try the demo."),
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-open",
        ("o",),
        _("open a file"),
        _("At the start: open files of MARC records."),
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-alma",
        ("a",),
        _("open from Alma"),
        _("At the start: open titles from Alma, by a set or by MMS IDs."),
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-set-up",
        ("p",),
        _("set up ORCID"),
        _("At the start: set up ORCID credentials."),
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-settings",
        ("s",),
        _("settings"),
        _("At the start: settle where iDs go, and which fields get one."),
        _GROUP,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-leave", ("q",), _("quit"), _("At the start: leave."), _GROUP, Scope.START, footer=1
    ),
    Action(
        "start-back",
        ("escape",),
        _("back"),
        _("At the start: leave the line for file names."),
        _GROUP,
        Scope.START,
    ),
    Action(
        "set-up-alma",
        (),
        _("set up Alma"),
        _("Set up Alma: its region and an API key."),
        _GROUP,
        Scope.EVERYWHERE,
    ),
    Action(
        "set-up-next",
        ("enter",),
        _("Next"),
        _("In the set-up: go to the next field or page; the credentials are tested on the way."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
        first=True,
    ),
    Action(
        "set-up-test",
        ("f5",),
        _("Test"),
        _("In the set-up: really ask ORCID or Alma with what is in the fields."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-save",
        ("f2", "ctrl+s"),
        _("Save"),
        _("In the set-up: keep the profile, and secrets where you chose."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-page",
        ("f3",),
        _("ORCID page"),
        _("In the set-up: open the page where credentials or keys are made."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-new",
        ("f4",),
        _("New"),
        _("In the set-up: begin a profile for another institution."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-look",
        ("f6",),
        _("Look again"),
        _("In the set-up: look for the system keyring again."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-unlock",
        ("f7",),
        _("Unlock"),
        _("In the set-up: have the system keyring ask for its password, on the desktop."),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-cancel",
        ("escape", "q"),
        _("Cancel"),
        _(
            "In the set-up: one page back; from the first leave, asks first if something is "
            "not saved."
        ),
        _GROUP,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "settings-save",
        ("f2", "ctrl+s"),
        _("save"),
        _("In the settings: keep them for the files opened from now on."),
        _GROUP,
        Scope.SETTINGS,
        footer=1,
    ),
    Action(
        "settings-leave",
        ("escape", "q"),
        _("cancel"),
        _("In the settings: leave; asks first if something is not saved."),
        _GROUP,
        Scope.SETTINGS,
        footer=1,
    ),
)
