"""Where in a field a new identifier belongs.

No standard makes an order a rule; this is the one that records show (alma-and-marc.md
section B3). Shared by every file format, so it knows subfield codes and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_IDENTIFIERS: Final = "01"
_CLOSING: Final = frozenset("245789")


def place_for(code: str, codes: Sequence[str]) -> int:
    """The index before which a new subfield goes, for the codes of a field in order.

    `$1` after the last `$0` or `$1`, `$0` after the last `$0`, else before the first `$1`.
    Without these, and for any other code, after the last of its own kind; else before the
    first of `$2 $4 $5 $7 $8 $9` that stands behind all descriptive subfields (those with a
    letter); else at the end.
    """
    before = _IDENTIFIERS[: _IDENTIFIERS.find(code)] if code in _IDENTIFIERS else ""
    last = max((k for k, each in enumerate(codes) if each == code or each in before), default=-1)
    if last >= 0:
        return last + 1
    if code == "0" and "1" in codes:
        return codes.index("1")
    last_descriptive = max((k for k, each in enumerate(codes) if each.isalpha()), default=-1)
    for index in range(last_descriptive + 1, len(codes)):
        if codes[index] in _CLOSING:
            return index
    return len(codes)
