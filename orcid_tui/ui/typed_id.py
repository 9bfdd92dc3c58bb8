"""Whether something typed is meant as an iD: then a person is looked up, else a name.

Half an iD counts as one too. A digit left out must be told as that, not searched as a name.
"""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.text import clean

_HYPHENS: Final = re.compile(r"[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")
"""What word processors and PDF files make of a hyphen."""
_DRESSED: Final = re.compile(r"orcid\.org\b|^\(?orcid\b\)?\s*:?\s*\d", re.IGNORECASE)
_BARE: Final = re.compile(r"\d[\d\s-]*[\dXx]?")


def id_in(words: str) -> str:
    """The text as an iD may be written, or nothing when it is meant as a name.

    >>> id_in("0000\u20110002\u20111825\u20110097"), id_in("Quell, Ada, 1961-")
    ('0000-0002-1825-0097', '')
    """
    text = clean(_HYPHENS.sub("-", words)).strip()
    if _DRESSED.search(text):
        return text
    return re.sub(r"\s+", "", text) if _BARE.fullmatch(text) else ""
