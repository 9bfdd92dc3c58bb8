"""A sentence in place of a layout that would be broken."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST: Final = Size(60, 18)
"""Columns and rows that every screen can live with."""


def is_too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot hold the screens."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class TooSmallScreen(ModalScreen[None]):
    """Lies over everything until the window is larger. Nothing behind it is lost."""

    DEFAULT_CSS = """
    TooSmallScreen { background: $background; & Static { padding: 1 2; } }
    """

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(
            Content(
                f"This window is too small. Please make it at least {SMALLEST.width} columns "
                f"wide and {SMALLEST.height} rows high; your work is kept. Ctrl+Q leaves."
            ),
            markup=False,
        )
