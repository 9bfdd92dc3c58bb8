"""Text files in UTF-16, seen as the bytes that the readers of JSON and MarcEdit text know.

A scan sees one byte for each unit of two, so that places only have to be doubled. A record
is read, and changed, as UTF-8; its patches are then said again in UTF-16. Source: RFC 2781.
"""

from __future__ import annotations

import codecs
from typing import Final

from orcid_tui.marc.patches import Patch

WIDTH: Final = 2
"""Bytes of one unit."""

_MARK: Final = "\ufeff"
_NO_LATIN: Final = "orcid-tui.no-latin"
_ASTRAL: Final = 0x10000


def utf16_codec(head: bytes) -> str:
    """The codec for what follows a byte order mark of UTF-16; empty when there is none."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(codecs.BOM_UTF16_BE) else ""


def one_byte_a_unit(window: bytes, codec: str) -> bytes:
    """Latin-1 for every unit that has it, FF for all others, a line break for a mark in front.

    Half a unit at the end is left out.
    """
    text = window[: len(window) // WIDTH * WIDTH].decode(codec, "surrogatepass")
    if text.startswith(_MARK):
        text = "\n" + text[1:]
    return text.encode("latin-1", _NO_LATIN)


def as_utf8(raw: bytes, codec: str) -> bytes:
    """The same text in UTF-8. Raises UnicodeDecodeError."""
    return raw.decode(codec).encode("utf-8")


def in_utf16(patch: Patch, text: bytes, codec: str) -> Patch:
    """A patch of this UTF-8 text as one of the same text in UTF-16."""
    start, end, new = patch
    while start and _goes_on(text, start):  # a patch may begin inside a letter
        start -= 1
        new = text[start : start + 1] + new
    while _goes_on(text, end):
        new += text[end : end + 1]
        end += 1
    return Patch(_size(text[:start], codec), _size(text[:end], codec), _encoded(new, codec))


def _goes_on(text: bytes, at: int) -> bool:
    """Whether a letter of UTF-8 began before this byte."""
    return at < len(text) and text[at] & 0xC0 == 0x80


def _encoded(text: bytes, codec: str) -> bytes:
    return text.decode("utf-8").encode(codec)


def _size(text: bytes, codec: str) -> int:
    return len(_encoded(text, codec))


def _put_ff(trouble: UnicodeError) -> tuple[str, int]:
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    letters = trouble.object[trouble.start : trouble.end]
    units = len(letters) + sum(ord(letter) >= _ASTRAL for letter in letters)
    return "\xff" * units, trouble.end


codecs.register_error(_NO_LATIN, _put_ff)
