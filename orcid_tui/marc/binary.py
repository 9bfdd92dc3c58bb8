"""Binary MARC as content: an index of places, everything else read when it is asked for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from functools import partial
from typing import Final

from orcid_tui.marc.content import ContentChanged, Edit, Place
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
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.marc.glance import Glance
from orcid_tui.marc.kinds import is_coded_data
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches
from orcid_tui.marc.plain_names import (
    CODED_BEGINS,
    CODED_TAG,
    PLAIN_NAME,
    has_title,
    is_plain_record,
)
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.splice import splice
from orcid_tui.marc.steps import FieldSteps

_MISFIT: Final = "The length in the leader does not fit; the record can be read but not changed."
_CUT_OFF: Final = "The file ends in the middle of this record; it cannot be changed."
_GONE: Final = "The record could not be read again: the file has become shorter."

_TAGS: Final = ((CODED_TAG, "100"), (b"700", "700"))
_BLOCK: Final = 1 << 16


class BinaryRecords:
    """The records of a binary MARC file. 12 bytes of memory a record."""

    name = "MARC 21, binary"
    why_read_only = ""

    def __init__(self, source: FileBytes, tags: tuple[str, ...] = USUAL_TAGS) -> None:
        self.source = source
        self._wanted = tags
        self.position = 0
        self.finished = source.size == 0
        self.troubles: list[tuple[int, str]] = []
        self._starts = array("Q")
        self._sizes = array("I")
        self._digest = hashlib.sha256()
        self._recent = RecentRecords()
        self._block = (0, b"")
        self._plain = bytearray()

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return len(self._starts)

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes; the personal-name fields passed."""
        places: list[Place] = []
        window = self._frame(size)
        if window is None:
            return places
        bytes_before, found, raw = window
        self._block = (bytes_before, raw)  # whoever lists headings asks for these records next
        add_start, add_size = self._starts.append, self._sizes.append
        number, whole, junk = len(self._starts), Kind.RECORD, Kind.JUNK
        for start, end, kind in found:
            if kind is junk:
                continue
            number += 1
            record = raw[start:end]
            directory = plain_directory(record)
            if directory is None:
                self._look_closer(number, record, places)
            else:
                _add_places(number, record, directory, places, self._plain)
            if kind is not whole and (not self.troubles or self.troubles[-1][0] != number):
                self.troubles.append((number, _MISFIT if kind is Kind.MISFIT else _CUT_OFF))
            add_size(end - start)
            add_start(bytes_before + start)
        return places

    def plain(self) -> bytes:
        """For each place since the last call, in order: 1 for a plain name, 0 for all others."""
        told, self._plain = bytes(self._plain), bytearray()
        return told

    def digest(self) -> bytes:
        """SHA-256 of the bytes passed so far."""
        return self._digest.digest()

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        return self._recent.get(number, self._read)

    def _read(self, number: int) -> BibRecord:
        raw = self._raw(number)
        if len(raw) < self._sizes[number - 1]:
            return damaged(number, _GONE)
        return read_record(number, raw)

    def glance(self, number: int) -> Glance | None:
        """A record that the scan has passed, for a quick look; None when it needs more.

        Raises IndexError for any other number.
        """
        raw = self._raw(number)
        return Glance.at(raw) if len(raw) == self._sizes[number - 1] else None

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The record spliced, and the few bytes that lead there."""
        raw = self._raw(number)
        spliced = splice(raw, wanted)
        start = self._starts[number - 1]
        patches = tuple([Patch(start + at, start + end, new) for at, end, new in spliced.patches])
        return Edit(patches, read_record(number, spliced.record), spliced.refused)

    def reopened(self, written: FileBytes, patches: Patches) -> BinaryRecords:
        """Frame what was written, and compare every record's place with where it must be."""
        again = BinaryRecords(written, self._wanted)
        while (window := again._frame(1 << 21)) is not None:
            before, found, _ = window
            for start, end, kind in found:
                if kind is not Kind.JUNK:
                    again._starts.append(before + start)
                    again._sizes.append(end - start)
        if len(again._starts) != len(self._starts):
            raise ContentChanged("The written file does not hold the same number of records.")
        if not self._moved_to(again, patches):
            raise ContentChanged("A record of the written file is not where it belongs.")
        again.troubles = self.troubles
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    def _frame(self, size: int) -> tuple[int, list[tuple[int, int, Kind]], bytes] | None:
        """The pieces of the next window, with its first byte's place; None at the end."""
        if self.finished:
            return None
        at = self.position
        while True:
            window = self.source.read(at, size)
            last = len(window) < size or at + size >= self.source.size
            found, covered = pieces(window, last=last)
            if covered or last:
                break
            size *= 2
        self._digest.update(memoryview(window)[:covered])
        self.position = at + covered
        self.finished = last and covered == len(window)
        return at, found, window

    def _moved_to(self, again: BinaryRecords, patches: Patches) -> bool:
        """Whether each record begins and ends where the patches before and in it move it."""
        moved = 0
        remaining = ((patch.start, patch.growth) for patch in patches)
        none_left = (1 << 63, 0)
        patched, growth = next(remaining, none_left)
        for start, size, new_start, new_size in zip(
            self._starts, self._sizes, again._starts, again._sizes, strict=True
        ):
            while patched < start:
                moved += growth
                patched, growth = next(remaining, none_left)
            if new_start != start + moved:
                return False
            while patched < start + size:
                moved += growth
                patched, growth = next(remaining, none_left)
            if new_start + new_size != start + size + moved:
                return False
        return True

    def _raw(self, number: int) -> bytes:
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been scanned")
        start, size = self._starts[number - 1], self._sizes[number - 1]
        begin, block = self._block
        if begin <= start and start + size <= begin + len(block):
            return block[start - begin : start - begin + size]
        try:
            block = self.source.read(start, max(size, _BLOCK))
        except OSError:
            return b""
        self._block = (start, block)
        return block[:size]

    def _look_closer(self, number: int, record: bytes, places: list[Place]) -> None:
        try:
            layout = read_layout(record)
        except UnreadableRecord as trouble:
            self.troubles.append((number, str(trouble)))
            return
        before = len(places)
        for raw_tag, tag in _TAGS:
            indexes = [k for k, found in enumerate(layout.tags) if found == tag]
            places += [
                (number, tag, nth)
                for nth, index in enumerate(indexes, 1)
                if raw_tag is not CODED_TAG or not is_coded_data(_field_of(record, layout, index))
            ]
        self._plain += bytes(len(places) - before)


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


