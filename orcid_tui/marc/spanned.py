"""What JSON and MarcEdit text have in common: records are stretches of text, found one by one.

A format says how to cut and how to read; the index, the reading on demand and the check of
an insertion are here, once.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, Self

from orcid_tui.marc.binary import damaged
from orcid_tui.marc.content import Addition, ContentChanged, Edit, Place, additions_of
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches, moves
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, Subfield
from orcid_tui.marc.splice import CODE
from orcid_tui.marc.steps import FieldSteps

_HEAD: Final = 1 << 16
_WHOLE: Final = 1 << 21
_GONE: Final = "The record could not be read again from the file."
_NOT_THE_SAME: Final = "The changed record did not pass the check, so it stays as it was."


class Stretch(NamedTuple):
    """One record in a window: its bytes, its fields 100 and 700 (tag and occurrence), and
    what is wrong with it in one sentence, or nothing."""

    start: int
    end: int
    names: list[tuple[str, int]]
    damage: str = ""


@dataclass(slots=True)
class Insertions:
    """Bytes to be put in by field index, each with its place in the record; and refusals."""

    by_field: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


class SpannedRecords(ABC):
    """The records of a text file, numbered in their order. 12 bytes of memory a record."""

    name = ""

    def __init__(
        self, source: FileBytes, label: str = "The file", tags: tuple[str, ...] = USUAL_TAGS
    ) -> None:
        self.source = source
        self._wanted = tags
        self.position = 0
        self.finished = source.size == 0
        self.why_read_only = ""
        self.troubles: list[tuple[int, str]] = []
        self._label = label
        self._starts = array("Q")
        self._sizes = array("I")
        self._digest = hashlib.sha256()
        self._recent = RecentRecords()
        self._ahead: list[Place] = []
        self._all_ahead = False

    # --- what a format brings -------------------------------------------------------

    @abstractmethod
    def _cut(self, window: bytes, *, last: bool) -> tuple[list[Stretch], int]:
        """The records that are whole in this window, and how many bytes are done with.

        With `last` the file ends with the window, and every byte is done with. May raise
        SourceError.
        """

    @abstractmethod
    def _read(self, number: int, raw: bytes) -> BibRecord:
        """The record that these bytes are. Never raises."""

    @abstractmethod
    def _insertions(self, raw: bytes, additions: Sequence[Addition]) -> Insertions:
        """Where each URI goes. Fields that have it already are in neither answer."""

    @abstractmethod
    def _anew(self, source: FileBytes) -> SpannedRecords:
        """The same format on another file, nothing scanned."""

    # --- what every format has ------------------------------------------------------

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return len(self._starts)

    def look_ahead(self) -> Self:
        """Scan the head of the file, so that one without records is not even opened.

        Raises SourceError or OSError.
        """
        self._ahead = self.advance(_HEAD)
        self._all_ahead, self.finished = self.finished, False
        return self

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes; the personal-name fields passed."""
        places, self._ahead = self._ahead, []
        self.finished = self.finished or self._all_ahead
        if self.finished:
            return places
        at = self.position
        while True:
            window = self.source.read(at, size)
            last = len(window) < size or at + size >= self.source.size
            found, covered = self._cut(window, last=last)
            if covered or last:
                break
            size *= 2
        self._digest.update(memoryview(window)[:covered])
        self.position = at + covered
        self.finished = last and covered == len(window)
        for stretch in found:
            self._starts.append(at + stretch.start)
            self._sizes.append(stretch.end - stretch.start)
            number = len(self._starts)
            places += [(number, tag, nth) for tag, nth in stretch.names]
            if stretch.damage:
                self.troubles.append((number, stretch.damage))
        if self.finished and self.why_read_only:
            self.troubles.append((len(self._starts), self.why_read_only))
        return places

    def digest(self) -> bytes:
        """SHA-256 of the bytes passed so far."""
        return self._digest.digest()

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        return self._recent.get(number, self._read_anew)

    def _read_anew(self, number: int) -> BibRecord:
        raw = self._raw(number)
        whole = len(raw) == self._sizes[number - 1]
        return self._read(number, raw) if whole else damaged(number, _GONE)

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The insertions as patches of the file, each read back before it counts."""
        additions = additions_of(wanted)
        raw = self._raw(number)
        before = self._read(number, raw)  # never from memory: the bytes may be others by now
        if before.damage:
            return Edit((), before, {target: before.damage for target, _ in additions})
        planned = self._insertions(raw, additions)
        if not planned.by_field:
            return Edit((), before, planned.refused)
        ordered = sorted(planned.by_field.values())
        after = self._read(number, _carry_out(raw, ordered))
        uris = {target: uri for target, uri in additions if target in planned.by_field}
        if not same_but_for(before, after, uris):
            return Edit((), before, planned.refused | dict.fromkeys(uris, _NOT_THE_SAME))
        start = self._starts[number - 1]
        patches = tuple([Patch(start + at, start + at, new) for at, new in ordered])
        return Edit(patches, after, planned.refused)

    def reopened(self, written: FileBytes, patches: Patches) -> SpannedRecords:
        """Cut what was written into records again: the same ones, where they must be."""
        again = self._anew(written)
        while not again.finished:
            again.advance(_WHOLE)
        if again.why_read_only or len(again._starts) != len(self._starts):
            raise ContentChanged("The written file does not hold the same records.")
        for (start, moved), now in zip(moves(self._starts, patches), again._starts, strict=True):
            if now != start + moved:
                raise ContentChanged("A record of the written file is not where it belongs.")
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    def _raw(self, number: int) -> bytes:
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been scanned")
        try:
            return self.source.read(self._starts[number - 1], self._sizes[number - 1])
        except OSError:
            return b""


def same_but_for(before: BibRecord, after: BibRecord, uris: Mapping[int, str]) -> bool:
    """Whether all fields are the same, and the chosen ones have one subfield more."""
    if (before.leader, before.tags) != (after.leader, after.tags):
        return False
    for index in range(len(before.tags)):
        new = after.field(index)
        if index in uris:
            subfields = list(new.subfields)
            added = Subfield(CODE, uris[index])
            if added not in subfields:
                return False
            subfields.remove(added)
            new = replace(new, subfields=tuple(subfields))
        if new != before.field(index):
            return False
    return True


def _carry_out(raw: bytes, insertions: Sequence[tuple[int, bytes]]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for at, new in insertions:
        parts += (raw[done:at], new)
        done = at
    return b"".join((*parts, raw[done:]))
