"""Binary MARC as content: an index of places, everything else read when it is asked for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from typing import Final

from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.content import ContentChanged, Edit, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.framing import Kind, pieces
from orcid_tui.marc.glance import Glance
from orcid_tui.marc.name_scan import NameScan
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.splice import splice
from orcid_tui.marc.steps import FieldSteps

_MISFIT: Final = "The length in the leader does not fit; the record can be read but not changed."
_CUT_OFF: Final = "The file ends in the middle of this record; it cannot be changed."
_GONE: Final = "The record could not be read again: the file has become shorter."

_WHAT_IS_ODD: Final = {Kind.MISFIT: _MISFIT, Kind.TAIL: _CUT_OFF}
_JUNK: Final = Kind.JUNK
_BLOCK: Final = 1 << 14


class BinaryRecords:
    """The records of a binary MARC file. 12 bytes of memory a record."""

    name = "MARC 21, binary"
    why_read_only = ""

    def __init__(self, source: FileBytes, tags: tuple[str, ...] = USUAL_TAGS) -> None:
        self.source = source
        self._wanted = tags
        self._names = NameScan(tags)
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
        window = self._frame(size)
        if window is None:
            return []
        bytes_before, pieces_here, raw = window
        self._block = (bytes_before, raw)  # whoever lists headings asks for these records next
        spans = [(start, end) for start, end, kind in pieces_here if kind is not _JUNK]
        first = len(self._starts) + 1
        found = self._names.look(raw, spans, first)
        self._plain += found.known
        self._starts.extend([bytes_before + start for start, _ in spans])
        self._sizes.extend([end - start for start, end in spans])
        kinds = [kind for _, _, kind in pieces_here if kind is not _JUNK]
        odd = {first + k: _WHAT_IS_ODD[kind] for k, kind in enumerate(kinds) if kind}
        self.troubles += sorted((odd | dict(found.troubles)).items())
        return found.places

    def plain(self) -> bytes:
        """What is known of each place since the last call, in order (`plain_names`)."""
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
