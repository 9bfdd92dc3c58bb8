"""MARCXML as content: one pass of a parser finds where records begin."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from xml.parsers import expat

from orcid_tui.errors import SourceError
from orcid_tui.marc.binary import damaged
from orcid_tui.marc.content import ContentChanged, Edit, Place
from orcid_tui.marc.file_bytes import FileBytes
from orcid_tui.marc.kinds import is_coded_data
from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.patches import Patch, Patches, moves
from orcid_tui.marc.recent import RecentRecords
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.steps import FieldSteps, same_but_for
from orcid_tui.marc.xml_encoding import encoding_of
from orcid_tui.marc.xml_names import PlainXmlNames
from orcid_tui.marc.xml_reader import (
    DATA_FIELD,
    LEADER,
    RECORD,
    SUBFIELD,
    ElementKinds,
    UnreadableXml,
    XmlField,
    XmlRecord,
    attribute,
    read_xml_record,
)
from orcid_tui.marc.xml_splice import splice_xml

_HEAD: Final = 1 << 17
_CHUNK: Final = 1 << 14

_NOT_THE_SAME: Final = "The changed record did not pass the check, so it stays as it was."
_DOCTYPE: Final = "The file has a document type declaration, so it is opened for reading only."


class XmlRecords:
    """The records of a MARCXML file, numbered by element. 8 bytes of memory a record.

    A record is a `record` element with a leader or field in it, so that the envelopes of
    OAI and SRU, which are called `record` too, do not count.
    """

    name = "MARCXML"

    def __init__(
        self,
        source: FileBytes,
        label: str = "The file",
        tags: tuple[str, ...] = USUAL_TAGS,
        *,
        known: array[int] | None = None,
    ) -> None:
        """Scan the head of the file. With `known`, the places of all records, nothing is left
        to scan but the digest."""
        self.source = source
        self._wanted = tags
        self.position = 0
        self.finished = False
        self.why_read_only = ""
        self.troubles: list[tuple[int, str]] = []
        self._label = label
        self._starts: array[int] = array("Q")
        self._digest = hashlib.sha256()
        self._recent = RecentRecords()
        self._encoding = encoding_of(source.read(0, 512))
        self._places: list[Place] = []
        self._doubtful: list[Place] = []
        self._plain = bytearray()
        self._parser = self._new_parser(handle=known is None)
        if known is None:
            self._parse(_HEAD)
        else:
            self._starts = known

    @property
    def records(self) -> int:
        """How many records the scan has passed."""
        return len(self._starts)

    def advance(self, size: int) -> list[Place]:
        """Scan on by about `size` bytes; the personal-name fields passed."""
        self._parse(size)
        told = bytearray(self._names.taken())
        for place in self._doubtful:
            found = self.record(place[0]).occurrence(place[1], place[2])
            if found is not None and is_coded_data(found):
                del told[self._places.index(place)]
                self._places.remove(place)
        self._plain += told
        self._doubtful.clear()
        places = self._places.copy()
        self._places.clear()
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
        return self._recent.get(number, lambda n: self._read(n, self._chunks(*self._span(n))))

    def edit(self, number: int, wanted: Sequence[FieldSteps]) -> Edit:
        """The steps as patches of the file, read back before they count."""
        start, end = self._span(number)
        try:
            raw = self._raw(start, end, last=number == len(self._starts))
            before = _as_record(number, read_xml_record([raw], self._encoding))
            spliced = splice_xml(raw, self._encoding, wanted)
        except UnreadableXml as trouble:
            return Edit(
                (), damaged(number, str(trouble)), {each[0]: str(trouble) for each in wanted}
            )
        patches, refused = spliced
        if not patches:
            return Edit((), before, refused)
        after = self._read(number, [_carry_out(raw, patches.values())])
        if not same_but_for(
            before, after, {each: steps for each, steps in wanted if each in patches}
        ):
            return Edit((), before, refused | dict.fromkeys(patches, _NOT_THE_SAME))
        return Edit(tuple([_moved(patch, start) for patch in patches.values()]), after, refused)

    def reopened(self, written: FileBytes, patches: Patches) -> XmlRecords:
        """Parse what was written from end to end, and reckon where every record is now.

        Each patch is whole elements and was read back inside its record when it was made;
        all other bytes are compared by the caller.
        """
        starts = array("Q", (start + moved for start, moved in moves(self._starts, patches)))
        again = XmlRecords(written, self._label, self._wanted, known=starts)
        try:
            while not again.finished:
                again._parse(1 << 20)
        except SourceError:
            raise ContentChanged("The written file cannot be read as MARCXML.") from None
        if again.why_read_only:
            raise ContentChanged("The written file is not well-formed.")
        again.troubles = self.troubles
        return again

    def close(self) -> None:
        """Give the file back."""
        self.source.close()

    # --- the scan ------------------------------------------------------------------

    def _new_parser(self, *, handle: bool) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        if handle:
            self._names = PlainXmlNames(parser)
            parser.StartElementHandler = self._start_handler(parser)
            parser.StartDoctypeDeclHandler = self._doctype
            parser.EntityDeclHandler = self._entity
        return parser

    def _start_handler(self, parser: expat.XMLParserType) -> Callable[[str, list[str]], None]:
        """Notes where records begin and which fields they have. This is the hot loop, so it
        keeps its state in plain variables."""
        starts, places, doubtful = self._starts, self._places, self._doubtful
        kinds = ElementKinds(" ")
        names = self._names
        begun = -1
        counts: dict[str, int] = {}

        def start(name: str, attributes: list[str]) -> None:
            nonlocal begun, counts
            kind = kinds[name]
            if kind == SUBFIELD:
                if names.open:
                    names.subfield(attribute(attributes, "code"))
                return
            if kind < RECORD:  # none of ours
                return
            if names.open:
                names.close()
            if kind == RECORD:
                begun = parser.CurrentByteIndex
                return
            if begun >= 0:
                starts.append(begun)
                begun = -1
                counts = {}
                names.new_record()
            if kind == DATA_FIELD and starts:
                tag = attribute(attributes, "tag")
                if tag == "100" or tag == "700":
                    counts[tag] = counts.get(tag, 0) + 1
                    place = (len(starts), tag, counts[tag])
                    places.append(place)
                    first = attribute(attributes, "ind1")
                    blank = not (first + attribute(attributes, "ind2")).strip()
                    names.field(first, may_be_coded=blank and tag == "100")
                    if tag == "100" and blank:
                        doubtful.append(place)
                elif tag == "245":
                    names.title()
            elif kind == LEADER:
                names.leader()

        return start

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
        known = number < len(self._starts)
        behind = self._starts[number] if known else self.source.size
        return self._starts[number - 1], behind

    def _raw(self, start: int, end: int, *, last: bool) -> bytes:
        """The bytes of one record. Behind the last one known may be all the rest of the file,
        so there only as much is taken as the record needs."""
        taken: list[bytes] = []

        def chunks() -> Iterator[bytes]:
            for chunk in self._chunks(start, end):
                taken.append(chunk)
                yield chunk

        if last:
            read_xml_record(chunks(), self._encoding)
            return b"".join(taken)
        return b"".join(self._chunks(start, end))

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
        return _as_record(number, found)


def _carry_out(raw: bytes, patches: Iterable[Patch]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for start, end, new in patches:
        parts += (raw[done:start], new)
        done = end
    return b"".join((*parts, raw[done:]))


def _moved(patch: Patch, by: int) -> Patch:
    return Patch(patch.start + by, patch.end + by, patch.new)


def _as_record(number: int, found: XmlRecord) -> BibRecord:
    fields = found.fields
    return BibRecord(number, found.leader, tuple([field.tag for field in fields]), _Decoder(fields))


class _Decoder:
    """Gives fields on demand; holds what the parser read."""

    __slots__ = ("_fields",)

    def __init__(self, fields: list[XmlField]) -> None:
        self._fields = fields

    def __call__(self, index: int) -> Field:
        return self._fields[index].as_field()
