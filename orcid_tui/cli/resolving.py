"""Which heading of a source a row of decisions means.

The place decides (record, tag, occurrence); everything else the row says about the heading
must agree with what stands there, or the row is refused: rather no iD than one in the wrong
field. Where the order of a source does not last, as in a set of a library system, the control
number decides, and the record's ordinal only between records that share it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.decisions_file import DecisionRow
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.marc.name_tags import TAGS_ON_DEMAND
from orcid_tui.session.control_numbers import ControlNumbers
from orcid_tui.text import clean

if TYPE_CHECKING:
    from orcid_tui.session.session import Session

_ROUNDED: Final = re.compile(r"\d(?:[.,](\d+))?E\+?\d+", re.ASCII | re.IGNORECASE)


class RowRefused(Exception):
    """A row that is not carried out. The message is the reason, one sentence."""


class Resolver:
    """Finds the headings of rows, in a source that was scanned to its end."""

    def __init__(self, session: Session, records: int) -> None:
        self._session = session
        self._records = records
        self._numbers = ControlNumbers(session.store, range(1, records + 1))

    def resolve(self, row: DecisionRow) -> HeadingRef:
        """The place that a row means. Raises RowRefused."""
        if not self._session.store.keeps_order:
            number = self._find_again(row)
        else:
            number = row.record or self._find(row.control_number)
        if number > self._records:
            raise RowRefused(f"There is no record {number}: the last one is {self._records}.")
        record = self._session.store.record(number)
        if record.damage:
            raise RowRefused(f"Record {number} cannot be read: {record.damage}")
        here = self._numbers.of(number)
        if row.control_number and not same_control_number(row, here):
            has = f"the control number {here}" if here else "no control number"
            raise RowRefused(f"Record {number} has {has}, not {row.control_number}.")
        ref = HeadingRef(number, row.tag, row.occurrence)
        if not self._session.has(ref):
            raise RowRefused(self._why_no_heading(ref))
        name = clean(self._session.heading(ref).name)
        if row.heading and row.heading != name:
            raise RowRefused(f"The heading in the file is {name}, not {row.heading}.")
        return ref

    def control_number(self, ref: HeadingRef) -> str | None:
        """The control number of a heading's record, clean."""
        return clean(self._session.store.record(ref.record).control_number or "") or None

    def _find(self, control_number: str) -> int:
        found = self._numbers.records(control_number)
        if not found:
            raise RowRefused(f"No record has the control number {control_number}.")
        if len(found) > 1:
            raise RowRefused(
                f"{len(found)} records have the control number {control_number} "
                f"(the first two are {found[0]} and {found[1]}); say which with record."
            )
        return found[0]

    def _find_again(self, row: DecisionRow) -> int:
        """The same where a record may stand elsewhere than when the row was written."""
        if not row.control_number:
            raise RowRefused(
                "The order of these records may change, so only a control number says which one is "
                "meant."
            )
        if _ROUNDED.fullmatch(row.control_number):
            raise RowRefused(
                f"A spreadsheet has rounded the control number to {row.control_number}; give it in "
                "full, as text."
            )
        if row.record and row.record in self._numbers.records(row.control_number):
            return row.record
        return self._find(row.control_number)

    def _why_no_heading(self, ref: HeadingRef) -> str:
        count = self._session.store.record(ref.record).tags.count(ref.tag)
        if ref.occurrence <= count:
            tags = self._session.store.practice.tags
            if ref.tag in TAGS_ON_DEMAND and ref.tag not in tags:
                return (
                    f"Field {ref.tag} is not among the fields that get an iD here: "
                    f"--tags {','.join((*tags, ref.tag))} would take it in."
                )
            worked_on = ", ".join(tags)
            return (
                f"Field {ref.tag} is not a personal-name heading that is worked on ({worked_on})."
            )
        if not count:
            return f"Record {ref.record} has no field {ref.tag}."
        only = "one field" if count == 1 else f"{count} fields"
        return f"Record {ref.record} has {only} {ref.tag}; there is no occurrence {ref.occurrence}."


def same_control_number(row: DecisionRow, here: str) -> bool:
    """Whether the row means this control number, also after a spreadsheet took it for a number.

    A spreadsheet drops leading zeros, and shows 990012345670 as 9.90012E+11. The latter may
    be many numbers, so it is only believed beside a heading that agrees as well.
    """
    given = row.control_number
    if given == here:
        return True
    if not (here.isascii() and here.isdigit()):
        return False
    if given.isascii() and given.isdigit():
        return row.record is not None and given.lstrip("0") == here.lstrip("0")
    rounded = _ROUNDED.fullmatch(given)
    if rounded is None or not row.heading or row.record is None:
        return False
    decimals = len(rounded[1] or "")
    return float(given.replace(",", ".")) == float(f"{int(here):.{decimals}E}")
