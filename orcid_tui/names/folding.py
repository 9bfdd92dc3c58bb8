"""Letters brought down to what two spellings of one name have in common."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
        "ı": "i", "ŧ": "t", "ŋ": "n", "ə": "e", "ʻ": "", "ʼ": "", "ʹ": "", "ʺ": "",
        "'": "", "’": "", "‘": "", "`": "", "´": "", "·": "",
    }
)  # fmt: skip
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Lower case, no accents, no apostrophes; every other sign a blank.

    >>> folded("O’Brien-Müller, Łukasz")
    'obrien muller lukasz'
    """
    lower = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    letters = []
    for char in unicodedata.normalize("NFKD", lower).translate(_LETTERS):
        if unicodedata.combining(char):
            continue
        letters.append(char if char.isalnum() else " ")
    return " ".join("".join(letters).split())


@lru_cache(maxsize=50_000)
def expanded(text: str) -> str:
    """As `folded`, but ä, ö, ü, å, ø written out as in mueller.

    >>> expanded("Müller")
    'mueller'
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    return folded(lower.translate(_UMLAUTS))
