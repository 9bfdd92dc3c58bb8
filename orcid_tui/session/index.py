"""All headings of a source in little room: about fourteen bytes each, so that a million fit."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, overload

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.plain_names import TITLE_ENTRY
from orcid_tui.session.marks import CONFLICT, COUNTED, DISAGREES, OF_THE_ANSWER, SOMEBODY_ELSE
from orcid_tui.session.states import Counts, HeadingState

_STATES: Final = tuple(HeadingState)
_CODES: Final = {state: code for code, state in enumerate(_STATES)}
_OPEN: Final = _CODES[HeadingState.OPEN]
_CLOSED: Final = _CODES[HeadingState.CLOSED]
_FIRST_STATES: Final = bytes(_CLOSED if known == TITLE_ENTRY else _OPEN for known in range(256))
_UNDECIDED: Final = frozenset({_OPEN, _CODES[HeadingState.LINKED]})
_TAGS: Final = tuple(f"{number:03}" for number in range(1000))


def state_code(state: HeadingState) -> int:
    """The byte that stands for a state in `HeadingIndex.states_at`."""
    return _CODES[state]


class HeadingIndex(Sequence[HeadingRef]):
    """The places of all headings, in the order of the source, with the state of each, with what
    else is known of it (`session.marks`) and with how sure its answer is (`session.sureness`)."""

    def __init__(self) -> None:
        self._records = array("I")
        self._tags = array("H")
        self._occurrences = array("I")
        self._states = bytearray()
        self._known = bytearray()
        self._marks = bytearray()
        self._sureness = bytearray()
        self._tag_counts: Counter[str] = Counter()
        self._counts: Counter[int] = Counter()
        self._marked: Counter[int] = Counter()

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
            self._tag_counts.update(tags)
            self._occurrences.extend(occurrences)
        added = range(start, len(self))
        known = known or bytes(len(added))
        closed = known.count(TITLE_ENTRY)
        self._known.extend(known)
        self._states.extend(known.translate(_FIRST_STATES))
        self._marks.extend(bytes(len(added)))
        self._sureness.extend(bytes(len(added)))
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
        if self._marks[position]:
            self._set_marks(position, self._marks[position])

    # --- what else is known ----------------------------------------------------------------

    def marks(self, position: int) -> int:
        """What is known of the heading at this position, a bit each."""
        return self._marks[position]

    def mark(self, position: int, bit: int, *, on: bool) -> None:
        """Let one thing be known of a heading, or no more."""
        marks = self._marks[position]
        self._set_marks(position, marks | bit if on else marks & ~bit)

    def set_answer(self, position: int, marks: int, sureness: int) -> None:
        """What the registry's answer says, in place of what an earlier one said."""
        self._sureness[position] = sureness
        self._set_marks(position, self._marks[position] & ~OF_THE_ANSWER | marks)

    def _set_marks(self, position: int, marks: int) -> None:
        disputed = marks & (DISAGREES | SOMEBODY_ELSE) and self._states[position] in _UNDECIDED
        marks = marks | CONFLICT if disputed else marks & ~CONFLICT
        changed = marks ^ self._marks[position]
        if changed:
            self._marks[position] = marks
            for bit in COUNTED:
                if changed & bit:
                    self._marked[bit] += 1 if marks & bit else -1

    # --- many at once ------------------------------------------------------------------------

    def states_at(self, positions: Sequence[int]) -> bytes:
        """The state of each of these headings, as `state_code` gives it."""
        return _at(self._states, positions)

    def marks_at(self, positions: Sequence[int]) -> bytes:
        """What is known of each of these headings."""
        return _at(self._marks, positions)

    def sureness_at(self, positions: Sequence[int]) -> bytes:
        """How sure the answer for each of these headings is."""
        return _at(self._sureness, positions)

    def tags_at(self, positions: Sequence[int]) -> Sequence[int]:
        """The tag of each of these headings as a number."""
        if isinstance(positions, range):
            return self._tags[positions.start : positions.stop]
        return [self._tags[position] for position in positions]

    def known_at(self, positions: range) -> bytes:
        """What the scan has found out about each of these headings."""
        return _at(self._known, positions)

    def tag_counts(self) -> dict[str, int]:
        """How many headings each tag has, in the order of the tags."""
        return dict(sorted(self._tag_counts.items()))

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
        """How many headings are in each state, and of how many else what is known."""
        recommended, refused, conflict = map(self._marked.__getitem__, COUNTED)
        return Counts(
            total=len(self),
            recommended=recommended,
            refused=refused,
            conflict=conflict,
            **{state.name.lower(): self._counts[code] for state, code in _CODES.items()},
        )


def _at(values: bytearray, positions: Sequence[int]) -> bytes:
    if isinstance(positions, range):
        return bytes(values[positions.start : positions.stop])
    return bytes(map(values.__getitem__, positions))
