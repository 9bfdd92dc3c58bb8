"""`orcid-tui suggest SOURCE`: every heading with its candidates, best first."""

from __future__ import annotations

import argparse
from contextlib import aclosing
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.opening import opened
from orcid_tui.cli.output import RowWriter, row_writer
from orcid_tui.cli.progress import Progress, progress
from orcid_tui.cli.rows import SUGGESTION_COLUMNS
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.cli.streams import complain, say
from orcid_tui.cli.text_layout import suggestion_cells, suggestion_writer
from orcid_tui.errors import ExitCode

if TYPE_CHECKING:
    from orcid_tui.cli.asking import Asking
    from orcid_tui.session.session import Session


def add(commands: options.Commands) -> None:
    """`orcid-tui suggest`"""
    parser = commands.add_parser(
        "suggest",
        help="look up candidates for the headings of a source",
        description=(
            "Look up candidates for the headings of a source, best first. With --format csv, "
            "fill in the column orcid and give the file to apply."
        ),
        allow_abbrev=False,
    )
    options.add_source(parser)
    options.add_format(parser)
    parser.add_argument(
        "--limit",
        type=options.at_least_one,
        default=10,
        metavar="N",
        help="at most so many candidates for a heading (default: 10)",
    )
    parser.add_argument(
        "--include-linked",
        action="store_true",
        help="look up headings that carry an iD already, too",
    )
    parser.add_argument(
        "--widely",
        action="store_true",
        help="where nobody has exactly the name, look for all who share the surname",
    )
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look up all headings. Returns 4 when some could not be looked up."""
    import asyncio

    return asyncio.run(_suggest(arguments, opened(arguments, asks_orcid=True)))


async def _suggest(arguments: argparse.Namespace, opened: Session) -> int:
    from orcid_tui.cli.asking import Asking

    async with closing(opened) as session:
        _say_how_we_ask(session)
        with progress("Reading the records") as bar:
            scan = Scan(session, bar)
            await scan.to_the_end()
        scan.report_damage()
        asking = Asking(
            session,
            limit=arguments.limit,
            include_linked=arguments.include_linked,
            widely=arguments.widely,
        )
        writer = row_writer(
            arguments.format, SUGGESTION_COLUMNS, suggestion_writer, suggestion_cells
        )
        with progress("Looking up") as bar:
            await _write_rows(asking, writer, bar)
        for reason, count in asking.failures.most_common():
            complain(f"Not looked up: {count:,} of {asking.asked:,} headings. {reason}")
        return int(ExitCode.PARTLY if asking.failures else ExitCode.DONE)


async def _write_rows(asking: Asking, writer: RowWriter, bar: Progress) -> None:
    async with aclosing(asking.rows()) as rows:
        async for position, row in rows:
            with bar.hidden():
                writer.write(row)
                writer.flush()
            bar.at(position, asking.total)


def _say_how_we_ask(session: Session) -> None:
    for warning in session.warnings:
        complain(warning)
    if session.registry.access.anonymous:
        say(session.registry.access.sentence)
