"""Text from records, from ORCID and from the file system, made safe for people to read.

Nothing cleaned here is ever written back into a record.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
)


def clean(text: str) -> str:
    """One line in NFC without anything that could move a cursor or hide a letter.

    Removed: C0 and C1 controls (among them ESC and the non-sort marks U+0098, U+009C),
    DEL, bidirectional overrides, zero-width marks that no script needs, lone surrogates.
    Tabs, line breaks and runs of blanks become one blank.
    """
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text  # as most texts are, and lists clean hundreds of thousands
    if not text.isprintable():
        text = _UNWANTED.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def invisible(text: str) -> int:
    """How many characters of a text `clean` leaves out because they cannot be shown."""
    return 0 if text.isprintable() else sum(map(len, _UNWANTED.findall(text)))
