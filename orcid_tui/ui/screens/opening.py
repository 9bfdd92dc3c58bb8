"""A word while a source is opened: a silent keyring can make that take some seconds."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class OpeningScreen(Screen[None]):
    """Says that something is going on. Leaving (q, Ctrl+Q) works as everywhere."""

    DEFAULT_CSS = "OpeningScreen Static { padding: 1 2; }"

    def compose(self) -> ComposeResult:
        """One word."""
        yield Static("Opening…", markup=False)
