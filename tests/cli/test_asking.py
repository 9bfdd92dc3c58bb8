"""Many look-ups at a time: the order, the window, and what a failure does to the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from orcid_tui.cli.asking import Asking
from orcid_tui.cli.rows import SuggestionRow
from orcid_tui.errors import CredentialsRefused, QuotaExhausted, RegistryError
from orcid_tui.names.name import PersonName
from orcid_tui.registry.protocol import Breadth, SearchAnswer
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_HEADINGS = 100


class SlowRegistry(MemoryRegistry):
    """Answers in an order of its own: even names at once, odd ones when the next was asked."""

    def __init__(self, faults: dict[str, RegistryError] | None = None) -> None:
        super().__init__()
        self.at_work = 0
        self.most_at_work = 0
        self._faults = faults or {}

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        for _ in range(5 * (len(self.names_asked) % 7)):
            await asyncio.sleep(0)
        self.at_work -= 1
        if fault := self._faults.get(name.family):
            raise fault
        return await super().search_name(name, breadth=breadth, rows=rows)


@asynccontextmanager
async def _session(folder: Path, registry: MemoryRegistry) -> AsyncIterator[Session]:
    path = folder / "many.mrc"
    path.write_bytes(
        b"".join(
            record_bytes([("001", str(n)), ("100", "1 ", [("a", f"Name{n:03}, Anna")])])
            for n in range(_HEADINGS)
        )
    )
    session = Session(MarcFileStore(path), registry)
    async for _ in session.scan():
        pass
    yield session
    await session.aclose()


async def _rows(asking: Asking) -> Sequence[SuggestionRow]:
    return [row async for _, row in asking.rows()]


async def test_answers_come_in_the_order_of_the_file_from_several_look_ups_at_a_time(
    tmp_path: Path,
) -> None:
    registry = SlowRegistry()
    async with _session(tmp_path, registry) as session:
        rows = await _rows(Asking(session, limit=10, include_linked=False))
    assert [row["record"] for row in rows] == list(range(1, _HEADINGS + 1))
    assert 4 < registry.most_at_work <= 8


async def test_one_failed_look_up_stops_no_other(tmp_path: Path) -> None:
    registry = SlowRegistry({"Name007": QuotaExhausted("No more today.", "Wait.")})
    async with _session(tmp_path, registry) as session:
        asking = Asking(session, limit=10, include_linked=False)
        rows = await _rows(asking)
    failed = [row for row in rows if (row["note"] or "").startswith("Not looked up")]
    assert [row["record"] for row in failed] == [8]
    assert failed[0]["note"] == "Not looked up: No more today. Wait."
    assert asking.failures == {"No more today. Wait.": 1}
    assert asking.asked == len(rows) == _HEADINGS


async def test_refused_credentials_stop_everything(tmp_path: Path) -> None:
    registry = SlowRegistry({"Name010": CredentialsRefused("Not accepted.")})
    async with _session(tmp_path, registry) as session:
        asking = Asking(session, limit=10, include_linked=False)
        with pytest.raises(CredentialsRefused):
            await _rows(asking)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert len(registry.names_asked) < _HEADINGS


async def test_a_reader_that_leaves_stops_the_look_ups(tmp_path: Path) -> None:
    registry = SlowRegistry()
    async with _session(tmp_path, registry) as session:
        rows = Asking(session, limit=10, include_linked=False).rows()
        await anext(rows)
        await rows.aclose()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert len(registry.names_asked) < _HEADINGS
