"""Whether somebody is pressing keys at this moment: what can wait gives way to them."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from textual.app import App
from textual.events import Event, InputEvent

_ANSWERED: Final = 0.03
"""Seconds after a key in which the screen is being drawn."""
_PATIENCE: Final = 0.12
"""Seconds after which work goes on all the same: a key may be held down for minutes."""
_LOOK: Final = 0.01


class AppUnderHands(App[int]):
    """An application that knows when it was touched last."""

    _touched = 0.0

    async def on_event(self, event: Event) -> None:
        """Textual gives every key and click here first."""
        if isinstance(event, InputEvent):
            self._touched = monotonic()
        await super().on_event(event)

    async def give_way(self) -> None:
        """Wait while a key is being answered. Work in slices calls this between them."""
        end = monotonic() + _PATIENCE
        await asyncio.sleep(0)
        while self._touched + _ANSWERED > monotonic() < end:  # noqa: ASYNC110  no event but time
            await asyncio.sleep(_LOOK)
