"""How many calls the institution has left today, and when to stop asking.

Alma counts them down on every answer in X-Exl-Api-Remaining (alma-and-marc.md A10). The last ones
are left to the institution's other programs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orcid_tui.alma.faults import CallsUsedUp
from orcid_tui.language import _, number

_LOOK_AGAIN: Final = 3600.0
"""Seconds after which one call may find out whether a new day has begun for Alma."""
_OUT_OF_ORDER: Final = 100
"""A number this little above the last one is an older answer that came later, not a new day."""
_TOMORROW: Final = _(
    "What you have decided is kept: go on tomorrow, when Alma begins to count anew (at "
    "midnight in Greenwich), or have your administrator look at the threshold."
)


class CallsLeft:
    """The count of one key's institution. `remaining` is None until an answer has told it."""

    def __init__(self, floor: int, clock: Callable[[], float]) -> None:
        self.remaining: int | None = None
        self._floor = floor
        self._clock = clock
        self._under_way = 0
        self._ended: float | None = None
        self._by_threshold = False

    def check(self) -> None:
        """Raises CallsUsedUp when no request may go out.

        Requests that are under way will bring the number down too.
        """
        if self._ended is not None and self._clock() - self._ended >= _LOOK_AGAIN:
            self._ended = None
            self._by_threshold = False
            self.remaining = None
        if self._by_threshold:
            raise self.used_up()
        if self.remaining is not None and self.remaining - self._under_way <= self._floor:
            raise self._at_the_floor(self.remaining) if self._floor else self.used_up()

    def begin(self) -> None:
        """A request is about to go out. Raises CallsUsedUp when it must not."""
        self.check()
        self._under_way += 1

    def over(self) -> None:
        """An answer came, or will not come."""
        self._under_way -= 1

    def heard(self, header: str) -> None:
        """What an answer said of the number; nothing is no news."""
        if not header.isascii() or not header.isdecimal():
            return
        said = int(header)
        if self.remaining is not None and 0 <= said - self.remaining < _OUT_OF_ORDER:
            return
        self.remaining = said
        if said <= self._floor:
            self._ended = self._clock()

    def threshold(self) -> None:
        """Alma has refused a call with DAILY_THRESHOLD."""
        self._by_threshold = True
        self._ended = self._clock()

    def used_up(self) -> CallsUsedUp:
        """What to raise after DAILY_THRESHOLD."""
        return CallsUsedUp(_("Alma takes no more calls from this institution today."), _TOMORROW)

    def _at_the_floor(self, remaining: int) -> CallsUsedUp:
        return CallsUsedUp(
            _(
                "Alma has {remaining} calls left for this institution today, and the last "
                "{floor} are kept for its other programs."
            ).format(remaining=number(remaining), floor=number(self._floor)),
            f"{_TOMORROW} " + _("How many are kept is in the settings (floor)."),
        )
