"""The files of a report: three of one name, and none is ever written over."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orcid_tui.figures.coverage import covered_records
from orcid_tui.report.page import page_of
from orcid_tui.report.report import Report, report_of
from orcid_tui.report.rows import report_rows
from orcid_tui.report.table import ENCODING, table_of
from orcid_tui.report.text import text_of
from orcid_tui.stores.protocol import Refusal
from orcid_tui.stores.trouble import explained

if TYPE_CHECKING:
    from orcid_tui.session.session import Session

_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where the report is, in each of its forms."""

    table: Path
    text: Path
    page: Path


def write_report(
    session: Session,
    refusals: Sequence[Refusal],
    folder: Path,
    now: Callable[[], datetime] = datetime.now,
) -> ReportFiles:
    """Gather the report and write it into `folder`, all at once. Raises SaveError."""
    rows = report_rows(session, refusals)
    return write_files(report_of(session, rows, covered_records(session), now()), folder)


def write_files(report: Report, folder: Path) -> ReportFiles:
    """Write a report into `folder`. The names come from the source's, with a number where they
    are taken. Raises SaveError."""
    table, text, page = table_of(report.rows), text_of(report), page_of(report)
    name = _file_name(report.label)
    made: ReportFiles | None = None
    try:
        made = _made(folder, name)
        made.table.write_text(table, encoding=ENCODING, newline="")
        made.text.write_text(text, encoding="utf-8")
        made.page.write_text(page, encoding="utf-8", newline="\n")
    except OSError as trouble:
        if made is not None:
            for path in (made.table, made.text, made.page):
                path.unlink(missing_ok=True)
        raise explained(trouble, folder / name) from trouble
    return made


def _file_name(label: str) -> str:
    """The source's name as a file can have it, without the ending of a file of records."""
    stem = _NOT_IN_NAMES.sub("-", re.sub(r"\.\w{1,6}(\.gz)?$", "", label))
    return f"{stem.strip('-.')[:_LONGEST_NAME] or 'records'}-report"


def _made(folder: Path, name: str) -> ReportFiles:
    """Empty files of one name that nobody had. Raises OSError."""
    for nth in count(1):
        stem = name if nth == 1 else f"{name}-{nth}"
        paths = [folder / f"{stem}.{ending}" for ending in ("csv", "txt", "html")]
        with ExitStack() as back:
            try:
                for path in paths:
                    _touch_new(path)
                    back.callback(path.unlink, missing_ok=True)
            except FileExistsError:
                continue
            back.pop_all()
            return ReportFiles(*paths)
    raise AssertionError


def _touch_new(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
