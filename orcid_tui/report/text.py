"""The report as a text, line by line: in short, the figures, then heading by heading."""

from __future__ import annotations

from collections.abc import Iterator

from orcid_tui import __version__
from orcid_tui.figures import words
from orcid_tui.language import _, day, many, number
from orcid_tui.report.report import Report
from orcid_tui.report.rows import IN_ORDER, NOT_DECIDED, WORDS, Outcome, ReportRow
from orcid_tui.session.decisions import Manner
from orcid_tui.text import clean


def text_of(report: Report) -> str:
    """The whole text."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    progress = report.figures.progress
    yield _("Report of orcid-tui {version}, {when}").format(
        version=__version__, when=f"{report.made:%Y-%m-%d %H:%M}"
    )
    yield ""
    named = (
        (_("Records"), report.label),
        (_("From"), report.location),
        (_("System"), report.system),
    )
    room = max(len(label) for label, _what in named) + 2
    yield from (f"{label + ':':<{room}}{what}" for label, what in named if what)
    yield ""
    yield _("{done} of {all} headings were decided:").format(
        done=number(report.decided), all=number(progress.total)
    )
    for outcome in Outcome:
        if outcome not in NOT_DECIDED and (those := report.rows_of(outcome)):
            yield _counted(len(those), WORDS[outcome])
    yield _("Of the others:")
    yield _counted(progress.linked, _("carry an iD"))
    yield _counted(progress.open, _("are open"))
    yield _counted(progress.closed, _("cannot get an iD"))
    if conflicts := words.conflicts(report.figures):
        yield f"  {conflicts}"
    yield from _figures(report)
    for outcome in IN_ORDER:
        if of_these := report.rows_of(outcome):
            yield ""
            yield f"{WORDS[outcome].capitalize()}: {number(len(of_these))}"
            for row in of_these:
                yield from _row(row)


def _figures(report: Report) -> Iterator[str]:
    figures = report.figures
    yield ""
    yield _("Headings and records with an ORCID iD:")
    for coverage, told in (
        (figures.headings, words.headings_with_id),
        (figures.records, words.records_with_id),
    ):
        if coverage is not None and coverage.total:
            yield "  " + _("before: {before}; with what is decided: {after}").format(
                before=told(coverage.before, coverage), after=told(coverage.after, coverage)
            )
    if figures.pace is not None:
        yield ""
        yield _("Pace: {sentences}").format(sentences=" ".join(words.pace_sentences(figures)))
    if figures.manners:
        yield ""
        yield _("How it was decided:")
        for manner, told_so in words.MANNERS.items():
            if count := figures.manners.get(manner, 0):
                yield _counted(count, told_so)
    if figures.days:
        yield ""
        yield _("Day by day:")
        for each in figures.days:
            decided = many("{n:,} decided", "{n:,} decided", each.decisions)
            chosen = (
                many("{n:,} with an iD", "{n:,} with an iD", each.chosen) if each.chosen else ""
            )
            yield "  " + "  ".join(filter(None, (day(each.day), decided, chosen, clean(each.who))))


def _counted(count: int, what: str) -> str:
    return f"{number(count):>9}  {what}"


def _row(row: ReportRow) -> Iterator[str]:
    control = f" ({row.control_number})" if row.control_number not in row.place else ""
    yield "  " + _("{place}{number}, field {tag}/{occurrence}").format(
        place=row.place, number=control, tag=row.tag, occurrence=row.occurrence
    )
    decided = "" if row.decision == row.outcome else WORDS[Outcome(row.decision)]
    person = f"{row.orcid} ({row.person})" if row.person else row.orcid
    yield "    " + "  ".join(filter(None, (row.heading, decided, person)))
    if row.title:
        yield "    " + _("in: {title}").format(title=row.title)
    if row.reason:
        yield f"    {row.reason}"
    if row.note:
        yield "    " + _("note: {note}").format(note=row.note)
    if row.when or row.who:
        manner = Manner(row.manner)
        how = "" if manner is Manner.SINGLE else words.MANNERS[manner]
        when = row.when[:16].replace("T", " ")
        yield "    " + ", ".join(filter(None, (when, row.who, how)))
