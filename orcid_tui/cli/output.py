"""Rows to standard output, in the format that was asked for.

A writer takes rows one by one, so that a long run shows its first rows at once. JSONL holds
everything; CSV is for spreadsheets: one line for each row, cells that a spreadsheet would
take for a formula are marked as text (see `orcid_tui.spreadsheet`).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, Final, Protocol, TextIO

from orcid_tui.cli.options import Format
from orcid_tui.errors import OrcidTuiError
from orcid_tui.spreadsheet import guarded_cell

Row = Mapping[str, Any]
"""One row: names of columns, and plain values (text, numbers, lists, None)."""

BETWEEN: Final = " | "
"""What stands between the values of a list in one cell."""

_END: Final = "\n"
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


class OutputLost(OrcidTuiError):
    """Standard output took no more, for another reason than that its reader has left."""


class RowWriter(Protocol):
    """Takes rows until there are no more."""

    def write(self, row: Row) -> None:
        """Put out one row."""

    def flush(self) -> None:
        """Let the reader have what was written so far."""


def row_writer(
    wanted: Format,
    columns: Sequence[str],
    text: Callable[[], RowWriter],
    cells: Callable[[Row], Row] = dict,
) -> RowWriter:
    """The writer for a format. `columns` are those of CSV, `cells` makes a row fit for it.

    `text` makes the writer for people, which each command lays out as suits it.
    """
    if wanted is Format.JSONL:
        return JsonlWriter(sys.stdout)
    if wanted is Format.CSV:
        return CsvWriter(sys.stdout, columns, cells)
    return text()


class NoRows:
    """Rows that people need not see one by one."""

    def write(self, row: Row) -> None:
        """Nothing."""

    def flush(self) -> None:
        """Nothing."""


class LineWriter:
    """Writes lines, and says in words when they cannot be written (a full disk)."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, text: str) -> None:
        """One line, whatever it holds, with its end."""
        try:
            self._stream.write(text + _END)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _not_written(error) from error

    def flush(self) -> None:
        """Let the reader have what was written so far."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _not_written(error) from error


class JsonlWriter(LineWriter):
    """One JSON object a line, letters as they are."""

    def write(self, row: Row) -> None:
        """Put out one row."""
        self.line(_json_object(row))


def _json_object(row: Row) -> str:
    """As `json.dumps` without escapes, but twice as fast for rows of texts and numbers, which
    is felt in a million of them."""
    members: list[str] = []
    for key, value in row.items():
        if value is None:
            members.append(f'"{key}": null')
        elif isinstance(value, str):
            members.append(f'"{key}": {encode_basestring(value)}')
        else:
            members.append(f'"{key}": {value if type(value) is int else _encode(value)}')
    return "{" + ", ".join(members) + "}"


class CsvWriter(LineWriter):
    """Comma-separated, with a line of column names even when no row follows."""

    def __init__(
        self, stream: TextIO, columns: Sequence[str], cells: Callable[[Row], Row] = dict
    ) -> None:
        super().__init__(stream)
        self._columns = columns
        self._cells = cells
        # The end must be named here, or csv would not put cells of several lines in quotes.
        self._csv = csv.writer(_Lines(self), lineterminator=_END)
        self._csv.writerow(columns)

    def write(self, row: Row) -> None:
        """Put out one row."""
        cells = self._cells(row)
        self._csv.writerow([_cell(cells.get(column)) for column in self._columns])


class _Lines:
    def __init__(self, writer: LineWriter) -> None:
        self._writer = writer

    def write(self, text: str) -> None:
        self._writer.line(text.removesuffix(_END))


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return guarded_cell(BETWEEN.join(map(str, value)))
    return guarded_cell(str(value))


def _not_written(error: OSError) -> OutputLost:
    return OutputLost(
        f"Standard output cannot be written: {error.strerror}.", "Send it somewhere else."
    )
