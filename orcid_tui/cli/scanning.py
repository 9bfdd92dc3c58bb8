"""Going through a source from its first record to its last, for every command that does."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from orcid_tui.cli.progress import Progress
from orcid_tui.cli.streams import complain, say

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.stores.protocol import ScanBatch

_NAMED: Final = 10
"""So many damaged records are named one by one; a broken file may have thousands."""


@asynccontextmanager
async def closing(session: Session) -> AsyncIterator[Session]:
    """The session, closed in the end whatever happens."""
    try:
        yield session
    finally:
        await session.aclose()


class Scan:
    """One pass over a source. Afterwards `records` is the number of records it has."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self._session = session
        self._progress = progress
        self.records = 0

    async def batches(self) -> AsyncGenerator[ScanBatch, None]:
        """The headings in the order of the source, some at a time."""
        async for batch in self._session.scan():
            self.records = batch.records
            self._progress.at(batch.done, batch.total)
            yield batch

    async def to_the_end(self) -> None:
        """Only go through; the session has the headings."""
        async for _ in self.batches():
            pass

    def report_damage(self) -> None:
        """Say on standard error what should be known of the source: what is missing from it, which
        records are damaged, and why nothing can be saved."""
        self.report_notices()
        store = self._session.store
        troubles = store.troubles
        for number, why in troubles[:_NAMED]:
            place = store.describe(number)
            complain(f"{place[:1].upper()}{place[1:]} is damaged: {why}")
        if len(troubles) > _NAMED:
            say(f"… and {len(troubles) - _NAMED:,} more damaged records.")
        if store.read_only and not any(why == store.read_only for _, why in troubles):
            complain(f"{store.label}: {store.read_only}")

    def report_notices(self) -> None:
        """Say on standard error what concerns the source as a whole, such as missing titles."""
        for notice in self._session.notices:
            complain(notice)
