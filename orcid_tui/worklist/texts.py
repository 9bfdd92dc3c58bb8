"""The words of headings that a filter looks at: read once, kept while there is room."""

from __future__ import annotations

from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.folding import folded
from orcid_tui.session.headings import SourceHeadings

_TEXTS_KEPT: Final = 200_000
"""Headings whose words are remembered, about 100 bytes each; more are read again."""


class SearchTexts:
    """The words of each heading, by its position in the source."""

    def __init__(self, source: SourceHeadings) -> None:
        self._source = source
        self._kept: dict[int, str] = {}

    def at(self, position: int) -> str:
        """Name in each script, title and year, folded, each word after a blank."""
        kept = self._kept.get(position)
        if kept is not None:
            return kept
        text = self._read(self._source.refs[position])
        if len(self._kept) < _TEXTS_KEPT:
            self._kept[position] = text
        return text

    def _read(self, ref: HeadingRef) -> str:
        heading, work = self._source.heading(ref), self._source.work(ref)
        names = (heading.name, heading.original_script, heading.romanised)
        parts = (*names, work.title, str(work.year or ""))
        # Not one call for all: titles repeat, and `folded` remembers them.
        return " " + " ".join(folded(part) for part in parts if part)
