"""How much a question matters now: for what the cursor is on, what is in sight, what lies ahead.

The urgency travels with the task that asks (a context variable), so nothing between a screen and
the gate of a registry has to pass it on. Who comes later and wants the same answer lends the
question its own urgency for as long as it waits:

    with asking(Rank.AHEAD) as urgency:
        look_up = await session.look_up(ref)

    urgency.become(Rank.CURSOR)  # from anywhere: the cursor has arrived there
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum


class Rank(IntEnum):
    """What is asked first; the least number goes before."""

    CURSOR = 0
    """Somebody looks at it and waits."""
    SIGHT = 1
    """On the screen; the cursor may be there at the next key."""
    AHEAD = 2
    """Will be wanted later."""


class Urgency:
    """Of one question. It changes while the question waits and may be changed from outside.

    Used within one event loop.
    """

    __slots__ = ("_own", "_wanted_by", "_watchers")

    def __init__(self, rank: Rank = Rank.CURSOR) -> None:
        self._own = rank
        self._wanted_by: list[Urgency] = []
        self._watchers: list[Callable[[], None]] = []

    @property
    def rank(self) -> Rank:
        """Its own, or that of the most urgent of those who wait for it."""
        if not self._wanted_by:
            return self._own
        return min(self._own, min(each.rank for each in self._wanted_by))

    def become(self, rank: Rank) -> None:
        """More urgent, or less. Whoever keeps it waiting is told."""
        if rank is not self._own:
            self._own = rank
            self._tell()

    @contextmanager
    def wanted_by(self, other: Urgency) -> Iterator[None]:
        """At least as urgent as another one, within the block."""
        self._wanted_by.append(other)
        try:
            with other.watched(self._tell):
                self._tell()
                yield
        finally:
            self._wanted_by.remove(other)
            self._tell()

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call `tell` whenever the rank may have changed, within the block."""
        self._watchers.append(tell)
        try:
            yield
        finally:
            self._watchers.remove(tell)

    def _tell(self) -> None:
        for tell in tuple(self._watchers):
            tell()


_now: ContextVar[Urgency | None] = ContextVar("urgency", default=None)


def urgency_now() -> Urgency:
    """With what urgency the running task asks; what nobody has said anything about is urgent."""
    return _now.get() or Urgency(Rank.CURSOR)


@contextmanager
def asking(urgency: Rank | Urgency) -> Iterator[Urgency]:
    """Ask with this urgency within the block, tasks that are started there included."""
    asked = Urgency(urgency) if isinstance(urgency, Rank) else urgency
    before = _now.set(asked)
    try:
        yield asked
    finally:
        _now.reset(before)
