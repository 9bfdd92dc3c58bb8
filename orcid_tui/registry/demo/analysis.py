"""How the search engine cuts text into words, so that the demo finds what ORCID would find.

Three kinds of field, as in orcid-api.md section 2: `text_general` (words in lower case, accents
kept), `diacritic_removed_text` (the same after folding precomposed Latin letters) and `string`
(the whole value, case-sensitive). Decomposed letters are *not* folded: a client that forgets to
send NFC finds nothing here, as it would find nothing there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
_SINGLE: Final = "\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_WORD: Final = re.compile(
    rf"[{_SINGLE}]"
    rf"|(?:[^\W{_SINGLE}]|[{_MARKS}])+"
    rf"(?:(?:(?<=[^\W\d_])[.:'’‘·](?=[^\W\d_{_SINGLE}])|(?<=\d)[.,;'’](?=\d))"
    rf"(?:[^\W{_SINGLE}]|[{_MARKS}])+)*"
)

_WITHOUT_DECOMPOSITION: Final = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ł": "l", "Ł": "L",
    "ħ": "h", "Ħ": "H", "ı": "i", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T", "ĸ": "q",
    "ə": "a", "Ə": "A", "ɓ": "b", "Ɓ": "B", "ɗ": "d", "Ɗ": "D", "ƙ": "k", "Ƙ": "K",
    "ɛ": "E", "Ɛ": "E", "ɔ": "o", "Ɔ": "O",
}  # fmt: skip
_PUNCTUATION: Final = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "“": '"', "”": '"'}


@lru_cache(maxsize=2048)
def _folded_character(char: str) -> str:
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char in _WITHOUT_DECOMPOSITION:
        return _WITHOUT_DECOMPOSITION[char]
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return plain if plain.isascii() else char


def fold(text: str) -> str:
    """Precomposed Latin letters without their marks: `Ø` becomes `O`, `ß` becomes `ss`."""
    return text if text.isascii() else "".join(map(_folded_character, text))


def plain_words(text: str) -> list[str]:
    """The words of a `text_general` field: `O'Brien` is one, `J.A.` is `j.a`, 李 is one."""
    return [word.lower() for word in _WORD.findall(text)]


def folded_words(text: str) -> list[str]:
    """The words of a `diacritic_removed_text` field."""
    return plain_words(fold(text))


def whole(text: str) -> list[str]:
    """The one term of a `string` field."""
    return [text]


Analyser = Callable[[str], list[str]]
"""Cuts one value into terms."""


def beginning(analyser: Analyser, text: str) -> str:
    """A prefix, wildcard or fuzzy term as the engine compares it: never cut into words."""
    if analyser is whole:
        return text
    return (fold(text) if analyser is folded_words else text).lower()
