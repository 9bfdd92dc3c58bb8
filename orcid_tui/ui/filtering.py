"""Which headings pass a filter, found step by step so that typing never waits."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.folding import folded
from orcid_tui.session.session import Session

_STEP: Final = 0.015
"""Seconds of work before the screen gets its turn: about one frame."""


class HeadingFilter:
    """Headings with all these words (or beginnings of words) in name, title or year."""

    def __init__(self, session: Session, words: str) -> None:
        self._session = session
        self._wanted = tuple(f" {word}" for word in folded(words).split())
        self._seen = 0
        self.found: list[HeadingRef] = []

    def step(self) -> bool:
        """Look at some more headings; True while there are more to look at.

        Call again when the scan of the source has found more.
        """
        end = perf_counter() + _STEP
        refs = self._session.refs
        while self._seen < len(refs):
            ref = refs[self._seen]
            self._seen += 1
            if self.passes(ref):
                self.found.append(ref)
            if self._seen % 16 == 0 and perf_counter() > end:
                return True
        return False

    def passes(self, ref: HeadingRef) -> bool:
        """Whether one heading passes."""
        heading, work = self._session.heading(ref), self._session.work(ref)
        everything = " ".join(
            (heading.name, heading.original_script, work.title, str(work.year or ""))
        )
        text = f" {folded(everything)}"
        return all(word in text for word in self._wanted)
