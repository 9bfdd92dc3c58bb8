"""The file that says what is to be done with which heading: JSON lines or CSV, told apart by
content.

Either is what `suggest` and `list` write. A spreadsheet may have been between, so semicolons
and tabs are understood as well as commas, and the mark that keeps a spreadsheet from taking a
cell for a formula is taken off.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.headings.changes import Wish
from orcid_tui.spreadsheet import unguarded
from orcid_tui.text import clean

STANDARD_INPUT: Final = "-"

_REQUIRED: Final = frozenset({"tag", "occurrence"})
_WANTED_COLUMNS: Final = frozenset({"orcid", "action"})
_RECORD_COLUMNS: Final = frozenset({"record", "control_number"})
_SEPARATORS: Final = (",", ";", "\t")
_WHAT_IT_NEEDS: Final = (
    "It needs record or control_number, tag, occurrence and orcid: as columns of a CSV file or "
    "as keys of JSON lines."
)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One heading and what is to be done there. Texts are clean, no iD is checked yet.

    `line` is the line of the file where the row begins. `record` or `control_number` (or
    both) say which record; `heading` may be empty. `orcid` is the iD that the heading is to
    get; with REMOVE and TIDY the one that it carries, or empty. `instead_of` goes with
    REPLACE and is the iD that has to give way, or empty.
    """

    line: int
    record: int | None
    control_number: str
    tag: str
    occurrence: int
    orcid: str
    heading: str = ""
    action: Wish = Wish.LINK
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A line that cannot be understood, with one sentence about it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """All rows of a file. `undecided` counts the rows that want nothing."""

    rows: tuple[DecisionRow, ...]
    unreadable: tuple[UnreadableRow, ...]
    undecided: int


class _Unreadable(Exception):
    """The message says why, as one sentence."""


def read_decisions(source: str) -> DecisionsFile:
    """Read a file, or standard input for `-`. Raises ConfigurationError if it is no such file."""
    name = "Standard input" if source == STANDARD_INPUT else f"The file {clean(source)}"
    try:
        if source == STANDARD_INPUT:
            content = sys.stdin.buffer.read() if sys.stdin else b""
        else:
            content = Path(source).read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no file {clean(source)} with decisions.", "Check its name and folder."
        ) from None
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read: {error.strerror}.") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError(
            f"{name} is not text in UTF-8.", 'In a spreadsheet, save it as "CSV UTF-8".'
        ) from None
    if not text.strip():
        raise ConfigurationError(f"{name} is empty: it holds no decisions.", _WHAT_IT_NEEDS)
    read = parse_decisions(text)
    if read is None:
        raise ConfigurationError(f"{name} is not a file of decisions.", _WHAT_IT_NEEDS)
    return read


def parse_decisions(text: str) -> DecisionsFile | None:
    """Read JSON lines or CSV. None when the text is neither."""
    if text.lstrip().startswith("{"):
        found = list(_json_rows(text))
        meant = any(
            not isinstance(each, _Unreadable) and each.keys() >= _REQUIRED for _, each in found
        )
        return _collect(found) if meant else None
    rows = _csv_rows(text)
    return None if rows is None else _collect(rows)


_Found = tuple[int, Mapping[str, object] | _Unreadable]


def _collect(found: Iterable[_Found]) -> DecisionsFile:
    rows: list[DecisionRow] = []
    unreadable: list[UnreadableRow] = []
    undecided = 0
    for line, values in found:
        try:
            if isinstance(values, _Unreadable):
                raise values
            row = _row(line, values)
        except _Unreadable as why:
            unreadable.append(UnreadableRow(line, str(why)))
        else:
            if row is None:
                undecided += 1
            else:
                rows.append(row)
    return DecisionsFile(tuple(rows), tuple(unreadable), undecided)


def _json_rows(text: str) -> Iterator[_Found]:
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            values = json.loads(content)
        except (ValueError, RecursionError):
            yield line, _Unreadable("This line is not a JSON object.")
            continue
        if isinstance(values, dict):
            yield line, values
        else:
            yield line, _Unreadable("This line is not a JSON object.")


def _csv_rows(text: str) -> Iterator[_Found] | None:
    """The rows below the line of column names, or None when there is no such line."""
    lines = list(io.StringIO(text, newline=""))  # str.splitlines also breaks within cells
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    if lines[first].strip().lower().startswith("sep="):  # a hint that Excel writes and reads
        first += 1
    for separator in _SEPARATORS:
        header = next(csv.reader(lines[first : first + 1], delimiter=separator), [])
        columns = [name.strip().lower() for name in header]
        named = frozenset(columns)
        if named >= _REQUIRED and named & _WANTED_COLUMNS and named & _RECORD_COLUMNS:
            return _csv_body(lines, first + 1, columns, separator)
    return None


def _csv_body(lines: list[str], start: int, columns: list[str], separator: str) -> Iterator[_Found]:
    at = start
    while at < len(lines):
        # A reader of its own for each row: after a row that cannot be read (a quotation mark
        # that is never closed takes in all that follows) reading goes on with the next line.
        reader = csv.reader(
            (lines[k] for k in range(at, len(lines))), delimiter=separator, strict=True
        )
        line = at + 1
        try:
            cells = next(reader)
        except csv.Error:
            yield line, _Unreadable("The quotation marks of this line do not fit together.")
            at += 1
            continue
        at += reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            yield line, _Unreadable("This line has more cells than there are columns.")
            continue
        yield line, dict(zip(columns, map(unguarded, cells), strict=False))


def _row(line: int, values: Mapping[str, object]) -> DecisionRow | None:
    """The decision, or None when the row wants nothing."""
    orcid, action = _text(values, "orcid"), _action(values)
    if not orcid and action is Wish.LINK:
        return None
    if not orcid and action is Wish.REPLACE:
        raise _Unreadable("This line does not say which iD the heading is to get: orcid is empty.")
    instead_of = _text(values, "instead_of")
    if instead_of and action is not Wish.REPLACE:
        raise _Unreadable("A value of instead_of goes with the action replace only.")
    record = _number(values, "record")
    control_number = _text(values, "control_number")
    if record is None and not control_number:
        raise _Unreadable("This line names no record: record and control_number are empty.")
    tag = _text(values, "tag")
    if not tag:
        raise _Unreadable("This line names no field: tag is empty.")
    occurrence = _number(values, "occurrence")
    if occurrence is None:
        raise _Unreadable(
            "This line does not say which of the fields is meant: occurrence is empty."
        )
    return DecisionRow(
        line=line,
        record=record,
        control_number=control_number,
        tag=tag,
        occurrence=occurrence,
        orcid=orcid,
        heading=_text(values, "heading"),
        action=action,
        instead_of=instead_of,
    )


def _action(values: Mapping[str, object]) -> Wish:
    word = _text(values, "action").lower()
    try:
        return Wish(word) if word else Wish.LINK
    except ValueError:
        raise _Unreadable(
            f"The action “{word}” is none of {', '.join(wish.value for wish in Wish)}."
        ) from None


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return clean(str(value))
    raise _Unreadable(f"The value of {key} is neither text nor a number.")


def _number(values: Mapping[str, object], key: str) -> int | None:
    text = _text(values, key)
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise _Unreadable(f"The value of {key} is not a whole number from 1 up.")
