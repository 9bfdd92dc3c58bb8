"""Knowing when not to ask: a network that is down, a day's quota that is used up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from orcid_tui.errors import QuotaExhausted, RegistryError, RegistryUnreachable
from orcid_tui.registry.orcid.pace import Pace

_ENOUGH: Final = 2
_LOOK_AGAIN: Final = timedelta(hours=1)


class Circuit:
    """Closed in good times. Open, it lets calls fail at once with the sentence already known.

    It opens for `pace.rest` seconds when two calls in a row, repeats included, met no connection
    at all, so that a network that is down does not cost seconds a heading. It opens until the
    next day when the quota is used up. Whose day that is we can only guess (Greenwich's): where
    the quota is still used up then, one question an hour finds out.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._failures = 0
        self._until = 0.0
        self._failure: RegistryUnreachable | None = None
        self._quota: QuotaExhausted | None = None
        self._quota_until = pace.now()

    @property
    def known(self) -> RegistryError | None:
        """What is in the way now, if anything is known to be."""
        if self._quota is not None and self._pace.now() < self._quota_until:
            return self._quota
        resting = self._failures >= _ENOUGH and self._pace.clock() < self._until
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
        self._until = self._pace.clock() + self._pace.rest

    def quota_used_up(self, failure: QuotaExhausted) -> None:
        """No more requests today."""
        now = self._pace.now()
        if self._quota is None:
            self._quota_until = _next_midnight(now)
        elif now >= self._quota_until:
            self._quota_until = now + _LOOK_AGAIN
        self._quota = failure

    def answered(self) -> None:
        """A question was answered: a new day has begun, if it was asked after the quota was used
        up."""
        if self._quota is not None and self._pace.now() >= self._quota_until:
            self._quota = None

    def asked_as_another(self) -> None:
        """The quota that was used up is no longer ours."""
        self._quota = None


def _next_midnight(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
