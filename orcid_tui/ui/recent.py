"""Recent work for the first screen: how much to expect, at once, and what it is, beside the screen.

Nothing that knows how the history is kept is loaded before it is needed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from orcid_tui.folders import OFF_THE_LIST, works_folder
from orcid_tui.secrets import daemon

if TYPE_CHECKING:
    from orcid_tui.history.recent import RecentWork

SHOWN: Final = 6
"""Works on the first screen, at most: what 24 lines have room for."""


def expected() -> int:
    """How many there may be, by the names of folders alone."""
    try:
        with os.scandir(works_folder()) as entries:
            kept = (each for each in entries if each.is_dir())
            listed = (
                each for each in kept if not os.path.lexists(os.path.join(each, OFF_THE_LIST))
            )
            return sum(1 for _, _each in zip(range(SHOWN), listed, strict=False))
    except OSError:
        return 0


async def recent_works() -> tuple[RecentWork, ...]:
    """The works that were open last, read beside the screen."""

    def read() -> tuple[RecentWork, ...]:
        from orcid_tui.history.recent import recent_work

        return recent_work(SHOWN)

    return await asyncio.wrap_future(daemon.start(read))


async def taken_off(sources: Sequence[str]) -> bool:
    """Take a work off the list; what was decided is kept. False when that cannot be noted."""

    def forget() -> bool:
        from orcid_tui.history.recent import forget_work

        return forget_work(sources)

    return await asyncio.wrap_future(daemon.start(forget))
