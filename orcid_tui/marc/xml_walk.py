"""Finding records and name fields in MARCXML by a parser's events, whatever dress they wear.

Slow beside the patterns of `xml_usual`, but it understands everything that is well-formed.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from orcid_tui.marc.content import Place
from orcid_tui.marc.xml_reader import (
    CONTROL_FIELD,
    DATA_FIELD,
    RECORD,
    ElementKinds,
    attribute,
)

_NEVER: Final = -1


@dataclass(slots=True)
class Found:
    """What a scan has found since it was last emptied. `known` says of each place
    what `marc.plain_names` can tell;
    `doubtful` are the numbers of records that may be UNIMARC, with places for all that could
    be a name then."""

    places: list[Place] = field(default_factory=list)
    known: bytearray = field(default_factory=bytearray)
    doubtful: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Open:
    """An element `record` that has not ended. `number` is 0 while nothing that belongs to a
    record was seen in it, and _NEVER when it turned out to be the envelope of another."""

    begin: int
    number: int = 0
    has_title: bool = False
    may_be_coded: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)


class Walk:
    """Takes the start and end tags from a parser, notes the beginnings of records in `starts`
    and their fields with the tags `wanted` in `found`. Tags of `in_doubt` count only where a
    record may be UNIMARC.

    A record is the innermost `record` element that has a leader or field in it, so that the
    envelopes of OAI and SRU, which are called `record` too, do not count.
    """

    def __init__(
        self,
        starts: array[int],
        found: Found,
        wanted: Collection[str],
        in_doubt: Collection[str],
    ) -> None:
        self._starts = starts
        self._found = found
        self._wanted = wanted
        self._in_doubt = in_doubt
        self._open: list[_Open] = []
        self._ended: list[_Open] = []

    @property
    def inside(self) -> bool:
        """Whether a record that counts has begun and not ended."""
        return any(each.number > 0 for each in self._open)

    def passed(self) -> None:
        """Records were found in another way: what is still open was an envelope of them."""
        for each in self._open:
            each.number = each.number or _NEVER

    def listen(self, parser: expat.XMLParserType, separator: str) -> None:
        """Take the events of this parser from now on."""
        kinds = ElementKinds(separator)

        def start(name: str, attributes: list[str]) -> None:
            kind = kinds[name]
            if kind < RECORD:  # a subfield, or none of ours
                return
            if kind == RECORD:
                self._open.append(_Open(parser.CurrentByteIndex))
                return
            if not self._open:
                return
            here = self._open[-1]
            if not here.number:
                self._starts.append(here.begin)
                self.passed()
                here.number = len(self._starts)
            if kind in (DATA_FIELD, CONTROL_FIELD) and here.number > 0:
                self._field(here, attributes, has_subfields=kind == DATA_FIELD)

        def end(name: str) -> None:
            if kinds[name] == RECORD and self._open:
                self._end(self._open.pop())

        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def _field(self, here: _Open, attributes: list[str], *, has_subfields: bool) -> None:
        tag = attribute(attributes, "tag")
        if tag == "245":
            here.has_title = True
        here.counts[tag] += 1
        if has_subfields and (tag in self._wanted or tag in self._in_doubt):
            here.places.append((here.number, tag, here.counts[tag]))
        if tag == "100" and has_subfields and attribute(attributes, "ind1")[:1] in ("", " "):
            here.may_be_coded = True

    def _end(self, record: _Open) -> None:
        """Hand out what was found, in the order of the records, as soon as none is open."""
        if record.number > 0:
            self._ended.append(record)
        if self.inside:
            return
        found = self._found
        for each in sorted(self._ended, key=lambda each: each.number):
            doubtful = each.may_be_coded or not each.has_title
            places = sorted(p for p in each.places if doubtful or p[1] in self._wanted)
            if doubtful and places:
                found.doubtful.add(each.number)
            found.places += places
            found.known += bytes(len(places))
        self._ended.clear()
