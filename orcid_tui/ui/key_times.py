"""When a key was pressed: what counts is the hand, not how long the program took to come to it.

An action does not see its key. Keys with an action reach the application last, which notes the
time of each and then carries out what it means; so the time is always that of the running action.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App
from textual.events import Key
from textual.message import Message

_came: WeakKeyDictionary[App[Any], float] = WeakKeyDictionary()


def note_key(app: App[Any], event: Key) -> None:
    """This key is handled now."""
    _came[app] = event.time


def key_came(app: App[Any]) -> float:
    """When the key that is being handled, or was last, was read from the terminal, in seconds."""
    return _came.get(app, float("-inf"))


def now() -> float:
    """By the same clock."""
    return Message().time
