"""All figures of a session, put together for a screen or a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from orcid_tui.figures.coverage import Coverage, covered_headings
from orcid_tui.figures.pace import Pace, pace_of, worked
from orcid_tui.figures.tally import Tally
from orcid_tui.session.decisions import Manner, Verdict

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.session.states import Counts


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the headings stand; all but the first add up to it.

    `decided` are those with a decision that settles something; `skipped` were left for later;
    `linked` carry an iD and nothing is to be done with it; `closed` can take none.
    """

    total: int = 0
    decided: int = 0
    skipped: int = 0
    linked: int = 0
    open: int = 0
    closed: int = 0

    @property
    def to_do(self) -> int:
        """What there was to decide."""
        return self.decided + self.skipped + self.open

    @property
    def left(self) -> int:
        """What is still to be decided."""
        return self.open + self.skipped


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody has decided on one day; `seconds` is the time at work."""

    day: date
    who: str
    decisions: int
    chosen: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that can be counted. `unsaved` decisions are in no file yet; `conflicts` are
    headings whose iD is broken, one of several, or somebody else's, with nothing decided.

    `days` are in the order of time; decisions of unknown time are in none.
    """

    progress: Progress
    headings: Coverage
    pace: Pace | None
    verdicts: dict[Verdict, int]
    manners: dict[Manner, int]
    notes: int
    unsaved: int
    conflicts: int = 0
    days: tuple[Day, ...] = ()
    records: Coverage | None = None
    complete: bool = field(default=True)
    """Whether the source was read to its end."""


def progress_of(counts: Counts) -> Progress:
    """Where the headings stand."""
    others = counts.skipped + counts.linked + counts.open + counts.closed
    return Progress(
        counts.total,
        counts.total - others,
        counts.skipped,
        counts.linked,
        counts.open,
        counts.closed,
    )


def figures_of(session: Session, records: Coverage | None = None) -> Figures:
    """The figures of a session as it stands. `records` takes its time and comes from outside."""
    tally, counts = session.tally, session.counts()
    return Figures(
        progress=progress_of(counts),
        headings=covered_headings(session),
        pace=pace_of(tally.times),
        verdicts={verdict: n for verdict in Verdict if (n := tally.verdicts(verdict))},
        manners={manner: n for manner in Manner if (n := tally.manners(manner))},
        notes=len(session.notes),
        unsaved=session.unsaved,
        conflicts=counts.conflict,
        days=days_of(tally),
        records=records,
        complete=session.scanned,
    )


def days_of(tally: Tally) -> tuple[Day, ...]:
    """What was decided on each day by whom."""
    return tuple(
        Day(day, who, its.decisions, its.chosen, worked(its.times))
        for day, who, its in tally.days()
    )
