"""Text from records, from ORCID and from the file system, made safe for people to read.

Nothing cleaned here is ever written back into a record.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_BIDI_AND_INVISIBLE: Final = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def clean(text: str) -> str:
    """One line in NFC without anything that could move a cursor or hide a letter.

    Removed: C0 and C1 controls (among them ESC and the non-sort marks U+0098, U+009C),
    DEL, bidirectional overrides, zero-width marks that no script needs, lone surrogates.
    Tabs, line breaks and runs of blanks become one blank.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI_AND_INVISIBLE:
            kept.append(char)
    return " ".join("".join(kept).split())
