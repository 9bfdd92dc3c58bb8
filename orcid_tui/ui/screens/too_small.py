"""A sentence in place of a layout that would be broken."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.language import _
from orcid_tui.ui.smallest import SMALLEST


def is_too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot hold the screens."""
    return size.width < SMALLEST.columns or size.height < SMALLEST.rows


class TooSmallScreen(ModalScreen[None]):
    """Lies over everything until the window is larger. Nothing behind it is lost."""

    DEFAULT_CSS = """
    TooSmallScreen { background: $background; & Static { padding: 1 2; } }
    """

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(
            Content(
                _(
                    "This window is too small. Please make it at least {columns} columns "
                    "wide and {rows} rows high; your work is kept. Ctrl+Q leaves."
                ).format(columns=SMALLEST.columns, rows=SMALLEST.rows)
            ),
            markup=False,
        )
