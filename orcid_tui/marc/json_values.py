"""JSON read without losing anything: members in their order, twice the same name included.

Source: RFC 8259. Numbers stay the text they are; control characters inside of strings,
which the standard forbids, are let through, because real files have them.
"""

from __future__ import annotations

import json
from typing import Any, Final


class Members(list[tuple[str, Any]]):
    """A JSON object: pairs of name and value."""


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=Members, parse_int=str, parse_float=str, parse_constant=str, strict=False
)


def read_value(text: str, at: int = 0) -> tuple[object, int]:
    """The value that begins at `at`, and where it ends.

    Raises json.JSONDecodeError, or RecursionError for one that is nested too deep.
    """
    return _DECODER.raw_decode(text, at)


def is_list(value: object) -> bool:
    """Whether this is a JSON array (and not an object)."""
    return isinstance(value, list) and not isinstance(value, Members)
