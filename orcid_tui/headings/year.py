"""A year of publication in a text of a record."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_YEAR: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)")


@lru_cache(maxsize=1024)
def first_year(text: str) -> int | None:
    """The first whole year from 1000 to 2099, if there is one."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None
