"""How long orders and filters of many headings take, beside the plain way.

    python -m tests.benchmarks.worklist [HEADINGS]

Each line has the milliseconds of the whole, the longest that the screen would have to wait for
one step of it, the plain way (`sorted()` or a comprehension over the headings of the session,
which the screen would have to wait for as a whole), and the kilobytes that the list keeps
beside the index. The file is made (see `making`); half of the headings have invented answers.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.folding import folded
from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.marks import LOOKED_UP, RECOMMENDED
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Arrangement, Order, arranged
from orcid_tui.worklist.texts import SearchTexts
from orcid_tui.worklist.view import WorkView
from tests.benchmarks.making import mixed_records

_A_RECORD: Final = 0.9
"""Headings in a record of `making`, on average; a few less, to be sure."""
_SLICE: Final = 0.012
"""Seconds that `ui.background.in_slices` works before the screen gets its turn."""


class Taken(NamedTuple):
    """Milliseconds of the whole, and of the longest slice."""

    whole: float
    longest: float


def in_slices(steps: Iterable[object]) -> Taken:
    """Take all steps, as the screen does."""
    longest, started = 0.0, perf_counter()
    paused = started
    for _ in steps:
        now = perf_counter()
        if now > paused + _SLICE:
            longest = max(longest, now - paused)
            paused = perf_counter()
    ended = perf_counter()
    return Taken((ended - started) * 1000, max(longest, ended - paused) * 1000)


def show(what: str, ours: Taken, plain: float | None = None, kept: float | None = None) -> None:
    """One line."""
    by_plain = "" if plain is None else f"{plain:.1f}"
    kilobytes = "" if kept is None else f"{kept:.0f}"
    print(f"{what:34} {ours.whole:9.1f} {ours.longest:9.1f} {by_plain:>10} {kilobytes:>9}")


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    started = perf_counter()
    do()
    return (perf_counter() - started) * 1000


def answer(session: Session) -> None:
    """Invented answers for every other heading."""
    chance = random.Random(5)
    for position in range(0, len(session.index), 2):
        sure = chance.randint(1, 255)
        marks = LOOKED_UP | (RECOMMENDED if sure >= 200 else 0)
        session.index.set_answer(position, marks, sure)


def orders(session: Session) -> dict[Order, Callable[[], list[HeadingRef]]]:
    """The plain way to each order."""

    def sureness(ref: HeadingRef) -> int:
        position = session.index.position(ref)
        assert position is not None
        return session.index.sureness_at((position,))[0]

    return {
        Order.NAME: lambda: sorted(
            session.refs, key=lambda ref: (folded(session.heading(ref).name), ref)
        ),
        Order.SUREST: lambda: sorted(session.refs, key=lambda ref: -sureness(ref)),
        Order.HARDEST: lambda: sorted(session.refs, key=sureness),
    }


def filters(session: Session) -> dict[str, tuple[Criteria, Callable[[HeadingRef], object]]]:
    """Criteria with the plain way to tell."""

    def texts(ref: HeadingRef) -> str:
        return folded(f"{session.heading(ref).name} {session.work(ref).title}")

    opened = frozenset({HeadingState.OPEN})
    return {
        "open": (Criteria(opened), lambda ref: session.state(ref) is HeadingState.OPEN),
        "open, 700, recommended": (
            Criteria(opened, tags=frozenset({"700"}), recommended=True),
            lambda ref: (
                session.state(ref) is HeadingState.OPEN
                and ref.tag == "700"
                and session.marks(ref) & RECOMMENDED
            ),
        ),
        "words, the first time": (Criteria(words="garland"), lambda ref: "garland" in texts(ref)),
        "words, again": (Criteria(words="holm"), lambda ref: "holm" in texts(ref)),
    }


def kept_by(make: Callable[[], object]) -> float:
    """Kilobytes that something made keeps."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    made = make()
    kept = (tracemalloc.get_traced_memory()[0] - before) / 1024
    tracemalloc.stop()
    del made
    return kept


def made(session: Session, order: Order) -> Arrangement:
    """An order, whole."""
    *_, last = arranged(session, order)
    assert last is not None
    return last


def walked(view: WorkView) -> Iterator[WorkView]:
    """A filter step by step; gives the view each time."""
    yield view
    for _ in view.walk():
        yield view


async def measure(path: Path) -> None:
    """All lines."""
    session = Session(MarcFileStore(path), NobodyToAsk())
    async for _ in session.scan():
        pass
    answer(session)
    print(f"{len(session.refs):,} headings")
    print(f"{'':34} {'all, ms':>9} {'step, ms':>9} {'plain, ms':>10} {'kept, kB':>9}")
    plain = orders(session)
    for order, sort in plain.items():
        ours = in_slices(arranged(session, order))
        show(f"order: {order.value}", ours, timed(sort), kept_by(partial(made, session, order)))
    texts = SearchTexts(session)
    for words, (criteria, passes) in filters(session).items():
        view = WorkView(session, texts, None, criteria)
        ours = in_slices(walked(view))
        by_plain = timed(partial(list, filter(passes, session.refs)))
        show(f"filter: {words}", ours, by_plain, len(view) * 4 / 1024)
    surest = WorkView(session, texts, made(session, Order.SUREST))
    first = surest.positions(0, 40)
    ours = in_slices(arranged(session, Order.SUREST, first=first))
    show("answers come: what is below", ours, timed(plain[Order.SUREST]))
    last = surest[len(surest) - 1]
    show("the row of a heading", in_slices(map(surest.row, [last])))
    for position in range(len(session.index)):
        session.index.set_state(position, HeadingState.SKIPPED)
    show("the next open one; there is none", in_slices(map(surest.next_open, [5])))
    await session.aclose()


def main(arguments: list[str]) -> None:
    """Make a file and measure."""
    count = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "headings.mrc"
        with path.open("wb") as file:
            file.writelines(mixed_records(int(count / _A_RECORD)))
        asyncio.run(measure(path))


if __name__ == "__main__":
    main(sys.argv[1:])
