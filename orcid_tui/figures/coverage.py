"""How many headings, and how many records, carry an iD: before the work, and with what is decided.

Only headings that may take an iD count, and records with at least one of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orcid_tui.session.states import HeadingState

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many could carry an iD; so many did `before`, so many do `after`."""

    total: int = 0
    before: int = 0
    after: int = 0


def covered_headings(session: Session) -> Coverage:
    """The headings with an iD. Cheap enough for every key."""
    counts, tally = session.counts(), session.tally
    others = counts.linked - tally.standing
    return Coverage(counts.total - counts.closed, others + tally.before, others + tally.after)


def covering_records(session: Session) -> Iterator[Coverage]:
    """The records with an iD, counted record by record; the last one holds for all."""
    tally = session.tally
    total = before = after = 0
    record, had, has, counts = 0, False, False, False
    for ref, state in session.states():
        if ref.record != record:
            total, before, after = total + counts, before + had, after + has
            record, had, has, counts = ref.record, False, False, False
            yield Coverage(total, before, after)
        if state is HeadingState.CLOSED:
            continue
        counts = True
        linked = state is HeadingState.LINKED
        carried, will_carry = tally.carried(ref), tally.will_carry(ref)
        had = had or (linked if carried is None else carried)
        has = has or (linked if will_carry is None else will_carry)
    yield Coverage(total + counts, before + had, after + has)


def covered_records(session: Session) -> Coverage:
    """The same at once, for a report."""
    return deque(covering_records(session), maxlen=1).pop()
