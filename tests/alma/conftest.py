"""A scripted Alma, a clock of its own, and pauses that take no time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.alma.connecting import connect
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.manners import Pace, SavingManners
from orcid_tui.secrets.secret import Secret
from tests.alma.answers import bib, xml
from tests.web.server import ScriptedServer

KEY = "l8xx0c0ffee0c0ffee0c0ffee0c0ffee0001"
NETWORK_KEY = "l8xx0c0ffee0c0ffee0c0ffee0c0ffee0002"


_UNNOTICED = 1e-3


@dataclass
class OwnTime:
    """Time that passes only in pauses, which take none, and the pauses that were asked for; those
    between requests at a very high rate are not noted."""

    now: float = 1000.0
    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        if seconds > _UNNOTICED:
            self.pauses.append(round(seconds, 3))
        await asyncio.sleep(0)

    def clock(self) -> float:
        return self.now


@pytest.fixture
def time() -> OwnTime:
    return OwnTime()


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer().running() as running:
        running.otherwise = xml(bib())
        yield running


@pytest.fixture
def pace(time: OwnTime) -> Pace:
    return Pace(per_second=1e9, jitter=0, read=5, sleep=time.sleep, clock=time.clock)


Open = Callable[..., Connection]


@pytest.fixture
async def open_alma(server: ScriptedServer, pace: Pace) -> AsyncIterator[Open]:
    """Makes connections that are closed at the end of the test."""
    async with AsyncExitStack() as stack:

        def make(
            at: str = server.base,
            key: str = KEY,
            network_key: str = "",
            saving: SavingManners | None = None,
            **manners: Any,
        ) -> Connection:
            network = AlmaKey(Secret(network_key), "the test") if network_key else None
            access = AlmaAccess(at, AlmaKey(Secret(key), "the test"), network)
            made = connect(access, replace(pace, **manners), saving or SavingManners())
            stack.push_async_callback(made.aclose)
            return made

        yield make
