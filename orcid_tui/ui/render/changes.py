"""What a save would change, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from textual.content import Content

from orcid_tui.folders import shown
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import Preview, Refusal, SaveMode, SaveReport
from orcid_tui.text import clean
from orcid_tui.ui.render.cells import GOOD, MUTED, STRONG, WARN, text, wrap
from orcid_tui.ui.render.headings import field_line

NEW_BEGINS: Final = "▸"
NEW_ENDS: Final = "◂"
_NEW_STYLE: Final = "bold underline $text-success"

_PATHS_SHOWN: Final = 2
_MODES: Final = {
    SaveMode.BESIDE: "a new file, the old one stays as it is",
    SaveMode.REPLACE: "the file itself, after a backup of it was made",
    SaveMode.TO_PATH: "another file",
}


def change_lines(change: PlannedChange, width: int) -> list[Content]:
    """Record, field before and field after; or the reason why it will not be written."""
    ref = change.change.ref
    place = _place(change.place, ref, change.control_number, change.title)
    lines = [place.truncate(width, ellipsis=True)]
    if change.preview is not None:
        before = Content.assemble(("    before  ", MUTED), field_line(change.preview.before))
        after = Content.assemble(("    after   ", MUTED), after_line(change.preview))
        lines += wrap(before, width, 12) + wrap(after, width, 12)
    if change.refusal is not None:
        refused = Content.assemble(
            ("    not written: ", "bold $text-warning"), text(change.refusal.reason)
        )
        lines += wrap(refused, width, 12)
    return [*lines, Content("")]


def after_line(preview: Preview) -> Content:
    """The field after the change; what is new stands between ▸ and ◂."""
    before, after = preview.before.subfields, preview.after.subfields
    start, end = _new_part(before, after)
    if start == end:
        return field_line(preview.after)
    head = field_line(_with(preview.after, after[:start]))
    tail = field_line(Field("", "", after[end:])).plain.strip()
    new = " ".join(f"${clean(s.code)} {clean(s.value)}" for s in after[start:end])
    return Content.assemble(
        head, " ", (f"{NEW_BEGINS}{new}{NEW_ENDS}", _NEW_STYLE), f" {tail}" if tail else ""
    )


def mode_lines(mode: SaveMode, paths: Sequence[Path], location: str, width: int) -> list[Content]:
    """A way of saving, with the files it writes in full; `location` where there are no files."""
    head = Content.assemble(" to ", (_MODES[mode], STRONG))
    places = [shown(path) for path in paths[:_PATHS_SHOWN]] or [location]
    if len(paths) > _PATHS_SHOWN:
        places.append(f"and {len(paths) - _PATHS_SHOWN:,} more")
    lines = [text(place, MUTED).pad_left(4) for place in places]
    return [head.truncate(width, ellipsis=True), *(x for y in lines for x in wrap(y, width, 4))]


def report_lines(report: SaveReport, describe: Callable[[int], str], width: int) -> list[Content]:
    """What a save did: the file, the backup, and every refusal with its reason.

    `describe` says where a record is.
    """
    count = len(report.written)
    lines = wrap(
        text(f"{count:,} iD written." if count == 1 else f"{count:,} iDs written.", f"bold {GOOD}"),
        width,
    )
    for part in report.parts or (report,):
        for label, path in (("File    ", part.path), ("Backup  ", part.backup)):
            if path is not None:
                lines += wrap(Content.assemble((label, MUTED), text(shown(path))), width, 8)
    if report.refused:
        lines += [Content(""), text(f"Not written ({len(report.refused):,}):", f"bold {WARN}")]
        for refusal in report.refused:
            lines += refusal_lines(refusal, describe(refusal.ref.record), width)
    return lines


def refusal_lines(refusal: Refusal, place: str, width: int) -> list[Content]:
    """One decision that was not carried out."""
    where = _place(place, refusal.ref, refusal.control_number, "")
    return wrap(Content.assemble(where, ": ", text(refusal.reason)), width, 4)


def _place(place: str, ref: HeadingRef, control_number: str | None, title: str) -> Content:
    number = f" {clean(control_number)}" if control_number else ""
    nth = f" no. {ref.occurrence}" if ref.occurrence > 1 else ""
    return Content.assemble(
        " ",
        (f"{clean(place)}{number}", STRONG),
        f", {ref.tag}{nth}",
        (f"  {clean(title)}" if title else "", MUTED),
    )


def _new_part(before: tuple[Subfield, ...], after: tuple[Subfield, ...]) -> tuple[int, int]:
    """Where the subfields of `after` begin and end that are not in `before`."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start, len(after) - tail


def _with(field: Field, subfields: tuple[Subfield, ...]) -> Field:
    return Field(field.tag, field.indicators, subfields, field.data)
