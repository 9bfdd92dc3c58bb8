"""The terminal's own cursor stands where the work is.

It is not seen, but screen readers, braille lines and input methods look for it. Textual moves it
when a line of text gets the focus, which can be before that line has its place, and leaves it
where it was when a dialog is closed. So it is put right after each layout (terminal-ui.md
section 5.2).
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen


def keep_terminal_cursor(app: App[Any]) -> None:
    """From now on, for every screen that comes to the front."""
    followed: WeakSet[Screen[Any]] = WeakSet()

    def follow(screen: Screen[Any]) -> None:
        if screen not in followed:
            followed.add(screen)
            screen.screen_layout_refresh_signal.subscribe(screen, placed, immediate=True)
        place_terminal_cursor(app)

    def placed(screen: Screen[Any]) -> None:
        place_terminal_cursor(app)

    def in_front(screen: Screen[Any]) -> None:
        screen.call_later(follow, screen)  # a new one takes no subscription before it runs

    app.screen_change_signal.subscribe(app, in_front, immediate=True)


def place_terminal_cursor(app: App[Any]) -> None:
    """On the row or the letter that has the focus in the screen in front."""
    focused = app.screen.focused if app.screen_stack else None
    offset = getattr(focused, "cursor_screen_offset", None)
    if isinstance(offset, Offset):
        app.cursor_position = offset
