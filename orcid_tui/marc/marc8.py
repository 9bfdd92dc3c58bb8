"""MARC-8 to Unicode, for display.

The code tables are pymarc's. The walk through the bytes is our own, because pymarc loses
punctuation inside a Greek or symbol set, the non-sort marks, joiners, and a combining mark
at the end of a subfield (marc-roundtrip.md section 3).

Source: MARC 21 Specifications, Character Sets and Encoding Options, part 2 (MARC-8).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

_ASCII: Final = 0x42
_ANSEL: Final = 0x45
_EAST_ASIAN: Final = 0x31
_ESC: Final = 0x1B

_DESIGNATION: Final = re.compile(
    rb"\x1b(?:(?P<custom>[gbps])|(?:\$(?P<multi>[(,)-]?)|(?P<single>[(,)-]))!?(?P<final>[0-~]))"
)
_CUSTOM: Final = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _ASCII}
_CONTROLS: Final = {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}

_Table = dict[int, tuple[int, int]]


@cache
def _tables() -> tuple[dict[int, _Table], dict[int, int]]:
    from pymarc import marc8_mapping

    return marc8_mapping.CODESETS, marc8_mapping.ODD_MAP


class _Ansel(NamedTuple):
    """The default sets as a table of 256 letters, and where a mark stands in front of its
    letter, or of something that is none."""

    letters: str
    marked: re.Pattern[str]
    stray_mark: re.Pattern[str]


@cache
def _ansel() -> _Ansel:
    decoded = [_walk(bytes([byte])) for byte in range(256)]
    table = _tables()[0][_ANSEL].values()
    marks = "".join(re.escape(chr(point)) for point, combining in table if combining)
    return _Ansel(
        "".join(decoded),
        re.compile(f"([{marks}]+)(.)", re.DOTALL),
        re.compile(f"[{marks}](?:[\\x00-\\x20\\x98\\x9c\\u200c\\u200d\\ufffd]|\\Z)"),
    )


def decode_marc8(raw: bytes) -> str:
    """The text in NFC. What is in no table becomes U+FFFD; never raises."""
    text = _walk(raw) if _ESC in raw else _without_escapes(raw)
    return unicodedata.normalize("NFC", text)


def _without_escapes(raw: bytes) -> str:
    """Latin text, which nearly all is: by table at once, then each mark behind its letter."""
    ansel = _ansel()
    text, _ = codecs.charmap_decode(raw, "strict", ansel.letters)
    return _walk(raw) if ansel.stray_mark.search(text) else ansel.marked.sub(r"\2\1", text)


def _walk(raw: bytes) -> str:
    """The text byte by byte, with all escape sequences, not yet in NFC."""
    tables, odd = _tables()
    g0, g1 = _ASCII, _ANSEL
    text: list[str] = []
    marks: list[str] = []
    at, size = 0, len(raw)
    while at < size:
        byte = raw[at]
        if byte == _ESC and (found := _DESIGNATION.match(raw, at)):
            g0, g1 = _designate(found, g0, g1)
            at = found.end()
            continue
        if byte <= 0x20 or 0x7F <= byte <= 0xA0:
            text.append(_CONTROLS.get(byte) or (chr(byte) if byte <= 0x20 else "\ufffd"))
            at += 1
            continue
        charset = g1 if byte > 0x80 else g0
        if charset == _EAST_ASIAN:
            code = int.from_bytes(raw[at : at + 3], "big") & 0x7F7F7F
            point, combining = tables[_EAST_ASIAN].get(code) or (odd.get(code, 0xFFFD), 0)
            at += 3
        else:
            table = tables.get(charset, {})
            known = table.get(byte) or table.get(byte ^ 0x80)
            point, combining = known or (byte if byte < 0x80 else 0xFFFD, 0)
            at += 1
        if combining:
            marks.append(chr(point))
        else:
            text.append(chr(point))
            if marks:
                text.extend(marks)
                marks.clear()
    return "".join(text + marks)


def ends_in_ascii(raw: bytes) -> bool:
    """Whether ASCII text may follow: no escape sequence has left another set in G0."""
    g0, g1 = _ASCII, _ANSEL
    at = raw.find(_ESC)
    while at >= 0:
        found = _DESIGNATION.match(raw, at)
        if found is None:
            return False
        g0, g1 = _designate(found, g0, g1)
        at = raw.find(_ESC, found.end())
    return g0 == _ASCII


def _designate(found: re.Match[bytes], g0: int, g1: int) -> tuple[int, int]:
    if found["custom"]:
        return _CUSTOM[found["custom"]], g1
    where = found["multi"] if found["single"] is None else found["single"]
    final = found["final"][0]
    return (g0, final) if where in (b")", b"-") else (final, g1)
