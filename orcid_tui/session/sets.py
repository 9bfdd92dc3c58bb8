"""Finding a set among thousands: as many pages as are looked at, and sizes only where wanted.

A call is a part of the institution's day (alma-and-marc.md A10), and the number of members costs
one for each set (A8). So nothing is fetched that nobody sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol

from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import PAGE, AlmaApi, AlmaSet
from orcid_tui.alma.faults import AlmaRefused
from orcid_tui.session.session import Session
from orcid_tui.stores.alma.source import AlmaSource

_REST: Final = 0.15
"""Seconds that the same sets must be in sight before their sizes are asked for."""


class AlmaDoor(Protocol):
    """What the screens need of an Alma that is set up."""

    @property
    def connection(self) -> Connection:
        """To the institution, and perhaps to its network."""

    def work_on(self, source: AlmaSource, name: str = "") -> Session:
        """Work on these titles. Closing the session closes the connection.

        Raises ConfigurationError or SourceError.
        """

    async def aclose(self) -> None:
        """Close the connection when no session was opened."""


class FoundSets:
    """The sets whose names have some words (all, without words), page by page.

    `sets` grows; each set stands there once, even when pages have shifted meanwhile. `total` is
    what Alma counted last, None before the first page.
    """

    def __init__(self, api: AlmaApi, words: str = "") -> None:
        self._api = api
        self.words = words
        self.sets: list[AlmaSet] = []
        self.total: int | None = None
        self.complete = False
        self._offset = 0
        self._ids: set[str] = set()

    async def fetch_page(self) -> None:
        """Take in one more page. Raises AlmaError; then nothing has changed."""
        if self.complete:
            return
        page = await self._api.sets(self.words, self._offset)
        self.total = page.total
        self._offset += len(page.sets)
        self.complete = not page.sets or self._offset >= page.total
        for found in page.sets:
            if found.id not in self._ids:
                self._ids.add(found.id)
                self.sets.append(found)


class SetDetails:
    """Sets asked for one by one, which alone tells how many members they have.

    Whoever looks at other sets says so with `want`; what nobody wants any more is not asked.
    """

    def __init__(self, api: AlmaApi, *, rest: float = _REST) -> None:
        self._api = api
        self._rest = rest
        self._known: dict[str, AlmaSet] = {}
        self._faults: dict[str, str] = {}
        self._wanted: tuple[str, ...] = ()

    def known(self, set_id: str) -> AlmaSet | None:
        """What was answered for this set, if it was."""
        return self._known.get(set_id)

    def fault(self, set_id: str) -> str:
        """Why nothing can be said of this set, in words; empty when nothing was refused."""
        return self._faults.get(set_id, "")

    def want(self, set_ids: Sequence[str]) -> bool:
        """These sets are looked at now, the most important first; whether there is work to do."""
        self._wanted = tuple(set_ids)
        return self._next() is not None

    def forget_faults(self) -> None:
        """What was refused may be asked again."""
        self._faults.clear()

    async def answers(self) -> AsyncIterator[str]:
        """The sets that were wanted, as their answers come, until all are there.

        One after the other, so that a search never waits behind many. A set that Alma does not
        give out is told as well; every other AlmaError is raised.
        """
        while self._next() is not None:
            wanted = self._wanted
            await asyncio.sleep(self._rest)
            if wanted != self._wanted:
                continue
            while wanted == self._wanted and (set_id := self._next()) is not None:
                try:
                    self._known[set_id] = await self._api.one_set(set_id)
                except AlmaRefused as refused:
                    self._faults[set_id] = str(refused)
                yield set_id

    def _next(self) -> str | None:
        asked = self._known.keys() | self._faults.keys()
        return next((one for one in self._wanted if one not in asked), None)


def calls_to_open(members: int) -> int:
    """How many calls it takes to read a set: its members, then the records, by the page."""
    return 2 * -(-members // PAGE)
