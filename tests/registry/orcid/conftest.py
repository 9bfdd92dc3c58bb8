"""A scripted server, a clock that stands still, and pauses that take no time."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from orcid_tui.registry.kept.answers import KeptAnswers
from orcid_tui.registry.kept.questions import QuestionsToday
from orcid_tui.registry.orcid.access import Credentials, Endpoints, OrcidAccess
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.secrets.secret import Secret
from tests.web.server import TOKEN_PATH, ScriptedServer

CLIENT_ID = "APP-INVENTED00000001"
SECRET = "5ec2e7ca-4a27-4ca9-8a27-d00dfeed0001"
TOKEN = "70ca9a27-ca9a-4ca9-9a27-d00dfeed0002"
SECOND_TOKEN = "70ca9a27-ca9a-4ca9-9a27-d00dfeed0003"


@dataclass
class StillTime:
    """Time that passes only when a test says so, and the pauses that were asked for."""

    now: float = 1000.0
    pauses: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def clock(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer().running() as running:
        yield running


@pytest.fixture
def time() -> StillTime:
    return StillTime()


@pytest.fixture
def pace(time: StillTime) -> Pace:
    return Pace(per_second=2000, jitter=0, read=5, sleep=time.sleep, clock=time.clock)


@pytest.fixture
def credentials() -> Credentials:
    return Credentials(CLIENT_ID, Secret(SECRET), "the test")


@pytest.fixture
def endpoints(server: ScriptedServer) -> Endpoints:
    return Endpoints("ORCID", f"{server.base}/v3.0", f"{server.base}{TOKEN_PATH}")


@pytest.fixture
def nowhere() -> Endpoints:
    """Addresses at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    return Endpoints("ORCID", f"{base}/v3.0", f"{base}{TOKEN_PATH}")


Open = Callable[..., OrcidRegistry]


@pytest.fixture
async def open_registry(endpoints: Endpoints, pace: Pace) -> AsyncIterator[Open]:
    """Makes registries that are closed at the end of the test."""
    async with AsyncExitStack() as stack:

        def make(
            credentials: Credentials | None = None,
            at: Endpoints = endpoints,
            kept: KeptAnswers | None = None,
            questions: QuestionsToday | None = None,
            a_day: int = 0,
            today: Callable[[], date] = date.today,
            **manners: Any,
        ) -> OrcidRegistry:
            registry = OrcidRegistry(
                OrcidAccess(at, credentials),
                pace=replace(pace, **manners),
                kept=kept,
                questions=questions,
                a_day=a_day,
                today=today,
            )
            stack.push_async_callback(registry.aclose)
            return registry

        yield make
