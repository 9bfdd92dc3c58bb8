"""Russian names in library romanisation, as the persons themselves write them.

Catalogues follow ALA-LC ("Dostoevskiĭ", "I͡Urʹev"), passports and journals write "Dostoevsky" and
"Yurev". Only the marks of ALA-LC are acted on, so that no other name gets a strange spelling.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURE: Final = "[\u0361\ufe20]"
_SECOND_HALF: Final = "\ufe21"
_SOFT_SIGNS: Final = str.maketrans("", "", "ʹʺ" + _SECOND_HALF)
_PAIRS: Final = (
    (re.compile(f"i{_LIGATURE}u", re.IGNORECASE), "yu"),
    (re.compile(f"i{_LIGATURE}a", re.IGNORECASE), "ya"),
    (re.compile(f"t{_LIGATURE}s", re.IGNORECASE), "ts"),
    (re.compile(f"i{_LIGATURE}e", re.IGNORECASE), "ye"),
)
_SHORT_I: Final = "i\u0306"
_MARKS: Final = re.compile(f"{_LIGATURE}|{_SHORT_I}|[ʹʺ]", re.IGNORECASE)


def as_written_by_persons(word: str) -> tuple[str, ...]:
    """The usual spellings of a word in library romanisation; none for any other word.

    >>> as_written_by_persons("Dostoevskiĭ"), as_written_by_persons("I͡Urʹev")
    (('Dostoevsky', 'Dostoevskiy'), ('Yurev',))
    """
    apart = unicodedata.normalize("NFD", word)
    if word.isascii() or not _MARKS.search(apart):
        return ()
    for pair, plain in _PAIRS:
        apart = pair.sub(plain, apart)
    apart = apart.translate(_SOFT_SIGNS)
    spellings = (apart.replace(f"i{_SHORT_I}", "y"), apart)
    found = (_capital(word, each.replace(_SHORT_I, "y")) for each in spellings)
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", each) for each in found))


def _capital(word: str, spelling: str) -> str:
    return spelling[:1].upper() + spelling[1:] if word[:1].isupper() else spelling
