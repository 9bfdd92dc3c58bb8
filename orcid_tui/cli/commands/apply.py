"""`orcid-tui apply SOURCE DECISIONS`: carry out what a file decides."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orcid_tui.cli import options
from orcid_tui.cli.finishing import finishing
from orcid_tui.cli.opening import opened
from orcid_tui.cli.output import NoRows, row_writer
from orcid_tui.cli.progress import progress
from orcid_tui.cli.saving import add_where, claim_source, file_lines, say_where, target_of
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.cli.streams import complain
from orcid_tui.cli.summing_up import sum_up
from orcid_tui.errors import ExitCode

if TYPE_CHECKING:
    from orcid_tui.cli.decisions_file import DecisionsFile
    from orcid_tui.cli.outcomes import Outcomes
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import SaveReport

_DESCRIPTION: Final = """\
Carry out a file of decisions: write the iDs it names into the headings it names. DECISIONS is
CSV or JSON lines, as suggest writes it, with the column orcid filled in; - reads standard
input. It needs record or control_number, tag, occurrence and orcid; with heading, the
heading in the file must be the same. Lines without orcid are not decisions. A column action
may say replace (orcid takes the place of what is there; with instead_of only of that iD),
remove (what is there is wrong) or tidy (what is there, in the form of the settings). Without
--output or --in-place a new file is written beside SOURCE; titles of Alma are written back
into Alma at once, each record by itself, and Ctrl-C stops between two of them."""

_ON_CONFLICT: Final = ("refuse", "replace")


def add(commands: options.Commands) -> None:
    """`orcid-tui apply`"""
    parser = commands.add_parser(
        "apply",
        help="write decided iDs into the records",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    options.add_source(parser)
    parser.add_argument(
        "decisions", type=options.a_name, metavar="DECISIONS", help="a file of decisions, or -"
    )
    add_where(parser)
    parser.add_argument(
        "--on-conflict",
        choices=_ON_CONFLICT,
        default="refuse",
        metavar="{refuse,replace}",
        help=(
            "what to do with a line without action whose heading carries another iD: refuse it "
            "(default), or replace what is there"
        ),
    )
    options.add_format(parser)
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry out the decisions. Returns 4 when any was refused."""
    import asyncio

    from orcid_tui.cli.decisions_file import read_decisions

    decisions = read_decisions(arguments.decisions)
    return asyncio.run(_apply(arguments, decisions, opened(arguments)))


async def _apply(arguments: argparse.Namespace, decisions: DecisionsFile, opened: Session) -> int:
    from orcid_tui.cli.deciding import OnConflict, Status
    from orcid_tui.cli.decisions_file import STANDARD_INPUT
    from orcid_tui.cli.outcomes import Outcomes, summary

    file = None if arguments.decisions == STANDARD_INPUT else Path(arguments.decisions)
    async with closing(opened) as session:
        target = target_of(arguments, session, file)
        claim_source(session, target)
        with progress("Reading the records") as bar:
            scan = Scan(session, bar)
            await scan.to_the_end()
        scan.report_notices()
        outcomes = Outcomes(session, scan.records, OnConflict(arguments.on_conflict))
        outcomes.take(decisions)
        report: SaveReport | None = None
        if outcomes.anything_to_write or arguments.output is not None:
            say_where(session)
            with progress("Writing") as bar, finishing(session.system is not None) as watch:
                watch.moved = bar.at
                report = await session.save(target, watch)
            outcomes.settle(report)
    _tell(arguments.format, outcomes)
    sum_up(arguments.format, [summary(outcomes), *file_lines(report)])
    return int(ExitCode.PARTLY if outcomes.counts[Status.REFUSED] else ExitCode.DONE)


def _tell(wanted: options.Format, outcomes: Outcomes) -> None:
    from orcid_tui.cli.outcomes import OUTCOME_COLUMNS

    writer = row_writer(wanted, OUTCOME_COLUMNS, NoRows)
    for outcome in outcomes.all():
        if outcome.refused:
            complain(outcome.complaint())
        writer.write(outcome.row())
    writer.flush()
