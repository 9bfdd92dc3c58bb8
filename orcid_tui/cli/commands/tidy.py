"""`orcid-tui tidy SOURCE`: show, and only then do, what would bring all iDs into one form."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, TypedDict

from orcid_tui.cli import options
from orcid_tui.cli.field_text import field_text
from orcid_tui.cli.finishing import finishing
from orcid_tui.cli.opening import opened
from orcid_tui.cli.output import LineWriter, Row, RowWriter, row_writer
from orcid_tui.cli.progress import progress
from orcid_tui.cli.saving import add_where, claim_source, file_lines, say_where, target_of
from orcid_tui.cli.scanning import Scan, closing
from orcid_tui.cli.streams import complain
from orcid_tui.cli.summing_up import sum_up
from orcid_tui.errors import ExitCode
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.headings.heading import HeadingRef
    from orcid_tui.session.session import Session

_DESCRIPTION: Final = """\
Show every heading whose iD stands in another form than the settings say ($0 (orcid)…, $9, bare
beside $2 orcid, http://…), before and after tidying. Nothing is written unless you say where:
--beside, --in-place or --output. The rows of --format csv or jsonl are decisions: leave out
those that shall stay as they are, and give the rest to apply."""

_LOOKED_ONLY: Final = (
    "Nothing was written. To write all of them, say where: --beside, --in-place or --output FILE."
)


class TidyRow(TypedDict):
    """One heading that can be tidied. `after` is None when it cannot be, for this `reason`.

    It has the keys of a decision that `apply` takes.
    """

    record: int
    control_number: str | None
    tag: str
    occurrence: int
    heading: str
    orcid: str | None
    action: str
    before: str
    after: str | None
    reason: str | None


_COLUMNS: Final = tuple(TidyRow.__annotations__)


def add(commands: options.Commands) -> None:
    """`orcid-tui tidy`"""
    parser = commands.add_parser(
        "tidy",
        help="show iDs in older forms, and bring them into one",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    options.add_source(parser)
    where = add_where(parser)
    where.add_argument(
        "--beside", action="store_true", help="write a new file beside SOURCE, which stays"
    )
    options.add_format(parser)
    options.add_profile(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Show the fields; write them when told to. Returns 4 when any was refused."""
    import asyncio

    return asyncio.run(_tidy(arguments, opened(arguments)))


async def _tidy(arguments: argparse.Namespace, opened: Session) -> int:
    says_where = arguments.beside or arguments.in_place or arguments.output is not None
    writer = row_writer(arguments.format, _COLUMNS, lambda: BeforeAndAfter(sys.stdout))
    async with closing(opened) as session:
        target = target_of(arguments, session) if says_where else None
        if target is not None:
            claim_source(session, target)
        with progress("Reading the records") as bar:
            scan = Scan(session, bar)
            await scan.to_the_end()
        scan.report_damage()
        tidied, refused = _show(session, writer)
        if target is None:
            news = [_LOOKED_ONLY] if tidied else []
        else:
            for ref in tidied:
                session.tidy(ref)
            report = None
            if tidied or arguments.output is not None:
                say_where(session)
                with progress("Writing") as bar, finishing(session.system is not None) as watch:
                    watch.moved = bar.at
                    report = await session.save(target, watch)
                for refusal in report.refused:
                    complain(_complaint(session, refusal.ref, refusal.reason))
                tidied = [ref for ref in tidied if ref in set(report.written)]
                refused += len(report.refused)
            news = file_lines(report)
    what = "Can be tidied" if target is None else "Tidied"
    sum_up(arguments.format, [f"{what}: {len(tidied):,} · refused: {refused:,}", *news])
    return int(ExitCode.PARTLY if refused else ExitCode.DONE)


def _show(session: Session, writer: RowWriter) -> tuple[list[HeadingRef], int]:
    """Write a row for every heading in another form: those to tidy, and how many cannot be."""
    from orcid_tui.stores.protocol import Change, FieldRefused, Wish

    possible: list[HeadingRef] = []
    refused = 0
    for ref in session.untidy():
        try:
            after = session.store.preview(Change(ref, None, Wish.TIDY)).after
        except FieldRefused as why:
            refused += 1
            writer.write(_row(session, ref, None, clean(str(why))))
            complain(_complaint(session, ref, str(why)))
        else:
            possible.append(ref)
            writer.write(_row(session, ref, field_text(after), None))
    writer.flush()
    return possible, refused


def _row(session: Session, ref: HeadingRef, after: str | None, reason: str | None) -> TidyRow:
    heading = session.heading(ref)
    return {
        "record": ref.record,
        "control_number": heading.control_number,
        "tag": ref.tag,
        "occurrence": ref.occurrence,
        "heading": heading.name,
        "orcid": heading.orcid.value if heading.orcid else None,
        "action": "tidy",
        "before": field_text(heading.field),
        "after": after,
        "reason": reason,
    }


def _complaint(session: Session, ref: HeadingRef, reason: str) -> str:
    number = session.heading(ref).control_number
    place = (
        f"{session.place(ref)}{f' ({number})' if number else ''}, field {ref.tag}/{ref.occurrence}"
    )
    return f"{place}: {clean(reason)}"


class BeforeAndAfter(LineWriter):
    """Each heading with its field before and after: one thing after the other, no columns."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        number = f" ({row['control_number']})" if row["control_number"] else ""
        self.line(f"record {row['record']}{number}, field {row['tag']}/{row['occurrence']}")
        self.line(f"  before  {row['before']}")
        self.line(f"  after   {row['after']}" if row["after"] else f"  stays   {row['reason']}")
