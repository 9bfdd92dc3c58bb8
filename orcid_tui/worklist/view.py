"""The headings that pass a filter, in an order of work: the rows of the list.

A row stays when its heading passes no more, such as after a decision, until the view is made
anew: nothing jumps under the eyes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, overload

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.folding import folded
from orcid_tui.session.headings import SourceHeadings
from orcid_tui.session.index import state_code
from orcid_tui.session.states import HeadingState
from orcid_tui.worklist.criteria import Criteria, Sieve
from orcid_tui.worklist.orders import Arrangement
from orcid_tui.worklist.texts import SearchTexts

_BLOCK: Final = 2048
"""Headings that are looked at in one step when no words are asked for."""
_TEXTS: Final = 16
"""Headings whose words are looked at in one step; they may have to be read."""
_OPEN: Final = state_code(HeadingState.OPEN)


class WorkView(Sequence[HeadingRef]):
    """Rows over an arrangement. With criteria it is empty until it has been walked."""

    def __init__(
        self,
        source: SourceHeadings,
        texts: SearchTexts,
        arrangement: Arrangement | None = None,
        criteria: Criteria | None = None,
        *,
        kept: int = 0,
    ) -> None:
        """The first `kept` headings of the arrangement are rows without being looked at."""
        self._source, self._index, self._texts = source, source.index, texts
        self.arrangement = arrangement or Arrangement()
        self.criteria = criteria or Criteria()
        self._wanted = tuple(f" {word}" for word in folded(self.criteria.words).split())
        self._sieve = Sieve(self._index, self.criteria)
        self._found: array[int] | None = None
        self._seen = kept
        if not self.criteria.ask_for_nothing:
            self._found = array("I", self.arrangement.between(0, kept))

    # --- rows ------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._index if self._found is None else self._found)

    @overload
    def __getitem__(self, index: int) -> HeadingRef: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HeadingRef]: ...
    def __getitem__(self, index: int | slice) -> HeadingRef | Sequence[HeadingRef]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        row = range(len(self))[index]
        return self._index[self.arrangement.at(row) if self._found is None else self._found[row]]

    def positions(self, start: int, stop: int) -> Sequence[int]:
        """Where the headings of these rows stand in the index."""
        stop = min(stop, len(self))
        if self._found is None:
            return self.arrangement.between(start, stop)
        return self._found[start:stop]

    def row(self, ref: HeadingRef) -> int | None:
        """The row of a heading, or None."""
        position = self._index.position(ref)
        if position is None:
            return None
        if self._found is None:
            return self.arrangement.place(position)
        try:
            return self._found.index(position)
        except ValueError:
            return None

    # --- the filter --------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether all headings known so far have been looked at."""
        return self._found is None or self._seen >= len(self._index)

    def walk(self) -> Iterator[None]:
        """Look at the headings that were not looked at yet, a few in each step.

        Walk again when the source has grown. One who stops midway loses nothing.
        """
        found, size = self._found, _TEXTS if self._wanted else _BLOCK
        while found is not None and not self.complete:
            stop = min(self._seen + size, len(self._index))
            found.extend(self._passing(self.arrangement.between(self._seen, stop)))
            self._seen = stop
            yield None

    def passes(self, ref: HeadingRef) -> bool:
        """Whether a heading passes as it is now, shown or not."""
        position = self._index.position(ref)
        return position is not None and bool(self._passing((position,)))

    def strangers(self) -> Sequence[int]:
        """The positions of the headings that are shown and pass no more."""
        shown = self.positions(0, len(self))
        passing = set(self._passing(shown))
        return [position for position in shown if position not in passing]

    def _passing(self, positions: Sequence[int]) -> Sequence[int]:
        passing, wanted = self._sieve.passing(positions), self._wanted
        if not wanted:
            return passing
        texts = ((position, self._texts.at(position)) for position in passing)
        return [position for position, text in texts if all(word in text for word in wanted)]

    # --- what is open ------------------------------------------------------------------

    def next_open(self, row: int) -> HeadingRef | None:
        """The first open heading behind this row, else the first of all, else None."""
        return next(chain(self.open_from(row + 1), self.open_from(0, row + 1)), None)

    def previous_open(self, row: int) -> HeadingRef | None:
        """The last open heading before this row, else the last of all, else None."""
        before = self._last_open(0, row)
        return self._last_open(row, len(self)) if before is None else before

    def open_from(self, row: int, stop: int | None = None) -> Iterator[HeadingRef]:
        """The open headings from this row on; to be read at leisure, and always as it is now."""
        while row < (end := len(self) if stop is None else stop):
            block = self.positions(row, min(row + _BLOCK, end))
            if not block:
                return
            at = self._index.states_at(block).find(_OPEN)
            if at >= 0:
                yield self._index[block[at]]
            row += at + 1 if at >= 0 else len(block)

    def _last_open(self, start: int, row: int) -> HeadingRef | None:
        """The last open heading from one row to before another."""
        row = min(row, len(self))
        while row > start:
            block = self.positions(max(start, row - _BLOCK), row)
            at = self._index.states_at(block).rfind(_OPEN)
            if at >= 0:
                return self._index[block[at]]
            row -= len(block)
        return None
