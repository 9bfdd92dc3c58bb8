"""Reading one MARCXML record out of a file, for display.

Elements are known by their local names, in any namespace or none and under any prefix,
because files come in all of these dresses (marc-roundtrip.md sections 5 and 8).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers import expat

from orcid_tui.language import _
from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.marc.xml_encoding import XmlEncoding, expat_name

OTHER, SUBFIELD, RECORD, LEADER, CONTROL_FIELD, DATA_FIELD = range(6)
_LOCAL_NAMES: Final = {
    "record": RECORD,
    "leader": LEADER,
    "controlfield": CONTROL_FIELD,
    "datafield": DATA_FIELD,
    "subfield": SUBFIELD,
}


_USUAL: Final = ["tag", "ind1", "ind2"]


class ElementKinds(dict[str, int]):
    """What an element is, by its name as the parser gives it; `separator` ends the prefix."""

    def __init__(self, separator: str) -> None:
        super().__init__()
        self._separator = separator

    def __missing__(self, name: str) -> int:
        kind = self[name] = _LOCAL_NAMES.get(name.rpartition(self._separator)[2], OTHER)
        return kind


class UnreadableXml(Exception):
    """The part that should be a record cannot be parsed. The message is one sentence."""


class RecordEnds(Exception):
    """Leaves the parser at the end of a record: what follows belongs to others."""


class XmlField(NamedTuple):
    """One field as it was read. A control field has `text`, a data field the others."""

    tag: str
    control: bool
    indicators: str
    subfields: list[tuple[str, str]]
    text: str = ""

    def as_field(self) -> Field:
        """The field as everyone else sees it, in NFC."""
        if self.control:
            return Field(self.tag, data=unicodedata.normalize("NFC", self.text))
        return Field(
            self.tag,
            self.indicators,
            tuple(
                [
                    Subfield(code, text if text.isascii() else unicodedata.normalize("NFC", text))
                    for code, text in self.subfields
                ]
            ),
        )


@dataclass(slots=True)
class XmlRecord:
    """One record."""

    leader: str = ""
    fields: list[XmlField] = field(default_factory=list)

    def as_record(self, number: int) -> BibRecord:
        """The record as everyone else sees it."""
        fields = self.fields
        tags = tuple([each.tag for each in fields])
        return BibRecord(number, self.leader, tags, lambda index: fields[index].as_field())


def attribute(attributes: list[str], name: str) -> str:
    """One of the attributes of an element, given as names and values in turn; or empty."""
    if attributes and attributes[0] == name:
        return attributes[1]
    for at in range(0, len(attributes), 2):
        if attributes[at] == name:
            return attributes[at + 1]
    return ""


def read_xml_record(chunks: Iterable[bytes], encoding: XmlEncoding) -> XmlRecord:
    """The record whose start tag is the first thing in these bytes. Raises UnreadableXml.

    What follows its end tag is not looked at.
    """
    parser = expat.ParserCreate(expat_name(encoding))
    parser.ordered_attributes = True
    parser.buffer_text = True
    record = XmlRecord()
    fields, kinds, texts = record.fields, ElementKinds(":"), list[str]()
    code, depth, inside = "", 0, False

    def start(name: str, attributes: list[str]) -> None:
        nonlocal code, depth, inside
        kind = kinds[name]
        if kind == RECORD:
            depth += 1
        elif depth != 1:  # of a record inside this one
            return
        elif kind == SUBFIELD:
            code = attribute(attributes, "code")
            texts.clear()
        elif kind == DATA_FIELD:
            if attributes[::2] == _USUAL:
                tag, first, second = attributes[1::2]
            else:
                tag = attribute(attributes, "tag")
                first, second = attribute(attributes, "ind1"), attribute(attributes, "ind2")
            fields.append(XmlField(tag, False, (first or " ")[0] + (second or " ")[0], []))
            inside = True
        elif kind == CONTROL_FIELD:
            fields.append(XmlField(attribute(attributes, "tag"), True, "", []))
            texts.clear()
        elif kind == LEADER:
            texts.clear()

    def end(name: str) -> None:
        nonlocal depth, inside
        kind = kinds[name]
        if kind == RECORD:
            depth -= 1
            if not depth:
                raise RecordEnds
        elif depth != 1:
            return
        elif kind == SUBFIELD:
            if inside:
                fields[-1].subfields.append((code, "".join(texts)))
        elif kind == DATA_FIELD:
            inside = False
        elif kind == CONTROL_FIELD:
            fields[-1] = fields[-1]._replace(text="".join(texts))
        elif kind == LEADER:
            record.leader = record.leader or "".join(texts)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    feed(parser, chunks)
    return record


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Parse until a handler raises RecordEnds. Raises UnreadableXml when none does."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except RecordEnds:
        return
    except expat.ExpatError as trouble:
        reason = expat.errors.messages.get(trouble.code, "unknown")
        raise UnreadableXml(
            _("The XML of the record cannot be read ({reason}).").format(reason=reason)
        ) from None
    raise UnreadableXml(_("The record has no end."))
