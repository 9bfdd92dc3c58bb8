"""Driving the list of sets by keys, and reading what is on its screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.events import Key
from textual.pilot import Pilot

from orcid_tui.session.sets import AlmaDoor
from orcid_tui.ui.app import OrcidTuiApp
from orcid_tui.ui.screens.sets import SetChoice, SetsScreen, SetsState
from orcid_tui.ui.widgets.set_list import SetList
from tests.ui.driving import SMALL


class SetsApp(OrcidTuiApp):
    """Shows the one screen and remembers what was chosen."""

    def __init__(self, door: AlmaDoor, state: SetsState | None, problem: str) -> None:
        super().__init__(None)
        self.sets = SetsScreen(door, state, problem)
        self.chosen: list[SetChoice | None] = []

    def _start(self, problem: str = "", typed: str = "") -> None:
        self.push_screen(self.sets, self.chosen.append)


class Hands:
    """Presses keys and reads the screen."""

    def __init__(self, pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app, SetsApp)
        self.pilot, self.app = pilot, pilot.app

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def until(self, text: str) -> None:
        async with asyncio.timeout(10):
            while text not in self.text:
                await self.pilot.pause(0.01)

    @property
    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def flat(self) -> str:
        return " ".join(self.text.split())

    @property
    def chosen(self) -> list[SetChoice | None]:
        return self.app.chosen

    @property
    def list(self) -> SetList:
        return self.app.sets.query_one(SetList)

    def burst(self, *keys: str) -> None:
        for key in keys:
            character = {"slash": "/"}.get(key, key)
            self.app.post_message(Key(key, character))


@asynccontextmanager
async def shown(
    door: AlmaDoor,
    size: tuple[int, int] = SMALL,
    state: SetsState | None = None,
    problem: str = "",
    *,
    settle: bool = True,
) -> AsyncIterator[Hands]:
    app = SetsApp(door, state, problem)
    async with app.run_test(size=size) as pilot:
        hands = Hands(pilot)
        if settle:
            await hands.settle()
        yield hands
