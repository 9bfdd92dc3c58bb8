"""Which headings pass a filter, found step by step so that typing never waits."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.folding import folded
from orcid_tui.session.session import Session

_STEP: Final = 0.012
"""Seconds of work before the screen gets its turn: less than one frame."""

_TEXTS_KEPT: Final = 200_000
"""Headings whose words are remembered, about 100 bytes each; more are read again."""


class SearchTexts:
    """The words of each heading that a filter looks at, by its place in the source."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[str] = []

    def at(self, place: int) -> str:
        """Name in each script, title and year, folded, each word after a blank."""
        if place < len(self._kept):
            return self._kept[place]
        text = self._read(self._session.refs[place])
        if place == len(self._kept) < _TEXTS_KEPT:
            self._kept.append(text)
        return text

    def _read(self, ref: HeadingRef) -> str:
        heading, work = self._session.heading(ref), self._session.work(ref)
        names = (heading.name, heading.original_script, heading.romanised)
        parts = (*names, work.title, str(work.year or ""))
        # Not one call for all: titles repeat, and `folded` remembers them.
        return " " + " ".join(folded(part) for part in parts if part)


class HeadingFilter:
    """Headings with all these words (or beginnings of words) in name, title or year."""

    def __init__(self, session: Session, texts: SearchTexts, words: str) -> None:
        self._session = session
        self._texts = texts
        self._wanted = tuple(f" {word}" for word in folded(words).split())
        self._seen = 0
        self.found: list[HeadingRef] = []

    def step(self) -> bool:
        """Look at some more headings; True while there are more to look at.

        Call again when the scan of the source has found more.
        """
        end = perf_counter() + _STEP
        refs, wanted = self._session.refs, self._wanted
        while self._seen < len(refs):
            text = self._texts.at(self._seen)
            if all(word in text for word in wanted):
                self.found.append(refs[self._seen])
            self._seen += 1
            if self._seen % 16 == 0 and perf_counter() > end:
                return True
        return False
