"""Looking up what the cataloguer will come to, so that the candidates are there on arrival.

What is in sight comes first, then what follows in the order of work; and for the next few
headings the public page of the person that will be shown first. Nothing here is ever told: a
failure is told when the cursor comes to its heading and asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, Protocol

from orcid_tui.crash import write_crash_log
from orcid_tui.errors import CredentialsRefused, QuotaExhausted, RegistryError
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import PersonProfile
from orcid_tui.registry.protocol import PersonRegistry
from orcid_tui.registry.urgency import Rank, Urgency, asking
from orcid_tui.session.decisions import Decision
from orcid_tui.session.marks import LOOKED_UP
from orcid_tui.session.states import HeadingState

REST: Final = 0.15
"""Seconds the cursor must rest before anything new is asked: a held key passes hundreds. A little
longer than the rest after which the cursor asks itself, so that its question goes first."""
AT_ONCE: Final = 3
"""Headings that are looked up at the same time."""
NEAR: Final = 10
"""So many headings behind the cursor get the public page of their first candidate as well."""
DISTANCE: Final = 200
"""Open headings behind the cursor that are looked up in advance, …"""
SMALL: Final = 1_000
"""… but all of a source with no more headings than this, …"""
FAR: Final = 5_000
"""… and so many where the order of work needs it: half a day's questions without credentials
(orcid-api.md section 5), which a library's whole network may have to share."""
_MOST_AT_ONCE: Final = 4 * AT_ONCE
"""Where the cursor jumps from place to place, each jump may begin some."""
_FAILURES_IN_A_ROW: Final = 2
"""After so many it is no matter of one heading, and nothing more is asked."""
_STEP: Final = 300
"""Headings that are looked at before others get their turn: a millisecond or two."""
_BREATH: Final = 0.01

_NO_MATTER_OF_ONE: Final = (CredentialsRefused, QuotaExhausted)
_WANTED_IN_SIGHT: Final = (HeadingState.OPEN, HeadingState.LINKED)


class Work(Protocol):
    """What this needs of the session."""

    registry: PersonRegistry

    @property
    def refs(self) -> Sequence[HeadingRef]:
        """All headings found so far."""

    def heading(self, ref: HeadingRef) -> Heading:
        """One heading."""

    def state(self, ref: HeadingRef) -> HeadingState:
        """Where it stands in the work."""

    def decision(self, ref: HeadingRef) -> Decision | None:
        """What is decided about it."""

    def marks(self, ref: HeadingRef) -> int:
        """Whether it was answered in this run (`session.marks`)."""

    def known(self, ref: HeadingRef) -> LookUp | None:
        """Its candidates, if they are here."""

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """A public page, if it is here."""

    async def look_up(self, ref: HeadingRef) -> LookUp:
        """Ask for its candidates."""

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """Ask for a public page."""


@dataclass(slots=True)
class _Job:
    urgency: Urgency
    task: asyncio.Task[None]
    wanted: bool = True
    """Begun where the cursor is now, or wanted soon all the same."""


