"""Spellings of one word in the index.

Only the field given-and-family-names has its accents folded; every other field holds what people
typed, so the likely spellings are sent side by side (orcid-api.md section 2).
"""

from __future__ import annotations

import unicodedata
from typing import Final

_WITHOUT_PARTS: Final = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ł": "l", "Ł": "L",
        "ħ": "h", "Ħ": "H", "ı": "i", "ŧ": "t", "Ŧ": "T",
    }
)  # fmt: skip
_WRITTEN_OUT: Final = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
        "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe",
    }
)  # fmt: skip


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts as they are.

    >>> without_accents("Łukasz Đặng-Müller Йод")
    'Lukasz Dang-Muller Йод'
    """
    return text if text.isascii() else "".join(map(_plain, text)).translate(_WITHOUT_PARTS)


def in_folded_field(text: str) -> tuple[str, ...]:
    """For given-and-family-names: as it is, and with umlauts written out."""
    written_out = _written_out(text)
    return (text,) if written_out == without_accents(text) else (text, written_out)


def in_plain_field(text: str) -> tuple[str, ...]:
    """For all other text fields: also without accents, and with either apostrophe."""
    found = (text, without_accents(text), _written_out(text), text.replace("'", "’"))
    return tuple(dict.fromkeys(found))


def _written_out(text: str) -> str:
    return without_accents(text.translate(_WRITTEN_OUT))


def _plain(char: str) -> str:
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    parts = unicodedata.normalize("NFD", char)
    return "".join(part for part in parts if not unicodedata.combining(part))
