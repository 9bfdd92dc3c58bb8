"""In which encoding an XML file is, so that a part of it can be read and added to.

Source: XML 1.0, appendix F (autodetection of character encodings).
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

_ASCII: Final = bytes(range(128)).decode("ascii")


class XmlEncoding(NamedTuple):
    """`name` is what the parser and Python's codecs call it, without a byte order mark;
    `width` is the number of bytes of an ASCII character."""

    name: str
    width: int = 1

    @property
    def holds_ascii(self) -> bool:
        """Whether bytes below 128 stand for ASCII wherever they are, so that markup can be
        found in the bytes."""
        if self.name == "utf-8":
            return True
        every = bytes(range(256)).decode(self.name, errors="replace")
        return len(every) == 256 and every[:128] == _ASCII

    def encode(self, text: str) -> bytes:
        """ASCII text in this encoding."""
        return text.encode(self.name)


def encoding_of(head: bytes) -> XmlEncoding:
    """The encoding by byte order mark, by zero bytes, or as declared; else UTF-8."""
    if head.startswith(codecs.BOM_UTF8):
        return XmlEncoding("utf-8")
    if head.startswith(codecs.BOM_UTF16_LE) or head[1:2] == b"\x00":
        return XmlEncoding("utf-16-le", 2)
    if head.startswith(codecs.BOM_UTF16_BE) or head[:1] == b"\x00":
        return XmlEncoding("utf-16-be", 2)
    declared = _DECLARED.match(head)
    if declared is not None:
        name = declared[1].decode("ascii").lower()
        try:
            if "<".encode(codecs.lookup(name).name) == b"<":
                return XmlEncoding(name)
        except LookupError:
            pass
    return XmlEncoding("utf-8")


def expat_name(encoding: XmlEncoding) -> str:
    """The same encoding as expat wants to hear it."""
    return {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}.get(encoding.name, encoding.name)
