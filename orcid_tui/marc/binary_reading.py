"""From the bytes of one binary record to a record that decodes its fields when asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from orcid_tui.marc.decoding import decode_field
from orcid_tui.marc.directory import (
    ENTRY_SIZE,
    LEADER_SIZE,
    Layout,
    UnreadableRecord,
    plain_directory,
    read_layout,
    tags_of,
)
from orcid_tui.marc.record import BibRecord, Field, damaged


def read_record(number: int, raw: bytes) -> BibRecord:
    """One record of its bytes, decoded as far as it is asked. Never raises."""
    leader = raw[:LEADER_SIZE].decode("latin-1")
    directory = plain_directory(raw)
    if directory is not None:
        tags = tags_of(directory)
        return BibRecord(number, leader, tags, partial(_plain_field, raw, tags))
    try:
        layout = read_layout(raw)
    except UnreadableRecord as trouble:
        return damaged(number, str(trouble), leader)
    return BibRecord(number, leader, layout.tags, partial(_field_of, raw, layout))


def _plain_field(raw: bytes, tags: Sequence[str], index: int) -> Field:
    entry = LEADER_SIZE + ENTRY_SIZE * index
    start = LEADER_SIZE + ENTRY_SIZE * len(tags) + 1 + int(raw[entry + 7 : entry + 12])
    return decode_field(raw, tags[index], start, start + int(raw[entry + 3 : entry + 7]))


def _field_of(raw: bytes, layout: Layout, index: int) -> Field:
    return decode_field(raw, layout.tag(index).decode("latin-1"), *layout.span(index))
