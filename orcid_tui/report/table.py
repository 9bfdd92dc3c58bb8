"""The report as a table (CSV).

It begins with a byte order mark, unlike the one on standard output, which programs read: this one
is opened with a double click, and Excel takes UTF-8 for something else without it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from io import StringIO

from orcid_tui.report.rows import ReportRow
from orcid_tui.spreadsheet import guarded_cell

ENCODING = "utf-8-sig"


def table_of(rows: Iterable[ReportRow]) -> str:
    """All rows under the names of their columns, with line ends as CSV has them."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(field.name for field in fields(ReportRow))
    for row in rows:
        writer.writerow(
            guarded_cell(cell) if isinstance(cell, str) else cell for cell in astuple(row)
        )
    return file.getvalue()
