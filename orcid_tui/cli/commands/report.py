"""`orcid-tui report SOURCE`: the report of what was decided about a source, without its screen."""

from __future__ import annotations

import argparse
import sys
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.opening import opened
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.progress import progress
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.errors import ExitCode, SourceError
from orcid_tui.language import _

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


def add(commands: options.Commands) -> None:
    """`orcid-tui report`"""
    parser = commands.add_parser(
        "report",
        help=_("write the report of what was decided about a source"),
        description=_(
            "Write the report of what was decided about SOURCE on the screen: a page (HTML), a "
            "text and a table (CSV). Nothing else is written, and no registry is asked. The three "
            "names go to standard output."
        ),
        allow_abbrev=False,
    )
    options.add_source(parser)
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(),
        help=_("where the three files go; without it, the folder you are in"),
    )
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the records and their history, and write the report."""
    import asyncio

    return asyncio.run(_report(arguments.folder, opened(arguments)))


async def _report(folder: Path, opened: Session) -> int:
    from orcid_tui.report.files import write_report

    async with closing(opened) as session:
        session.look_back()
        with progress(_("Reading the records")) as bar:
            scan = Scan(session, bar)
            await scan.to_the_end()
        scan.report_damage()
        if not session.decisions() and not session.notes:
            raise SourceError(
                _("Nothing is decided about these records yet, so there is nothing to report."),
                _("Decide on the screen: orcid-tui {source}").format(source=session.store.label),
            )
        files = write_report(session, session.refusals, folder)
    writer = LineWriter(sys.stdout)
    for path in astuple(files):
        writer.line(str(path))
    return int(ExitCode.DONE)
