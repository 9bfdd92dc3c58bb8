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
    return _distinct(text, without_accents(text.translate(_WRITTEN_OUT)))


def in_plain_field(text: str) -> tuple[str, ...]:
    """For all other text fields: also without accents, and with either apostrophe."""
    return _distinct(
        text,
        without_accents(text),
        without_accents(text.translate(_WRITTEN_OUT)),
        text.replace("'", "’"),
    )


def _plain(char: str) -> str:
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    parts = unicodedata.normalize("NFD", char)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _distinct(*texts: str) -> tuple[str, ...]:
    """Without repeats; for ASCII letters the index does not tell upper from lower case."""
    return tuple({text.lower(): text for text in reversed(texts)}.values())[::-1]
