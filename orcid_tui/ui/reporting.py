"""The report of the session, asked for on a screen: three files, and a sentence that says where."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path

from textual.widget import Widget

from orcid_tui.errors import SaveError
from orcid_tui.figures.coverage import Coverage, covering_records
from orcid_tui.folders import shown, state_folder
from orcid_tui.language import _
from orcid_tui.report.files import write_files
from orcid_tui.report.report import Report, report_of
from orcid_tui.report.rows import report_rows
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import SaveMode
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.messages import Reported


def write_the_report(session: Session, owner: Widget) -> None:
    """Begin to write it, beside the work; `owner` is told where it is, or why there is none."""
    start(owner, "report", _write, session, owner)


async def _write(session: Session, owner: Widget) -> None:
    if not session.decisions() and not session.notes:
        sentence = _("Nothing is decided yet, so there is nothing to report.")
    else:
        going_on = partial(owner.post_message, Reported(_("The report is being written…")))
        rows = [row async for row in in_slices(report_rows(session, session.refusals), going_on)]
        records = Coverage()
        async for counted in in_slices(covering_records(session), going_on):
            records = counted
        report = report_of(session, rows, records, datetime.now())
        sentence = await asyncio.to_thread(_written, report, _folder(session))
    owner.post_message(Reported(sentence))


def _written(report: Report, folder: Path) -> str:
    """Write the files, and say where they are, or why they could not be written."""
    try:
        files = write_files(report, folder)
    except SaveError as first:
        try:
            files = write_files(report, _in_the_state_folder())
        except (SaveError, OSError):
            return _("The report was not written. {why}").format(why=first)
    return _(
        "The report is in {page}, to be printed or handed on; beside it {text}, to be read, and "
        "{table}, for a spreadsheet."
    ).format(page=shown(files.page), text=files.text.name, table=files.table.name)


def _folder(session: Session) -> Path:
    """Beside the file, else where the program was started."""
    paths = session.store.proposed_paths(SaveMode.BESIDE)
    return paths[0].parent if paths else Path.cwd()


def _in_the_state_folder() -> Path:
    folder = state_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
