"""Where the subfields of one MARCXML record stand, in bytes: what a splice needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from orcid_tui.marc.xml_encoding import XmlEncoding, expat_name
from orcid_tui.marc.xml_reader import (
    CONTROL_FIELD,
    DATA_FIELD,
    RECORD,
    SUBFIELD,
    ElementKinds,
    RecordEnds,
    feed,
)


@dataclass(slots=True)
class SubfieldPlace:
    """One subfield, in bytes from the record's first: the element from `start` to `end`, its
    text from `text_start` to `text_end`.

    `element` is its name as written, with prefix. `binds` says that it declares a namespace
    itself, `only_text` that nothing but text stands in it, markup of any kind being more.
    """

    element: str
    binds: bool
    start: int
    text_start: int = -1
    text_end: int = -1
    end: int = -1
    only_text: bool = True


class FieldPlace(NamedTuple):
    """The subfields of one field; none for a control field."""

    subfields: list[SubfieldPlace]


@dataclass(slots=True)
class _Walk:
    """Takes the parser's events. Where something ends is the place of the next event of any
    kind, because the parser tells only where events begin."""

    parser: expat.XMLParserType
    fields: list[FieldPlace] = field(default_factory=list)
    kinds: ElementKinds = field(default_factory=lambda: ElementKinds(":"))
    depth: int = 0
    inside: bool = False
    open: SubfieldPlace | None = None
    ended: SubfieldPlace | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.markup()
        kind = self.kinds[name]
        if kind == RECORD:
            self.depth += 1
        elif self.depth != 1:
            return
        elif kind == SUBFIELD and self.inside:
            binds = any(key.startswith("xmlns") for key in attributes)
            self.open = SubfieldPlace(name, binds, self.parser.CurrentByteIndex)
            self.fields[-1].subfields.append(self.open)
        elif kind in (DATA_FIELD, CONTROL_FIELD):
            self.fields.append(FieldPlace([]))
            self.inside = kind == DATA_FIELD

    def end(self, name: str) -> None:
        self.any_event()
        kind = self.kinds[name]
        if kind == RECORD:
            self.depth -= 1
            if not self.depth:
                raise RecordEnds
        elif self.depth != 1:
            return
        elif kind == SUBFIELD and self.open is not None:
            self.open.text_end = self.parser.CurrentByteIndex
            self.ended, self.open = self.open, None
        elif kind == DATA_FIELD:
            self.inside = False

    def any_event(self, *_: object) -> None:
        if self.ended is not None:
            self.ended.end = self.parser.CurrentByteIndex
            self.ended = None
        elif self.open is not None and self.open.text_start < 0:
            self.open.text_start = self.parser.CurrentByteIndex

    def markup(self, *_: object) -> None:
        self.any_event()
        if self.open is not None:
            self.open.only_text = False


def find_places(raw: bytes, encoding: XmlEncoding) -> list[FieldPlace]:
    """The fields of the record that `raw` begins with, in order. Raises UnreadableXml."""
    parser = expat.ParserCreate(expat_name(encoding))
    walk = _Walk(parser)
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.any_event
    parser.CommentHandler = walk.markup
    parser.ProcessingInstructionHandler = walk.markup
    parser.StartCdataSectionHandler = walk.markup
    parser.EndCdataSectionHandler = walk.markup
    feed(parser, [raw])
    return walk.fields
