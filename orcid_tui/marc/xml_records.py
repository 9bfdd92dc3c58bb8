"""MARCXML as content: one pass of a parser finds where records begin."""

from __future__ import annotations

import contextlib
import hashlib
from array import array
from collections.abc import Iterator, Sequence
from typing import Final
from xml.parsers import expat

from orcid_tui.errors import SourceError
from orcid_tui.marc.binary import damaged
from orcid_tui.marc.content import Addition, ContentChanged, Edit, Patch, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.kinds import is_coded_data
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.xml_encoding import encoding_of
from orcid_tui.marc.xml_reader import (
    CONTROL_FIELD,
    DATA_FIELD,
    LEADER,
    UnreadableXml,
    XmlField,
    read_xml_record,
)
from orcid_tui.marc.xml_splice import splice_xml

_HEAD: Final = 1 << 17
_CHUNK: Final = 1 << 14
_CACHED: Final = 512

_OTHER, _RECORD, _FIELD, _DATA_FIELD = range(4)
_KINDS: Final = {
    "record": _RECORD,
    LEADER: _FIELD,
    CONTROL_FIELD: _FIELD,
    DATA_FIELD: _DATA_FIELD,
}
_DOCTYPE: Final = "The file has a document type declaration, so it is opened for reading only."


class XmlRecords:
    """The records of a MARCXML file, numbered by element. 8 bytes of memory a record.

    A record is a `record` element with a leader or field in it, so that the envelopes of
    OAI and SRU, which are called `record` too, do not count.
    """

    name = "MARCXML"

    def __init__(self, source: FileBytes, label: str = "The file") -> None:
        self.source = source
        self.position = 0
        self.finished = False
        self.why_read_only = ""
        self.troubles: list[tuple[int, str]] = []
        self._label = label
        self._starts = array("Q")
        self._digest = hashlib.sha256()
        self._recent: dict[int, BibRecord] = {}
        self._encoding = encoding_of(source.read(0, 512))
        self._kinds: dict[str, int] = {}
        self._begun = -1
        self._counts: dict[str, int] = {}
        self._places: list[Place] = []
        self._doubtful: list[Place] = []
        self._parser = self._new_parser()
        self._parse(_HEAD)

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return len(self._starts)

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes; the personal-name fields passed."""
        self._parse(size)
        for place in self._doubtful:
            found = self.record(place[0]).occurrence(place[1], place[2])
            if found is not None and is_coded_data(found):
                self._places.remove(place)
        self._doubtful = []
        places, self._places = self._places, []
        return places

    def digest(self) -> bytes:
        """SHA-256 of the bytes passed so far."""
        return self._digest.digest()

    def record(self, number: int) -> BibRecord:
        """A record that the scan has passed. Raises IndexError for any other."""
        known = self._recent.get(number)
        if known is None:
            start, end = self._span(number)
            known = self._read(number, self._chunks(start, end))
            if len(self._recent) >= _CACHED:
                self._recent.clear()
            self._recent[number] = known
        return known

    def edit(self, number: int, additions: Sequence[Addition]) -> Edit:
        """The insertions as patches of the file."""
        start, end = self._span(number)
        raw = self._raw(start, end)
        spliced = splice_xml(raw, self._encoding, additions)
        patches = tuple(Patch(start + at, start + at, data) for at, data in spliced.insertions)
        return Edit(patches, self._read(number, [spliced.record]), spliced.refused)

    def reopened(self, written: FileBytes, patches: Sequence[Patch]) -> XmlRecords:
        """Parse what was written, and compare every record's place with where it must be."""
        try:
            again = XmlRecords(written, self._label)
            while not again.finished:
                again.advance(1 << 20)
        except SourceError:
            raise ContentChanged("The written file cannot be read as MARCXML.") from None
        if again.why_read_only or len(again._starts) != len(self._starts):
            raise ContentChanged("The written file does not hold the same number of records.")
        moved, passed = 0, 0
        for start, new_start in zip(self._starts, again._starts, strict=True):
            while passed < len(patches) and patches[passed].start < start:
                moved += patches[passed].growth
                passed += 1
            if new_start != start + moved:
                raise ContentChanged("A record of the written file is not where it belongs.")
        again._places.clear()
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    # --- the scan ------------------------------------------------------------------

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        return parser

    def _parse(self, size: int) -> None:
        if self.finished:
            return
        chunk = self.source.read(self.position, size)
        last = len(chunk) < size or self.position + size >= self.source.size
        self._digest.update(chunk)
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as trouble:
            self._not_well_formed(trouble)
        except (LookupError, ValueError):
            raise SourceError(
                f"{self._label} is in an encoding that cannot be read.",
                "Save it as UTF-8 first.",
            ) from None
        self.position += len(chunk)
        self.finished = self.finished or last
        if self.finished and not self._starts:
            raise SourceError(
                f"{self._label} is XML, but holds no MARC records.", "MARCXML files can be opened."
            )

    def _not_well_formed(self, trouble: expat.ExpatError) -> None:
        reason = expat.errors.messages.get(trouble.code, "unknown")
        if not self._starts:
            raise SourceError(
                f"{self._label} is not well-formed XML: {reason} in line {trouble.lineno}.",
                "Export it again, or have its maker repair it.",
            ) from None
        self.finished = True
        self.why_read_only = (
            f"The XML is not well-formed from line {trouble.lineno} on ({reason}), "
            "so nothing can be changed and later records cannot be read."
        )
        self.troubles.append((len(self._starts), self.why_read_only))

    def _start(self, name: str, attributes: list[str]) -> None:
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds[name] = _KINDS.get(name.rpartition(" ")[2], _OTHER)
        if kind == _OTHER:
            return
        if kind == _RECORD:
            self._begun = self._parser.CurrentByteIndex
            return
        if self._begun >= 0:
            self._starts.append(self._begun)
            self._begun = -1
            self._counts = {}
        if kind == _DATA_FIELD and self._starts:
            tag = attributes[1] if attributes[:1] == ["tag"] else _value(attributes, "tag")
            if tag == "100" or tag == "700":
                nth = self._counts[tag] = self._counts.get(tag, 0) + 1
                place = (len(self._starts), tag, nth)
                self._places.append(place)
                if (
                    tag == "100"
                    and not (_value(attributes, "ind1") + _value(attributes, "ind2")).strip()
                ):
                    self._doubtful.append(place)

    def _doctype(self, *_: object) -> None:
        self.why_read_only = _DOCTYPE

    def _entity(self, *_: object) -> None:
        raise SourceError(
            f"{self._label} declares entities, which are not read for safety.",
            "Export it again without a document type declaration.",
        )

    # --- one record ----------------------------------------------------------------

    def _span(self, number: int) -> tuple[int, int]:
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been scanned")
        behind = self._starts[number] if number < len(self._starts) else self.source.size
        return self._starts[number - 1], behind

    def _raw(self, start: int, end: int) -> bytes:
        """The bytes of one record; at the end of a file a little more, never all the rest."""
        taken: list[bytes] = []

        def chunks() -> Iterator[bytes]:
            for chunk in self._chunks(start, end):
                taken.append(chunk)
                yield chunk

        with contextlib.suppress(UnreadableXml, OSError):
            read_xml_record(chunks(), self._encoding)
        return b"".join(taken)

    def _chunks(self, start: int, end: int) -> Iterator[bytes]:
        while start < end and (chunk := self.source.read(start, min(_CHUNK, end - start))):
            yield chunk
            start += len(chunk)

    def _read(self, number: int, chunks: Sequence[bytes] | Iterator[bytes]) -> BibRecord:
        try:
            found = read_xml_record(chunks, self._encoding)
        except UnreadableXml as trouble:
            return damaged(number, str(trouble))
        except OSError:
            return damaged(number, "The record could not be read again from the file.")
        fields = found.fields
        return BibRecord(
            number, found.leader, tuple([field.tag for field in fields]), _Decoder(fields)
        )


class _Decoder:
    """Gives fields on demand; holds what the parser read."""

    __slots__ = ("_fields",)

    def __init__(self, fields: list[XmlField]) -> None:
        self._fields = fields

    def __call__(self, index: int) -> Field:
        return self._fields[index].as_field()


def _value(attributes: Sequence[str], name: str) -> str:
    return next(
        (attributes[k + 1] for k in range(0, len(attributes), 2) if attributes[k] == name), ""
    )
