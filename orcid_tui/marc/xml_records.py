"""MARCXML as content: places found in one pass, everything else read when it is asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from typing import Final
from xml.parsers import expat

from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.marc.content import ContentChanged, Edit, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches, moves
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.marc.xml_edit import edit_record, edit_usual_record
from orcid_tui.marc.xml_encoding import encoding_of
from orcid_tui.marc.xml_glance import XmlGlance
from orcid_tui.marc.xml_reader import UnreadableXml, XmlRecord, read_xml_record
from orcid_tui.marc.xml_scan import XmlScan
from orcid_tui.marc.xml_usual import dress

_HEAD: Final = 1 << 17
_SLICE: Final = 1 << 20
_CHUNK: Final = 1 << 14
_BLOCK: Final = 1 << 16
_LONGEST_GLANCE: Final = 1 << 18

_GONE: Final = _("The record could not be read again from the file.")
_DOCTYPE: Final = _("The file has a document type declaration, so it is opened for reading only.")


class XmlRecords:
    """The records of a MARCXML file, numbered by element. 8 bytes of memory a record."""

    name = "MARCXML"

    def __init__(
        self, source: FileBytes, label: str = _("The file"), tags: tuple[str, ...] = USUAL_TAGS
    ) -> None:
        """Scan the head of the file. Raises SourceError or OSError."""
        self.source = source
        self.position = 0
        self.finished = False
        self.why_read_only = ""
        self.troubles: list[tuple[int, str]] = []
        self._label = label
        self._wanted = tags
        self._digest = hashlib.sha256()
        self._recent = RecentRecords()
        self._block = (0, b"")
        self._places: list[Place] = []
        self._plain = bytearray()
        self._encoding = encoding_of(source.read(0, 512))
        self._glances = self._encoding.holds_ascii
        self._breaks_off = 0  # the record that is perhaps not well-formed
        self._scan = XmlScan(source, self._encoding, tags, self._add_handlers)
        self._starts = self._scan.starts
        self._scan_on(_HEAD)

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return len(self._starts)

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes; the personal-name fields passed."""
        self._scan_on(size)
        places, self._places = self._places, []
        return places

    def plain(self) -> bytes:
        """What is known of each place since the last call (`marc.plain_names`), in order."""
        told, self._plain = bytes(self._plain), bytearray()
        return told

    def digest(self) -> bytes:
        """SHA-256 of the bytes passed so far."""
        return self._digest.digest()

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        return self._recent.get(number, self._read)

    def glance(self, number: int) -> XmlGlance | None:
        """A record that the scan has passed, for a quick look; None when it needs more.

        Raises IndexError for any other number.
        """
        start, end = self._span(number)
        if not self._may_be_usual(number):
            return None
        if known := self._scan.usual.get(number):  # whoever lists headings asks for these next
            return XmlGlance(known, dress(self._scan.prefix or b""), self._encoding.name)
        try:
            raw = self._near(start, min(end - start, _LONGEST_GLANCE))
        except OSError:
            return None
        return XmlGlance.at(raw, self._encoding.name)

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The steps as patches of the file, read back before they count."""
        start, end = self._span(number)
        edit = None
        try:  # nothing from memory: the bytes may be others by now
            if self._may_be_usual(number):
                raw = self.source.read(start, min(end - start, _LONGEST_GLANCE))
                if record := XmlGlance.at(raw, self._encoding.name):
                    edit = edit_usual_record(number, record, self._encoding, wanted)
            if edit is None:
                _fields, raw = self._parsed(number)
                edit = edit_record(number, raw, self._encoding, wanted)
        except (UnreadableXml, OSError) as trouble:
            reason = _GONE if isinstance(trouble, OSError) else str(trouble)
            return Edit((), damaged(number, reason), {target: reason for target, _ in wanted})
        moved = [Patch(start + at, start + upto, new) for at, upto, new in edit.patches]
        return Edit(tuple(moved), edit.after, edit.refused)

    def reopened(self, written: FileBytes, patches: Patches) -> XmlRecords:
        """Scan what was written from end to end, as at opening: it must be well-formed, and
        hold the same records at the places where they must be now."""
        try:
            again = XmlRecords(written, self._label, ())  # nobody asks for names
            while not again.finished:
                again.advance(_SLICE)
        except SourceError:
            raise ContentChanged(_("The written file cannot be read as MARCXML.")) from None
        if again.why_read_only:
            raise ContentChanged(_("The written file is not well-formed."))
        if len(again._starts) != len(self._starts):
            raise ContentChanged(_("The written file does not hold the same number of records."))
        for (start, moved), now in zip(moves(self._starts, patches), again._starts, strict=True):
            if now != start + moved:
                raise ContentChanged(_("A record of the written file is not where it belongs."))
        again.troubles = self.troubles
        again._wanted = self._wanted
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    # --- the scan ------------------------------------------------------------------

    def _add_handlers(self, parser: expat.XMLParserType) -> None:
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity

    def _scan_on(self, size: int) -> None:
        """Go on by so many bytes, or more where a record is longer."""
        if self.finished:
            return
        done = 0
        while not self.finished and not done:
            window = self.source.read(self.position, size)
            last = len(window) < size or self.position + size >= self.source.size
            try:
                done = self._scan.take(window, last=last)
            except expat.ExpatError as trouble:
                self._not_well_formed(trouble)
            except (LookupError, ValueError):
                raise SourceError(
                    _("{label} is in an encoding that cannot be read.").format(label=self._label),
                    _("Save it as UTF-8 first."),
                ) from None
            size *= 2
            self.finished = self.finished or last
        self._digest.update(memoryview(window)[:done])
        self.position += done
        self._settle()
        if self._scan.undeclared and not self.why_read_only:
            self._read_only(
                _(
                    "Line {line} has a namespace prefix that is not declared, so the "
                    "records can be read, but nothing can be changed."
                ).format(line=self._scan.undeclared)
            )
        if self.finished and not self._starts:
            raise SourceError(
                _("{label} is XML, but holds no MARC records.").format(label=self._label),
                _("MARCXML files can be opened."),
            )

    def _settle(self) -> None:
        """Take over what the scan has found, without what is no name in UNIMARC."""
        found = self._scan.found
        names = {number: self._names_of(number) for number in found.doubtful}
        for place, known in zip(found.places, found.known, strict=True):
            if place[0] not in names or place[1:] in names[place[0]]:
                self._places.append(place)
                self._plain.append(known)
        found.places.clear()
        found.known.clear()
        found.doubtful.clear()

    def _names_of(self, number: int) -> set[tuple[str, int]]:
        return set(name_places(self.record(number), self._wanted))

    def _not_well_formed(self, trouble: expat.ExpatError) -> None:
        reason = expat.errors.messages.get(trouble.code, "unknown")
        if not self._starts:
            raise SourceError(
                _("{label} is not well-formed XML: {reason} in line {line}.").format(
                    label=self._label, reason=reason, line=trouble.lineno
                ),
                _("Export it again, or have its maker repair it."),
            ) from None
        self.finished = True
        self._breaks_off = len(self._starts)
        self._read_only(
            _(
                "The XML is not well-formed from line {line} on ({reason}), so nothing can "
                "be changed and later records cannot be read."
            ).format(line=trouble.lineno, reason=reason)
        )

    def _read_only(self, reason: str) -> None:
        self.why_read_only = reason
        self.troubles.append((len(self._starts), reason))

    def _doctype(self, *_told: object) -> None:
        self.why_read_only = _DOCTYPE
        self._glances = False

    def _entity(self, *_told: object) -> None:
        raise SourceError(
            _("{label} declares entities, which are not read for safety.").format(
                label=self._label
            ),
            _("Export it again without a document type declaration."),
        )

    # --- one record ----------------------------------------------------------------

    def _span(self, number: int) -> tuple[int, int]:
        """Where a record begins, and where the next one does or the file ends."""
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been scanned")
        known = number < len(self._starts)
        behind = self._starts[number] if known else self.source.size
        return self._starts[number - 1], behind

    def _may_be_usual(self, number: int) -> bool:
        return self._glances and number != self._breaks_off

    def _read(self, number: int) -> BibRecord:
        glance = self.glance(number)
        if glance is not None:
            return glance.as_record(number)
        try:
            found, _raw = self._parsed(number)
        except UnreadableXml as trouble:
            return damaged(number, str(trouble))
        except OSError:
            return damaged(number, _GONE)
        return found.as_record(number)

    def _parsed(self, number: int) -> tuple[XmlRecord, bytes]:
        """The record and bytes that it begins. A record that holds others does not end before
        the next one. Raises UnreadableXml or OSError."""
        start, end = self._span(number)
        try:
            taken = [*self._chunks(start, end)] if end < self.source.size else []
            return read_xml_record(taken, self._encoding), b"".join(taken)
        except UnreadableXml:
            taken = []
            # How much a compressed file holds is only guessed until all of it is unpacked.
            chunks = self._chunks(start, sys.maxsize, taken)
            return read_xml_record(chunks, self._encoding), b"".join(taken)

    def _chunks(self, start: int, end: int, taken: list[bytes] | None = None) -> Iterator[bytes]:
        """The bytes piece by piece, which are also put into `taken`."""
        while start < end and (chunk := self.source.read(start, min(_CHUNK, end - start))):
            if taken is not None:
                taken.append(chunk)
            yield chunk
            start += len(chunk)

    def _near(self, start: int, size: int) -> bytes:
        """Some bytes of the file, read together with those behind: neighbours come next."""
        begin, block = self._block
        if not (begin <= start and start + size <= begin + len(block)):
            block, begin = self.source.read(start, max(size, _BLOCK)), start
            self._block = (begin, block)
        return block[start - begin : start - begin + size]
