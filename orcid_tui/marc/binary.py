"""Binary MARC as content: an index of places, everything else read when it is asked for."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.binary_reading import read_record
from orcid_tui.marc.content import ContentChanged, Edit, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.framing import Frames, Kind, frames
from orcid_tui.marc.glance import Glance
from orcid_tui.marc.name_scan import NameScan
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.splice import splice
from orcid_tui.marc.steps import FieldSteps

_MISFIT: Final = _("The length in the leader does not fit; the record can be read but not changed.")
_CUT_OFF: Final = _("The file ends in the middle of this record; it cannot be changed.")
_GONE: Final = _("The record could not be read again: the file has become shorter.")

_WHAT_IS_ODD: Final = {Kind.MISFIT: _MISFIT, Kind.TAIL: _CUT_OFF}
_BLOCK: Final = 1 << 14


class BinaryRecords:
    """The records of a binary MARC file. 12 bytes of memory a record."""

    name = _("MARC 21, binary")
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
        before, frames_here, raw = window
        self._block = (before, raw)  # whoever lists headings asks for these records next
        first = len(self._starts) + 1
        self._add(before, frames_here)
        found = self._names.look(raw, frames_here.starts, frames_here.ends, first)
        self._plain += found.known
        odd = {first + index: _WHAT_IS_ODD[kind] for index, kind in frames_here.odd.items()}
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
        while (window := again._frame(1 << 20)) is not None:
            again._add(*window[:2])
        if len(again._starts) != len(self._starts):
            raise ContentChanged(_("The written file does not hold the same number of records."))
        if not self._moved_to(again, patches):
            raise ContentChanged(_("A record of the written file is not where it belongs."))
        again.troubles = self.troubles
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    def _add(self, before: int, found: Frames) -> None:
        """Take down the places of records in a window that begins at `before`."""
        starts, ends = found.starts, found.ends
        self._starts.extend([before + start for start in starts])
        self._sizes.extend([end - start for start, end in zip(starts, ends, strict=True)])

    def _frame(self, size: int) -> tuple[int, Frames, bytes] | None:
        """The records of the next window, with its first byte's place; None at the end."""
        if self.finished:
            return None
        at = self.position
        while True:
            window = self.source.read(at, size)
            last = len(window) < size or at + size >= self.source.size
            found = frames(window, last=last)
            if found.covered or last:
                break
            size *= 2
        self._digest.update(memoryview(window)[: found.covered])
        self.position = at + found.covered
        self.finished = last and found.covered == len(window)
        return at, found, window

    def _moved_to(self, again: BinaryRecords, patches: Patches) -> bool:
        """Whether each record begins and ends where the patches before and in it move it."""
        starts, sizes = self._starts, self._sizes
        growths: Counter[int] = Counter()
        for patch in patches:
            growths[bisect_right(starts, patch.start) - 1] += patch.growth
        done = moved = 0
        for index, growth in (*growths.items(), (len(starts), 0)):
            expected = array("Q", [start + moved for start in starts[done : index + 1]])
            if again._starts[done : index + 1] != expected:
                return False
            if again._sizes[done:index] != sizes[done:index]:
                return False
            if index < len(sizes) and again._sizes[index] != sizes[index] + growth:
                return False
            done = index + 1
            moved += growth
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
