"""What a save would change, and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from textual.content import Content

from orcid_tui.folders import shown
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import Change, Preview, SaveMode, SaveReport, SystemState, Wish
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, padded, text, wrap
from orcid_tui.ui.render.fields import preview_lines, short_preview_lines
from orcid_tui.ui.render.system import alarm

_DEEDS: Final = {
    Wish.LINK: "",
    Wish.REPLACE: _("iD replaced"),
    Wish.REMOVE: _("iD taken out"),
    Wish.TIDY: _("iD tidied"),
}
"""What is done to the field, where that is more than to add an iD."""


_PATHS_SHOWN: Final = 2
_MODES: Final = {
    SaveMode.BESIDE: _("a new file, the old one stays as it is"),
    SaveMode.REPLACE: _("the file itself, after a backup of it was made"),
    SaveMode.TO_PATH: _("another file"),
}


def change_lines(change: PlannedChange, width: int) -> list[Content]:
    """Record, field before and field after; or the reason why it will not be written."""
    ref = change.change.ref
    deed = _DEEDS[change.change.wish]
    place = place_line(change.place, ref, change.control_number, change.title, deed)
    lines = [place.truncate(width, ellipsis=True)]
    if change.preview is not None:
        lines += preview_lines(change.preview, width, 4)
    if change.refusal is not None:
        refused = Content.assemble(
            ("    " + _("not written:") + " ", "bold $text-warning"), text(change.refusal.reason)
        )
        lines += wrap(refused, width, 12)
    return [*lines, Content("")]


def short_change_lines(
    mark: str, place: str, heading: Heading, preview: Preview | str, width: int
) -> list[Content]:
    """Record, and the field before and after in one line each, or why it cannot be written."""
    where = place_line(place, heading.ref, heading.control_number, heading.name)
    lines = [Content.assemble(f" {mark}", where).truncate(width, ellipsis=True)]
    if isinstance(preview, Preview):
        return lines + short_preview_lines(preview, width, 5)
    return [
        *lines,
        text(_("not written: {preview}").format(preview=preview), WARN).pad_left(5).truncate(width),
    ]


def short_planned_lines(change: PlannedChange, width: int) -> list[Content]:
    """The same as `change_lines` in three lines and a blank one."""
    deed = _DEEDS[change.change.wish]
    place = place_line(change.place, change.change.ref, change.control_number, change.title, deed)
    lines = [place.truncate(width, ellipsis=True)]
    if change.preview is not None:
        return lines + short_preview_lines(change.preview, width, 4)
    reason = change.refusal.reason if change.refusal is not None else ""
    return [
        *lines,
        *wrap(
            text(_("not written: {reason}").format(reason=reason), WARN).pad_left(4),
            width,
            6,
            limit=2,
        ),
    ]


def write_back_lines(system: SystemState | None, location: str, width: int) -> list[Content]:
    """Saving into the library system itself, with its alarm, in two lines; `location` says what
    is open."""
    name = system.name if system is not None else ""
    head = Content.assemble(_(" back into Alma: "), text(name, STRONG), "  ", alarm(system))
    where = text(location, MUTED).pad_left(4)
    return [line.truncate(width, ellipsis=True) for line in (head, where)]


def mode_lines(mode: SaveMode, paths: Sequence[Path], location: str, width: int) -> list[Content]:
    """A way of saving, with the files it writes in full; `location` where there are no files."""
    head = Content.assemble(_(" to "), (_MODES[mode], STRONG))
    places = [shown(path) for path in paths[:_PATHS_SHOWN]] or [location]
    if len(paths) > _PATHS_SHOWN:
        places.append(_("and {n} more").format(n=number(len(paths) - _PATHS_SHOWN)))
    lines = [text(place, MUTED).pad_left(4) for place in places]
    return [head.truncate(width, ellipsis=True), *(x for y in lines for x in wrap(y, width, 4))]


def file_lines(report: SaveReport, width: int) -> list[Content]:
    """The file that was written, and the backup of the one that was there."""
    lines: list[Content] = []
    labels = padded(_("File"), _("Backup"))
    for label, path in zip(labels, (report.path, report.backup), strict=True):
        if path is not None:
            lines += wrap(Content.assemble((label, MUTED), text(shown(path))), width, len(label))
    return lines


def counted(asked: Sequence[Change], written: Collection[HeadingRef]) -> str:
    """What was done of what was asked for, as in `3 iDs written. 1 iD replaced.`"""
    done = Counter(change.wish for change in asked if change.ref in written)
    sentences = [_counted(wish, done[wish]) for wish in _DEEDS if done.get(wish)]
    return " ".join(sentences) or _("Nothing had to be written.")


def _counted(wish: Wish, count: int) -> str:
    match wish:
        case Wish.LINK:
            return many("{n:,} iD written.", "{n:,} iDs written.", count)
        case Wish.REPLACE:
            return many("{n:,} iD replaced.", "{n:,} iDs replaced.", count)
        case Wish.REMOVE:
            return many("{n:,} iD taken out.", "{n:,} iDs taken out.", count)
        case Wish.TIDY:
            return many("{n:,} iD tidied.", "{n:,} iDs tidied.", count)


def place_line(
    place: str, ref: HeadingRef, control_number: str | None, title: str, deed: str = ""
) -> Content:
    """Where a field is: the record, its number, tag and occurrence, and what it is about."""
    shown_number = (
        f" {clean(control_number)}" if control_number and control_number not in place else ""
    )
    nth = _(" no. {occurrence}").format(occurrence=ref.occurrence) if ref.occurrence > 1 else ""
    return Content.assemble(
        " ",
        (f"{clean(place)}{shown_number}".strip(), STRONG),
        f", {ref.tag}{nth}",
        (f" · {deed}" if deed else "", WARN),
        (f"  {clean(title)}" if title else "", MUTED),
    )
