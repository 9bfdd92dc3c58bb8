"""Recent work in one line each: what, how far, when; and where it is in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content

from orcid_tui.language import _, day, many, number
from orcid_tui.profiles.dates_in_words import time_words
from orcid_tui.ui.render.bars import share_bar
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, fit, text

if TYPE_CHECKING:
    from orcid_tui.history.recent import RecentWork

KEY_WIDTH: Final = 4
"""Cells of the digit that opens it, as ` 1  `."""

_BAR: Final = 6
_LEAST, _COMFORTABLE = 12, 20
"""Cells that a name has at least, and from which on it is not shortened for a word."""
_GAP: Final = "  "


def recent_rows(works: Sequence[RecentWork], width: int, now: datetime) -> list[Content]:
    """A line of `width` cells for each; what stands below each other begins in one column."""
    times = [when(work.when, now) for work in works]
    last = max(map(len, times), default=0)
    left = width - KEY_WIDTH - _BAR - 1 - last - 2 * len(_GAP)
    names = max((text(work.label).cell_length for work in works), default=0)
    progress = [how_far(work) for work in works]
    if _longest(progress) + min(names, _COMFORTABLE) > left:
        progress = [how_far(work, short=True) for work in works]
    told = _longest(progress)
    room = max(_LEAST, min(left - told, names))
    rows = []
    for place, (work, far, time) in enumerate(zip(works, progress, times, strict=True), start=1):
        line = Content.assemble(
            (f" {place} ", "bold reverse"),
            " ",
            fit(work.label, room, STRONG),
            _GAP,
            _bar(work),
            " ",
            far.pad_right(told - far.cell_length),
            _GAP,
            (time.rjust(last), MUTED),
        )
        rows.append(line.truncate(width, ellipsis=True))
    return rows


def _longest(contents: Sequence[Content]) -> int:
    return max((one.cell_length for one in contents), default=0)


def how_far(work: RecentWork, *, short: bool = False) -> Content:
    """As in `312 of 4,310 decided, 12 not saved`; in short without the word in the middle."""
    if not work.reachable:
        return text(_("not there any more"), WARN)
    to_do = work.decided + work.open
    if not work.total:
        return text(_("not read yet"), MUTED)
    if not to_do:
        return text(_("nothing to decide"), MUTED)
    words = _("{done} of {all}") if short else _("{done} of {all} decided")
    done = words.format(done=number(work.decided), all=number(to_do))
    if not work.unsaved:
        return text(done)
    unsaved = many("{n:,} not saved", "{n:,} not saved", work.unsaved)
    return Content.assemble(text(done), ", ", text(unsaved, WARN))


def where(work: RecentWork) -> Content:
    """Where it is in full, and what can be done when nothing is there any more."""
    if work.reachable:
        return text(work.location, MUTED)
    return text(
        _("Enter asks where it is now; it was {where}.").format(where=work.location),
        WARN,
    )


def when(moment: datetime, now: datetime) -> str:
    """As in `yesterday 16:40`; the day alone when it is longer ago."""
    local = moment.astimezone().replace(tzinfo=None)
    if now.date() - local.date() > timedelta(days=1) or local.date() > now.date():
        return day(local)
    return time_words(moment, now)


def _bar(work: RecentWork) -> Content:
    to_do = work.decided + work.open
    if not work.reachable or not to_do:
        return Content(" " * _BAR)
    return Content(share_bar(work.decided, to_do, _BAR))
