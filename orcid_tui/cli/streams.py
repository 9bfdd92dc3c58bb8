"""Standard output and standard error, ready for names in every script."""

from __future__ import annotations

import io
import os
import sys
from typing import Final, TextIO

from orcid_tui.text import clean

SMALLEST_WIDTH: Final = 40
"""Below this many columns a table would hold nothing but dots; it runs over the edge instead."""


def prepare_streams() -> None:
    """UTF-8 wherever a program reads us; on a terminal, a letter it cannot show becomes "?".

    A stream that the caller closed (`>&-`) is replaced by one that swallows everything.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at (or types into) this stream. A closed stream is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def terminal_width(stream: TextIO) -> int | None:
    """The columns of the terminal behind a stream, or None when there is no terminal."""
    if not is_terminal(stream):
        return None
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(columns or 80, SMALLEST_WIDTH)


def say(sentence: str) -> None:
    """One line to standard error, cleaned. A standard error nobody reads is no reason to fail."""
    try:
        sys.stderr.write(clean(sentence) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def complain(sentence: str) -> None:
    """A line to standard error under the program's name, as every Unix tool signs its own."""
    say(f"orcid-tui: {sentence}")
