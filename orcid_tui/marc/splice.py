"""Changing subfields of one binary record without touching anything else.

Only these bytes differ afterwards: the subfields that were added, changed or taken out, and
the digits that must follow (record length, the length of each changed field, the offsets of
fields behind). Every result is undone and compared with the original before it is handed out
(marc-roundtrip.md section 8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from orcid_tui.marc.directory import (
    ENTRY_SIZE,
    LEADER_SIZE,
    LONGEST_FIELD,
    LONGEST_RECORD,
    Layout,
    UnreadableRecord,
    read_layout,
    shares_data,
    why_field_unsafe,
    why_record_unsafe,
)
from orcid_tui.marc.field_cuts import cuts_for
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps

CODE: Final = "1"
_FIRST_DATA_FIELD: Final = b"010"
_NOT_THE_SAME: Final = "The changed record did not pass the check, so it stays as it was."

_Cuts = Mapping[int, list[Patch]]
"""What gives way in each field, by its index in the directory; never empty."""


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
    cuts, refused = _plan(record, layout, wanted)
    if not cuts:
        return Spliced(record, refused)
    try:
        patches = _patches(record, layout, cuts)
        spliced = _patched(record, patches)
        _check(record, layout, spliced, patches, cuts)
    except FieldRefused as reason:
        return Spliced(record, refused | dict.fromkeys(cuts, str(reason)))
    return Spliced(spliced, refused, patches)


def _plan(
    record: bytes, layout: Layout, wanted: Sequence[FieldSteps]
) -> tuple[dict[int, list[Patch]], dict[int, str]]:
    """The cuts for every field that may be changed, and why the others may not."""
    cuts: dict[int, list[Patch]] = {}
    refused: dict[int, str] = {}
    for target, steps in wanted:
        try:
            if found := _field_cuts(record, layout, FieldSteps(target, steps)):
                cuts[target] = found
        except FieldRefused as reason:
            refused[target] = str(reason)
    grown = len(record)
    # Fields that become shorter make room for the others.
    for target in sorted(cuts, key=lambda target: _growth(cuts[target]) > 0):
        size = grown + _growth(cuts[target])
        if size > LONGEST_RECORD:
            del cuts[target]
            refused[target] = (
                f"The record would be {size:,} bytes long, more than the {LONGEST_RECORD:,} "
                "that binary MARC can hold."
            )
        else:
            grown = size
    return cuts, refused


def _field_cuts(record: bytes, layout: Layout, wanted: FieldSteps) -> list[Patch]:
    """Raises FieldRefused."""
    start, end = layout.span(wanted.target)
    if unsafe := why_field_unsafe(record, start, end):
        raise FieldRefused(unsafe)
    if shares_data(wanted.target, layout.lengths, layout.offsets):
        raise FieldRefused("The field shares its data with another field.")
    if layout.tag(wanted.target) < _FIRST_DATA_FIELD:
        raise FieldRefused("This is a control field, which has no subfields.")
    cuts = cuts_for(record, start, end, wanted.steps)
    size = end - start + _growth(cuts)
    if size > LONGEST_FIELD:
        raise FieldRefused(
            f"The field would be {size:,} bytes long, more than the {LONGEST_FIELD:,} that "
            "binary MARC can hold."
        )
    return cuts


def _growth(cuts: Sequence[Patch]) -> int:
    return sum([len(new) - (end - start) for start, end, new in cuts])


def _patches(record: bytes, layout: Layout, cuts: _Cuts) -> tuple[Patch, ...]:
    """The length in the leader, the part of the directory that changes, and the cuts.

    Raises FieldRefused.
    """
    lengths, offsets = layout.lengths, layout.offsets
    new_lengths, new_offsets = lengths.copy(), offsets
    total = 0
    for target, here in cuts.items():
        growth, behind = _growth(here), offsets[target] + lengths[target]
        new_lengths[target] += growth
        new_offsets = [
            moved + growth if offset >= behind else moved
            for offset, moved in zip(offsets, new_offsets, strict=True)
        ]
        total += growth
    if max(new_offsets) > LONGEST_RECORD:
        raise FieldRefused("A field behind this one would lie too far back to be found.")
    entries = zip(lengths, offsets, new_lengths, new_offsets, strict=True)
    changed = [k for k, (a, b, c, d) in enumerate(entries) if a != c or b != d]
    numbers: list[Patch] = []
    if total:
        numbers.append(Patch(0, 5, b"%05d" % (len(record) + total)))
    if changed:
        first, behind = changed[0], changed[-1] + 1
        tags = layout.tags[first:behind]
        rows = zip(tags, new_lengths[first:behind], new_offsets[first:behind], strict=True)
        new = "".join([f"{tag}{length:04}{offset:05}" for tag, length, offset in rows])
        at = LEADER_SIZE + ENTRY_SIZE * first
        numbers.append(Patch(at, at + len(new), new.encode("latin-1")))
    in_order = sorted(cuts, key=offsets.__getitem__)
    return (*numbers, *[cut for target in in_order for cut in cuts[target]])


def _patched(record: bytes, patches: Sequence[Patch]) -> bytes:
    """A stretch of bytes with patches that count from its first byte."""
    parts: list[bytes] = []
    done = 0
    for start, end, new in patches:
        parts += (record[done:start], new)
        done = end
    parts.append(record[done:])
    return b"".join(parts)


def _check(
    record: bytes, layout: Layout, spliced: bytes, patches: Sequence[Patch], cuts: _Cuts
) -> None:
    """Take everything back and compare; then cut all fields and compare them one by one.

    Raises FieldRefused.
    """
    if _undone(record, spliced, patches) != record:
        raise FieldRefused(_NOT_THE_SAME)
    try:
        again = read_layout(spliced)
    except UnreadableRecord as trouble:
        raise FieldRefused(_NOT_THE_SAME) from trouble
    if why_record_unsafe(spliced, again) or (again.base, again.tags) != (layout.base, layout.tags):
        raise FieldRefused(_NOT_THE_SAME)
    expected = _fields(record, layout)
    for target, here in cuts.items():
        start = layout.span(target)[0]
        moved = [Patch(cut.start - start, cut.end - start, cut.new) for cut in here]
        expected[target] = _patched(expected[target], moved)
    if _fields(spliced, again) != expected:
        raise FieldRefused(_NOT_THE_SAME)


def _undone(record: bytes, spliced: bytes, patches: Sequence[Patch]) -> bytes:
    """The spliced record with the old bytes at the place of each patch."""
    parts: list[bytes] = []
    done = grown = 0
    for start, end, new in patches:
        parts += (spliced[done : start + grown], record[start:end])
        done = start + grown + len(new)
        grown += len(new) - (end - start)
    parts.append(spliced[done:])
    return b"".join(parts)


def _fields(record: bytes, layout: Layout) -> list[bytes]:
    """The bytes of every field, as the directory says."""
    base = layout.base
    return [
        record[base + offset : base + offset + length]
        for length, offset in zip(layout.lengths, layout.offsets, strict=True)
    ]
