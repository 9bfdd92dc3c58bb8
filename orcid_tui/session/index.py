"""All headings of a source in little room: about twelve bytes each, so that a million fit."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, overload

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.plain_names import TITLE_ENTRY
from orcid_tui.session.states import Counts, HeadingState

_STATES: Final = tuple(HeadingState)
_CODES: Final = {state: code for code, state in enumerate(_STATES)}
_OPEN: Final = _CODES[HeadingState.OPEN]
_CLOSED: Final = _CODES[HeadingState.CLOSED]
_FIRST_STATES: Final = bytes(_CLOSED if known == TITLE_ENTRY else _OPEN for known in range(256))
_TAGS: Final = tuple(f"{number:03}" for number in range(1000))


class HeadingIndex(Sequence[HeadingRef]):
    """The places of all headings, in the order of the source, with the state of each."""

    def __init__(self) -> None:
        self._records = array("I")
        self._tags = array("H")
        self._occurrences = array("I")
        self._states = bytearray()
        self._known = bytearray()
        self._counts: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> HeadingRef: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HeadingRef]: ...
    def __getitem__(self, index: int | slice) -> HeadingRef | Sequence[HeadingRef]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self)))]
        return HeadingRef(self._records[index], _TAGS[self._tags[index]], self._occurrences[index])

    def __iter__(self) -> Iterator[HeadingRef]:
        tags = map(_TAGS.__getitem__, self._tags)
        return map(HeadingRef, self._records, tags, self._occurrences)

    def add(self, refs: Sequence[HeadingRef], known: bytes = b"") -> range:
        """Take in refs of later records; returns their positions.

        `known` has a byte for each: what the scan has found out already, or 0. Title entries
        start as closed, all others as open.
        """
        start = len(self)
        if refs:
            records, tags, occurrences = zip(*refs, strict=True)
            self._records.extend(records)
            self._tags.extend(map(int, tags))
            self._occurrences.extend(occurrences)
        added = range(start, len(self))
        known = known or bytes(len(added))
        closed = known.count(TITLE_ENTRY)
        self._known.extend(known)
        self._states.extend(known.translate(_FIRST_STATES))
        self._counts[_CLOSED] += closed
        self._counts[_OPEN] += len(added) - closed
        return added

    def position(self, ref: HeadingRef) -> int | None:
        """Where a ref stands, or None."""
        record, tag, occurrence = ref
        at = bisect_left(self._records, record)
        while at < len(self) and self._records[at] == record:
            if self._occurrences[at] == occurrence and _TAGS[self._tags[at]] == tag:
                return at
            at += 1
        return None

    def known(self, position: int) -> int:
        """What the scan has found out about the heading at this position."""
        return self._known[position]

    def forget(self, refs: Iterable[HeadingRef]) -> None:
        """What the scan has found out of these headings holds no more: they have changed."""
        for ref in refs:
            position = self.position(ref)
            if position is not None:
                self._known[position] = 0

    def state(self, position: int) -> HeadingState:
        """The state of the heading at this position."""
        return _STATES[self._states[position]]

    def states(self) -> Iterator[HeadingState]:
        """The states of all headings, in order."""
        return map(_STATES.__getitem__, self._states)

    def set_state(self, position: int, state: HeadingState) -> None:
        """Change a state and the counts with it."""
        self._counts[self._states[position]] -= 1
        self._states[position] = _CODES[state]
        self._counts[_CODES[state]] += 1

    def next_open(self, after: int) -> int | None:
        """The first open heading behind this position, else the first of all, else None."""
        found = self._states.find(_OPEN, after + 1)
        if found < 0:
            found = self._states.find(_OPEN)
        return None if found < 0 else found

    def having(self, state: HeadingState) -> Iterator[int]:
        """The positions of all headings in a state, in order."""
        code = _CODES[state]
        found = self._states.find(code)
        while found >= 0:
            yield found
            found = self._states.find(code, found + 1)

    def counts(self) -> Counts:
        """How many headings are in each state."""
        return Counts(
            total=len(self),
            **{state.name.lower(): self._counts[code] for state, code in _CODES.items()},
        )
