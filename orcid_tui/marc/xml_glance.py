"""Reading a MARCXML record in its usual dress: texts are taken from its bytes one by one.

A list of headings needs so little of each record that parsing all of it would cost most of
the time. What is read here is the same as what `xml_reader` reads.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.marc.xml_usual import Dress, is_plain_leader, usual_record

_PLAIN_TAGS: Final = ("100", "700")
_TITLE_TAG: Final = "245"

_INDICATORS: Final = re.compile(rb""" ind1=["']([^"'])["'] ind2=["']([^"'])["']""")
_INDICATOR: Final = re.compile(rb"""\sind([12])\s*+=\s*+["']([^"']++)""")
_CODE: Final = re.compile(rb"""\scode\s*+=\s*+["']([^"']++)""")
_TEXT: Final = re.compile(rb"[^>]*?(?:/>|>([^<]*+))")

_LINE_END: Final = re.compile("\r\n?")
_ENTITY: Final = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([a-z]+));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class XmlGlance:
    """A record in the usual dress. `tags` has one entry a field, in the order of the record.

    Where tags are asked for they are bytes, and occurrences count from 1, as in
    `marc.glance`.
    """

    __slots__ = ("_dress", "_encoding", "_leader", "_raw", "_starts", "_tags_end", "tags")

    def __init__(self, record: re.Match[bytes], patterns: Dress, encoding: str) -> None:
        self._raw = record[0]
        self._leader: bytes | None = record[1]
        self._dress = patterns
        self._encoding = encoding
        fields = [*patterns.field.finditer(self._raw)]
        self._starts = [field.start() for field in fields]
        self._tags_end = [0 if field[1] else field.end() for field in fields]  # 0: no subfields
        self.tags = tuple([(field[2] or field[3] or b"").decode(encoding) for field in fields])

    @classmethod
    def at(cls, raw: bytes, encoding: str) -> XmlGlance | None:
        """The record that these bytes begin with, or None when it needs a closer look."""
        found = usual_record(raw)
        return None if found is None else cls(*found, encoding)

    def as_record(self, number: int) -> BibRecord:
        """The record as everyone else sees it."""
        return BibRecord(number, self._text(self._leader or b""), self.tags, self.field)

    def field(self, index: int) -> Field:
        """The field at this index in `tags`."""
        if not self._tags_end[index]:
            return Field(self.tags[index], data=self._control(index))
        subfields = [Subfield(code, value) for code, value in self._subfields(index)]
        return Field(self.tags[index], self._indicators(index), tuple(subfields))

    def data(self, tag: bytes) -> str:
        """The text of the first field with this tag if it is a control field; else empty."""
        index = self._index(tag, 1)
        return "" if index is None or self._tags_end[index] else self._control(index)

    def texts(self, tag: bytes, occurrence: int = 1) -> list[str]:
        """Indicators and subfields of a data field, a code and its value in one; empty if
        there is none."""
        index = self._index(tag, occurrence)
        if index is None or not self._tags_end[index]:
            return []
        subfields = [code + value for code, value in self._subfields(index) if len(code) == 1]
        return [self._indicators(index), *subfields]

    def has_plain_name(self, tag: bytes, occurrence: int) -> bool:
        """Whether the field is a plain name, so that no closer look is needed."""
        index = self._index(tag, occurrence)
        return (
            index is not None
            and self.tags[index] in _PLAIN_TAGS
            and self._dress.plain.match(self._raw, self._starts[index]) is not None
            and is_plain_leader(self._leader)
            and not self.may_be_unimarc()
        )

    def may_be_unimarc(self) -> bool:
        """Whether there is no 245, or any 100 without a first indicator."""
        return _TITLE_TAG not in self.tags or any(
            tag == "100" and self._indicators(index).startswith(" ")
            for index, tag in enumerate(self.tags)
        )

    def _index(self, tag: bytes, occurrence: int) -> int | None:
        wanted, index = tag.decode("latin-1"), -1
        try:
            for _ in range(occurrence):
                index = self.tags.index(wanted, index + 1)
        except ValueError:
            return None
        return index

    def _control(self, index: int) -> str:
        found = _TEXT.match(self._raw, self._starts[index])
        return unicodedata.normalize("NFC", self._text((found and found[1]) or b""))

    def _indicators(self, index: int) -> str:
        end = self._tags_end[index]
        if not end:
            return ""
        usual = _INDICATORS.match(self._raw, end)
        if usual is not None:
            return str(usual[1] + usual[2], self._encoding)
        start = self._starts[index]
        tag = self._raw[start : self._raw.index(b">", start)]
        given: dict[bytes, str] = {
            which: value.decode(self._encoding) for which, value in _INDICATOR.findall(tag)
        }
        return given.get(b"1", " ")[0] + given.get(b"2", " ")[0]

    def _subfields(self, index: int) -> list[tuple[str, str]]:
        last = index + 1 == len(self._starts)
        end = len(self._raw) if last else self._starts[index + 1]
        found = self._dress.subfield.findall(self._raw, self._starts[index], end)
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
