"""Seldom a look for unused objects while somebody works: a full one takes 60 ms, four frames.

By itself Python looks often while a large file is read, at all that was ever made. What was loaded
to start the program stays until its end anyway and need not be looked at.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG: Final = 10_000
"""New objects after which the newest are looked at, in about a millisecond."""
_MIDDLE: Final = 5
_OLD: Final = 40
"""A full look after 2,000,000 new objects that stayed, and after a quarter more than before."""


def collect_rarely() -> None:
    """From now on, for the whole process; call it when the program is loaded."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
