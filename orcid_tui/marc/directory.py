"""The structure of one binary record: its leader, its directory, and where its fields lie.

Reading is lenient, so that a cataloguer sees as much as can be seen. Whether a field may be
changed is asked separately and strictly (marc-roundtrip.md section 8).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.language import _, number

LONGEST_FIELD: Final = 9_999
LONGEST_RECORD: Final = 99_999
LEADER_SIZE: Final = 24
ENTRY_SIZE: Final = 12

FIELD_END: Final = 0x1E
RECORD_END: Final = 0x1D
DELIMITER: Final = 0x1F

_NUMBERS: Final = struct.Struct("3x4s5s")
"""A directory entry without its tag."""


class UnreadableRecord(Exception):
    """No directory can be made out. The message is one sentence."""


class Layout(NamedTuple):
    """Where everything is. `directory` holds whole entries, each a tag of three bytes, a length
    of four digits and an offset of five, which counts from the base address.

    `exact` says that it ends right in front of the base address in the leader.
    """

    directory: bytes
    base: int
    exact: bool

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the order of the directory."""
        return tags_of(self.directory)

    def tag(self, index: int) -> bytes:
        """One tag as it is written."""
        return self.directory[ENTRY_SIZE * index : ENTRY_SIZE * index + 3]

    def numbers(self, first: int = 0) -> list[tuple[int, int]]:
        """Length (terminator included) and offset of each field from this index on."""
        entries = self.directory[ENTRY_SIZE * first :]
        return [(int(length), int(offset)) for length, offset in _NUMBERS.iter_unpack(entries)]

    def span(self, index: int) -> tuple[int, int]:
        """First byte of a field, and the byte behind its last one."""
        at = ENTRY_SIZE * index
        start = self.base + int(self.directory[at + 7 : at + 12])
        return start, start + int(self.directory[at + 3 : at + 7])


def tags_of(directory: bytes) -> tuple[str, ...]:
    """The tags of a directory of whole entries."""
    text = directory.decode("latin-1")
    return tuple([text[at : at + 3] for at in range(0, len(text), ENTRY_SIZE)])


def read_layout(record: bytes) -> Layout:
    """The layout as far as it can be made out. Raises UnreadableRecord."""
    if len(record) < LEADER_SIZE + 2:
        raise UnreadableRecord(_("The record is too short to have a leader and a directory."))
    terminator = record.find(b"\x1e", LEADER_SIZE)
    if terminator < 0:
        raise UnreadableRecord(_("The directory of the record has no end."))
    stated = record[12:17]
    base = int(stated) if stated.isdigit() else 0
    directory = record[LEADER_SIZE:terminator]
    if len(directory) % ENTRY_SIZE == 0 and is_numeric(directory):
        return Layout(directory, terminator + 1, base == terminator + 1)
    if LEADER_SIZE < base <= len(record):
        directory = record[LEADER_SIZE : base - 1]
        if len(directory) % ENTRY_SIZE == 0 and is_numeric(directory):
            return Layout(directory, base, exact=False)
    directory = record[LEADER_SIZE : terminator - (terminator - LEADER_SIZE) % ENTRY_SIZE]
    if directory and is_numeric(directory):
        return Layout(directory, terminator + 1, exact=False)
    raise UnreadableRecord(_("The directory of the record holds something other than numbers."))


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


def why_record_unsafe(record: bytes, layout: Layout) -> str:
    """Why no field of this record can be changed safely; one sentence, or empty."""
    stated = record[:5]
    if len(record) > LONGEST_RECORD:
        return _("The record is {size} bytes long, more than {limit}.").format(
            size=number(len(record)), limit=number(LONGEST_RECORD)
        )
    if record[-1] != RECORD_END:
        return _("The record does not end with a record terminator.")
    if not stated.isdigit() or int(stated) != len(record):
        return _("The length in the leader does not fit the record.")
    if record.find(b"\x1d", 0, -1) >= 0:
        return _("The record has a record terminator in its middle.")
    if not record[12:17].isdigit() or not LEADER_SIZE < int(record[12:17]) < len(record):
        return _("The base address in the leader lies outside the record.")
    base = int(record[12:17])
    if (base - 1 - LEADER_SIZE) % ENTRY_SIZE:
        return _("The directory is not a whole number of entries.")
    if record.find(b"\x1e", LEADER_SIZE) != base - 1:
        return _("The directory does not end where the base address in the leader says.")
    if not layout.exact:
        return _("The directory holds something other than numbers.")
    widths = record[20:22]
    if widths.isdigit() and b"0" not in widths and widths != b"45":
        return _("The leader announces a directory of another shape than MARC 21 has.")
    if record[22:23].isdigit() and record[22:23] != b"0":
        return _("The leader announces a directory of another shape than MARC 21 has.")
    return ""


def why_field_unsafe(record: bytes, start: int, end: int) -> str:
    """Why the field between these bytes of a safe record cannot be changed safely; one
    sentence, or empty. Whether it shares them is for `shares_data` to say."""
    if end > len(record) - 1:
        return _("The field runs past the end of the record.")
    if end - start < 4 or record[end - 1] != FIELD_END:
        return _("The field does not end with a field terminator.")
    if record.find(b"\x1e", start, end - 1) >= 0:
        return _("The field has a field terminator in its middle.")
    if record[start - 1] != FIELD_END:
        return _("There are stray bytes in front of the field.")
    if record[start + 2] != DELIMITER or DELIMITER in record[start : start + 2]:
        return _("The field does not begin with two indicators and a subfield.")
    return ""


def shares_data(index: int, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether another entry of the directory names bytes of this field too.

    `numbers` are the lengths and offsets of all fields.
    """
    size, offset = numbers[index]
    behind = offset + size
    return [at < behind and at + length > offset for length, at in numbers].count(True) > 1
