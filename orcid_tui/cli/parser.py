"""The command line: which words are commands, which are files, and what --help says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter

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

_COMMANDS: Final = {
    "demo": ("screen", "add_demo"),
    "setup": ("screen", "add_setup"),
    "list": ("listing", "add"),
    "suggest": ("suggest", "add"),
    "apply": ("apply", "add"),
    "tidy": ("tidy", "add"),
    "report": ("report", "add"),
    "journal": ("journal", "add"),
    "profile": ("profile", "add"),
    "secret": ("secret", "add"),
    "keys": ("keys", "add"),
    "answers": ("answers", "add"),
    "paths": ("paths", "add"),
    "doctor": ("doctor", "add"),
}
"""Each command with the module and the function that knows its options. Only what is typed is
loaded: the first screen does not wait for the other commands."""

_FILES: Final = ("screen", "add_files")
_SECRET: Final = "secret"  # noqa: S105  the command's name
_HELP: Final = ("-h", "--help")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line. `run` of the result does the work.

    Leaves with SystemExit: 0 after --help and --version, 2 when the line cannot be understood.
    """
    named = _name_the_command(list(words))
    own, command = _cut(named)
    parser = _build(own)
    arguments, unknown = parser.parse_known_args(own)
    if command is not None and not hasattr(arguments, "command"):
        unknown = [*unknown, options.COMMAND]
    if unknown:
        _refuse(parser, arguments, unknown)
    arguments.command = command
    return arguments


def _cut(words: list[str]) -> tuple[list[str], list[str] | None]:
    """Our own words, and those of the program behind --command, whatever they look like."""
    if _SECRET not in words or options.COMMAND not in words:
        return words, None
    at = words.index(options.COMMAND)
    command = words[at + 1 :]
    return words[:at], command[1:] if command[:1] == ["--"] else command


def _refuse(
    parser: argparse.ArgumentParser, arguments: argparse.Namespace, unknown: list[str]
) -> NoReturn:
    """The words that no option takes are quoted, except where one may be a secret."""
    if arguments.run.__module__.endswith(f".{_SECRET}"):
        parser.error(
            "there is a word too many. A secret is never given on the command line, where others "
            "can read it; it is asked for, or comes through standard input. If you have typed "
            "one, make a new one at ORCID or Alma."
        )
    parser.error(f"unrecognized arguments: {' '.join(unknown)}")


def _build(words: Sequence[str]) -> options.Parser:
    """With the commands among these words, or with all of them where help is wanted."""
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
    everything = any(word in _HELP for word in words)
    wanted = [c for name, c in _COMMANDS.items() if everything or name in words]
    for module, function in (_FILES, *wanted):
        getattr(import_module(f"orcid_tui.cli.commands.{module}"), function)(commands)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from orcid_tui.cli.versions import version_line

        LineWriter(sys.stdout).line(version_line())
        parser.exit()


def _name_the_command(words: list[str]) -> list[str]:
    """Put the command for files where none was typed, since argparse knows no default one."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] not in ("-", "--"):
        at += 2 if words[at] in options.WITH_VALUE else 1
    if at > len(words) or (at < len(words) and words[at] in _COMMANDS):
        return words
    return [*words[:at], options.FILES, *words[at:]]
