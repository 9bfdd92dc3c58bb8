"""`orcid-tui journal`: what was written into Alma, and taking it back."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from orcid_tui.cli import options
from orcid_tui.cli.journal_rows import (
    SAVE_COLUMNS,
    WRITTEN_COLUMNS,
    SavesText,
    WrittenText,
    save_row,
    written_rows,
)
from orcid_tui.cli.output import LineWriter, OutputLost, row_writer
from orcid_tui.cli.streams import complain, is_terminal
from orcid_tui.cli.summing_up import sum_up
from orcid_tui.errors import ConfigurationError, ExitCode
from orcid_tui.text import clean

_DESCRIPTION: Final = """\
Every write into Alma is kept here with the record before and after it. list shows all saves,
show one of them field by field, undo takes one back, records prints a whole record as it was."""

_UNDO: Final = """\
Show what a save wrote and what would be put back, ask, and give the fields back as they were.
Only what the save did is taken back: what others have changed since stays, and a field that does
not hold what was written any more is left alone, with the reason. An undo is itself a save in the
journal, which can be undone."""


def add(commands: options.Commands) -> None:
    """`orcid-tui journal`"""
    parser = commands.add_parser(
        "journal",
        help="show what was written into Alma, and take a save back",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run_list, format=options.Format.TEXT)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_list(inner)
    _add_show(inner)
    _add_undo(inner)
    _add_records(inner)


def _add_list(commands: options.Commands) -> None:
    parser = commands.add_parser("list", help="all saves, newest first", allow_abbrev=False)
    options.add_format(parser)
    parser.set_defaults(run=run_list)


def _add_show(commands: options.Commands) -> None:
    parser = commands.add_parser(
        "show", help="one save: each field before and after", allow_abbrev=False
    )
    _add_id(parser)
    options.add_format(parser)
    parser.set_defaults(run=run_show)


def _add_undo(commands: options.Commands) -> None:
    parser = commands.add_parser(
        "undo",
        help="give the fields of a save back as they were",
        description=_UNDO,
        allow_abbrev=False,
    )
    _add_id(parser)
    parser.add_argument(
        "--yes", action="store_true", help="ask nobody, as in a script; what is done is still shown"
    )
    options.add_profile(parser)
    parser.set_defaults(run=run_undo)


def _add_records(commands: options.Commands) -> None:
    parser = commands.add_parser("records", help="a whole record as it was", allow_abbrev=False)
    _add_id(parser)
    parser.add_argument("mms_id", type=options.a_name, metavar="MMS", help="its MMS ID")
    when = parser.add_mutually_exclusive_group(required=True)
    for name, text in (
        ("before", "as it came from Alma"),
        ("after", "as it was sent"),
        ("answer", "as Alma gave it back"),
    ):
        when.add_argument(f"--{name}", dest="when", action="store_const", const=name, help=text)
    parser.set_defaults(run=run_records)


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=options.a_name, metavar="ID", help="the save, as list shows it")


def run_list(arguments: argparse.Namespace) -> int:
    """All saves. Damaged files are named on standard error."""
    from orcid_tui.journal.reading import listing

    found = listing()
    writer = row_writer(arguments.format, SAVE_COLUMNS, lambda: SavesText(sys.stdout))
    for save in found.saves:
        writer.write(save_row(save))
    writer.flush()
    for sentence in found.damaged:
        complain(sentence)
    if not found.saves and arguments.format is options.Format.TEXT:
        sum_up(arguments.format, ["Nothing was written into Alma yet."])
    return int(ExitCode.PARTLY if found.damaged else ExitCode.DONE)


def run_show(arguments: argparse.Namespace) -> int:
    """One save. Lines that cannot be read are named on standard error."""
    from orcid_tui.journal.reading import read_save

    save = read_save(arguments.id)
    if arguments.format is options.Format.TEXT:
        SavesText(sys.stdout).write(save_row(save.summary))
    writer = row_writer(arguments.format, WRITTEN_COLUMNS, lambda: WrittenText(sys.stdout))
    for entry in save.entries:
        for row in written_rows(entry):
            writer.write(row)
    writer.flush()
    for sentence in save.damaged:
        complain(sentence)
    return int(ExitCode.PARTLY if save.damaged else ExitCode.DONE)


def run_undo(arguments: argparse.Namespace) -> int:
    """Take a save back. Returns 4 when any field was refused."""
    from orcid_tui.cli.journal_undo import undo

    return undo(arguments)


def run_records(arguments: argparse.Namespace) -> int:
    """A whole record: to a program byte for byte, to a terminal without what could move it."""
    from orcid_tui.journal.reading import entries

    found = [each for each in entries(arguments.id) if each.attempt.mms_id == arguments.mms_id]
    if not found:
        raise ConfigurationError(
            f"That save sent no record {clean(arguments.mms_id)}.",
            f"orcid-tui journal show {arguments.id} shows all that it sent.",
        )
    last = found[-1]
    record = {
        "before": last.attempt.before,
        "after": last.attempt.after,
        "answer": last.result.answer,
    }[arguments.when]
    if not record:
        raise ConfigurationError("Alma gave no record back.")
    _print(record)
    return int(ExitCode.DONE)


def _print(record: bytes) -> None:
    if is_terminal(sys.stdout):
        printer = LineWriter(sys.stdout)
        for line in record.decode("utf-8", "replace").splitlines():
            indent = line[: len(line) - len(line.lstrip(" "))]
            printer.line(indent + clean(line))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(record)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as trouble:
        raise OutputLost(f"Standard output cannot be written: {trouble.strerror}.") from trouble
