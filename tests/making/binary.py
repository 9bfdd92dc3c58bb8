"""Writes a record as binary MARC 21 (ISO 2709), in UTF-8 or in MARC-8."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

END_OF_FIELD: Final = b"\x1e"
END_OF_RECORD: Final = b"\x1d"
DELIMITER: Final = b"\x1f"

_MARKS: Final = {
    "\u0300": 0xE1, "\u0301": 0xE2, "\u0302": 0xE3, "\u0303": 0xE4, "\u0304": 0xE5,
    "\u0306": 0xE6, "\u0307": 0xE7, "\u0308": 0xE8, "\u030c": 0xE9, "\u030a": 0xEA,
    "\u0327": 0xF0, "\u0328": 0xF1, "\u0323": 0xF2,
}  # fmt: skip
_LETTERS: Final = {
    "Ł": 0xA1, "Ø": 0xA2, "Đ": 0xA3, "Þ": 0xA4, "Æ": 0xA5, "Œ": 0xA6, "ł": 0xB1, "ø": 0xB2,
    "đ": 0xB3, "þ": 0xB4, "æ": 0xB5, "œ": 0xB6, "ı": 0xB8, "ß": 0xC7, "©": 0xC3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeField:
    """A field to be written: `data` of a control field, else indicators and subfields."""

    tag: str
    indicators: str = ""
    subfields: tuple[tuple[str, str], ...] = ()
    data: str = ""

    def text(self, code: str) -> str:
        """The first subfield with this code, or nothing."""
        return next((value for found, value in self.subfields if found == code), "")


def marc8(text: str) -> bytes:
    """MARC-8 (ANSEL): the marks stand in front of their letter."""
    made = bytearray()
    for char in unicodedata.normalize("NFC", text):
        letter, *marks = list(unicodedata.normalize("NFD", char))
        made.extend(_MARKS[mark] for mark in marks)
        made.extend([_LETTERS[letter]] if letter in _LETTERS else letter.encode("ascii"))
    return bytes(made)


def binary(leader: str, fields: Sequence[MadeField], *, in_marc8: bool = False) -> bytes:
    """One record. `leader` has 24 characters; its lengths are filled in."""

    def encoded(text: str) -> bytes:
        return marc8(text) if in_marc8 else text.encode()

    directory = b""
    data = b""
    for field in fields:
        content = encoded(field.data) if field.data else field.indicators.encode()
        for code, value in field.subfields:
            content += DELIMITER + code.encode() + encoded(value)
        content += END_OF_FIELD
        directory += f"{field.tag}{len(content):04d}{len(data):05d}".encode()
        data += content
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    head = f"{length:05d}{leader[5:12]}{base:05d}{leader[17:]}".encode()
    return head + directory + END_OF_FIELD + data + END_OF_RECORD
