"""Rows as people read them: a table that fits the terminal, or complete lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TextIO

from orcid_tui.cli.output import BETWEEN, LineWriter, Row, RowWriter
from orcid_tui.cli.streams import terminal_width

if TYPE_CHECKING:
    from orcid_tui.cli.rows import CandidateRow

_HEADINGS: Final = ("record", "field", "heading", "title", "year", "state")
_FIXED: Final = (7, 6, 0, 0, 4, 20)
"""Widths in terminal cells; 0 shares what is left over."""


def listing_writer(stream: TextIO | None = None) -> RowWriter:
    """The writer for the rows of `list`: a table on a terminal, tab-separated otherwise."""
    target = stream or sys.stdout
    width = terminal_width(target)
    return TabbedListing(target) if width is None else TableListing(target, width)


class TableListing(LineWriter):
    """One heading a line, cut to the width of the terminal. Fixed columns, so it can stream."""

    def __init__(self, stream: TextIO, width: int) -> None:
        super().__init__(stream)
        fixed = sum(_FIXED) + len(_FIXED) - 1
        heading = max((width - fixed) * 2 // 5, 8)
        title = max(width - fixed - heading, 8)
        self._widths = (*_FIXED[:2], heading, title, *_FIXED[4:])
        self._put(_HEADINGS)

    def write(self, row: Row) -> None:
        """Put out one row."""
        self._put(
            (
                str(row["record"]),
                _field(row),
                row["heading"],
                row["title"],
                str(row["year"] or ""),
                _state_word(row),
            )
        )

    def _put(self, cells: Sequence[str]) -> None:
        fitted = (_fit(cell, width) for cell, width in zip(cells, self._widths, strict=True))
        self.line(" ".join(fitted).rstrip())


class TabbedListing(LineWriter):
    """One heading a line, nothing cut, tabs between the columns."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.line("\t".join((*_HEADINGS, "control number", "other URIs")))

    def write(self, row: Row) -> None:
        """Put out one row."""
        self.line(
            "\t".join(
                (
                    str(row["record"]),
                    _field(row),
                    row["heading"],
                    row["title"],
                    str(row["year"] or ""),
                    _state_in_full(row),
                    row["control_number"] or "",
                    BETWEEN.join(row["other_uris"]),
                )
            )
        )


class SuggestionText(LineWriter):
    """A heading, its candidates below it, and a blank line: one thing after the other.

    No columns and no drawing, so that a screen reader speaks it in order.
    """

    def write(self, row: Row) -> None:
        """Put out one row."""
        number = f", {row['control_number']}" if row["control_number"] else ""
        self.line(f"{row['heading']} (record {row['record']}{number}, field {_field(row)})")
        work = " ".join(str(part) for part in (row["title"], row["year"] or "") if part)
        if work:
            self.line(f"  in: {work}")
        if row["orcid"]:
            self.line(f"  already linked: {row['orcid']}")
        for rank, candidate in enumerate(row["candidates"], start=1):
            chosen = "  recommended" if candidate["orcid"] == row["recommended"] else ""
            self.line(f"  {rank}. {candidate_line(candidate)}{chosen}")
        if row["note"]:
            self.line(f"  note: {row['note']}")
        self.line("")


def suggestion_writer(stream: TextIO | None = None) -> RowWriter:
    """The writer for the rows of `suggest`."""
    return SuggestionText(stream or sys.stdout)


def suggestion_cells(row: Row) -> Row:
    """The row of a suggestion for a spreadsheet: all candidates in one cell, one a line."""
    return {**row, "candidates": "\n".join(map(candidate_line, row["candidates"]))}


def candidate_line(candidate: CandidateRow) -> str:
    """`0000-… Name (Affiliation) 0.93: reason; reason; but: doubt`"""
    name = candidate["name"] or "[name is private]"
    employers = "; ".join(candidate["affiliations"])
    line = f"{candidate['orcid']} {name}{f' ({employers})' if employers else ''}"
    line += f" {candidate['score']:.2f}"
    reasons = [*candidate["reasons"], *(f"but: {doubt}" for doubt in candidate["doubts"])]
    return f"{line}: {'; '.join(reasons)}" if reasons else line


def _state_word(row: Row) -> str:
    if row["problem"]:
        return "more than one iD" if row["orcid"] else "iD that is not valid"
    return str(row["orcid"] or row["state"])


def _state_in_full(row: Row) -> str:
    """The state with everything that is known about it."""
    parts = [row["state"]]
    if row["orcid"]:
        parts = [f"{row['state']} {row['orcid']} ({row['orcid_form']})"]
    return ": ".join((*parts, *filter(None, (row["why_not"], row["problem"]))))


def _field(row: Row) -> str:
    return f"{row['tag']}/{row['occurrence']}"


def _fit(text: str, width: int) -> str:
    """Cut or fill to so many terminal cells; a CJK letter takes two."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"
