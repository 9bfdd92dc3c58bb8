"""Reading the source while the work on it has already begun."""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import Enum
from time import monotonic
from typing import Final

from textual.widget import Widget

from orcid_tui.errors import SourceError
from orcid_tui.language import _, many
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import ScanBatch
from orcid_tui.ui.background import start
from orcid_tui.ui.hands import AppUnderHands
from orcid_tui.ui.messages import ScanFailed, ScanMoved, ScanStopped

_TELL_EVERY: Final = 0.2
"""Seconds between two words about what was read: each draws two lines anew."""
_NOTICES_SHOWN: Final = 2
"""More would fill the screen; the help has them all."""


class ReadingState(Enum):
    """How the reading stands."""

    GOING_ON = "going on"
    STOPPED = "stopped"
    """By the user, or by a fault that may pass: it can go on."""
    OVER = "over"
    """At the end of the source, or where it could not be read any further."""


class Reading:
    """Goes through a source once, beside the work; it can be stopped and taken up again.

    That more is there, the end, a stop and a failure come to `owner` as messages.
    """

    def __init__(self, session: Session, owner: Widget) -> None:
        self._session, self._owner = session, owner
        self._batches: AsyncIterator[ScanBatch] | None = None
        self._last: ScanBatch | None = None
        self._running = False
        self.state = ReadingState.OVER

    def go_on(self) -> None:
        """Begin, or go on behind what was read before."""
        self.state = ReadingState.GOING_ON
        if not self._running:  # else it was told to stop and has not done so yet
            self._running = True
            start(self._owner, "scan", self._read)

    def stop(self) -> None:
        """Stop behind the batch that is being read: a few hundredths of a second."""
        if self.state is ReadingState.GOING_ON:
            self.state = ReadingState.STOPPED

    @property
    def titles(self) -> tuple[int, int] | None:
        """How many titles of how many are read, where the source is a library system's."""
        if self._last is None or not self._last.total or self._session.system is None:
            return None
        return self._last.done, self._last.total

    @property
    def percent(self) -> int | None:
        """How much of the source is read, in per cent; None while nothing is known of it."""
        if self._last is None or not self._last.total:
            return None
        return min(99, 100 * self._last.done // self._last.total)

    async def _read(self) -> None:
        if self._batches is None:
            self._batches = self._session.scan()
        try:
            await self._read_batches(self._batches)
        except SourceError as error:
            self._batches = None  # begun again, the source goes on behind its last batch
            can_go_on = self._session.store.resumes
            self.state = ReadingState.STOPPED if can_go_on else ReadingState.OVER
            if self._last is not None:
                self._owner.post_message(ScanMoved(self._last))
            self._owner.post_message(ScanFailed(str(error), can_go_on))
        finally:
            self._running = False

    async def _read_batches(self, batches: AsyncIterator[ScanBatch]) -> None:
        told = -_TELL_EVERY
        async for batch in batches:
            self._last = batch
            stopped = self.state is ReadingState.STOPPED
            if stopped or monotonic() > told + _TELL_EVERY:
                self._owner.post_message(ScanMoved(batch))
                told = monotonic()
            if stopped:
                self._owner.post_message(ScanStopped())
                return
            await self._give_way()
        self.state = ReadingState.OVER
        self._owner.post_message(ScanMoved(None))

    async def _give_way(self) -> None:
        """To the keys: a file is read in a thread, but only one of them runs at a time."""
        app = self._owner.app
        if isinstance(app, AppUnderHands):
            await app.give_way()


def what_is_wrong(session: Session) -> str:
    """What should be known about a source that was read to its end, or nothing."""
    return " ".join(filter(None, [*session.notices[:_NOTICES_SHOWN], _most_wrong(session)]))


def _most_wrong(session: Session) -> str:
    if session.store.read_only:
        return session.store.read_only
    damaged = len(session.store.troubles)
    if damaged:
        return many(
            "{n:,} record cannot be read and will be kept as is; ? says more.",
            "{n:,} records cannot be read and will be kept as is; ? says more.",
            damaged,
        )
    if not len(session.refs):
        tags = ", ".join(session.store.practice.tags)
        return _("No personal-name heading ({tags}) was found here.").format(tags=tags)
    return ""
