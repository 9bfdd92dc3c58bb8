"""Putting subfields into one binary record without touching anything else.

Only these bytes differ afterwards: the inserted subfields, and the digits that must follow
(record length, the length of each changed field, the offsets of fields behind). Every result
is undone and compared with the original before it is handed out (marc-roundtrip.md
section 8).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.marc.directory import (
    ENTRY_SIZE,
    LEADER_SIZE,
    LONGEST_FIELD,
    LONGEST_RECORD,
    Layout,
    UnreadableRecord,
    read_layout,
    why_field_unsafe,
    why_record_unsafe,
)
from orcid_tui.marc.marc8 import ends_in_ascii
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.placement import place_for_uri
from orcid_tui.marc.refusal import FieldRefused

CODE: Final = "1"


class Spliced(NamedTuple):
    """The new record, and per field (by index in the directory) why it stayed as it was.

    A field that carries the very same `$1` already is neither changed nor refused. `patches`
    are what leads from the old record to the new one, counted from the record's first byte.
    """

    record: bytes
    refused: dict[int, str]
    patches: tuple[Patch, ...] = ()


class _Insertion(NamedTuple):
    target: int
    at: int
    data: bytes


def splice(record: bytes, uris: Sequence[tuple[int, str]]) -> Spliced:
    """Put `$1` with a URI into each of these fields, given by index in the directory.

    One pass for all; an index stands at most once in `uris`, and every URI is ASCII.
    """
    refused: dict[int, str] = {}
    try:
        layout = read_layout(record)
    except UnreadableRecord as trouble:
        return Spliced(record, {index: str(trouble) for index, _ in uris})
    if unsafe := why_record_unsafe(record, layout):
        return Spliced(record, {index: unsafe for index, _ in uris})
    insertions: list[_Insertion] = []
    grown = len(record)
    for index, uri in uris:
        try:
            insertion = _insertion(record, layout, index, uri)
            if insertion is None:
                continue
            if grown + len(insertion.data) > LONGEST_RECORD:
                raise FieldRefused(
                    f"The record would be {grown + len(insertion.data):,} bytes long, more than "
                    f"the {LONGEST_RECORD:,} that binary MARC can hold."
                )
        except FieldRefused as reason:
            refused[index] = str(reason)
        else:
            insertions.append(insertion)
            grown += len(insertion.data)
    if not insertions:
        return Spliced(record, refused)
    insertions.sort(key=lambda insertion: insertion.at)
    try:
        spliced = _carry_out(record, layout, insertions)
        _check_by_undoing(record, layout, spliced, insertions)
    except FieldRefused as reason:
        refused |= {insertion.target: str(reason) for insertion in insertions}
        return Spliced(record, refused)
    return Spliced(spliced, refused, _patches(record, layout, spliced, insertions))


def splice_one(record: bytes, index: int, uri: str) -> bytes:
    """The record with `$1` in one field. Raises FieldRefused."""
    spliced = splice(record, [(index, uri)])
    if reason := spliced.refused.get(index):
        raise FieldRefused(reason)
    return spliced.record


def _insertion(record: bytes, layout: Layout, index: int, uri: str) -> _Insertion | None:
    """What goes where, or None when the field has it already. Raises FieldRefused."""
    if unsafe := why_field_unsafe(record, layout, index):
        raise FieldRefused(unsafe)
    start, end = layout.span(index)
    parts = record[start + 3 : end - 1].split(b"\x1f")
    subfield = CODE.encode("ascii") + uri.encode("ascii")
    if subfield in parts:
        return None
    data = b"\x1f" + subfield
    if end - start + len(data) > LONGEST_FIELD:
        raise FieldRefused(
            f"The field would be {end - start + len(data):,} bytes long, more than the "
            f"{LONGEST_FIELD:,} that binary MARC can hold."
        )
    place = place_for_uri([part[:1].decode("latin-1") for part in parts])
    at = start + 2 + sum(len(part) + 1 for part in parts[:place])
    if record[9:10] != b"a" and not ends_in_ascii(record[start:at]):
        raise FieldRefused("The text before the place of $1 ends in another character set.")
    return _Insertion(index, at, data)


def _carry_out(record: bytes, layout: Layout, insertions: Sequence[_Insertion]) -> bytes:
    growth = {insertion.target: len(insertion.data) for insertion in insertions}
    ends: list[int] = []
    shifts = [0]
    for target, size in sorted(growth.items(), key=lambda item: layout.entries[item[0]].offset):
        entry = layout.entries[target]
        ends.append(entry.offset + entry.length)
        shifts.append(shifts[-1] + size)
    head = bytearray(record[: layout.base])
    head[:5] = b"%05d" % (len(record) + shifts[-1])
    for index, (_, length, offset, at) in enumerate(layout.entries):
        if index in growth:
            head[at + 3 : at + 7] = b"%04d" % (length + growth[index])
        if shift := shifts[bisect_right(ends, offset)]:
            if offset + shift > LONGEST_RECORD:
                raise FieldRefused("A field behind this one would lie too far back to be found.")
            head[at + 7 : at + 12] = b"%05d" % (offset + shift)
    parts, done = [bytes(head)], layout.base
    for insertion in insertions:
        parts += (record[done : insertion.at], insertion.data)
        done = insertion.at
    parts.append(record[done:])
    return b"".join(parts)


def _check_by_undoing(
    record: bytes, layout: Layout, spliced: bytes, insertions: Sequence[_Insertion]
) -> None:
    """Take everything back and compare; then cut all fields and compare them one by one."""
    undone = bytearray(spliced)
    for insertion in insertions:  # in rising order, so each stands at its old place again
        del undone[insertion.at : insertion.at + len(insertion.data)]
    undone[:5] = record[:5]
    base = layout.base
    undone[LEADER_SIZE:base] = record[LEADER_SIZE:base]
    added = {insertion.target: insertion for insertion in insertions}
    same = undone == record and _same_tags(record, spliced, base)
    for index, (_, length, offset, at) in enumerate(layout.entries) if same else ():
        start = base + offset
        expected = record[start : start + length]
        if (here := added.get(index)) is not None:
            cut = here.at - start
            expected = expected[:cut] + here.data + expected[cut:]
        new_start = base + int(spliced[at + 7 : at + 12])
        found = spliced[new_start : new_start + int(spliced[at + 3 : at + 7])]
        same = same and found == expected
    if not same or why_record_unsafe(spliced, layout):
        raise FieldRefused("The changed record did not pass the check, so it stays as it was.")


def _same_tags(record: bytes, spliced: bytes, base: int) -> bool:
    """Whether the directories are the same save for the numbers."""
    columns = (slice(LEADER_SIZE + k, base - 1, ENTRY_SIZE) for k in range(3))
    return spliced[base - 1] == record[base - 1] and all(spliced[c] == record[c] for c in columns)


def _patches(
    record: bytes, layout: Layout, spliced: bytes, insertions: Sequence[_Insertion]
) -> tuple[Patch, ...]:
    """The length in the leader, the part of the directory that changed, and the insertions."""
    changed = [
        at for _, _, _, at in layout.entries if record[at : at + 12] != spliced[at : at + 12]
    ]
    low, high = changed[0], changed[-1] + 12
    return (
        Patch(0, 5, spliced[:5]),
        Patch(low, high, spliced[low:high]),
        *(Patch(insertion.at, insertion.at, insertion.data) for insertion in insertions),
    )
