"""Knowing when not to ask: a network that is down, a day's quota that is used up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orcid_tui.errors import QuotaExhausted, RegistryError, RegistryUnreachable

_ENOUGH: Final = 2


class Circuit:
    """Closed in good times. Open, it lets calls fail at once with the sentence already known.

    It opens for `rest` seconds when two calls in a row, repeats included, met no connection at
    all, so that a network that is down does not cost seconds a heading. It opens for good when
    the quota is used up.
    """

    def __init__(self, rest: float, clock: Callable[[], float]) -> None:
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._failure: RegistryUnreachable | None = None
        self._quota: QuotaExhausted | None = None

    @property
    def known(self) -> RegistryError | None:
        """What is in the way now, if anything is known to be."""
        if self._quota is not None:
            return self._quota
        resting = self._failures >= _ENOUGH and self._clock() < self._until
        return self._failure if resting else None

    def check(self) -> None:
        """Raise what is in the way, if anything is."""
        known = self.known
        if known is not None:
            raise type(known)(known.message, known.hint)

    @property
    def trying(self) -> bool:
        """After a rest: one attempt shows whether the network is back, repeats would not."""
        return self._failures >= _ENOUGH

    def connected(self) -> None:
        """A server answered, whatever it said."""
        self._failures = 0

    def no_connection(self, failure: RegistryUnreachable) -> None:
        """A call failed for good without reaching a server."""
        self._failures += 1
        self._failure = failure
        self._until = self._clock() + self._rest

    def quota_used_up(self, failure: QuotaExhausted) -> None:
        """No more requests in this run."""
        self._quota = failure
