"""The report of a session's work: what was decided about each heading, and what came of it.

Two files of one name: CSV for whoever counts or goes on working with it, and a text to be read or
printed. The CSV begins with a byte order mark, unlike the one on standard output, which programs
read: this one is opened with a double click, and Excel takes UTF-8 for something else without it.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from enum import Enum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from orcid_tui import __version__
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.decisions import Decision, Verdict
from orcid_tui.session.states import HeadingState
from orcid_tui.spreadsheet import guarded_cell
from orcid_tui.stores.protocol import NumberingStore, Refusal
from orcid_tui.stores.trouble import explained
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


class Outcome(Enum):
    """What came of a decision. The value is the word in the report."""

    LINKED = "linked"
    REPLACED = "replaced"
    REMOVED = "removed"
    TIDIED = "tidied"
    NOBODY = "none fits"
    SKIPPED = "skipped"
    KEPT = "left as it was"
    REFUSED = "refused"
    UNSAVED = "not saved"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One heading that was decided. All texts are clean.

    `decision` is what was wanted, in the words of `Outcome`; `outcome` what came of it, and
    `reason` why not, in one sentence. `mms_id` is empty where records have none.
    """

    outcome: str
    decision: str
    record: int
    place: str
    control_number: str
    mms_id: str
    tag: str
    occurrence: int
    heading: str
    title: str
    orcid: str
    person: str
    reason: str


_DECIDED: Final = {
    Verdict.CHOSEN: Outcome.LINKED,
    Verdict.REMOVED: Outcome.REMOVED,
    Verdict.TIDIED: Outcome.TIDIED,
    Verdict.NOBODY: Outcome.NOBODY,
    Verdict.SKIPPED: Outcome.SKIPPED,
    Verdict.KEPT: Outcome.KEPT,
}
_FIRST: Final = (Outcome.REFUSED, Outcome.UNSAVED)
"""What somebody still has to look at stands in front."""

_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 60


def report_rows(session: Session, refusals: Sequence[Refusal]) -> Iterator[ReportRow]:
    """A row for every heading that was decided, in the order of the source."""
    refused = {refusal.ref: refusal.reason for refusal in refusals}
    for decision in session.decisions():
        yield _row(session, decision, refused)


def write_report(
    session: Session,
    refusals: Sequence[Refusal],
    folder: Path,
    now: Callable[[], datetime] = datetime.now,
) -> tuple[Path, Path]:
    """Write the report into `folder`; returns the paths of CSV and text.

    The names come from the source's, with a number where they are taken; no file is ever written
    over. Raises SaveError.
    """
    rows = tuple(report_rows(session, refusals))
    name = _file_name(session.store.label)
    made: tuple[Path, ...] = ()
    try:
        made = table, text = _made(folder, name)
        with table.open("w", encoding="utf-8-sig", newline="") as file:
            _write_table(file, rows)
        with text.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in report_text(session, rows, now()))
    except OSError as trouble:
        for path in made:
            path.unlink(missing_ok=True)
        raise explained(trouble, folder / name) from trouble
    return table, text


def report_text(session: Session, rows: Sequence[ReportRow], now: datetime) -> Iterator[str]:
    """The report for people, line by line: in short, then heading by heading."""
    counts = session.counts()
    by_outcome = Counter(row.outcome for row in rows)
    yield f"Report of orcid-tui {__version__}, {now:%Y-%m-%d %H:%M}"
    yield ""
    yield f"Records: {clean(session.store.label)}"
    yield f"From:    {clean(session.store.location)}"
    if system := session.system:
        yield f"System:  {clean(', '.join(filter(None, (system.name, system.alarm))))}"
    yield ""
    yield f"{len(rows):,} of {counts.total:,} headings were decided:"
    for outcome in Outcome:
        if number := by_outcome[outcome.value]:
            yield f"{number:>9,}  {outcome.value}"
    yield "Of the others:"
    yield f"{counts.linked:>9,}  carry an iD"
    yield f"{counts.open:>9,}  are open"
    yield f"{counts.closed:>9,}  cannot get an iD"
    for outcome in (*_FIRST, *(each for each in Outcome if each not in _FIRST)):
        of_these = [row for row in rows if row.outcome == outcome.value]
        if of_these:
            yield from ("", f"{outcome.value.capitalize()}: {len(of_these):,}")
        for row in of_these:
            yield from _lines(row)


def _lines(row: ReportRow) -> Iterator[str]:
    number = f" ({row.control_number})" if row.control_number not in row.place else ""
    yield f"  {row.place}{number}, field {row.tag}/{row.occurrence}"
    decided = row.decision if row.decision != row.outcome else ""
    person = f"{row.orcid} ({row.person})" if row.person else row.orcid
    yield "    " + "  ".join(filter(None, (row.heading, decided, person)))
    if row.title:
        yield f"    in: {row.title}"
    if row.reason:
        yield f"    {row.reason}"


def _row(session: Session, decision: Decision, refused: Mapping[HeadingRef, str]) -> ReportRow:
    ref, store = decision.ref, session.store
    heading = session.heading(ref)
    wanted = Outcome.REPLACED if decision.replacing else _DECIDED[decision.verdict]
    outcome, reason = wanted, ""
    if decision.change is not None and session.state(ref) is not HeadingState.SAVED:
        outcome = Outcome.REFUSED if ref in refused else Outcome.UNSAVED
        reason = refused.get(ref, "")
    orcid = decision.orcid or heading.orcid
    number = store.system_number(ref.record) if isinstance(store, NumberingStore) else ""
    return ReportRow(
        outcome.value,
        wanted.value,
        ref.record,
        clean(session.place(ref)),
        clean(heading.control_number or ""),
        clean(number),
        ref.tag,
        ref.occurrence,
        clean(heading.name),
        clean(session.work(ref).title),
        str(orcid or ""),
        clean(decision.name or _known_name(session, decision)),
        clean(reason),
    )


def _known_name(session: Session, decision: Decision) -> str:
    """The name on the public page, where that was looked at."""
    profile = session.known_profile(decision.orcid) if decision.orcid else None
    return profile.name if profile else ""


def _write_table(file: TextIO, rows: Iterable[ReportRow]) -> None:
    writer = csv.writer(file)
    writer.writerow(field.name for field in fields(ReportRow))
    for row in rows:
        writer.writerow(
            guarded_cell(cell) if isinstance(cell, str) else cell for cell in astuple(row)
        )


def _file_name(label: str) -> str:
    """The source's name as a file can have it, without the ending of a file of records."""
    stem = _NOT_IN_NAMES.sub("-", re.sub(r"\.\w{1,6}(\.gz)?$", "", clean(label)))
    return f"{stem.strip('-.')[:_LONGEST_NAME] or 'records'}-report"


def _made(folder: Path, name: str) -> tuple[Path, Path]:
    """Two empty files of one name that nobody had. Raises OSError."""
    for nth in count(1):
        stem = name if nth == 1 else f"{name}-{nth}"
        table, text = folder / f"{stem}.csv", folder / f"{stem}.txt"
        try:
            _touch_new(table)
        except FileExistsError:
            continue
        try:
            _touch_new(text)
        except FileExistsError:
            table.unlink()
            continue
        except OSError:
            table.unlink(missing_ok=True)
            raise
        return table, text
    raise AssertionError


def _touch_new(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
