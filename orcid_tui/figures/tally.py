"""What is counted with every decision, so that nobody counts all of them anew for one key.

What a heading carried *before* the work is known only while nothing is decided about it: once a
choice is saved in the source, the heading carries it like any other. So it is noted here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.decisions import Decision, Manner, Verdict
from orcid_tui.session.states import HeadingState

_WITH_ID: Final = frozenset({Verdict.CHOSEN, Verdict.TIDIED})
_WITHOUT_ID_BEFORE: Final = frozenset({Verdict.NOBODY, Verdict.SKIPPED})
_ONE_BY_ONE: Final = frozenset({Manner.SINGLE, Manner.SAME_NAME})


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one heading adds to the sums; `stands` when its own state tells what it carries."""

    verdict: Verdict
    manner: Manner
    before: bool
    after: bool
    stands: bool
    who: str
    when: datetime | None


class _Times:
    """Moments in order. Those of a whole history may come in any order, and are sorted once."""

    def __init__(self) -> None:
        self._moments: list[float] = []
        self._in_order = True

    def add(self, time: float) -> None:
        self._in_order = self._in_order and (not self._moments or self._moments[-1] <= time)
        self._moments.append(time)

    def remove(self, time: float) -> None:
        self.all()
        del self._moments[bisect_left(self._moments, time)]

    def all(self) -> Sequence[float]:
        if not self._in_order:
            self._moments.sort()
            self._in_order = True
        return self._moments


class DayTally:
    """What somebody has decided on one day, and when."""

    def __init__(self) -> None:
        self.decisions = 0
        self.chosen = 0
        self._times = _Times()

    @property
    def times(self) -> Sequence[float]:
        """In seconds, in order."""
        return self._times.all()

    def add(self, verdict: Verdict, time: float, sign: int) -> None:
        """One decision more, or with a negative sign less."""
        self.decisions += sign
        self.chosen += sign * (verdict is Verdict.CHOSEN)
        (self._times.add if sign > 0 else self._times.remove)(time)


class Tally:
    """Sums over the decisions that stand. Each change costs the same, however many there are."""

    def __init__(self) -> None:
        self._counted: dict[HeadingRef, _Counted] = {}
        self._carried: dict[HeadingRef, bool] = {}
        self._times = _Times()
        self._days: dict[tuple[date, str], DayTally] = defaultdict(DayTally)
        self._verdicts: Counter[Verdict] = Counter()
        self._manners: Counter[Manner] = Counter()
        self.before = 0
        """Decided headings that carried an iD before anything was decided about them."""
        self.after = 0
        """Decided headings that carry one when what is decided is carried out."""
        self.standing = 0
        """Decided headings whose state is `LINKED` all the same: what they carry stays."""

    def take(
        self,
        ref: HeadingRef,
        decision: Decision | None,
        was: HeadingState,
        now: HeadingState,
        *,
        in_source: bool = False,
    ) -> None:
        """A heading is decided otherwise, or not at all any more.

        `was` and `now` are its states before and after; `in_source` says that the source holds
        this decision already.
        """
        if (gone := self._counted.pop(ref, None)) is not None:
            self._add(gone, -1)
        if decision is not None:
            if ref not in self._carried:
                self._carried[ref] = _carried(decision, was, in_source=in_source)
            counted = self._count(decision, now)
            self._counted[ref] = counted
            self._add(counted, 1)

    def __len__(self) -> int:
        return len(self._counted)

    def verdicts(self, verdict: Verdict) -> int:
        """How many decisions of this kind stand."""
        return self._verdicts[verdict]

    def manners(self, manner: Manner) -> int:
        """How many decisions that stand came about in this manner."""
        return self._manners[manner]

    @property
    def times(self) -> Sequence[float]:
        """When headings were decided one by one, in seconds, in order: what a pace is made of.

        Decisions made in bulk, by a file, or to tidy forms are not among them.
        """
        return self._times.all()

    def days(self) -> Iterator[tuple[date, str, DayTally]]:
        """What was decided on each day by whom, in the order of time. The day is that of the place
        where it was decided; decisions of unknown time are on none."""
        for day, who in sorted(self._days):
            yield day, who, self._days[day, who]

    def carried(self, ref: HeadingRef) -> bool | None:
        """Whether a decided heading carried an iD before; None when nothing is decided about it."""
        counted = self._counted.get(ref)
        return None if counted is None else counted.before

    def will_carry(self, ref: HeadingRef) -> bool | None:
        """Whether a decided heading will carry one; None when nothing is decided about it."""
        counted = self._counted.get(ref)
        return None if counted is None else counted.after

    def _count(self, decision: Decision, now: HeadingState) -> _Counted:
        stands = decision.verdict is Verdict.KEPT and now is HeadingState.LINKED
        return _Counted(
            decision.verdict,
            decision.manner,
            self._carried[decision.ref],
            stands or decision.verdict in _WITH_ID,
            stands,
            decision.who,
            decision.when,
        )

    def _add(self, counted: _Counted, sign: int) -> None:
        self._verdicts[counted.verdict] += sign
        self._manners[counted.manner] += sign
        self.before += sign * counted.before
        self.after += sign * counted.after
        self.standing += sign * counted.stands
        if counted.when is None:
            return
        time, key = counted.when.timestamp(), (counted.when.date(), counted.who)
        if counted.manner in _ONE_BY_ONE and counted.verdict is not Verdict.TIDIED:
            (self._times.add if sign > 0 else self._times.remove)(time)
        day = self._days[key]
        day.add(counted.verdict, time, sign)
        if not day.decisions:
            del self._days[key]


def _carried(decision: Decision, was: HeadingState, *, in_source: bool) -> bool:
    """Whether a heading carried an iD before its first decision."""
    if decision.verdict in _WITHOUT_ID_BEFORE:
        return False
    if decision.verdict is Verdict.CHOSEN and not decision.replacing:
        return False  # when it comes back from a history, the source may hold it already
    return in_source or was is HeadingState.LINKED
