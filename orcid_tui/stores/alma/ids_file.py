"""Reading MMS IDs out of a file: one a line, or a table as Alma and spreadsheets export it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from orcid_tui.errors import SourceError
from orcid_tui.language import _, number
from orcid_tui.text import clean

_ID: Final = re.compile(r"[0-9]{1,20}")
_CERTAIN_ID: Final = re.compile(r"99[0-9]{6,18}")
"""The number of a bibliographic record: those of holdings and items begin otherwise."""
_ROUNDED: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_DRESS: Final = re.compile(r'^\s*=?\s*["\']*|["\']*\s*$')
"""What spreadsheets put around a number to keep it a text, as in ="99…"."""
_COLUMNS: Final = ("mmsid", "idmms", "bibmmsid", "mms")
_SWALLOWED: Final = re.compile(r"[\r\n](?:[^\r\n]*[\t;,])?\"?99[0-9]{6,18}\"?(?:[\t;,\r\n]|$)")
"""Another line of the table inside of a cell: a quotation mark that opens and never closes."""
_DELIMITERS: Final = "\t;,"
_HEAD: Final = 1 << 16
_SHOWN: Final = 40
_AS_TEXT: Final = _("Set the column to the type text there, and export it again.")
_FORM: Final = _("Give one MMS ID a line, or a table with a column “MMS Id”.")


def is_mms_id(text: str) -> bool:
    """Whether this could be an MMS ID; Alma knows best."""
    return _ID.fullmatch(text) is not None


def read_ids(path: Path) -> tuple[str, ...]:
    """The MMS IDs of a file, in order, each once. Raises SourceError."""
    name = clean(path.name) or clean(str(path))
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(
            _("There is no file {name}.").format(name=name), _("Check the name and the folder.")
        ) from None
    except IsADirectoryError:
        raise SourceError(
            _("{name} is a folder.").format(name=name), _("Give a file of MMS IDs.")
        ) from None
    except OSError as trouble:
        why = clean(trouble.strerror or _("unknown reason"))
        raise SourceError(
            _("{name} could not be read: {why}.").format(name=name, why=why), _("Check the file.")
        ) from None
    except ValueError:
        raise SourceError(
            _("{name} is not possible as a file name.").format(name=name), _("Check the name.")
        ) from None
    try:
        ids = tuple(dict.fromkeys(_ids(name, _rows(_decoded(raw)))))
    except csv.Error:
        raise SourceError(
            _("{name} is not a table that can be read: a quotation mark seems to be open.").format(
                name=name
            ),
            _("Export it again, or give one MMS ID a line."),
        ) from None
    if not ids:
        raise SourceError(_("{name} holds no MMS IDs.").format(name=name), _FORM)
    return ids


def ids_in_file(path: Path) -> tuple[str, ...] | None:
    """The same when this is clearly a file of MMS IDs; None when it is anything else.

    Raises SourceError when it is one and cannot be used, as when a spreadsheet rounded the IDs.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return None
    return read_ids(path) if _is_clear(_decoded(head), whole=len(head) < _HEAD) else None


def _is_clear(text: str, *, whole: bool) -> bool:
    """Whether the first column with a name is one of MMS IDs, or all lines are MMS IDs."""
    if not all(char.isprintable() or char in "\t\r\n" for char in text[:_SHOWN]):
        return False
    try:
        rows = list(_rows(text))[: None if whole else -1]  # the last line may be cut off
    except csv.Error:
        return _CERTAIN_ID.match(text) is not None
    if not rows:
        return False
    if _named_column(rows[0][1]) is not None:
        return True
    return all(len(cells) == 1 and _CERTAIN_ID.fullmatch(cells[0]) for _, cells in rows)


def _decoded(raw: bytes) -> str:
    """Titles in the other columns may come in any encoding; IDs are ASCII in nearly all."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number from 1 and cells of each line that is not blank. Raises csv.Error."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    lines = io.StringIO(text.replace("\0", ""), newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        if any(map(_SWALLOWED.search, row)):
            raise csv.Error(_("a quotation mark is not closed"))
        cells = [_DRESS.sub("", cell) for cell in row]
        if any(cells):
            yield reader.line_num, cells


def _ids(name: str, rows: Iterator[tuple[int, list[str]]]) -> Iterator[str]:
    line, first = next(rows, (0, []))
    column = _named_column(first)
    only_ids = column is None and all(map(_could_be_meant, filter(None, first)))
    if column is None:
        column = 0 if only_ids else _first_of_ids(name, first)
        rows = chain([(line, first)], rows)
    for line, cells in rows:
        for found in filter(None, cells if only_ids else cells[column : column + 1]):
            yield _checked(name, line, found)


def _checked(name: str, line: int, found: str) -> str:
    if is_mms_id(found):
        return found
    if _ROUNDED.fullmatch(found):
        raise SourceError(
            _(
                "Line {line} of {name} has {found}: a spreadsheet has rounded the MMS ID, so "
                "nobody can tell which title is meant."
            ).format(line=number(line), name=name, found=found),
            _AS_TEXT,
        )
    raise SourceError(
        _("Line {line} of {name} has “{found}” where an MMS ID should be.").format(
            line=number(line), name=name, found=clean(found)[:_SHOWN]
        ),
        _("An MMS ID has digits only. Correct the line, or take it out."),
    )


def _could_be_meant(cell: str) -> bool:
    return is_mms_id(cell) or _ROUNDED.fullmatch(cell) is not None


def _first_of_ids(name: str, cells: Sequence[str]) -> int:
    """The column of the IDs where none has their name."""
    for at, cell in enumerate(cells):
        if _could_be_meant(cell):
            return at
    raise SourceError(_("{name} has no column of MMS IDs.").format(name=name), _FORM)


def _named_column(first: Sequence[str]) -> int | None:
    names = ["".join(filter(str.isalnum, cell)).casefold() for cell in first]
    return next((names.index(known) for known in _COLUMNS if known in names), None)
