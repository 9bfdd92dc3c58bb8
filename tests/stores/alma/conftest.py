"""A stand-in Alma, and stores on it that never wait longer than they must."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.manners import Pace
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.journal.files import FileJournal
from orcid_tui.stores.alma.source import parse_source
from orcid_tui.stores.alma.store import AlmaStore
from tests.alma_stand_in import AlmaStandIn
from tests.stores.alma.saving import PATIENCE

PACE = Pace(per_second=1e6, floor=0, waits=(0,), threshold_waits=(0, 0), jitter=0, read=5)


class OpenStore(Protocol):
    """Opens `alma:set/…` or another source at the stand-in."""

    def __call__(
        self,
        source: str,
        key: str = ...,
        *,
        network: bool = ...,
        practice: Practice = ...,
        pace: Pace = ...,
        name: str = ...,
    ) -> AlmaStore: ...


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    with AlmaStandIn() as running:
        running.slow = 1
        yield running


@pytest.fixture
async def connected(alma: AlmaStandIn) -> AsyncIterator[Callable[..., Connection]]:
    """Makes connections that are given back in the end."""
    async with AsyncExitStack() as stack:

        def made(key: str = alma.key, *, network: bool = False, pace: Pace = PACE) -> Connection:
            connection = connect(alma.access(key, network=network), pace)
            stack.push_async_callback(connection.aclose)
            return connection

        yield made


@pytest.fixture
def open_store(
    alma: AlmaStandIn, connected: Callable[..., Connection], tmp_path: Path
) -> Iterator[OpenStore]:
    stores: list[AlmaStore] = []

    def opened(
        source: str,
        key: str = alma.key,
        *,
        network: bool = False,
        practice: Practice = USUAL_PRACTICE,
        pace: Pace = PACE,
        name: str = "",
    ) -> AlmaStore:
        parsed = parse_source(source)
        assert parsed is not None
        journal = FileJournal(tmp_path / "journal")
        connection = connected(key, network=network, pace=pace)
        store = AlmaStore(
            parsed, connection, journal, practice=practice, name=name, patience=PATIENCE
        )
        stores.append(store)
        return store

    yield opened
    for store in stores:
        store.close()
