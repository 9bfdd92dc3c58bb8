"""Looking up every heading of a source: several at a time, answers in the order of the source."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Iterator
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.rows import (
    HeadingRow,
    SuggestionRow,
    heading_row,
    suggestion_row,
    unanswered_row,
)
from orcid_tui.errors import CredentialsRefused, RegistryError

if TYPE_CHECKING:
    from orcid_tui.headings.heading import HeadingRef
    from orcid_tui.session.session import Session

_IN_FLIGHT: Final = 8
"""Look-ups at a time. How often the registry may be asked, what it is asked again, and when
asking has no more sense (no network, no quota left) is the registry's own concern."""

_AHEAD: Final = 64
"""Headings begun before the oldest is answered, so that one slow answer holds up nobody."""


class Asking:
    """One run over all headings that the session has found; where nobody has exactly the name,
    it asks `widely` if that is wanted.

    `failures` counts the reasons of look-ups that failed, `asked` all look-ups that were due,
    `total` all headings.
    """

    def __init__(
        self, session: Session, *, limit: int, include_linked: bool, widely: bool = False
    ) -> None:
        self._session = session
        self._limit = limit
        self._include_linked = include_linked
        self._widely = widely
        self._gate = asyncio.Semaphore(_IN_FLIGHT)
        self.failures: Counter[str] = Counter()
        self.asked = 0
        self.total = len(session.refs)

    async def rows(self) -> AsyncGenerator[tuple[int, SuggestionRow], None]:
        """Each row with the 1-based position of its heading in the source.

        Raises CredentialsRefused at once; other failures become the note of their row.
        """
        begun: deque[tuple[int, asyncio.Task[SuggestionRow]]] = deque()
        try:
            for position, ref in self._due():
                begun.append((position, asyncio.create_task(self._row(ref))))
                if len(begun) >= _AHEAD:
                    yield await _first(begun)
                else:
                    await asyncio.sleep(0)
                while begun and begun[0][1].done():
                    yield await _first(begun)
            while begun:
                yield await _first(begun)
        finally:
            for _, task in begun:
                task.cancel()
            await asyncio.gather(*(task for _, task in begun), return_exceptions=True)

    def _due(self) -> Iterator[tuple[int, HeadingRef]]:
        for position, ref in enumerate(self._session.refs, start=1):
            if self._include_linked or self._session.heading(ref).orcid is None:
                yield position, ref

    async def _row(self, ref: HeadingRef) -> SuggestionRow:
        heading = self._session.heading(ref)
        row = heading_row(heading, self._session.work(ref))
        if not heading.eligible:
            return unanswered_row(row, heading.why_not)
        async with self._gate:
            self.asked += 1
            try:
                answer = await self._session.look_up(ref)
                if self._widely and not answer.candidates:
                    answer = await self._session.look_up_widely(ref)
            except CredentialsRefused:
                raise
            except RegistryError as error:
                return self._failed(row, str(error))
        return suggestion_row(row, answer, self._limit)

    def _failed(self, row: HeadingRow, reason: str) -> SuggestionRow:
        self.failures[reason] += 1
        return unanswered_row(row, f"Not looked up: {reason}")


async def _first(
    begun: deque[tuple[int, asyncio.Task[SuggestionRow]]],
) -> tuple[int, SuggestionRow]:
    position, task = begun[0]
    row = await task
    begun.popleft()
    return position, row
