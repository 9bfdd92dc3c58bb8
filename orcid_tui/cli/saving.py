"""Where a command writes its result, and what it says about the files afterwards."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orcid_tui.cli import options
from orcid_tui.cli.streams import complain, say
from orcid_tui.errors import ConfigurationError
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import SaveReport, SaveTarget

NOTHING_WRITTEN: Final = "There was nothing to write; nothing was touched."


def add_where(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """`--output FILE` or `--in-place`; without them the result is a new file beside the source.

    Returns the group, for a command that knows a third way.
    """
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--output",
        type=options.a_name,
        metavar="FILE",
        help="write to this file; one that exists is backed up first",
    )
    where.add_argument(
        "--in-place",
        action="store_true",
        help=(
            "replace SOURCE, after a backup of it was made; titles of Alma are always written "
            "back into Alma, with or without this"
        ),
    )
    return where


def target_of(
    arguments: argparse.Namespace, session: Session, decisions: Path | None = None
) -> SaveTarget:
    """Where the result goes; never over `decisions`, the file that says what to do.

    Raises ConfigurationError when that place cannot be meant.
    """
    from orcid_tui.stores.protocol import SaveMode, SaveTarget

    writes_back = SaveMode.WRITE_BACK in session.store.save_modes
    if arguments.output is not None:
        if writes_back:
            raise ConfigurationError(
                f"{session.store.label} is saved in Alma, not in a file.",
                "Leave out --output. The journal keeps each record as it was before.",
            )
        output = Path(arguments.output)
        _check_output(output, session, decisions)
        target = SaveTarget(SaveMode.TO_PATH, output)
    elif writes_back:
        if getattr(arguments, "beside", False):
            raise ConfigurationError(
                f"{session.store.label} has no file that another could stand beside.",
                "Use --in-place to write the records back where they came from.",
            )
        target = SaveTarget(SaveMode.WRITE_BACK)
    else:
        target = SaveTarget(SaveMode.REPLACE if arguments.in_place else SaveMode.BESIDE)
    if target.mode not in session.store.save_modes:
        raise ConfigurationError(
            f"{session.store.label} cannot be saved in this way.",
            session.store.read_only or "Try without --output and --in-place, or the other of them.",
        )
    return target


def claim_source(session: Session, target: SaveTarget) -> None:
    """Before the source itself is replaced: say so if another window works on it."""
    from orcid_tui.stores.protocol import SaveMode

    if target.mode is SaveMode.REPLACE and (told := session.claim()):
        complain(told)


def say_where(session: Session) -> None:
    """Before records of a library system are changed: whose system it is."""
    system = session.system
    if system is not None:
        alarm = f", {system.alarm}" if system.alarm else ""
        say(f"Writing back into {system.name}{alarm}.")


def file_lines(report: SaveReport | None) -> list[str]:
    """Which file was written, and where the backup is; or how the save can be undone. One line
    each."""
    if report is not None and report.save_id:
        return [f"To undo what was stored: orcid-tui journal undo {report.save_id}"]
    if report is None or report.path is None:
        return [NOTHING_WRITTEN]
    lines = [f"File: {clean(str(report.path))}"]
    if report.backup:
        lines.append(f"Backup of what was there before: {clean(str(report.backup))}")
    return lines


def _check_output(output: Path, session: Session, decisions: Path | None) -> None:
    from orcid_tui.stores.protocol import SaveMode

    sources = session.store.proposed_paths(SaveMode.REPLACE)
    if any(_same_file(output, source) for source in sources):
        raise ConfigurationError(
            "The output is the source itself.",
            "Use --in-place to replace the source; a backup of it is made first.",
        )
    if decisions is not None and _same_file(output, decisions):
        raise ConfigurationError(
            "The output is the file of decisions.", "Give the output a name of its own."
        )


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
