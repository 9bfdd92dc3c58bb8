"""The records that were read last, so that a screen that is drawn again reads nothing again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orcid_tui.marc.record import BibRecord

_MOST: Final = 512


class RecentRecords:
    """Keeps at most 512 records, by their ordinal. Every file format reads through one."""

    def __init__(self) -> None:
        self._kept: dict[int, BibRecord] = {}

    def get(self, number: int, read: Callable[[int], BibRecord]) -> BibRecord:
        """The record of this ordinal, read now if it is not at hand. Errors of `read` pass."""
        known = self._kept.get(number)
        if known is None:
            known = read(number)
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[number] = known
        return known
