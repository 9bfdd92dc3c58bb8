"""`orcid-tui list SOURCE`: one row for each personal-name heading."""

from __future__ import annotations

import argparse
from contextlib import aclosing
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.opening import opened
from orcid_tui.cli.output import row_writer
from orcid_tui.cli.progress import progress
from orcid_tui.cli.rows import HEADING_COLUMNS, brief_row
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.cli.text_layout import listing_writer
from orcid_tui.errors import ExitCode

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


def add(commands: options.Commands) -> None:
    """`orcid-tui list`"""
    parser = commands.add_parser(
        "list",
        help="list the personal-name headings of a source",
        description="List the personal-name headings (100, 700) of a source, one row each.",
        allow_abbrev=False,
    )
    options.add_source(parser)
    options.add_format(parser)
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List the headings. Damaged records are named on standard error and change nothing else."""
    import asyncio

    return asyncio.run(_list(arguments, opened(arguments)))


async def _list(arguments: argparse.Namespace, opened: Session) -> int:
    async with closing(opened) as session:
        writer = row_writer(arguments.format, HEADING_COLUMNS, listing_writer)
        with progress("Reading the records") as bar:
            scan = Scan(session, bar)
            async with aclosing(scan.batches()) as batches:
                async for batch in batches:
                    with bar.hidden():
                        for heading in session.briefs(batch.refs, batch.plain):
                            writer.write(brief_row(heading))
                        writer.flush()
        scan.report_damage()
    return int(ExitCode.DONE)
