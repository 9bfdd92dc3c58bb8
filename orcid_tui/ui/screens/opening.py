"""A word while a source is opened: a silent keyring can make that take some seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from orcid_tui.language import _


class OpeningScreen(Screen[None]):
    """Says that something is going on. Leaving (q, Ctrl+Q) works as everywhere.

    `then` is called as soon as the word is on the screen.
    """

    DEFAULT_CSS = "OpeningScreen Static { padding: 1 2; }"

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._then = then

    def on_mount(self) -> None:
        """Begin behind the first picture."""
        self.call_after_refresh(self._then)

    def compose(self) -> ComposeResult:
        """One word."""
        yield Static(_("Opening…"), markup=False)


def opened(app: App[Any]) -> None:
    """Take the word away again, with whatever was put before it meanwhile, such as the help."""
    while any(isinstance(screen, OpeningScreen) for screen in app.screen_stack):
        app.pop_screen()
