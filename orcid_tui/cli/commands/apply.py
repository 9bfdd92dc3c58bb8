"""`orcid-tui apply SOURCE DECISIONS`: write the iDs that a file decides."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orcid_tui.cli import options
from orcid_tui.cli.decisions_file import STANDARD_INPUT, read_decisions
from orcid_tui.cli.outcomes import OUTCOME_COLUMNS, Outcomes, Status, summary
from orcid_tui.cli.output import LineWriter, NoRows, row_writer
from orcid_tui.cli.progress import progress
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.cli.streams import complain, say
from orcid_tui.errors import ConfigurationError, ExitCode

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import SaveReport, SaveTarget

_DESCRIPTION: Final = """\
Write the iDs of a file of decisions into $1 of the headings it names. DECISIONS is CSV or
JSON lines, as suggest writes it, with the column orcid filled in; - reads standard input.
It needs record or control_number, tag, occurrence and orcid; with heading, the heading in
the file must be the same. Lines without orcid are not decisions. Without --output or
--in-place a new file is written beside SOURCE."""


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
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--output",
        type=options.a_name,
        metavar="FILE",
        help="write to this file; one that exists is backed up first",
    )
    where.add_argument(
        "--in-place", action="store_true", help="replace SOURCE, after a backup of it was made"
    )
    options.add_format(parser)
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry out the decisions. Returns 4 when any was refused."""
    import asyncio

    return asyncio.run(_apply(arguments))


async def _apply(arguments: argparse.Namespace) -> int:
    from orcid_tui.session.opening import open_records

    decisions = read_decisions(arguments.decisions)
    practice = options.practice_of(arguments)
    async with closing(open_records([arguments.source], practice=practice)) as session:
        target = _target(session, arguments)
        with progress("Reading the records") as bar:
            scan = Scan(session, bar)
            await scan.to_the_end()
        outcomes = Outcomes(session, scan.records)
        outcomes.take(decisions)
        report: SaveReport | None = None
        if outcomes.anything_to_write or arguments.output is not None:
            with progress("Writing"):
                report = await session.save(target)
            outcomes.settle(report)
    _tell(arguments.format, outcomes, report)
    return int(ExitCode.PARTLY if outcomes.counts[Status.REFUSED] else ExitCode.DONE)


def _tell(wanted: options.Format, outcomes: Outcomes, report: SaveReport | None) -> None:
    writer = row_writer(wanted, OUTCOME_COLUMNS, NoRows)
    for outcome in outcomes.all():
        if outcome.status is Status.REFUSED:
            complain(outcome.complaint())
        writer.write(outcome.row())
    writer.flush()
    lines = summary(outcomes, report)
    if wanted is options.Format.TEXT:
        printer = LineWriter(sys.stdout)
        for line in lines:
            printer.line(line)
        printer.flush()
    else:
        for line in lines:
            say(line)


def _target(session: Session, arguments: argparse.Namespace) -> SaveTarget:
    """Where the result goes. Raises ConfigurationError when that place cannot be meant."""
    from orcid_tui.stores.protocol import SaveMode, SaveTarget

    if arguments.output is not None:
        output = Path(arguments.output)
        _check_output(output, session, arguments.decisions)
        target = SaveTarget(SaveMode.TO_PATH, output)
    else:
        target = SaveTarget(SaveMode.REPLACE if arguments.in_place else SaveMode.BESIDE)
    if target.mode not in session.store.save_modes:
        raise ConfigurationError(
            f"{session.store.label} cannot be saved in this way.",
            session.store.read_only or "Try without --output and --in-place, or the other of them.",
        )
    return target


def _check_output(output: Path, session: Session, decisions: str) -> None:
    from orcid_tui.stores.protocol import SaveMode

    sources = session.store.proposed_paths(SaveMode.REPLACE)
    if any(_same_file(output, source) for source in sources):
        raise ConfigurationError(
            "The output is the source itself.",
            "Use --in-place to replace the source; a backup of it is made first.",
        )
    if decisions != STANDARD_INPUT and _same_file(output, Path(decisions)):
        raise ConfigurationError(
            "The output is the file of decisions.", "Give the output a name of its own."
        )


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
