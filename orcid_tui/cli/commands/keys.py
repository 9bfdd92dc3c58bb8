"""`orcid-tui keys`: every action with its name and its keys, as `screen.toml` takes them."""

from __future__ import annotations

import argparse
import sys

from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter
from orcid_tui.errors import ExitCode
from orcid_tui.text import clean


def add(commands: options.Commands) -> None:
    """`orcid-tui keys`"""
    parser = commands.add_parser(
        "keys",
        help="show the keys of the screens, and the names by which they can be changed",
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each action: its name, its keys, what it does, with tabs between.

    Wishes of `screen.toml` that could not be fulfilled go to standard error, and the code says so.
    """
    from orcid_tui.settings.screen_file import screen_path
    from orcid_tui.ui.actions import ACTIONS, KEY_PROBLEMS, keys_of

    printer = LineWriter(sys.stdout)
    for action in ACTIONS:
        printer.line(f"{action.id}\t{keys_of(action) if action.keys else ''}\t{action.help}")
    problems = LineWriter(sys.stderr)
    for sentence in KEY_PROBLEMS:
        problems.line(clean(sentence))
    if not KEY_PROBLEMS:
        problems.line(f"Other keys go into [keys] of {clean(str(screen_path()))}.")
    return int(ExitCode.USAGE if KEY_PROBLEMS else ExitCode.DONE)
