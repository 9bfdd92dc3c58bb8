"""The promise of no waiting, over the real client and the demo's registry three times as large.

Each answer takes 300 ms, no more than 10 a second go out. The clock is a virtual one.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import httpx
import pymarc
import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.demo.opening import DEMO
from orcid_tui.registry.demo.transport import DemoTransport
from orcid_tui.registry.orcid.access import OrcidAccess
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from tests.session.virtual_time import in_virtual_time

COPIES = 3
ROWS = 8


class SlowTransport(httpx.AsyncBaseTransport):
    """The demo's API behind a slow line; a part of the answers is a 503."""

    def __init__(self, persons: Path, *, failing: float = 0.0) -> None:
        self._api = DemoTransport(persons)
        self._failing, self._chance = failing, random.Random(7)
        self.sent: list[float] = []
        self.under_way = self.most_under_way = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(asyncio.get_running_loop().time())
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(0.3)
        finally:
            self.under_way -= 1
        if self._chance.random() < self._failing:
            return httpx.Response(503)
        return await self._api.handle_async_request(request)


@dataclass
class Seen:
    """What somebody saw who worked through the file."""

    arrivals: int = 0
    there: int = 0
    with_page: int = 0
    longest: float = 0.0


@pytest.fixture(scope="module")
def work_for_days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The demo's records and persons several times, each time with other family names."""
    folder = tmp_path_factory.mktemp("days")
    packed = resources.files("orcid_tui.demo")
    persons = json.loads(packed.joinpath("persons.json").read_text("utf-8"))
    everybody, records = [], io.BytesIO()
    for copy in range(COPIES):
        ids = {p["orcid"]: _another(p["orcid"], copy) for p in persons}
        for each in persons:
            more = {"orcid": ids[each["orcid"]], "family": _renamed(each.get("family", ""), copy)}
            if "successor" in each:
                more["successor"] = ids[each["successor"]]
            everybody.append({**each, **more})
        for record in filter(None, pymarc.MARCReader(packed.joinpath("sample.mrc").read_bytes())):
            for field in record.get_fields("100", "700"):
                if name := field.get("a"):
                    family, comma, rest = name.partition(",")
                    field["a"] = _renamed(family, copy) + comma + rest
            records.write(record.as_marc())
    (folder / "persons.json").write_text(json.dumps(everybody), "utf-8")
    (folder / "days.mrc").write_bytes(records.getvalue())
    return folder / "persons.json", folder / "days.mrc"


def _another(orcid: str, copy: int) -> str:
    digits = orcid.replace("-", "")[:15]
    return str(OrcidId.from_base(f"{digits[:5]}{copy}{digits[6:]}"))


def _renamed(family: str, copy: int) -> str:
    return family + "xqzk"[:copy] if family and copy else family


async def _work_through(
    files: tuple[Path, Path], decisions: int, every: float, failing: float
) -> tuple[Seen, SlowTransport]:
    persons, records = files
    transport = SlowTransport(persons, failing=failing)
    loop = asyncio.get_running_loop()
    pace = Pace(sleep=asyncio.sleep, clock=loop.time)
    session = Session(
        MarcFileStore(records, holds_demo=True),
        OrcidRegistry(OrcidAccess(DEMO), transport=transport, pace=pace),
    )
    async for _ in session.scan():
        pass
    refs, seen = session.refs, Seen()
    position = {ref: at for at, ref in enumerate(refs)}
    ref = session.next_open(None)
    while ref is not None and seen.arrivals < decisions:
        at = position[ref]

        def onward(after: int = at) -> Iterator[HeadingRef]:
            behind = (refs[i] for i in range(after + 1, len(refs)))
            return (one for one in behind if session.state(one) is HeadingState.OPEN)

        top = at // ROWS * ROWS
        session.looking_ahead.aim(ref, lambda top=top: refs[top : top + ROWS], onward)  # type: ignore[misc]
        arrived = loop.time()
        seen.arrivals += 1
        found = session.known(ref)
        seen.there += found is not None
        if found is None:
            await asyncio.sleep(0.12)
            found = await session.look_up(ref)
            session.looking_ahead.answered_at_cursor(ref)
            seen.longest = max(seen.longest, loop.time() - arrived)
        else:
            first = found.recommended or next((c.orcid for c in found.candidates), None)
            seen.with_page += first is None or session.known_profile(first) is not None
        await asyncio.sleep(every)
        session.skip(ref)
        ref = session.next_open(ref)
    await session.aclose()
    return seen, transport


@pytest.mark.parametrize(
    ("decisions", "every", "failing"),
    [(500, 2.0, 0.0), (250, 1.0, 0.0), (250, 2.0, 0.03)],
    ids=["2 s", "1 s", "faults"],
)
def test_candidates_are_there_when_the_cursor_arrives(
    work_for_days: tuple[Path, Path], decisions: int, every: float, failing: float
) -> None:
    work = _work_through(work_for_days, decisions, every, failing)
    seen, transport = in_virtual_time(work)
    assert seen.arrivals == decisions
    assert seen.there >= 0.99 * decisions
    assert seen.with_page >= 0.99 * decisions
    assert len(transport.sent) < 4 * decisions
    assert transport.most_under_way <= 4
    assert max(_in_a_second(transport.sent)) <= 10


def _in_a_second(moments: list[float]) -> Iterator[int]:
    for at, moment in enumerate(moments):
        yield sum(1 for other in moments[at : at + 20] if other < moment + 1)
