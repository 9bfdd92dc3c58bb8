"""The last lines of a command that writes: for people they are the result, beside rows of data
they are news."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from orcid_tui.cli.options import Format
from orcid_tui.cli.output import LineWriter
from orcid_tui.cli.streams import say


def sum_up(wanted: Format, lines: Iterable[str]) -> None:
    """To standard output where people read it, else to standard error."""
    if wanted is not Format.TEXT:
        for line in lines:
            say(line)
        return
    printer = LineWriter(sys.stdout)
    for line in lines:
        printer.line(line)
    printer.flush()
