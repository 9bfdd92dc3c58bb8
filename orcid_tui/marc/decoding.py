"""From the bytes of a binary record to text for display. Never written back.

leader/09 `a` says UTF-8. Without it text that is valid UTF-8 and not ASCII is UTF-8 all the
same (MARC-8 puts its diacritics in front of ASCII letters, which is never valid UTF-8);
the rest is MARC-8 (marc-roundtrip.md section 8).
"""

from __future__ import annotations

import unicodedata
from typing import Final

from orcid_tui.marc.marc8 import decode_marc8
from orcid_tui.marc.record import Field, Subfield

_FIELD_END: Final = b"\x1e"


def decode_text(raw: bytes, *, says_utf8: bool) -> str:
    """One subfield or control field in NFC, with replacement characters where need be."""
    if raw.isascii() and (says_utf8 or b"\x1b" not in raw):
        return raw.decode("ascii")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if not says_utf8:
            return decode_marc8(raw)
        text = raw.decode("utf-8", errors="replace")
    else:
        if not says_utf8 and b"\x1b" in raw:
            return decode_marc8(raw)
    return unicodedata.normalize("NFC", text)


def decode_field(record: bytes, tag: str, start: int, end: int) -> Field:
    """The field that a directory entry puts here. One that lies outside the record is empty."""
    body = field_body(record, start, end)
    says_utf8 = record[9:10] == b"a"
    if tag < "010" or b"\x1f" not in body:
        return Field(tag, data=decode_text(body, says_utf8=says_utf8))
    indicators, *texts = field_texts(body, says_utf8=says_utf8)
    subfields = [
        Subfield(t[0], t[1:] if t.isascii() else unicodedata.normalize("NFC", t[1:]))
        for t in texts
        if t
    ]
    return Field(tag, indicators[:2].ljust(2), tuple(subfields))


def field_body(record: bytes, start: int, end: int) -> bytes:
    """What stands between two bytes of a record, without the field terminator."""
    return record[start : end - 1 if record[end - 1 : end] == _FIELD_END else end]


def field_texts(body: bytes, *, says_utf8: bool) -> list[str]:
    """The indicators, then each subfield as its code and value in one; not yet in NFC.

    A subfield without even a code is an empty text.
    """
    text = _whole_text(body, says_utf8=says_utf8)
    if text is not None:
        return text.split("\x1f")
    indicators, *parts = body.split(b"\x1f")
    return [
        indicators.decode("latin-1"),
        *(
            part[:1].decode("latin-1") + decode_text(part[1:], says_utf8=says_utf8)
            for part in parts
        ),
    ]


def _whole_text(body: bytes, *, says_utf8: bool) -> str | None:
    """The text of a field in one step, as nearly all fields allow; None for the others."""
    if not says_utf8:
        return body.decode("ascii") if body.isascii() and b"\x1b" not in body else None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None
