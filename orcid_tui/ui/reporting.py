"""The report of a session, asked for on a screen: two files, and a sentence that says where."""

from __future__ import annotations

from pathlib import Path

from orcid_tui.errors import SaveError
from orcid_tui.folders import shown, state_folder
from orcid_tui.session.report import write_report
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import SaveMode


def report_written(session: Session) -> str:
    """Write the report, and say where it is, or why it could not be written."""
    if not session.decisions():
        return "Nothing is decided yet, so there is nothing to report."
    try:
        table, text = write_report(session, session.refusals, _folder(session))
    except SaveError as first:
        try:
            table, text = _in_the_state_folder(session)
        except (SaveError, OSError):
            return f"The report was not written. {first}"
    return f"The report is in {shown(table)} and, to read, in {shown(text)}."


def _folder(session: Session) -> Path:
    """Beside the file, else where the program was started."""
    paths = session.store.proposed_paths(SaveMode.BESIDE)
    return paths[0].parent if paths else Path.cwd()


def _in_the_state_folder(session: Session) -> tuple[Path, Path]:
    folder = state_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return write_report(session, session.refusals, folder)
