"""Progress, coverage and pace as text: bars of blocks with their numbers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from orcid_tui.figures import words
from orcid_tui.figures.coverage import Coverage
from orcid_tui.figures.figures import Day, Figures
from orcid_tui.figures.pace import Pace
from orcid_tui.language import _, day, many, number
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.states import HeadingState
from orcid_tui.text import clean
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.render.bars import share_bar
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, text, wrap
from orcid_tui.ui.render.states import sign

_SHORT: Final = 8
"""Cells of the bar in the status line."""
_WORDS: Final = 44
"""Cells that the words beside a bar may take, in English."""
_LONGEST_BAR: Final = 40
_INDENT: Final = 2

_SIGNS: Final = {
    Verdict.CHOSEN: HeadingState.CHOSEN,
    Verdict.NOBODY: HeadingState.NOBODY,
    Verdict.SKIPPED: HeadingState.SKIPPED,
    Verdict.REMOVED: HeadingState.REMOVED,
    Verdict.TIDIED: HeadingState.TIDIED,
    Verdict.KEPT: HeadingState.LINKED,
}


def in_short(pace: Pace | None, coverage: Coverage) -> tuple[Content, ...]:
    """For the status line, the most telling first: the pace, then how many carry an iD."""
    told = [text(words.pace_in_short(pace), MUTED)] if pace is not None else []
    if coverage.total:
        before = max(0, min(coverage.before, coverage.after))
        shown = share_bar(before, coverage.total, _SHORT, coverage.after - before)
        share = words.share(coverage.after, coverage.total)
        told.append(text(_("iDs {bar} {share}").format(bar=shown, share=share), MUTED))
    return tuple(told)


def figure_lines(figures: Figures, width: int) -> list[Content]:
    """Everything, section by section, for a pane of this width."""
    lines: list[Content] = []
    for title, rows in (
        (_("Progress"), _progress(figures, width)),
        (_("ORCID iDs in these records"), _coverage(figures, width)),
        (_("Pace"), [text(sentence) for sentence in words.pace_sentences(figures)]),
        (_("What was decided"), _decided(figures)),
        (_("How it was decided"), _manners(figures)),
        (_("Day by day"), _days(figures.days)),
    ):
        if not rows:
            continue
        lines += [Content(""), text(title, STRONG)] if lines else [text(title, STRONG)]
        for row in rows:
            hanging = len(row.plain) - len(row.plain.lstrip(" "))
            lines += wrap(row.pad_left(_INDENT), width, _INDENT + hanging)
    return lines


def _progress(figures: Figures, width: int) -> list[Content]:
    progress, room = figures.progress, _label_room()
    shown = share_bar(progress.decided, progress.to_do, _bar_cells(width))
    rows = [
        _bar_row(_("done"), shown, words.decided(progress)),
        text(", ".join(words.undecided(progress)), MUTED).pad_left(room),
    ]
    if conflicts := words.conflicts(figures):
        rows.append(text(conflicts, WARN).pad_left(room))
    if figures.unsaved:
        rows.append(
            text(
                many(
                    "{n:,} choice is in no file yet; {key} saves.",
                    "{n:,} choices are in no file yet; {key} saves.",
                    figures.unsaved,
                    key=key_of("save"),
                )
            )
        )
    if not figures.complete:
        rows.append(text(_("The records are still being read: there may be more."), MUTED))
    return rows


def _coverage(figures: Figures, width: int) -> list[Content]:
    cells = _bar_cells(width)
    rows = []
    for coverage, told in (
        (figures.headings, words.headings_with_id),
        (figures.records, words.records_with_id),
    ):
        if coverage is None or not coverage.total:
            continue
        before, after, total = coverage.before, coverage.after, coverage.total
        stayed = share_bar(min(before, after), total, cells, after - before)
        rows += [
            _bar_row(_("before"), share_bar(before, total, cells), told(before, coverage)),
            _bar_row(_("after"), stayed, told(after, coverage)),
        ]
    if rows and figures.records is None:
        rows.append(text(_("counting the records…"), MUTED))
    if rows:
        rows.append(
            text(
                _(
                    "“After” is with everything that is decided, saved or not. Headings that can "
                    "take no iD do not count."
                ),
                MUTED,
            )
        )
    return rows


def _decided(figures: Figures) -> list[Content]:
    return _table(
        (sign(_SIGNS[verdict]), figures.verdicts[verdict], told)
        for verdict, told in words.VERDICTS.items()
        if figures.verdicts.get(verdict)
    )


def _manners(figures: Figures) -> list[Content]:
    rows = [
        (Content(" "), figures.manners[manner], told)
        for manner, told in words.MANNERS.items()
        if figures.manners.get(manner)
    ]
    if figures.notes:
        told = many("heading with a note", "headings with a note", figures.notes)
        rows.append((Content(" "), figures.notes, told))
    return _table(rows)


def _table(rows: Iterable[tuple[Content, int, str]]) -> list[Content]:
    told = [(glyph, number(count), what) for glyph, count, what in rows]
    room = max((len(count) for _glyph, count, _what in told), default=0)
    return [
        Content.assemble(glyph, " ", count.rjust(room), "  ", text(what))
        for glyph, count, what in told
    ]


def _days(days: Sequence[Day]) -> list[Content]:
    several = len({each.who for each in days}) > 1
    rows = []
    for each in reversed(days):
        parts = [many("{n:,} decided", "{n:,} decided", each.decisions)]
        if each.chosen:
            parts.append(many("{n:,} with an iD", "{n:,} with an iD", each.chosen))
        if each.seconds:
            parts.append(_("{time} of work").format(time=words.duration(each.seconds)))
        if several and each.who:
            parts.append(clean(each.who))
        rows.append(Content.assemble((day(each.day), MUTED), "  ", text(", ".join(parts))))
    return rows


def _bar_row(label: str, shown: str, told: str) -> Content:
    return Content.assemble((label.ljust(_label_room()), MUTED), shown, "  ", text(told))


def _label_room() -> int:
    return max(map(len, (_("done"), _("before"), _("after")))) + 2


def _bar_cells(width: int) -> int:
    return max(_SHORT, min(_LONGEST_BAR, width - _INDENT - _label_room() - 2 - _WORDS))
