"""What is counted with every decision, so that nobody counts all of them anew for one key.

What a heading carried *before* the work is known only while nothing is decided about it: once a
choice is saved in the source, the heading carries it like any other. So it is noted here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
    time: float | None


class Tally:
    """Sums over the decisions that stand. Each change costs the same, however many there are."""

    def __init__(self) -> None:
        self._counted: dict[HeadingRef, _Counted] = {}
        self._carried: dict[HeadingRef, bool] = {}
        self._times: list[float] = []
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
        return self._times

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
        paced = decision.manner in _ONE_BY_ONE and decision.verdict is not Verdict.TIDIED
        return _Counted(
            decision.verdict,
            decision.manner,
            self._carried[decision.ref],
            stands or decision.verdict in _WITH_ID,
            stands,
            decision.when.timestamp() if paced and decision.when is not None else None,
        )

    def _add(self, counted: _Counted, sign: int) -> None:
        self._verdicts[counted.verdict] += sign
        self._manners[counted.manner] += sign
        self.before += sign * counted.before
        self.after += sign * counted.after
        self.standing += sign * counted.stands
        if counted.time is None:
            return
        if sign > 0:
            insort(self._times, counted.time)
        else:
            del self._times[bisect_left(self._times, counted.time)]


def _carried(decision: Decision, was: HeadingState, *, in_source: bool) -> bool:
    """Whether a heading carried an iD before its first decision."""
    if decision.verdict in _WITHOUT_ID_BEFORE:
        return False
    if decision.verdict is Verdict.CHOSEN and not decision.replacing:
        return False  # when it comes back from a history, the source may hold it already
    return in_source or was is HeadingState.LINKED