def damaged(number: int, reason: str, leader: str = "") -> BibRecord:
    """A record that only counts."""
    return BibRecord(number, leader, (), _no_field, reason)


def _plain_field(raw: bytes, tags: Sequence[str], index: int) -> Field:
    entry = LEADER_SIZE + ENTRY_SIZE * index
    start = LEADER_SIZE + ENTRY_SIZE * len(tags) + 1 + int(raw[entry + 7 : entry + 12])
    return decode_field(raw, tags[index], start, start + int(raw[entry + 3 : entry + 7]))


def _field_of(raw: bytes, layout: Layout, index: int) -> Field:
    return decode_field(raw, layout.tag(index).decode("latin-1"), *layout.span(index))


def _no_field(index: int) -> Field:
    raise IndexError(index)


def _add_places(
    number: int, record: bytes, directory: bytes, places: list[Place], plain: bytearray
) -> None:
    """The fields 100 and 700 of a record with a plain directory. This is the hot loop, so it
    works on bytes and makes nothing that it does not need."""
    digits = directory[::ENTRY_SIZE]  # the first of each tag: few are 1 or 7
    first = len(plain)
    all_plain = True
    for raw_tag, tag in _TAGS:
        index = digits.find(raw_tag[0])
        nth = 0
        while index >= 0:
            at = index * ENTRY_SIZE
            if directory.startswith(raw_tag, at):
                nth += 1
                start = LEADER_SIZE + len(directory) + 1 + int(directory[at + 7 : at + 12])
                coded = False
                if tag == "100" and record.startswith(CODED_BEGINS, start):
                    all_plain = False
                    coded = is_coded_data(_plain_field(record, tags_of(directory), index))
                if not coded:
                    places.append((number, tag, nth))
                    end = start + int(directory[at + 3 : at + 7])
                    plain.append(PLAIN_NAME.fullmatch(record, start, end) is not None)
            index = digits.find(raw_tag[0], index + 1)
    if len(plain) > first and not (all_plain and is_plain_record(record) and has_title(directory)):
        plain[first:] = bytes(len(plain) - first)
