"""Figures in words, the same on the screen, in the status line and in every form of a report."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from orcid_tui.figures.coverage import Coverage
from orcid_tui.figures.figures import Figures, Progress
from orcid_tui.figures.pace import Pace
from orcid_tui.language import _, many, number, sense
from orcid_tui.session.decisions import Manner, Verdict

VERDICTS: Final = {
    Verdict.CHOSEN: _("iD chosen"),
    Verdict.NOBODY: _("no one fits"),
    Verdict.SKIPPED: _("left for later"),
    Verdict.REMOVED: _("wrong iD taken out"),
    Verdict.TIDIED: _("iD put into the usual form"),
    Verdict.KEPT: _("left as it was, after all"),
}
"""What was decided, in the order in which it is told."""

MANNERS: Final = {
    Manner.SINGLE: _("one by one"),
    Manner.SAME_NAME: _("the same name in more records, each ticked"),
    Manner.BULK: _("all recommended ones, after a list of them"),
    Manner.COMMAND: _("from a file of decisions"),
}
"""How it was decided."""

# Translators: what stands between whole numbers and tenths, as in 4.6 %.
_POINT: Final = sense("between whole numbers and tenths", ".")
_MINUTE, _HOUR = 60, 3600
_IN_MINUTES: Final = 90 * _MINUTE
"""Seconds up to which a time is told in minutes."""
_MANY_HOURS: Final = 10 * _HOUR
"""Seconds from which on half hours no longer count."""


def share(part: int, whole: int) -> str:
    """As in `4.6 %` and `31 %`; only all of them are 100 %, and only none is 0 %."""
    if not part or not whole:
        return "0 %"
    tenths = min(floor(1000 * part / whole), 1000)
    if not tenths:
        return _("less than {share}").format(share=f"0{_POINT}1 %")
    if tenths >= 100:
        return f"{tenths // 10} %"
    return f"{tenths // 10}{_POINT}{tenths % 10} %"


def decided(progress: Progress) -> str:
    """How far the work is."""
    return _("{done} of {all} headings decided ({share})").format(
        done=number(progress.decided),
        all=number(progress.to_do),
        share=share(progress.decided, progress.to_do),
    )


def undecided(progress: Progress) -> tuple[str, ...]:
    """What is left, and what there was not to decide: a phrase each, the first always."""
    every = (
        (True, many("{n:,} open", "{n:,} open", progress.open)),
        (progress.skipped, many("{n:,} left for later", "{n:,} left for later", progress.skipped)),
        (
            progress.linked,
            many("{n:,} carries an iD already", "{n:,} carry an iD already", progress.linked),
        ),
        (progress.closed, many("{n:,} can take none", "{n:,} can take none", progress.closed)),
    )
    return tuple(words for told, words in every if told)


def conflicts(figures: Figures) -> str:
    """How many headings carry an iD that somebody has to look at; nothing when none does."""
    if not figures.conflicts:
        return ""
    return many(
        "{n:,} is in conflict: its iD is broken, one of several, or somebody else's.",
        "{n:,} are in conflict: their iDs are broken, several, or somebody else's.",
        figures.conflicts,
    )


def headings_with_id(part: int, coverage: Coverage) -> str:
    """As in `210 of 4,520 headings (4.6 %)`."""
    return _("{n} of {all} headings ({share})").format(
        n=number(part), all=number(coverage.total), share=share(part, coverage.total)
    )


def records_with_id(part: int, coverage: Coverage) -> str:
    """As in `180 of 2,310 records (7.7 %)`."""
    return _("{n} of {all} records ({share})").format(
        n=number(part), all=number(coverage.total), share=share(part, coverage.total)
    )


def pace_in_short(pace: Pace) -> str:
    """As in `240 an hour`, in two figures: more would say more than is known."""
    return many("{n:,} an hour", "{n:,} an hour", _two_figures(pace.per_hour))


def pace_sentences(figures: Figures) -> tuple[str, ...]:
    """How fast it goes, and how long the rest may take; why not, where that cannot be said."""
    pace = figures.pace
    if pace is None:
        return (
            _(
                "Not enough has been decided one by one to tell a pace: ten headings, without "
                "pauses of more than five minutes."
            ),
        )
    said = [
        _(
            "{pace}, over the last {time} of work; pauses of more than five minutes are left out."
        ).format(pace=pace_in_short(pace), time=duration(pace.seconds)),
        many(
            "Half of the headings took {n:,} second or less.",
            "Half of the headings took {n:,} seconds or less.",
            max(1, ceil(pace.median)),
        ),
    ]
    if not figures.complete:
        said.append(
            _("How long the rest takes can be told when the records are read to their end.")
        )
    elif left := pace.left(figures.progress.open):
        said.append(
            _("At this pace the open headings take {time} of work.").format(time=about(*left))
        )
    return tuple(said)


def duration(seconds: float) -> str:
    """A time that has passed, as in `25 min` and `3 h 20 min`."""
    minutes = max(1, round(seconds / _MINUTE))
    if seconds < _IN_MINUTES:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def about(low: float, high: float) -> str:
    """A range of time, as in `20 to 35 min`, rounded to what it is worth."""
    if high < _IN_MINUTES:
        step = 5 * _MINUTE if high > 15 * _MINUTE else _MINUTE
        least, most = _rounded(low, high, step)
        if least == most:
            return _("about {n} min").format(n=most // _MINUTE)
        return _("{low} to {high} min").format(low=least // _MINUTE, high=most // _MINUTE)
    step = _HOUR if high > _MANY_HOURS else _HOUR // 2
    least, most = _rounded(low, high, step)
    if least == most:
        return _("about {n} h").format(n=_hours(most))
    return _("{low} to {high} h").format(low=_hours(least), high=_hours(most))


def _rounded(low: float, high: float, step: int) -> tuple[int, int]:
    """Outwards, and never nothing."""
    return max(step, floor(low / step) * step), max(step, ceil(high / step) * step)


def _hours(seconds: int) -> str:
    half = f"{_POINT}5" if seconds % _HOUR else ""
    return f"{number(seconds // _HOUR)}{half}"


def _two_figures(value: float) -> int:
    step = 1
    while value / step >= 100:
        step *= 10
    return max(1, round(value / step) * step)
