"""Sources as they are typed, told apart by their words alone.

Light, because it stands on the way to the first screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

DEMO_SOURCE: Final = "demo:"
ALMA: Final = "alma:"

_LISTS: Final = (".txt", ".csv", ".tsv", "")
"""How a file may be called that could hold MMS IDs instead of records."""


def may_be_alma(source: str) -> bool:
    """Whether a source could mean titles of Alma. Cheap, so that files are opened without a look
    at what Alma would need."""
    if source.casefold().startswith(ALMA):
        return True
    return Path(source).suffix.lower() in _LISTS
