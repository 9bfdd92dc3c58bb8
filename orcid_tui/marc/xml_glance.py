"""Reading a MARCXML record in its usual dress: texts are taken from its bytes one by one.

A list of headings needs so little of each record that parsing all of it would cost most of
the time. What is read here is the same as what `xml_reader` reads.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Final

from orcid_tui.marc.plain_names import CODED_TAG, TITLE_TAG
from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.marc.xml_usual import Dress, fields_with, is_plain_leader, usual_record

_PLAIN_TAGS: Final = (b"100", b"700")

_INDICATORS: Final = re.compile(rb""" ind1=["']([^"'])["'] ind2=["']([^"'])["']""")
_INDICATOR: Final = re.compile(rb"""\sind([12])\s*+=\s*+["']([^"']++)""")
_CODE: Final = re.compile(rb"""\scode\s*+=\s*+["']([^"']++)""")
_TEXT: Final = re.compile(rb"[^>]*?(?:/>|>([^<]*+))")

_LINE_END: Final = re.compile("\r\n?")
_ENTITY: Final = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([a-z]+));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class XmlGlance:
    """A record in the usual dress. Where tags are asked for they are bytes, and occurrences
    count from 1, as in `marc.glance`."""

    __slots__ = ("_dress", "_encoding", "_leader", "raw")

    def __init__(self, record: re.Match[bytes], patterns: Dress, encoding: str) -> None:
        self.raw = record[0]
        self._leader: bytes | None = record[1]
        self._dress = patterns
        self._encoding = encoding

    @classmethod
    def at(cls, raw: bytes, encoding: str) -> XmlGlance | None:
        """The record that these bytes begin with, or None when it needs a closer look."""
        found = usual_record(raw)
        return None if found is None else cls(*found, encoding)

    def as_record(self, number: int) -> BibRecord:
        """The record as everyone else sees it."""
        fields = [*self._dress.field.finditer(self.raw)]
        tags = tuple([(field[2] or field[3] or b"").decode(self._encoding) for field in fields])
        leader = self._text(self._leader or b"")
        return BibRecord(number, leader, tags, lambda index: self._field(fields[index]))

    def alone(self, index: int) -> tuple[bytes, int]:
        """A record of nothing but the field at this index, and how much further back the
        field stands in the record itself."""
        fields = [*self._dress.field.finditer(self.raw)]
        name = self._dress.prefix + b"record>"
        begin = fields[index].start()
        last = index + 1 == len(fields)
        end = self.raw.rindex(b"</") if last else fields[index + 1].start()
        head = b"<" + name
        return head + self.raw[begin:end] + b"</" + name, begin - len(head)

    def data(self, tag: bytes) -> str:
        """The text of the first field with this tag if it is a control field; else empty."""
        field = self._find(tag)
        return self._control(field) if field and field[1] else ""

    def texts(self, tag: bytes, occurrence: int = 1) -> list[str]:
        """Indicators and subfields of a data field, a code and its value in one; empty if
        there is none."""
        field = self._find(tag, occurrence)
        if field is None or field[1]:
            return []
        subfields = [code + value for code, value in self._subfields(field) if len(code) == 1]
        return [self._indicators(field), *subfields]

    def has_plain_name(self, tag: bytes, occurrence: int) -> bool:
        """Whether the field is a plain name, so that no closer look is needed."""
        field = self._find(tag, occurrence)
        return (
            field is not None
            and tag in _PLAIN_TAGS
            and self._dress.plain.match(self.raw, field.start()) is not None
            and is_plain_leader(self._leader)
            and not self.may_be_unimarc()
        )

    def may_be_unimarc(self) -> bool:
        """Whether there is no 245, or any 100 without a first indicator."""
        return self._find(TITLE_TAG) is None or any(
            self._indicators(field).startswith(" ")
            for field in self._with(CODED_TAG).finditer(self.raw)
            if not field[1]
        )

    def _with(self, tag: bytes) -> re.Pattern[bytes]:
        return fields_with(self._dress.prefix, (tag.decode("latin-1"),))

    def _find(self, tag: bytes, occurrence: int = 1) -> re.Match[bytes] | None:
        found = self._with(tag).finditer(self.raw)
        return next(islice(found, occurrence - 1, None), None)

    def _field(self, field: re.Match[bytes]) -> Field:
        tag = (field[2] or field[3] or b"").decode(self._encoding)
        if field[1]:
            return Field(tag, data=self._control(field))
        subfields = [Subfield(code, value) for code, value in self._subfields(field)]
        return Field(tag, self._indicators(field), tuple(subfields))

    def _control(self, field: re.Match[bytes]) -> str:
        found = _TEXT.match(self.raw, field.end())
        return self._value((found and found[1]) or b"")

    def _indicators(self, field: re.Match[bytes]) -> str:
        usual = _INDICATORS.match(self.raw, field.end())
        if usual is not None:
            return str(usual[1] + usual[2], self._encoding)
        start = self.raw[field.start() : self.raw.index(b">", field.start())]
        given: dict[bytes, str] = {
            which: value.decode(self._encoding) for which, value in _INDICATOR.findall(start)
        }
        return given.get(b"1", " ")[0] + given.get(b"2", " ")[0]

    def _subfields(self, field: re.Match[bytes]) -> list[tuple[str, str]]:
        begin = self.raw.index(b">", field.start())
        if self.raw[begin - 1 : begin] == b"/":
            return []
        end = self.raw.index(b"</" + self._dress.prefix + b"datafield", begin)
        found = self._dress.subfield.findall(self.raw, begin, end)
        return [(self._code(attributes), self._value(text)) for attributes, text in found]

    def _code(self, attributes: bytes) -> str:
        if len(attributes) == 9 and attributes.startswith(b" code="):
            return attributes[7:8].decode(self._encoding)
        found = _CODE.search(attributes)
        return found[1].decode(self._encoding) if found else ""

    def _value(self, raw: bytes) -> str:
        text = self._text(raw)
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def _text(self, raw: bytes) -> str:
        text = raw.decode(self._encoding, errors="replace")
        if "\r" in text:
            text = _LINE_END.sub("\n", text)
        return _ENTITY.sub(_meant, text) if "&" in text else text


def _meant(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        return _NAMED.get(name, entity[0])
    return chr(int(decimal) if decimal else int(hexadecimal, 16))
