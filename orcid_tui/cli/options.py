"""Options and arguments that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import argparse
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


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


def add_source(parser: argparse.ArgumentParser) -> None:
    """The SOURCE argument."""
    parser.add_argument(
        "source",
        type=a_name,
        metavar="SOURCE",
        help="a file of MARC records, or demo: for the demo's own copy",
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
