"""The words of headings that a filter looks at: read once, kept while there is room."""

from __future__ import annotations

from typing import Final

from orcid_tui.headings.brief import BriefHeading
from orcid_tui.names.folding import folded
from orcid_tui.session.headings import SourceHeadings

_TEXTS_KEPT: Final = 200_000
"""Headings whose words are remembered, about 100 bytes each; more are read again."""
_TOGETHER: Final = 16
"""Headings that are read at once: those of a record follow each other. About half a
millisecond."""


class SearchTexts:
    """The words of each heading, by its position in the source."""

    def __init__(self, source: SourceHeadings) -> None:
        self._source = source
        self._kept: dict[int, str] = {}
        self._last: dict[int, str] = {}

    def at(self, position: int) -> str:
        """Name in each script, title and year, folded, each word after a blank."""
        kept = self._kept.get(position) or self._last.get(position)
        return kept or self._read_around(position)

    def _read_around(self, position: int) -> str:
        """The words of this heading, and of its neighbours, that will be asked for, too."""
        start = position - position % _TOGETHER
        together = range(start, min(start + _TOGETHER, len(self._source.index)))
        briefs = self._source.briefs_at(together)
        self._last = {at: self._words(one) for at, one in zip(together, briefs, strict=True)}
        if len(self._kept) < _TEXTS_KEPT:
            self._kept |= self._last
        return self._last[position]

    def _words(self, brief: BriefHeading) -> str:
        names = [brief.name]
        if brief.linked:
            heading = self._source.heading(brief.ref)
            names += [heading.original_script, heading.romanised]
        parts = (*names, brief.title, str(brief.year or ""))
        # Not one call for all: titles repeat, and `folded` remembers them.
        return " " + " ".join(folded(part) for part in parts if part)
