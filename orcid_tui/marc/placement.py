"""Where in a field the new `$1` belongs.

No standard makes an order a rule; this is the one that records show (alma-and-marc.md
section B3). Shared by every file format, so it knows subfield codes and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_IDENTIFIERS: Final = frozenset("01")
_CLOSING: Final = frozenset("245789")


def place_for_uri(codes: Sequence[str]) -> int:
    """The index before which a new `$1` goes, for the subfield codes of a field in order.

    After the last `$0` or `$1`; else before the first of `$2 $4 $5 $7 $8 $9` that stands
    behind all descriptive subfields (those with a letter); else at the end.
    """
    last_identifier = max((k for k, code in enumerate(codes) if code in _IDENTIFIERS), default=-1)
    if last_identifier >= 0:
        return last_identifier + 1
    last_descriptive = max((k for k, code in enumerate(codes) if code.isalpha()), default=-1)
    for index in range(last_descriptive + 1, len(codes)):
        if codes[index] in _CLOSING:
            return index
    return len(codes)
