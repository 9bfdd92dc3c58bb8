"""Text from anywhere, made harmless for the query language of the search engine.

The server escapes nothing, and a broken query is an HTTP 500 (orcid-api.md section 2). Words are
cut here the way its StandardTokenizer cuts them, except that initials are always set apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from orcid_tui.text import clean

_SPECIAL: Final = re.compile(r"""([+\-!(){}\[\]^"~*?:|&/\\'<>=,;@#.])""")
_IN_PHRASE: Final = re.compile(r'(["\\])')
_JOINERS: Final = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "'": "'", "-": "-"}
_LONGEST_TEXT: Final = 2_000
_LONGEST_WORD: Final = 60
_OPERATORS: Final = frozenset({"AND", "OR", "NOT", "TO"})


def words(text: str) -> tuple[str, ...]:
    """The words of a name or title: letters, digits, marks, and ' or - within a word.

    NFC, typographic apostrophes and hyphens made plain, points taken as blanks ("J.A." is
    two words).
    """
    kept = []
    for char in composed(text[:_LONGEST_TEXT]):
        if char.isalnum() or unicodedata.category(char).startswith("M"):
            kept.append(char)
        else:
            kept.append(_JOINERS.get(char, " "))
    found = (word.strip("'-")[:_LONGEST_WORD] for word in "".join(kept).split())
    return tuple(word for word in found if any(char.isalnum() for char in word))


def composed(text: str) -> str:
    """Clean text in NFC. Only precomposed letters are folded by the index."""
    return unicodedata.normalize("NFC", clean(text))


def phrase(text: str) -> str:
    """The text in quotation marks, where only those and the backslash are special."""
    return '"' + _IN_PHRASE.sub(r"\\\1", composed(text)) + '"'


def term(word: str) -> str:
    """One unquoted word; an operator's name becomes an ordinary word."""
    word = word.lower() if word.upper() in _OPERATORS else word
    return _SPECIAL.sub(r"\\\1", word)


def prefix(beginning: str) -> str:
    """All words that begin so. Lower case, as the index holds them."""
    return term(beginning.lower()) + "*"


def either(clauses: Iterable[str]) -> str:
    """One of these, in brackets if there is more than one."""
    found = tuple(dict.fromkeys(clauses))
    return found[0] if len(found) == 1 else "(" + " OR ".join(found) + ")"


def all_of(clauses: Iterable[str]) -> str:
    """Each of these."""
    return " AND ".join(dict.fromkeys(clauses))
