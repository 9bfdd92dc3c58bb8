"""Reading one MARCXML record out of a file, with the place of every subfield in bytes.

Elements are known by their local names, in any namespace or none and under any prefix,
because files come in all of these dresses (marc-roundtrip.md sections 5 and 8).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.xml_encoding import XmlEncoding, expat_name

CONTROL_FIELD: Final = "controlfield"
DATA_FIELD: Final = "datafield"
SUBFIELD: Final = "subfield"
LEADER: Final = "leader"


class UnreadableXml(Exception):
    """The part that should be a record cannot be parsed. The message is one sentence."""


@dataclass(slots=True)
class XmlSubfield:
    """One subfield. `element` is its name as written, with prefix; `start` and `end` count
    bytes from the record's first; `binds` says that it declares a namespace itself."""

    element: str
    code: str
    binds: bool
    start: int
    end: int = -1
    text: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """The text in NFC, for display."""
        return unicodedata.normalize("NFC", "".join(self.text))


@dataclass(slots=True)
class XmlField:
    """One field as it was read."""

    tag: str
    control: bool
    indicators: str = "  "
    subfields: list[XmlSubfield] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def as_field(self) -> Field:
        """The field as everyone else sees it."""
        if self.control:
            return Field(self.tag, data=unicodedata.normalize("NFC", "".join(self.text)))
        return Field(
            self.tag,
            self.indicators,
            tuple([Subfield(s.code, s.value) for s in self.subfields]),
        )


@dataclass(slots=True)
class XmlRecord:
    """One record. `size` is the number of its bytes."""

    leader: str = ""
    fields: list[XmlField] = field(default_factory=list)
    size: int = 0


class _RecordEnds(Exception):
    """Leaves the parser: what follows belongs to others."""


class _Reader:
    """Takes the parser's events. With `positions` every subfield's end is noted exactly: it
    is the place of the next event of any kind."""

    def __init__(self, parser: expat.XMLParserType, *, positions: bool) -> None:
        self.record = XmlRecord()
        self._parser = parser
        self._depth = 0
        self._field: XmlField | None = None
        self._subfield: XmlSubfield | None = None
        self._ended: XmlSubfield | None = None
        self._leader = False
        parser.ordered_attributes = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        if positions:
            parser.CommentHandler = self._other
            parser.ProcessingInstructionHandler = self._other
            parser.StartCdataSectionHandler = self._other
        else:
            parser.buffer_text = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._other()
        self._depth += 1
        local = name.rpartition(":")[2]
        if local == SUBFIELD and self._field is not None and not self._field.control:
            binds = any(key.startswith("xmlns") for key in attributes)
            self._subfield = XmlSubfield(
                name, attributes.get("code", ""), binds, self._parser.CurrentByteIndex
            )
            self._field.subfields.append(self._subfield)
        elif local in (DATA_FIELD, CONTROL_FIELD):
            indicators = (attributes.get("ind1") or " ")[:1] + (attributes.get("ind2") or " ")[:1]
            control = local == CONTROL_FIELD
            self._field = XmlField(
                attributes.get("tag", ""), control, "" if control else indicators
            )
            self.record.fields.append(self._field)
        elif local == LEADER and self._field is None:
            self._leader = True

    def _end(self, name: str) -> None:
        self._other()
        self._depth -= 1
        local = name.rpartition(":")[2]
        if local == SUBFIELD and self._subfield is not None:
            self._ended, self._subfield = self._subfield, None
        elif local in (DATA_FIELD, CONTROL_FIELD):
            self._field = None
        elif local == LEADER:
            self._leader = False
        if self._depth == 0:
            self.record.size = self._parser.CurrentByteIndex
            raise _RecordEnds

    def _text(self, text: str) -> None:
        self._other()
        if self._subfield is not None:
            self._subfield.text.append(text)
        elif self._field is not None:
            if self._field.control:
                self._field.text.append(text)
        elif self._leader:
            self.record.leader += text

    def _other(self, *_: object) -> None:
        if self._ended is not None:
            self._ended.end = self._parser.CurrentByteIndex
            self._ended = None


def read_xml_record(
    chunks: Iterable[bytes], encoding: XmlEncoding, *, positions: bool = False
) -> XmlRecord:
    """The record whose start tag is the first thing in these bytes. Raises UnreadableXml.

    `size` reaches to the start of its end tag. The ends of subfields are -1 unless
    `positions` is asked for.
    """
    parser = expat.ParserCreate(expat_name(encoding))
    reader = _Reader(parser, positions=positions)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _RecordEnds:
        return reader.record
    except expat.ExpatError as trouble:
        reason = expat.errors.messages.get(trouble.code, "unknown")
        raise UnreadableXml(f"The XML of the record cannot be read ({reason}).") from None
    raise UnreadableXml("The record has no end.")
