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
    """One subfield. `element` is its name as written, with prefix; `start` and `end` count
    bytes from the record's first; `binds` says that it declares a namespace itself."""

    element: str
    code: str
    binds: bool
    start: int
    end: int = -1


class FieldPlace(NamedTuple):
    """The subfields of one field; none for a control field."""

    subfields: list[SubfieldPlace]


@dataclass(slots=True)
class _Walk:
    """Takes the parser's events. The end of a subfield is the place of the next event of any
    kind, because the parser tells only where events begin."""

    parser: expat.XMLParserType
    fields: list[FieldPlace] = field(default_factory=list)
    kinds: ElementKinds = field(default_factory=lambda: ElementKinds(":"))
    depth: int = 0
    inside: bool = False
    open: SubfieldPlace | None = None
    ended: SubfieldPlace | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.any_event()
        kind = self.kinds[name]
        if kind == SUBFIELD and self.inside:
            binds = any(key.startswith("xmlns") for key in attributes)
            at = self.parser.CurrentByteIndex
            self.open = SubfieldPlace(name, attributes.get("code", ""), binds, at)
            self.fields[-1].subfields.append(self.open)
        elif kind in (DATA_FIELD, CONTROL_FIELD):
            self.fields.append(FieldPlace([]))
            self.inside = kind == DATA_FIELD
        elif kind == RECORD:
            self.depth += 1

    def end(self, name: str) -> None:
        self.any_event()
        kind = self.kinds[name]
        if kind == SUBFIELD:
            self.ended, self.open = self.open, None
        elif kind == DATA_FIELD:
            self.inside = False
        elif kind == RECORD:
            self.depth -= 1
            if not self.depth:
                raise RecordEnds

    def any_event(self, *_: object) -> None:
        if self.ended is not None:
            self.ended.end = self.parser.CurrentByteIndex
            self.ended = None


def find_places(raw: bytes, encoding: XmlEncoding) -> list[FieldPlace]:
    """The fields of the record that `raw` begins with, in order. Raises UnreadableXml."""
    parser = expat.ParserCreate(expat_name(encoding))
    walk = _Walk(parser)
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.any_event
    parser.CommentHandler = walk.any_event
    parser.ProcessingInstructionHandler = walk.any_event
    parser.StartCdataSectionHandler = walk.any_event
    feed(parser, [raw])
    return walk.fields
