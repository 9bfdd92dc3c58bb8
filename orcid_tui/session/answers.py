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

    A caller that is cancelled does not cancel the request the others wait for.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._ready: OrderedDict[K, V] = OrderedDict()
        self._asked: dict[K, Underway[V]] = {}

    def known(self, key: K) -> V | None:
        """The value, if it is here."""
        return self._ready.get(key)

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
        self._ready[key] = value
        while len(self._ready) > self._size:
            self._ready.popitem(last=False)

    async def _fetch(self, key: K, ask: Callable[[], Awaitable[V]]) -> V:
        try:
            value = await ask()
        finally:
            self._asked.pop(key, None)
        self.keep(key, value)
        return value

    def forget(self, key: K) -> None:
        """Ask again the next time."""
        self._ready.pop(key, None)

    async def aclose(self) -> None:
        """Stop what is still being asked."""
        for asked in tuple(self._asked.values()):
            await asked.stop()
