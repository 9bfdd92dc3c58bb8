"""What an action is: one thing that a key does. Knows nothing of Textual."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """Where an action is at home: which part of the program has the method for it."""

    EVERYWHERE = "everywhere"
    LISTS = "lists"
    REFINE = "refine"
    RECORD = "record"
    PERSON = "person"
    BESIDE = "beside"
    FILTER = "filter"
    WORKLIST = "worklist"
    BY_HAND = "by-hand"
    CONFLICT = "conflict"
    TICKING = "ticking"
    TIDY = "tidy"
    SAME_NAME = "same-name"
    RECOMMENDED = "recommended"
    REFUSED = "refused"
    NOTE = "note"
    SAVE = "save"
    SAVING = "saving"
    SAVED = "saved"
    MEANWHILE = "meanwhile"
    SAVES = "saves"
    START = "start"
    SET_UP = "set-up"
    SETTINGS = "settings"
    PROFILES = "profiles"
    SETS = "sets"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does.

    `id` is what a user names to give it another key; its method is `action_` plus the id with
    low lines. `keys` are Textual's names of keys. `label` is the word or two of the line of
    keys, `help` one sentence. With `numbered` each key hands its own digit to the method. With
    `first` the keys come here before the part that has the focus.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    scope: Scope
    footer: int = 0
    numbered: bool = False
    first: bool = False

    @property
    def method(self) -> str:
        """The name of the action as Textual calls it."""
        return self.id.replace("-", "_")
