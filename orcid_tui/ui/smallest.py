"""The smallest window that the screens can live with. Knows nothing of Textual."""

from __future__ import annotations

from typing import Final, NamedTuple


class WindowSize(NamedTuple):
    """Columns and rows of a terminal."""

    columns: int
    rows: int


SMALLEST: Final = WindowSize(60, 18)
