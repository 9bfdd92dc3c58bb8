"""The command line: which words are commands, which are files, and what --help says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from orcid_tui.cli import options
from orcid_tui.cli.commands import (
    apply,
    doctor,
    journal,
    keys,
    listing,
    paths,
    profile,
    screen,
    secret,
    suggest,
    tidy,
)
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.versions import version_line

_DESCRIPTION: Final = """\
Find the ORCID iD of each personal name (100, 700) in library records, and write it
into $1 of that field without changing anything else."""

_EPILOG: Final = """\
A word that is not a command is a file. A file that is named like a command is given
as ./list.

exit codes:
  0    done
  1    a fault of the program; the crash log has the details
  2    the command line, a setting, or a file cannot be used; nothing was written
  3    set-up was not finished
  4    done, but some rows were refused or some look-ups failed
  130  stopped with Ctrl-C

Try it without an account: orcid-tui demo"""

_ADDERS: Final = (
    screen.add_demo,
    screen.add_setup,
    listing.add,
    suggest.add,
    apply.add,
    tidy.add,
    journal.add,
    profile.add,
    secret.add,
    keys.add,
    paths.add,
    doctor.add,
)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line. `run` of the result does the work.

    Leaves with SystemExit: 0 after --help and --version, 2 when the line cannot be understood.
    """
    parser, commands = _build()
    named = _name_the_command(list(words), frozenset(commands))
    own, command = _cut(named)
    arguments, unknown = parser.parse_known_args(own)
    if command is not None and not hasattr(arguments, "command"):
        unknown = [*unknown, secret.COMMAND]
    if unknown:
        _refuse(parser, arguments, unknown)
    arguments.command = command
    return arguments


def _cut(words: list[str]) -> tuple[list[str], list[str] | None]:
    """Our own words, and those of the program behind --command, whatever they look like."""
    if "secret" not in words or secret.COMMAND not in words:
        return words, None
    at = words.index(secret.COMMAND)
    command = words[at + 1 :]
    return words[:at], command[1:] if command[:1] == ["--"] else command


def _refuse(
    parser: argparse.ArgumentParser, arguments: argparse.Namespace, unknown: list[str]
) -> NoReturn:
    """The words that no option takes are quoted, except where one may be a secret."""
    if arguments.run.__module__ == secret.__name__:
        parser.error(
            "there is a word too many. A secret is never given on the command line, where others "
            "can read it; it is asked for, or comes through standard input. If you have typed "
            "one, make a new one at ORCID or Alma."
        )
    parser.error(f"unrecognized arguments: {' '.join(unknown)}")


def _build() -> tuple[options.Parser, Sequence[str]]:
    parser = options.Parser(
        prog="orcid-tui",
        usage="orcid-tui [options] [FILE …]\n       orcid-tui COMMAND …",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the versions of program and parts"
    )
    parser.set_defaults(profile=None, no_mouse=False)
    options.add_profile(parser)
    options.add_mouse(parser)
    options.add_practice(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="orcid-tui")
    screen.add_files(commands)
    for add in _ADDERS:
        add(commands)
    return parser, [name for name in commands.choices if name != screen.FILES]


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        LineWriter(sys.stdout).line(version_line())
        parser.exit()


def _name_the_command(words: list[str], commands: frozenset[str]) -> list[str]:
    """Put the command for files where none was typed, since argparse knows no default one."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] not in ("-", "--"):
        at += 2 if words[at] in options.WITH_VALUE else 1
    if at > len(words) or (at < len(words) and words[at] in commands):
        return words
    return [*words[:at], screen.FILES, *words[at:]]
