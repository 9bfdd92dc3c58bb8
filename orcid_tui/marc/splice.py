"""Changing subfields of one binary record without touching anything else.

Only these bytes differ afterwards: the subfields that were added, changed or taken out, and
the digits that must follow (record length, the length of each changed field, the offsets of
fields behind). Every result is undone and compared with the original before it is handed out
(marc-roundtrip.md section 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.language import _, number
from orcid_tui.marc.directory import (
    ENTRY_SIZE,
    LEADER_SIZE,
    LONGEST_FIELD,
    LONGEST_RECORD,
    Layout,
    UnreadableRecord,
    read_layout,
    shares_data,
    tags_of,
    why_field_unsafe,
    why_record_unsafe,
)
from orcid_tui.marc.field_cuts import cuts_for
from orcid_tui.marc.patches import Patch, patched, undone
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps, Step

_FIRST_DATA_FIELD: Final = b"010"
_NOT_THE_SAME: Final = _("The changed record did not pass the check, so it stays as it was.")


class Spliced(NamedTuple):
    """The new record, and per field (by index in the directory) why it stayed as it was.

    `patches` are what leads from the old record to the new one, counted from the record's
    first byte.
    """

    record: bytes
    refused: dict[int, str]
    patches: tuple[Patch, ...] = ()


def splice(record: bytes, wanted: Sequence[FieldSteps]) -> Spliced:
    """Carry out the steps for each of these fields, all in one pass.

    A field stands at most once in `wanted`.
    """
    try:
        layout = read_layout(record)
    except UnreadableRecord as trouble:
        return Spliced(record, {target: str(trouble) for target, _ in wanted})
    if unsafe := why_record_unsafe(record, layout):
        return Spliced(record, {target: unsafe for target, _ in wanted})
    splicing = _Splicing(record, layout)
    for target, steps in wanted:
        splicing.plan(target, steps)
    splicing.keep_within_limits()
    return splicing.carried_out()


class _Splicing:
    """One safe record while it is changed."""

    def __init__(self, record: bytes, layout: Layout) -> None:
        self._record = record
        self._layout = layout
        self._numbers = layout.numbers()
        self._in_line = _in_line(self._numbers, len(record) - 1 - layout.base)
        self._cuts: dict[int, list[Patch]] = {}
        self._growth: dict[int, int] = {}
        self._refused: dict[int, str] = {}

    def plan(self, target: int, steps: Sequence[Step]) -> None:
        """Work out what gives way in one field, or why nothing may."""
        try:
            cuts = self._field_cuts(target, steps)
        except FieldRefused as reason:
            self._refused[target] = str(reason)
            return
        if cuts:
            self._cuts[target] = cuts
            self._growth[target] = sum([len(new) - (end - start) for start, end, new in cuts])

    def _field_cuts(self, target: int, steps: Sequence[Step]) -> list[Patch]:
        """Raises FieldRefused."""
        record = self._record
        if target >= len(self._numbers):
            raise FieldRefused(_("The record does not have this field any more."))
        length, offset = self._numbers[target]
        start = self._layout.base + offset
        end = start + length
        if unsafe := why_field_unsafe(record, start, end):
            raise FieldRefused(unsafe)
        if not self._in_line and shares_data(target, self._numbers):
            raise FieldRefused(_("The field shares its data with another field."))
        if self._layout.tag(target) < _FIRST_DATA_FIELD:
            raise FieldRefused(_("This is a control field, which has no subfields."))
        return cuts_for(record, start, end, steps)

    def keep_within_limits(self) -> None:
        """Refuse what binary MARC cannot hold. Fields that become shorter make room first."""
        grown = len(self._record)
        for target, growth in sorted(self._growth.items(), key=lambda item: item[1] > 0):
            words = _(
                "The field would be {size} bytes long, more than the {limit} that binary MARC "
                "can hold."
            )
            size, limit = self._numbers[target][0] + growth, LONGEST_FIELD
            if size <= limit:
                words = _(
                    "The record would be {size} bytes long, more than the {limit} that binary "
                    "MARC can hold."
                )
                size, limit = grown + growth, LONGEST_RECORD
            if size <= limit:
                grown = size
                continue
            self._refused[target] = words.format(size=number(size), limit=number(limit))
            del self._cuts[target], self._growth[target]

    def carried_out(self) -> Spliced:
        """The record after everything that was planned."""
        record, refused = self._record, self._refused
        if not self._cuts:
            return Spliced(record, refused)
        try:
            in_order = sorted(self._cuts, key=lambda target: self._numbers[target][1])
            cuts = [cut for target in in_order for cut in self._cuts[target]]
            patches = (*self._changed_numbers(), *cuts)
            spliced = patched(record, patches)
            self._check(spliced, patches)
        except FieldRefused as reason:
            return Spliced(record, refused | dict.fromkeys(self._cuts, str(reason)))
        return Spliced(spliced, refused, patches)

    def _changed_numbers(self) -> list[Patch]:
        """The length in the leader, and the part of the directory that changes.

        Raises FieldRefused.
        """
        record, growth = self._record, self._growth
        patches: list[Patch] = []
        if total := sum(growth.values()):
            patches.append(Patch(0, 5, b"%05d" % (len(record) + total)))
        first, new = self._new_numbers()
        old = self._numbers[first:]
        begin, end = 0, len(new)
        while begin < end and new[begin] == old[begin]:
            begin += 1
        while begin < end and new[end - 1] == old[end - 1]:
            end -= 1
        if begin < end:
            start = LEADER_SIZE + ENTRY_SIZE * (first + begin)
            behind = LEADER_SIZE + ENTRY_SIZE * (first + end)
            rows = zip(tags_of(record[start:behind]), new[begin:end], strict=True)
            entries = [f"{tag}{length:04}{offset:05}" for tag, (length, offset) in rows]
            patches.append(Patch(start, behind, "".join(entries).encode("latin-1")))
        return patches

    def _new_numbers(self) -> tuple[int, list[tuple[int, int]]]:
        """The index of the first field whose numbers may be others, and the numbers from there
        on. Raises FieldRefused."""
        numbers, growth = self._numbers, self._growth
        if self._in_line:
            first, moved = min(growth), 0
            new = []
            for index, (length, offset) in enumerate(numbers[first:], first):
                grown = growth.get(index, 0)
                new.append((length + grown, offset + moved))
                moved += grown
            return first, new
        ends = [(sum(numbers[target]), grown) for target, grown in growth.items()]
        new = [
            (
                length + growth.get(index, 0),
                offset + sum([grown for end, grown in ends if end <= offset]),
            )
            for index, (length, offset) in enumerate(numbers)
        ]
        if max(offset for _, offset in new) > LONGEST_RECORD:
            raise FieldRefused(_("A field behind this one would lie too far back to be found."))
        return 0, new

    def _check(self, spliced: bytes, patches: Sequence[Patch]) -> None:
        """Take everything back and compare; then cut the fields and compare them one by one.

        Raises FieldRefused.
        """
        record, base = self._record, self._layout.base
        try:
            again = read_layout(spliced)
        except UnreadableRecord as trouble:
            raise FieldRefused(_NOT_THE_SAME) from trouble
        # Fields in line that stand before all cuts are the same when the undone record is.
        first = min(self._cuts) if self._in_line else 0
        expected = _fields(record, base, self._numbers[first:])
        for target, cuts in self._cuts.items():
            start = base + self._numbers[target][1]
            here = [Patch(begin - start, end - start, new) for begin, end, new in cuts]
            expected[target - first] = patched(expected[target - first], here)
        if (
            undone(record, spliced, patches) != record
            or _fields(spliced, base, again.numbers(first)) != expected
            or again.base != base
            or not _same_tags(again.directory, self._layout.directory)
            or why_record_unsafe(spliced, again)
        ):
            raise FieldRefused(_NOT_THE_SAME)


def _in_line(numbers: Sequence[tuple[int, int]], size: int) -> bool:
    """Whether the fields follow each other as in the directory and fill these bytes, as nearly
    always."""
    behind = 0
    for length, offset in numbers:
        if offset != behind:
            return False
        behind += length
    return behind == size


def _fields(record: bytes, base: int, numbers: Sequence[tuple[int, int]]) -> list[bytes]:
    return [record[base + offset : base + offset + length] for length, offset in numbers]


def _same_tags(one: bytes, other: bytes) -> bool:
    return all(one[k::ENTRY_SIZE] == other[k::ENTRY_SIZE] for k in range(3))
