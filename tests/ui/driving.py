"""Driving the real application by keys, and reading what is on its screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.refine import RefineScreen
from tests.ui.fakes import small_session

SMALL = (80, 24)
WIDE = (120, 36)


class Driver:
    """The hands and eyes of a test."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, OrcidTuiApp)
        self.app: OrcidTuiApp = pilot.app

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after everything has come to rest."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    def burst(self, *keys: str) -> None:
        """Keys that arrive all at once, as from a fast typist over a slow line."""
        for key in keys:
            character = {"slash": "/", "space": " "}.get(key, key if len(key) == 1 else None)
            self.app.post_message(Key(key, character))

    async def handled(self, *events: Key) -> None:
        """Keys with times of their own, until all that they do is done."""
        for event in events:
            self.app.post_message(event)
        await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until no worker runs and every message is handled."""
        await self.until(lambda: all(worker.is_finished for worker in self.app.workers))
        await self.pilot.pause()

    async def looked_ahead(self) -> None:
        """Wait until everything that should be looked up in advance is here."""
        await self.settle()
        await self.until(lambda: self.session.looking_ahead.at_rest)
        await self.settle()

    async def until(self, reached: Callable[[], object], seconds: float = 10) -> None:
        """Wait for something to become true; it must, within ten seconds."""
        end = monotonic() + seconds
        while not reached():
            assert monotonic() < end, f"this never happened:\n{self.text}"
            await asyncio.sleep(0.005)
            await self.pilot.pause()

    async def comes(self, reached: Callable[[], object], seconds: float = 10) -> None:
        """As `until`, where screens come and go: the pilot would wait for those that are gone."""
        end = monotonic() + seconds
        while not reached():
            assert monotonic() < end, f"this never happened:\n{self.text}"
            await asyncio.sleep(0.01)

    async def seen(self, text: str) -> None:
        """Wait in that way for a text to be on the screen."""
        await self.comes(lambda: text in self.text)

    async def until_text(self, text: str) -> None:
        """Wait for a text to be on the screen."""
        await self.until(lambda: text in self.text)

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    @property
    def flat(self) -> str:
        """The same as one line, for sentences that are broken somewhere."""
        return " ".join(self.text.split())

    @property
    def refine(self) -> RefineScreen:
        """The refine screen, which must be in front."""
        assert isinstance(self.app.screen, RefineScreen)
        return self.app.screen

    @property
    def ref(self) -> HeadingRef:
        """The highlighted heading."""
        ref = self.refine.headings.current
        assert ref is not None
        return ref

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is in front."""
        return isinstance(self.app.screen, kind)

    @property
    def focused(self) -> str:
        """The id of the part that has the focus."""
        widget = self.app.screen.focused
        return (widget.id or "") if widget is not None else ""

    @property
    def session(self) -> Session:
        """The session in work."""
        assert self.app.session is not None
        return self.app.session


@asynccontextmanager
async def opened(
    session: Session | None = None, size: tuple[int, int] = SMALL, *, settle: bool = True
) -> AsyncIterator[Driver]:
    """The application on a session (the small one if none is given)."""
    app = OrcidTuiApp(session or small_session())
    async with app.run_test(size=size) as pilot:
        driver = Driver(pilot)
        if settle:
            await driver.settle()
        yield driver
