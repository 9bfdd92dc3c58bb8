"""A line in which MMS IDs are typed or pasted, as they come out of a spreadsheet or a report."""

from __future__ import annotations

from orcid_tui.text import clean
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput


class MmsInput(PasteFriendlyInput):
    """Takes all lines of a paste, not only the first."""

    def __init__(self, *, id: str | None = None, compact: bool = False) -> None:  # noqa: A002
        super().__init__(id=id, compact=compact)
        self.cursor_blink = False

    def _take(self, pasted: str) -> None:
        words = clean(pasted)
        start, end = sorted(self.selection)
        before = " " if words and start and not self.value[start - 1].isspace() else ""
        self.replace(before + words, start, end)
