"""How fast headings are decided, and what that means for those that are left.

Only time at work counts: a pause of more than five minutes is none. What is said about the time
that is left is a range, and nothing at all while too little is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from statistics import median
from typing import Final

PAUSE: Final = 300.0
"""Seconds without a decision that no longer count as work."""
WINDOW: Final = 1800.0
"""Seconds of work that a pace is taken from, the last ones."""
ENOUGH: Final = 10
"""Decisions without which no pace is told."""
ENOUGH_FOR_THE_REST: Final = 20
"""Decisions without which nothing is said about the time that is left."""

_LEAST_DOUBT, _MOST_DOUBT = 0.2, 0.6
"""How far the time left may be from what the pace says, as a share of it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of the last minutes at work.

    `decisions` were made in `seconds` of work. `median` is what a heading takes, in seconds;
    `doubt` how far the mean may be off, as a share of it.
    """

    decisions: int
    seconds: float
    median: float
    doubt: float

    @property
    def per_hour(self) -> float:
        """Decisions in an hour of work."""
        return self.decisions * 3600 / self.seconds

    def left(self, headings: int) -> tuple[float, float] | None:
        """Seconds of work for so many headings, at least and at most; None when too little is
        known to say so."""
        if not headings or self.decisions < ENOUGH_FOR_THE_REST:
            return None
        expected = headings * self.seconds / self.decisions
        return expected * (1 - self.doubt), expected * (1 + self.doubt)


def pace_of(times: Sequence[float]) -> Pace | None:
    """The pace of the last half hour at work; None while too little is known.

    `times` are seconds since any moment, in order, one for each heading that was decided.
    """
    took: list[float] = []
    worked = 0.0
    for seconds, decided in _steps(times):
        if worked >= WINDOW:
            break
        worked += seconds
        took.extend(repeat(seconds / decided, decided))
    if len(took) < ENOUGH or not worked:
        return None
    mean = worked / len(took)
    spread = sqrt(sum((each - mean) ** 2 for each in took) / (len(took) - 1))
    doubt = 2 * spread / (mean * sqrt(len(took)))
    return Pace(len(took), worked, median(took), min(max(doubt, _LEAST_DOUBT), _MOST_DOUBT))


def worked(times: Sequence[float]) -> float:
    """Seconds of work in which these decisions were made."""
    return sum(seconds for seconds, _ in _steps(times))


def _steps(times: Sequence[float]) -> Iterator[tuple[float, int]]:
    """Seconds of work, and how many headings were decided at their end, the last step first.

    How long the first took after a pause is not known, so it is left out.
    """
    together = 0
    for place in range(len(times) - 1, 0, -1):
        together += 1
        seconds = times[place] - times[place - 1]
        if not seconds:
            continue
        if seconds <= PAUSE:
            yield seconds, together
        together = 0
