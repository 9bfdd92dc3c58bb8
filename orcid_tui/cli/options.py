"""Options and arguments that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn

from orcid_tui.errors import ConfigurationError

if TYPE_CHECKING:
    from orcid_tui.headings.practice import Practice

    Commands = argparse._SubParsersAction["Parser"]


WITH_VALUE: Final = ("--profile", "--tags", "--write", "--unimarc-subfield")
"""The options with a value that may stand in front of a command."""


FILES: Final = "FILE …"
"""The name under which argparse knows "no command, just files". Nobody can type it by chance."""

COMMAND: Final = "--command"
"""All words behind it are another program's, so they are cut off before our own are read."""

_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")


class Parser(argparse.ArgumentParser):
    """A parser that repeats what was typed only where it cannot be a secret."""

    quotes = True

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with 2."""
        if not self.quotes:
            typed, choices, known = message.partition(" (choose from ")
            message = _QUOTED.sub("what was typed", typed) + choices + known
        super().error(message)


class Format(StrEnum):
    """How rows are written to standard output."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


def add_profile(parser: argparse.ArgumentParser) -> None:
    """`--profile NAME`. Without it the environment or the profile that was used last decides."""
    parser.add_argument(
        "--profile",
        metavar="NAME",
        default=argparse.SUPPRESS,  # so that a value given before the command stands
        help="the institution's profile to work with",
    )


def add_mouse(parser: argparse.ArgumentParser) -> None:
    """`--no-mouse`."""
    parser.add_argument(
        "--no-mouse",
        action="store_true",
        default=argparse.SUPPRESS,
        help="leave the mouse to the terminal, so that text can be selected with it",
    )


def add_practice(parser: argparse.ArgumentParser) -> None:
    """`--tags`, `--write` and `--unimarc-subfield`, which hold for one run instead of the
    settings. `practice_of` reads them."""
    group = parser.add_argument_group("instead of the settings, for this run only")
    group.add_argument(
        "--tags",
        metavar="TAGS",
        default=argparse.SUPPRESS,
        help="the fields that count as headings, such as 100,700,600",
    )
    group.add_argument(
        "--write",
        metavar="{uri,text,both}",
        default=argparse.SUPPRESS,
        help="where an iD goes: uri is $1 https://orcid.org/…, text is $0 (orcid)…",
    )
    group.add_argument(
        "--unimarc-subfield",
        metavar="CODE",
        default=argparse.SUPPRESS,
        help="the subfield that takes the iD in UNIMARC records, where nothing is written else",
    )


def names_practice(arguments: argparse.Namespace) -> bool:
    """Whether the line says anything that `practice_of` would have to heed."""
    return any(hasattr(arguments, name) for name in ("tags", "write", "unimarc_subfield"))


def practice_of(arguments: argparse.Namespace) -> Practice:
    """The practice of the settings file, with what the line says instead.

    Raises ConfigurationError, as one sentence about the first thing that is wrong.
    """
    from dataclasses import replace

    from orcid_tui.settings import settings
    from orcid_tui.settings.settings_file import load_settings

    said: dict[str, Any] = {}

    def take(option: str, part: str, check: Callable[[str], object]) -> None:
        given = getattr(arguments, option, None)
        if given is not None:
            said[part] = _checked(f"--{option.replace('_', '-')}", check, given)

    take("tags", "tags", lambda text: settings.checked_tags(text.split(",") if text else ()))
    take("write", "writing", settings.checked_writing)
    take("unimarc_subfield", "unimarc_subfield", settings.checked_unimarc_subfield)
    return replace(load_settings().practice, **said)


def _checked(option: str, check: Callable[[str], object], given: str) -> object:
    try:
        return check(given)
    except ConfigurationError as fault:
        raise ConfigurationError(f"{option}: {fault.message}", fault.hint) from None


def add_source(parser: argparse.ArgumentParser) -> None:
    """The SOURCE argument."""
    parser.add_argument(
        "source",
        type=a_name,
        metavar="SOURCE",
        help=(
            "a file of MARC records; alma:set/ID or alma:mms/ID,ID,… or a file of MMS IDs for "
            "records of Alma; or demo: for the demo's own copy"
        ),
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """`--format text|jsonl|csv`."""
    parser.add_argument(
        "--format",
        type=Format,
        choices=list(Format),
        default=Format.TEXT,
        metavar="{text,jsonl,csv}",
        help="how rows are written to standard output (default: text)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`, the short way to say `--format jsonl`."""
    parser.add_argument(
        "--json",
        dest="format",
        action="store_const",
        const=Format.JSONL,
        help="the same as --format jsonl: one JSON object a line",
    )


def a_name(text: str) -> str:
    """The name of a file, for argparse. An empty one (an unset variable in a script) is none."""
    if not text:
        raise argparse.ArgumentTypeError("the name of the file is empty")
    return text


def at_least_one(text: str) -> int:
    """A whole number from 1 up, for argparse."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return number
