"""The search for equal names, in slices, so that a key is answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from time import perf_counter
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.same_name import SameNames
from orcid_tui.session.session import Session
from orcid_tui.ui.background import in_slices

_TELL_EVERY: Final = 0.2
"""Seconds between two words about how far the work is."""


async def read_names(names: SameNames, tell: Callable[[], object], *, rest: float = 0) -> None:
    """Read the names that were not read yet; at once when there are none.

    With a `rest` (seconds) after each step, where nobody waits for it.
    """
    told = perf_counter()
    while names.step():
        if perf_counter() > told + _TELL_EVERY:
            tell()
            told = perf_counter()
        await asyncio.sleep(rest)


async def open_namesakes(
    session: Session, names: SameNames, ref: HeadingRef, tell: Callable[[], object]
) -> AsyncIterator[HeadingRef]:
    """The other open headings of this name, in the order of the source."""
    async for other in in_slices(names.likely(ref), tell):
        if session.has(other) and names.is_open_and_may_be(ref, other):
            yield other
