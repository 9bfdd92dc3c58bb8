"""The orders in which headings can be worked through, made step by step so that nobody waits.

An order is a snapshot: headings that are found later follow behind it, as the source has them.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Final

from orcid_tui.names.folding import folded
from orcid_tui.session.headings import SourceHeadings
from orcid_tui.session.index import HeadingIndex, state_code
from orcid_tui.session.marks import CONFLICT
from orcid_tui.session.states import HeadingState
from orcid_tui.session.sureness import HARDEST, NOBODY, NOT_KNOWN

_BLOCK: Final = 1024
"""Headings that are looked at in one step: well below a millisecond, names excepted."""
_NAMES: Final = 64
"""Names that are read in one step: about a millisecond."""
_RUN: Final = 2048
"""Names that are sorted in one step: about a millisecond."""
_NAMELESS: Final = "\U0010ffff"
"""Headings without a name come last."""
_OPEN: Final = state_code(HeadingState.OPEN)


class Order(Enum):
    """What decides about the next heading. The value is the word in files."""

    RECORD = "record"
    """As the source has them."""
    NAME = "name"
    """Equal names together: by the folded name, and by record within it."""
    SUREST = "surest"
    """What is looked up and to be decided, recommendations first; the rest behind, by record."""
    HARDEST = "hardest"
    """The same from the other end: conflicts and equal candidates first. Headings for which
    nobody was found come last of those that are looked up in both."""

    @property
    def lives_on_answers(self) -> bool:
        """Whether each answer of the registry can change it."""
        return self in (Order.SUREST, Order.HARDEST)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All headings in an order: `positions` (in the index) for those that were there when it
    was made; all others follow in the order of the source."""

    order: Order = Order.RECORD
    positions: array[int] = field(default_factory=lambda: array("I"))

    def at(self, place: int) -> int:
        """The position of the heading that stands at a place."""
        return self.positions[place] if place < len(self.positions) else place

    def between(self, start: int, stop: int) -> Sequence[int]:
        """The positions at these places."""
        ordered = len(self.positions)
        if start >= ordered:
            return range(start, max(start, stop))
        if stop <= ordered:
            return self.positions[start:stop]
        return [*self.positions[start:], *range(ordered, stop)]

    def place(self, position: int) -> int:
        """Where the heading at a position of the index stands."""
        return self.positions.index(position) if position < len(self.positions) else position


def arranged(
    source: SourceHeadings,
    order: Order,
    *,
    first: Sequence[int] = (),
    present: Arrangement | None = None,
) -> Iterator[Arrangement | None]:
    """Put all headings known now in order. Gives None after each bit of work, in the end the
    arrangement.

    The positions in `first` stand in front as they are, and only the others are put in order
    behind them. Where the `present` arrangement is by name already, no name is read again.
    """
    count = len(source.index)
    if order is Order.RECORD and not first:
        yield Arrangement(order)
        return
    positions, taken = array("I", first), bytearray(count)
    for position in first:
        taken[position] = 1
    for block in _blocks(source, order, count, present):
        positions.extend([position for position in block if not taken[position]])
        yield None
    yield Arrangement(order, positions)


def _blocks(
    source: SourceHeadings, order: Order, count: int, present: Arrangement | None
) -> Iterator[Sequence[int]]:
    """All positions in an order, some at a time."""
    if order.lives_on_answers:
        return _by_sureness(source.index, order, count)
    if order is Order.NAME and (present is None or present.order is not Order.NAME):
        return _by_name(source, count)
    behind = present if present is not None and order is Order.NAME else Arrangement()
    return (behind.between(part.start, part.stop) for part in _parts(count, _BLOCK))


def _parts(count: int, size: int) -> Iterator[range]:
    return (range(start, min(start + size, count)) for start in range(0, count, size))


def _by_sureness(index: HeadingIndex, order: Order, count: int) -> Iterator[Sequence[int]]:
    """Headings of equal sureness are put in one heap each, so nothing has to be compared."""
    heaps: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for part in _parts(count, _BLOCK):
        for position, rank in zip(part, _ranks(index, part), strict=True):
            heaps[rank].append(position)
        yield ()
    known = sorted(rank for rank in heaps if rank not in (NOBODY, NOT_KNOWN))
    if order is Order.SUREST:
        known.reverse()
    for rank in (*known, NOBODY, NOT_KNOWN):
        for part in _parts(len(heaps[rank]), _BLOCK):
            yield heaps[rank][part.start : part.stop]


def _ranks(index: HeadingIndex, part: range) -> Iterator[int]:
    """The sureness of what is to be decided; what is decided, or closed, goes with the rest."""
    known = zip(index.states_at(part), index.marks_at(part), index.sureness_at(part), strict=True)
    for state, marks, sureness in known:
        if marks & CONFLICT and sureness != NOT_KNOWN:
            yield HARDEST
        else:
            yield sureness if state == _OPEN else NOT_KNOWN


def _by_name(source: SourceHeadings, count: int) -> Iterator[Sequence[int]]:
    """Gather who shares a name, sort the names in runs, and merge the runs."""
    bearers: dict[str, list[int]] = {}
    for part in _parts(count, _NAMES):
        for position, brief in zip(part, source.briefs_at(part), strict=True):
            bearers.setdefault(folded(brief.name) or _NAMELESS, []).append(position)
        yield ()
    names, runs = iter(bearers), []
    while run := list(islice(names, _RUN)):
        runs.append(sorted(run))
        yield ()
    merged: Iterable[str] = heapq.merge(*runs)
    for name in merged:
        yield bearers[name]
