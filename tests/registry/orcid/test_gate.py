"""Who goes first, how many at a time, how many a second."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from threading import Event

from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.names.name import PersonName
from orcid_tui.registry.orcid.gate import Gate
from orcid_tui.registry.orcid.registry import OrcidRegistry
from orcid_tui.registry.protocol import SearchAnswer
from orcid_tui.registry.urgency import Rank, Urgency, asking
from orcid_tui.session.answers import Answers
from tests.registry.orcid.conftest import Open
from tests.registry.own_time import run_in_own_time
from tests.web.server import Answer, ScriptedServer

NOBODY = b'{"expanded-result": null, "num-found": 0}'


@dataclass
class Wish:
    """A request: when it comes, how urgent it is and becomes, how long it takes to connect and
    to answer, and when whoever asks gives up."""

    comes: float
    rank: Rank
    connects: float
    takes: float
    becomes: tuple[float, Rank] | None
    gives_up: float | None


_TIMES = st.sampled_from([0.0, 0.01, 0.1, 0.3, 0.5, 1.1])
_RANKS = st.sampled_from(Rank)
_WISHES = st.lists(
    st.builds(
        Wish,
        _TIMES,
        _RANKS,
        _TIMES,
        _TIMES,
        st.none() | st.tuples(_TIMES, _RANKS),
        st.none() | _TIMES,
    ),
    min_size=1,
    max_size=40,
)


@dataclass
class Seen:
    """What came through a gate. `at` are the moments at which requests were written."""

    gate: Gate
    at: list[float] = field(default_factory=list)
    at_once: int = 0
    waiting: dict[int, tuple[float, Urgency]] = field(default_factory=dict)
    changed: dict[int, tuple[float, Rank]] = field(default_factory=dict)
    """When the urgency became another one, and what it was before."""

    async def ask(self, number: int, wish: Wish, places: int) -> None:
        now = asyncio.get_running_loop().time
        await asyncio.sleep(wish.comes)
        urgency = Urgency(wish.rank)
        changing = asyncio.create_task(self._change(number, urgency, wish))
        self.waiting[number] = (now(), urgency)
        with asking(urgency):
            try:
                async with self.gate.place():
                    del self.waiting[number]
                    ahead = (r.rank for since, r in self.waiting.values() if since < now())
                    changed_at, before = self.changed.get(number, (-1.0, urgency.rank))
                    # Let in and changed at the same moment: it came in as what it was.
                    rank = min(urgency.rank, before) if changed_at == now() else urgency.rank
                    assert rank <= min(ahead, default=Rank.AHEAD)
                    self.at_once += 1
                    last = places if rank is Rank.CURSOR else max(1, places - 1)
                    assert self.at_once <= last
                    try:
                        await asyncio.sleep(wish.connects)
                        await self.gate.write()
                        self.at.append(now())
                        await asyncio.sleep(wish.takes)
                    finally:
                        self.at_once -= 1
            finally:
                self.waiting.pop(number, None)
                changing.cancel()

    async def _change(self, number: int, urgency: Urgency, wish: Wish) -> None:
        if wish.becomes is not None:
            after, rank = wish.becomes
            await asyncio.sleep(after)
            if number in self.waiting:  # what is under way already is not stopped
                now = asyncio.get_running_loop().time()
                self.waiting[number] = (now, urgency)
                self.changed[number] = (now, urgency.rank)
                urgency.become(rank)


@settings(max_examples=60)
@given(st.integers(1, 12), st.integers(1, 8), _WISHES)
def test_urgent_ones_go_first_and_no_limit_is_ever_passed(
    per_second: int, in_flight: int, wishes: list[Wish]
) -> None:
    async def all_of_them() -> None:
        seen = Seen(Gate(per_second, in_flight))

        async def one(number: int, wish: Wish) -> None:
            asked = seen.ask(number, wish, in_flight)
            if wish.gives_up is None:
                return await asked
            try:
                async with asyncio.timeout(wish.comes + wish.gives_up):
                    await asked
            except TimeoutError:
                pass

        await asyncio.gather(*(one(number, wish) for number, wish in enumerate(wishes)))
        patient = sum(wish.gives_up is None for wish in wishes)
        assert patient <= len(seen.at) <= len(wishes)
        for at in seen.at:
            assert sum(at <= other < at + 1 for other in seen.at) <= per_second
        async with asyncio.timeout(1 / per_second + 5), seen.gate.place():
            pass  # whoever gave up has given the place back

    run_in_own_time(all_of_them())


def test_after_a_busy_server_it_goes_more_slowly_for_a_while() -> None:
    async def seconds_for_ten(gate: Gate) -> float:
        now = asyncio.get_running_loop().time
        started = now()
        for _ in range(10):
            async with gate.place():
                await gate.write()
        return now() - started

    async def compared() -> list[float]:
        gate = Gate(10, 4)
        usual = await seconds_for_ten(gate)
        for _ in range(9):
            gate.too_busy()
        slow = await seconds_for_ten(gate)
        for _ in range(30):
            gate.well()
        await seconds_for_ten(gate)
        return [usual, slow, await seconds_for_ten(gate)]

    usual, slow, again = run_in_own_time(compared())
    assert usual * 3.5 < slow < usual * 5
    assert again < usual * 1.2


async def _until_seen(server: ScriptedServer, count: int) -> None:
    while len(server.seen) < count:
        await asyncio.sleep(0.002)


def _family(server: ScriptedServer, at: int) -> str:
    """The surname that a request asked for."""
    words = ("Ahead", "Second", "Third", "Urgent")
    return next(word for word in words if word in server.seen[at].query["q"])


async def _ask(registry: OrcidRegistry, family: str, rank: Rank) -> None:
    with asking(rank):
        await registry.search_name(PersonName(family, "Ada"))


async def test_what_the_cursor_waits_for_overtakes_on_the_line(
    server: ScriptedServer, open_registry: Open
) -> None:
    let_go = Event()
    server.script.extend([Answer(200, NOBODY, wait=let_go)] * 2)
    registry = open_registry(in_flight=2)
    ahead = [
        asyncio.create_task(_ask(registry, family, Rank.AHEAD))
        for family in ("Ahead", "Second", "Third")
    ]
    await _until_seen(server, 1)
    urgent = asyncio.create_task(_ask(registry, "Urgent", Rank.CURSOR))
    await _until_seen(server, 2)  # the last place was kept for it
    assert [_family(server, at) for at in range(2)] == ["Ahead", "Urgent"]
    let_go.set()
    await asyncio.gather(urgent, *ahead)
    assert [_family(server, at) for at in range(4)] == ["Ahead", "Urgent", "Second", "Third"]


async def test_a_question_under_way_becomes_urgent_when_the_cursor_comes(
    server: ScriptedServer, open_registry: Open
) -> None:
    """The cursor waits for the same answer: the question itself moves forward, and alone."""
    let_go = Event()
    server.script.append(Answer(200, NOBODY, wait=let_go))
    registry = open_registry(in_flight=2)
    answers: Answers[str, SearchAnswer] = Answers(9)

    async def look_up(family: str, rank: Rank) -> None:
        with asking(rank):
            await answers.get(family, lambda: registry.search_name(PersonName(family, "Ada")))

    families = ("Ahead", "Second", "Third")
    ahead = [asyncio.create_task(look_up(family, Rank.AHEAD)) for family in families]
    await _until_seen(server, 1)
    cursor = asyncio.create_task(look_up("Third", Rank.CURSOR))
    await cursor
    assert [_family(server, at) for at in range(2)] == ["Ahead", "Third"]
    let_go.set()
    await asyncio.gather(*ahead)
    assert len(server.seen) == 3


async def test_a_cursor_that_has_gone_on_leaves_no_urgency_behind(
    server: ScriptedServer, open_registry: Open
) -> None:
    let_go = Event()
    server.script.append(Answer(200, NOBODY, wait=let_go))
    registry = open_registry(in_flight=1)
    answers: Answers[str, SearchAnswer] = Answers(9)

    async def look_up(family: str, rank: Rank) -> None:
        with asking(rank):
            await answers.get(family, lambda: registry.search_name(PersonName(family, "Ada")))

    first = asyncio.create_task(look_up("Ahead", Rank.AHEAD))
    await _until_seen(server, 1)
    left = asyncio.create_task(look_up("Second", Rank.CURSOR))
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.gather(left, return_exceptions=True)
    sight = asyncio.create_task(look_up("Third", Rank.SIGHT))
    await asyncio.sleep(0)
    let_go.set()
    await asyncio.gather(first, sight)
    assert [_family(server, at) for at in range(2)] == ["Ahead", "Third"]
    await answers.aclose()