class LookingAhead:
    """Keeps a few look-ups under way while the cursor rests on something else.

    Everything happens on the event loop that `aim` is called from.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._cursor: HeadingRef | None = None
        self._in_sight: Callable[[], Sequence[HeadingRef]] = tuple
        self._onward: Callable[[], Iterator[HeadingRef]] = lambda: iter(())
        self._sight: frozenset[HeadingRef] = frozenset()
        self._near: frozenset[HeadingRef] = frozenset()
        self._plan: Iterator[HeadingRef | None] = iter(())
        self._next: HeadingRef | None = None
        self._far = False
        self._under_way: dict[HeadingRef, _Job] = {}
        self._failed: set[HeadingRef] = set()
        self._pages_failed: set[OrcidId] = set()
        self._in_a_row: list[HeadingRef] = []
        self._stopped = False
        self._closed = False
        self._moving = False
        self._timer: asyncio.TimerHandle | None = None
        self._breathing: asyncio.TimerHandle | None = None

    # --- where the work is -----------------------------------------------------------

    def aim(
        self,
        cursor: HeadingRef | None,
        in_sight: Callable[[], Sequence[HeadingRef]],
        onward: Callable[[], Iterator[HeadingRef]],
    ) -> None:
        """The cursor is here now. What is in sight, and the open headings that follow in the
        order of work, are asked for when the cursor rests."""
        self._cursor, self._in_sight, self._onward = cursor, in_sight, onward
        job = self._under_way.get(cursor) if cursor is not None else None
        if job is not None:
            job.urgency.become(Rank.CURSOR)
        self._moving = True
        self._wait()

    def more(self) -> None:
        """There may be more to look up than before: the source grew, or a state changed."""
        if self._timer is None:
            self._wait()

    def go_far(self, wanted: bool) -> None:
        """Look up much more than what comes next, or no longer: an order by sureness and a filter
        for recommendations show only what is looked up."""
        if wanted is not self._far:
            self._far = wanted
            self.more()

    def is_under_way(self, ref: HeadingRef) -> bool:
        """Whether this heading is being asked about at this moment."""
        return ref in self._under_way

    def answered_at_cursor(self, ref: HeadingRef) -> None:
        """The question at the cursor was answered: whatever was in the way has gone."""
        self._failed.discard(ref)
        self._in_a_row.clear()
        if self._stopped:
            self._stopped = False
            self.more()

    def failed(self, ref: HeadingRef, error: Exception) -> None:
        """A look-up failed, here or at the cursor: it is not repeated in advance. Where it is no
        matter of this heading, nothing more is asked until the cursor has got an answer."""
        if self._stopped:
            return
        self._failed.add(ref)
        self._in_a_row.append(ref)
        if isinstance(error, _NO_MATTER_OF_ONE) or len(self._in_a_row) >= _FAILURES_IN_A_ROW:
            self._stopped = True
            self._failed.difference_update(self._in_a_row)
            self._in_a_row.clear()

    @property
    def at_rest(self) -> bool:
        """Whether nothing is asked in advance, and nothing will be before the cursor moves."""
        return not (self._under_way or self._timer or self._breathing)

    @property
    def stopped(self) -> bool:
        """Whether it waits for an answer at the cursor before it goes on."""
        return self._stopped

    async def aclose(self) -> None:
        """Ask nothing more."""
        self._closed = True
        for timer in filter(None, (self._timer, self._breathing)):
            timer.cancel()
        tasks = [job.task for job in self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- what comes next -------------------------------------------------------------

    def _wait(self) -> None:
        if self._closed:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(REST, self._rested)

    def _rested(self) -> None:
        self._timer, self._next, self._moving = None, None, False
        if self._breathing is not None:
            self._breathing.cancel()
            self._breathing = None
        onward = self._onward()
        near = tuple(islice(onward, NEAR))
        sight = self._in_sight()
        self._near, self._sight = frozenset(near), frozenset(sight)
        for ref, job in self._under_way.items():
            job.urgency.become(self._rank(ref))
            job.wanted = ref == self._cursor or ref in self._near or ref in self._sight
        self._plan = self._planned(near, sight, onward)
        self._fill()

    def _rank(self, ref: HeadingRef) -> Rank:
        if ref == self._cursor:
            return Rank.CURSOR
        return Rank.SIGHT if ref in self._sight else Rank.AHEAD

    def _planned(
        self, near: Sequence[HeadingRef], sight: Sequence[HeadingRef], onward: Iterator[HeadingRef]
    ) -> Iterator[HeadingRef | None]:
        """What is still to be asked, the most urgent first; None where others get their turn."""
        state = self._work.state
        rows = list(sight)
        at = rows.index(self._cursor) if self._cursor in rows else 0
        visible = (ref for ref in chain(rows[at:], rows[:at]) if state(ref) in _WANTED_IN_SIGHT)
        small = len(self._work.refs) <= SMALL
        far = onward if small else islice(onward, (FAR if self._far else DISTANCE) - NEAR)
        for count, ref in enumerate(chain(near, visible, far), start=1):
            if self._is_wanted(ref):
                yield ref
            elif count % _STEP == 0:
                yield None

    def _is_wanted(self, ref: HeadingRef) -> bool:
        if ref in self._under_way or ref in self._failed or ref == self._cursor:
            return False
        if ref not in self._near and ref not in self._sight:
            # What was answered and had to give place to others is kept on disk, as a rule.
            return not self._work.marks(ref) & LOOKED_UP
        if self._work.known(ref) is None:
            return True
        return ref in self._near and bool(self._pages(ref))

    def _pages(self, ref: HeadingRef) -> list[OrcidId]:
        """The pages that will be shown with this heading and are not here."""
        shown = (self._work.heading(ref).orcid, self._first(ref))
        return [
            orcid
            for orcid in dict.fromkeys(shown)
            if orcid is not None
            and orcid not in self._pages_failed
            and self._work.known_profile(orcid) is None
        ]

    def _first(self, ref: HeadingRef) -> OrcidId | None:
        """The candidate that will be highlighted."""
        found, decision = self._work.known(ref), self._work.decision(ref)
        if decision is not None and decision.orcid is not None:
            return decision.orcid
        if found is None or not found.candidates or self._work.heading(ref).orcid is not None:
            return None
        return found.recommended or found.candidates[0].orcid

    # --- asking ----------------------------------------------------------------------

    def _fill(self) -> None:
        """Keep a few under way."""
        while self._may_ask():
            ref = self._next_wanted()
            if ref is None or not self._has_room(urgent=self._rank(ref) < Rank.AHEAD):
                self._next = ref
                return
            self._start(ref)

    def _may_ask(self) -> bool:
        waiting = self._moving or self._breathing
        return not (waiting or self._closed or self._stopped) and self._registry_allows()

    def _registry_allows(self) -> bool:
        return self._work.registry.may_look_ahead

    def _next_wanted(self) -> HeadingRef | None:
        kept, self._next = self._next, None
        for ref in chain(() if kept is None else (kept,), self._plan):
            if ref is None:  # others get their turn
                self._breathing = asyncio.get_running_loop().call_later(_BREATH, self._breathed)
                return None
            if self._is_wanted(ref):
                return ref
        return None

    def _breathed(self) -> None:
        self._breathing = None
        self._fill()

    def _has_room(self, *, urgent: bool) -> bool:
        """What is in sight does not wait for what was in sight before the cursor jumped."""
        count = len(self._under_way)
        if not urgent:
            return count < AT_ONCE
        wanted = sum(1 for job in self._under_way.values() if job.wanted)
        return wanted < AT_ONCE and count < _MOST_AT_ONCE

    def _start(self, ref: HeadingRef) -> None:
        with asking(self._rank(ref)) as urgency:
            task = asyncio.ensure_future(self._ask(ref))
        self._under_way[ref] = _Job(urgency, task)
        task.add_done_callback(lambda done: self._ended(ref))

    def _ended(self, ref: HeadingRef) -> None:
        del self._under_way[ref]
        self._fill()

    async def _ask(self, ref: HeadingRef) -> None:
        try:
            if self._work.known(ref) is None:
                await self._work.look_up(ref)
                self._in_a_row.clear()
            if ref in self._near or ref == self._cursor:
                await self._ask_pages(ref)
        except RegistryError as error:
            self.failed(ref, error)
        except Exception as error:  # told when the cursor comes to it and asks
            write_crash_log(error)
            self.failed(ref, error)

    async def _ask_pages(self, ref: HeadingRef) -> None:
        for orcid in self._pages(ref):
            if self._stopped or not self._registry_allows():
                return
            try:
                await self._work.profile(orcid)
            except Exception:
                self._pages_failed.add(orcid)
                raise
