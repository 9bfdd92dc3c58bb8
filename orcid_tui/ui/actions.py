"""Every action of the screens, in one place.

Key bindings, the line of keys at the bottom, the help screen, the palette and the key table of
the README are all made from this one list. It knows nothing of Textual, so that a test or a
script can read it; `ui.bindings` turns it into bindings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.ui.key_names import key_name


class Scope(Enum):
    """Where an action is at home: which part of the program has the method for it."""

    EVERYWHERE = "everywhere"
    LISTS = "lists"
    REFINE = "refine"
    FILTER = "filter"
    CONFLICT = "conflict"
    SAVE = "save"
    START = "start"
    SET_UP = "set-up"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does.

    `id` is what a user names to give it another key; its method is `action_` plus the id with
    low lines. `keys` are Textual's names of keys. `label` is the word or two of the line of
    keys, `help` one sentence. With `numbered` each key hands its own digit to the method.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    scope: Scope
    footer: int = 0
    numbered: bool = False

    @property
    def method(self) -> str:
        """The name of the action as Textual calls it."""
        return self.id.replace("-", "_")


_CHOOSE: Final = "Deciding"
_MOVE: Final = "Moving"
_FIND: Final = "Finding"
_WORK: Final = "Saving and leaving"
_FIRST: Final = "Start and set-up"

ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        "choose-number",
        tuple("123456789"),
        "choose",
        "Choose the candidate with this number and go to the next open heading.",
        _CHOOSE,
        Scope.REFINE,
        footer=1,
        numbered=True,
    ),
    Action(
        "choose",
        ("enter",),
        "take",
        "Choose the highlighted candidate and go to the next open heading.",
        _CHOOSE,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "nobody",
        ("x",),
        "no one",
        "No candidate fits this heading.",
        _CHOOSE,
        Scope.REFINE,
        footer=1,
    ),
    Action(
        "skip",
        ("s",),
        "skip",
        "Leave this heading for later.",
        _CHOOSE,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "correct-id",
        ("c",),
        "iD is wrong",
        "Correct: take the wrong iD that this heading carries out of the record.",
        _CHOOSE,
        Scope.REFINE,
    ),
    Action(
        "tidy",
        ("t",),
        "tidy",
        "Tidy: put the iD that this heading carries into the usual form.",
        _CHOOSE,
        Scope.REFINE,
    ),
    Action(
        "undo",
        ("u",),
        "undo",
        "Take the last decision back and go to its heading.",
        _CHOOSE,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "redo",
        ("ctrl+r",),
        "redo",
        "Make the decision again that was taken back last.",
        _CHOOSE,
        Scope.REFINE,
    ),
    Action(
        "keep-id",
        ("enter", "escape", "q"),
        "keep what is there",
        "When a heading carries another iD: keep it; nothing changes.",
        _CHOOSE,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "replace-id",
        ("r",),
        "replace it",
        "When a heading carries another iD: put the new one in its place.",
        _CHOOSE,
        Scope.CONFLICT,
        footer=1,
    ),
    Action(
        "add-beside",
        ("b",),
        "add beside it",
        "When what a heading carries is not valid: leave it, and add the new iD beside it.",
        _CHOOSE,
        Scope.CONFLICT,
        footer=1,
    ),
    Action("move-down", ("j", "down"), "down", "Go to the next row.", _MOVE, Scope.LISTS),
    Action("move-up", ("k", "up"), "up", "Go to the row before.", _MOVE, Scope.LISTS),
    Action("page-down", ("ctrl+d", "pagedown"), "page down", "Go a page down.", _MOVE, Scope.LISTS),
    Action("page-up", ("ctrl+u", "pageup"), "page up", "Go a page up.", _MOVE, Scope.LISTS),
    Action("first", ("g", "home"), "first", "Go to the first row.", _MOVE, Scope.LISTS),
    Action("last", ("G", "end"), "last", "Go to the last row.", _MOVE, Scope.LISTS),
    Action(
        "next-open",
        ("n",),
        "next open",
        "Go to the next heading that is still open.",
        _MOVE,
        Scope.REFINE,
    ),
    Action(
        "previous-open",
        ("p",),
        "previous open",
        "Go to the open heading before this one.",
        _MOVE,
        Scope.REFINE,
    ),
    Action(
        "to-right",
        ("l", "right"),
        "candidates",
        "Go to the candidates, then to the details.",
        _MOVE,
        Scope.REFINE,
    ),
    Action(
        "to-left", ("h", "left"), "headings", "Go back towards the headings.", _MOVE, Scope.REFINE
    ),
    Action(
        "next-pane",
        ("tab",),
        "pane",
        "Go to the next part of the screen.",
        _MOVE,
        Scope.REFINE,
        footer=3,
    ),
    Action(
        "previous-pane",
        ("shift+tab",),
        "part before",
        "Go to the part of the screen before.",
        _MOVE,
        Scope.REFINE,
    ),
    Action(
        "filter",
        ("slash",),
        "filter",
        "Show only headings with these words in name, title or year.",
        _FIND,
        Scope.REFINE,
        footer=2,
    ),
    Action(
        "keep-filter",
        ("enter",),
        "keep",
        "In the filter line: keep the filter.",
        _FIND,
        Scope.FILTER,
    ),
    Action(
        "back",
        ("escape",),
        "back",
        "Clear the filter, else go back to the headings; there: stop reading a large file.",
        _FIND,
        Scope.REFINE,
    ),
    Action(
        "look-up-again",
        ("r",),
        "look up",
        "Look the heading up again, after a failure.",
        _FIND,
        Scope.REFINE,
    ),
    Action(
        "open-page",
        ("o",),
        "ORCID page",
        "Open the person's page at orcid.org; the address is shown as well.",
        _FIND,
        Scope.REFINE,
    ),
    Action("copy-orcid", ("y",), "copy iD", "Copy the person's iD.", _FIND, Scope.REFINE),
    Action(
        "save",
        ("w", "ctrl+s"),
        "save",
        "Show what will change, and save it.",
        _WORK,
        Scope.REFINE,
        footer=1,
    ),
    Action(
        "save-now",
        ("enter",),
        "save",
        "Before saving: save in the way that is highlighted.",
        _WORK,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "next-list",
        ("tab", "shift+tab"),
        "list of changes",
        "Before saving: go to the list of changes, and back.",
        _WORK,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "leave-saving",
        ("escape", "q"),
        "back",
        "Before saving: go back to the headings; nothing is written.",
        _WORK,
        Scope.SAVE,
        footer=1,
    ),
    Action(
        "read-on",
        ("i",),
        "read on",
        "Stop reading a large file, or read on where it was stopped.",
        _WORK,
        Scope.REFINE,
    ),
    Action(
        "show-help",
        ("question_mark", "f1"),
        "help",
        "Show all keys and what the signs mean.",
        _WORK,
        Scope.EVERYWHERE,
        footer=1,
    ),
    Action(
        "command-palette",
        ("colon", "ctrl+p"),
        "palette",
        "Find an action by its name.",
        _WORK,
        Scope.EVERYWHERE,
    ),
    Action("change-theme", (), "theme", "Choose other colours.", _WORK, Scope.EVERYWHERE),
    Action(
        "suspend-process",
        ("ctrl+z",),
        "suspend",
        "Put the program to sleep and go back to the shell (fg wakes it).",
        _WORK,
        Scope.EVERYWHERE,
    ),
    Action(
        "quit",
        ("q", "ctrl+q"),
        "quit",
        "Leave; asks first if something is not saved.",
        _WORK,
        Scope.EVERYWHERE,
        footer=1,
    ),
    Action(
        "start-demo", ("d",), "demo", "At the start: try the demo.", _FIRST, Scope.START, footer=1
    ),
    Action(
        "start-open",
        ("o",),
        "open a file",
        "At the start: open files of MARC records.",
        _FIRST,
        Scope.START,
        footer=1,
    ),
    Action(
        "start-set-up",
        ("p",),
        "set up ORCID",
        "At the start: set up ORCID credentials.",
        _FIRST,
        Scope.START,
        footer=1,
    ),
    Action("start-leave", ("q",), "quit", "At the start: leave.", _FIRST, Scope.START, footer=1),
    Action(
        "start-back",
        ("escape",),
        "back",
        "At the start: leave the line for file names.",
        _FIRST,
        Scope.START,
    ),
    Action(
        "set-up-test",
        ("f5",),
        "Test",
        "In the set-up: really get a token with these credentials.",
        _FIRST,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-save",
        ("f2", "ctrl+s"),
        "Save",
        "In the set-up: keep the profile, and the secret where you chose.",
        _FIRST,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-page",
        ("f3",),
        "ORCID page",
        "In the set-up: open the page where credentials are made.",
        _FIRST,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-new",
        ("f4",),
        "New",
        "In the set-up: begin a profile for another institution.",
        _FIRST,
        Scope.SET_UP,
        footer=1,
    ),
    Action(
        "set-up-look",
        ("f6",),
        "look again",
        "In the set-up: look for the system keyring again.",
        _FIRST,
        Scope.SET_UP,
    ),
    Action(
        "set-up-cancel",
        ("escape", "q"),
        "Cancel",
        "In the set-up: leave; asks first if something is not saved.",
        _FIRST,
        Scope.SET_UP,
        footer=1,
    ),
)


def keys_of(action: Action) -> str:
    """All keys of an action for people, as in `j, ↓`; the digits as `1-9`."""
    if action.numbered:
        return f"{action.keys[0]}-{action.keys[-1]}"
    return ", ".join(map(key_name, action.keys))


def key_table() -> list[tuple[str, str]]:
    """The key table of the README: keys and what they do, in the order of the registry."""
    return [(keys_of(action), action.help) for action in ACTIONS if action.keys]


def actions_in(*scopes: Scope) -> tuple[Action, ...]:
    """The actions of these scopes, in the order of the registry."""
    return tuple(action for action in ACTIONS if action.scope in scopes)
