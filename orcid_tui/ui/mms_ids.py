"""MMS IDs as people type and paste them."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[\s,;]+")
_LONGEST: Final = 20
_SHOWN: Final = 24


def mms_ids_in(line: str) -> tuple[str, ...]:
    """The MMS IDs of a line, each once, in order. Quotation marks around them do not count."""
    words = (word.strip("\"'“”") for word in _BETWEEN.split(line))
    return tuple(dict.fromkeys(word for word in words if word))


def what_is_wrong_with(mms_ids: tuple[str, ...]) -> str:
    """One sentence about the first that is no MMS ID; empty when all can be asked for."""
    if not mms_ids:
        return "Type an MMS ID, for example 9912345678901234."
    for mms_id in mms_ids:
        if not (mms_id.isascii() and mms_id.isdigit() and len(mms_id) <= _LONGEST):
            shown = mms_id if len(mms_id) <= _SHOWN else f"{mms_id[:_SHOWN]}…"
            return f"“{shown}” is no MMS ID: it has only digits, as 9912345678901234."
    return ""
