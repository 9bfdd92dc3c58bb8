"""Answers that are asked for once: several who wait for the same one share the request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from orcid_tui.session.underway import Underway

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Answers(Generic[K, V]):
    """A bounded cache of awaited values. Failures are never kept.

    A caller that is cancelled does not cancel the request the others wait for. `size` is what all
    values may weigh together, one each if `weigh` does not say; what was not used for longest goes
    first, and the newest stays whatever it weighs.
    """

    def __init__(self, size: int, weigh: Callable[[V], int] = lambda value: 1) -> None:
        self._size, self._weigh, self._weight = size, weigh, 0
        self._ready: OrderedDict[K, V] = OrderedDict()
        self._asked: dict[K, Underway[V]] = {}

    def known(self, key: K) -> V | None:
        """The value, if it is here."""
        value = self._ready.get(key)
        if value is not None:
            self._ready.move_to_end(key)
        return value

    def underway(self, key: K) -> bool:
        """Whether it is being asked for at this moment."""
        return key in self._asked

    async def get(self, key: K, ask: Callable[[], Awaitable[V]]) -> V:
        """The value, asked for if nobody has done so yet."""
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        asked = self._asked.get(key)
        if asked is None:
            asked = self._asked[key] = Underway(lambda: self._fetch(key, ask))
        return await asked.answer()

    def keep(self, key: K, value: V) -> None:
        """Take in a value that came with another answer."""
        self.forget(key)
        self._ready[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._size and len(self._ready) > 1:
            self._weight -= self._weigh(self._ready.popitem(last=False)[1])

    async def _fetch(self, key: K, ask: Callable[[], Awaitable[V]]) -> V:
        try:
            value = await ask()
        finally:
            self._asked.pop(key, None)
        self.keep(key, value)
        return value

    def forget(self, key: K) -> None:
        """Ask again the next time."""
        if key in self._ready:
            self._weight -= self._weigh(self._ready.pop(key))

    async def aclose(self) -> None:
        """Stop what is still being asked."""
        for asked in tuple(self._asked.values()):
            await asked.stop()
