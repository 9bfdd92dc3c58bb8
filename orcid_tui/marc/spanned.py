"""What JSON and MarcEdit text have in common: records are stretches of text, found one by one.

A format says how to cut, how to read and how a field is written; the index, the reading on
demand and the check of a change are here, once.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Self

from orcid_tui.language import _
from orcid_tui.marc.content import ContentChanged, Edit, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches, carried_through, moves
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.rewriting import WrittenField, rewritten
from orcid_tui.marc.steps import FieldSteps, same_but_for
from orcid_tui.marc.utf16 import WIDTH, as_utf8, in_utf16, one_byte_a_unit, utf16_codec

_HEAD: Final = 1 << 16
_WHOLE: Final = 1 << 21
_GONE: Final = _("The record could not be read again from the file.")
_NOT_UTF16: Final = _("This record is not well-formed UTF-16; it can be neither read nor changed.")
_NOT_THE_SAME: Final = _("The changed record did not pass the check, so it stays as it was.")


class Stretch(NamedTuple):
    """One record in a window: its bytes, its name fields (tag and occurrence, in this order),
    and what is wrong with it in one sentence, or nothing."""

    start: int
    end: int
    names: list[tuple[str, int]]
    damage: str = ""


WritingOf = Callable[[FieldSteps], WrittenField]
"""How the field of these steps is written. Raises FieldRefused."""


class SpannedRecords(ABC):
    """The records of a text file, numbered in their order. 12 bytes of memory a record."""

    name = ""

    def __init__(
        self, source: FileBytes, label: str = _("The file"), tags: tuple[str, ...] = USUAL_TAGS
    ) -> None:
        self.source = source
        self._wanted = tags
        self.position = 0
        self.finished = source.size == 0
        self.why_read_only = ""
        self.troubles: list[tuple[int, str]] = []
        self._label = label
        self._broken = False
        self._codec = utf16_codec(source.read(0, WIDTH))
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
    def _writing(self, raw: bytes) -> WritingOf:
        """How the fields of a record are written that `_read` has read."""

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
        size += size % WIDTH
        while True:
            window = self.source.read(at, size)
            last = len(window) < size or at + size >= self.source.size
            found, covered = self._cut_units(window, last=last)
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
        if self.finished and self._broken and self.why_read_only:
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
        return self._read_text(number, raw) if whole else damaged(number, _GONE)

    def _read_text(self, number: int, raw: bytes) -> BibRecord:
        try:
            return self._read(number, as_utf8(raw, self._codec) if self._codec else raw)
        except UnicodeDecodeError:
            return damaged(number, _NOT_UTF16)

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The steps as patches of the file, each read back before it counts."""
        raw = self._raw(number)
        before = self._read_text(number, raw)  # never from memory: it may be another by now
        if before.damage:
            return Edit((), before, {target: before.damage for target, _ in wanted})
        if self._codec:
            raw = as_utf8(raw, self._codec)
        planned, refused = self._planned(raw, wanted)
        after = self._changed(before, raw, planned)
        if after is None:
            alone = {each: self._changed(before, raw, {each: planned[each]}) for each in planned}
            bad = [each for each, after in alone.items() if after is None] or list(planned)
            refused |= dict.fromkeys([each.target for each in bad], _NOT_THE_SAME)
            planned = {each: patch for each, patch in planned.items() if each not in bad}
            after = self._changed(before, raw, planned)
            if after is None:
                return Edit((), before, {target: _NOT_THE_SAME for target, _ in wanted} | refused)
        patches = sorted(planned.values())
        if self._codec:
            patches = [in_utf16(patch, raw, self._codec) for patch in patches]
        start = self._starts[number - 1]
        moved = tuple([Patch(start + at, start + end, new) for at, end, new in patches])
        return Edit(moved, after, refused)

    def _planned(
        self, raw: bytes, wanted: Sequence[FieldSteps]
    ) -> tuple[dict[FieldSteps, Patch], dict[int, str]]:
        """A patch of the record for each field that can be changed; for the others why not."""
        planned: dict[FieldSteps, Patch] = {}
        refused: dict[int, str] = {}
        writing = self._writing(raw)
        for each in wanted:
            if not each.steps:
                continue
            try:
                patch = rewritten(writing(each), each.steps)
            except FieldRefused as reason:
                refused[each.target] = str(reason)
            else:
                if patch.new or patch.start < patch.end:
                    planned[each] = patch
        return planned, refused

    def _changed(
        self, before: BibRecord, raw: bytes, planned: dict[FieldSteps, Patch]
    ) -> BibRecord | None:
        """The record as it is read with these patches; None unless it is what it must be."""
        after = self._read(before.number, carried_through(raw, sorted(planned.values())))
        same = not after.damage and same_but_for(
            before, after, {each.target: each.steps for each in planned}
        )
        return after if same else None

    def reopened(self, written: FileBytes, patches: Patches) -> SpannedRecords:
        """Cut what was written into records again: the same ones, where they must be."""
        again = self._anew(written)
        while not again.finished:
            again.advance(_WHOLE)
        if again.why_read_only or len(again._starts) != len(self._starts):
            raise ContentChanged(_("The written file does not hold the same records."))
        for (start, moved), now in zip(moves(self._starts, patches), again._starts, strict=True):
            if now != start + moved:
                raise ContentChanged(_("A record of the written file is not where it belongs."))
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    def _cut_units(self, window: bytes, *, last: bool) -> tuple[list[Stretch], int]:
        """What `_cut` says, in bytes of the file."""
        if not self._codec:
            return self._cut(window, last=last)
        found, covered = self._cut(one_byte_a_unit(window, self._codec), last=last)
        doubled = [each._replace(start=each.start * WIDTH, end=each.end * WIDTH) for each in found]
        return doubled, len(window) if last else covered * WIDTH

    def _raw(self, number: int) -> bytes:
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been scanned")
        try:
            return self.source.read(self._starts[number - 1], self._sizes[number - 1])
        except OSError:
            return b""
