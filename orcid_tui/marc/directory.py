"""The structure of one binary record: its leader, its directory, and where its fields lie.

Reading is lenient, so that a cataloguer sees as much as can be seen. Whether a field may be
changed is asked separately and strictly (marc-roundtrip.md section 8).
"""

from __future__ import annotations

from typing import Final, NamedTuple

LONGEST_FIELD: Final = 9_999
LONGEST_RECORD: Final = 99_999
LEADER_SIZE: Final = 24
ENTRY_SIZE: Final = 12

FIELD_END: Final = 0x1E
RECORD_END: Final = 0x1D
DELIMITER: Final = 0x1F


class UnreadableRecord(Exception):
    """No directory can be made out. The message is one sentence."""


class Entry(NamedTuple):
    """One directory entry. `offset` counts from the base address, `at` is its own place."""

    tag: bytes
    length: int
    offset: int
    at: int


class Layout(NamedTuple):
    """Where everything is. `exact` says that the directory is a whole number of entries that
    ends right in front of the base address."""

    entries: tuple[Entry, ...]
    base: int
    exact: bool

    def span(self, index: int) -> tuple[int, int]:
        """First byte of a field, and the byte behind its last one."""
        entry = self.entries[index]
        start = self.base + entry.offset
        return start, start + entry.length


def read_layout(record: bytes) -> Layout:
    """The layout as far as it can be made out. Raises UnreadableRecord."""
    if len(record) < LEADER_SIZE + 2:
        raise UnreadableRecord("The record is too short to have a leader and a directory.")
    terminator = record.find(b"\x1e", LEADER_SIZE)
    if terminator < 0:
        raise UnreadableRecord("The directory of the record has no end.")
    stated = record[12:17]
    base = int(stated) if stated.isdigit() else 0
    directory = record[LEADER_SIZE:terminator]
    if len(directory) % ENTRY_SIZE == 0 and is_numeric(directory):
        return Layout(_entries(directory), terminator + 1, base == terminator + 1)
    if LEADER_SIZE < base <= len(record):
        directory = record[LEADER_SIZE : base - 1]
        if len(directory) % ENTRY_SIZE == 0 and is_numeric(directory):
            return Layout(_entries(directory), base, exact=False)
    directory = record[LEADER_SIZE : terminator - (terminator - LEADER_SIZE) % ENTRY_SIZE]
    if directory and is_numeric(directory):
        return Layout(_entries(directory), terminator + 1, exact=False)
    raise UnreadableRecord("The directory of the record holds something other than numbers.")


def plain_directory(record: bytes) -> bytes | None:
    """The directory when it is a whole number of entries; None when a closer look is needed."""
    directory = record[LEADER_SIZE : record.find(b"\x1e", LEADER_SIZE)]
    if directory.isdigit() and not len(directory) % ENTRY_SIZE:
        return directory  # as nearly all are
    if len(directory) % ENTRY_SIZE or not directory or not is_numeric(directory):
        return None
    return directory


def is_numeric(directory: bytes) -> bool:
    """Whether every entry has digits for its length and offset. Tags may have letters."""
    return directory.isdigit() or all(
        directory[at + 3 : at + ENTRY_SIZE].isdigit() for at in range(0, len(directory), ENTRY_SIZE)
    )


def _entries(directory: bytes) -> tuple[Entry, ...]:
    return tuple(
        [
            Entry(
                directory[at : at + 3],
                int(directory[at + 3 : at + 7]),
                int(directory[at + 7 : at + 12]),
                LEADER_SIZE + at,
            )
            for at in range(0, len(directory), ENTRY_SIZE)
        ]
    )


def why_record_unsafe(record: bytes, layout: Layout) -> str:
    """Why no field of this record can be changed safely; one sentence, or empty."""
    stated = record[:5]
    if len(record) > LONGEST_RECORD:
        return f"The record is {len(record):,} bytes long, more than {LONGEST_RECORD:,}."
    if record[-1] != RECORD_END:
        return "The record does not end with a record terminator."
    if not stated.isdigit() or int(stated) != len(record):
        return "The length in the leader does not fit the record."
    if record.find(b"\x1d", 0, -1) >= 0:
        return "The record has a record terminator in its middle."
    if not record[12:17].isdigit() or not LEADER_SIZE < int(record[12:17]) < len(record):
        return "The base address in the leader lies outside the record."
    base = int(record[12:17])
    if (base - 1 - LEADER_SIZE) % ENTRY_SIZE:
        return "The directory is not a whole number of entries."
    if record.find(b"\x1e", LEADER_SIZE) != base - 1:
        return "The directory does not end where the base address in the leader says."
    if not layout.exact:
        return "The directory holds something other than numbers."
    widths = record[20:22]
    if widths.isdigit() and b"0" not in widths and widths != b"45":
        return "The leader announces a directory of another shape than MARC 21 has."
    if record[22:23].isdigit() and record[22:23] != b"0":
        return "The leader announces a directory of another shape than MARC 21 has."
    return ""


def why_field_unsafe(record: bytes, layout: Layout, index: int) -> str:
    """Why this field of a safe record cannot be changed safely; one sentence, or empty."""
    start, end = layout.span(index)
    if end > len(record) - 1:
        return "The field runs past the end of the record."
    if end - start < 4 or record[end - 1] != FIELD_END:
        return "The field does not end with a field terminator."
    if record.find(b"\x1e", start, end - 1) >= 0:
        return "The field has a field terminator in its middle."
    if record[start - 1] != FIELD_END:
        return "There are stray bytes in front of the field."
    if record[start + 2] != DELIMITER or DELIMITER in record[start : start + 2]:
        return "The field does not begin with two indicators and a subfield."
    offset, behind = start - layout.base, end - layout.base
    for other, entry in enumerate(layout.entries):
        if other != index and entry.offset < behind and entry.offset + entry.length > offset:
            return "The field shares its data with another field."
    return ""
