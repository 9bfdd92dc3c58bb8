"""A save into Alma: many records, several at work at once, each on its own.

What is wrong with one record never stops the others. Only what concerns all of them does: a day's
calls used up, a journal that cannot be written; and, when it meets several records in a row, a key
that may not write, a web page instead of Alma, no way to Alma. One record alone proves none of
these: something between us and Alma may refuse it for what it holds.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from orcid_tui.alma.bib import Zone
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.faults import AlmaUnreachable, CallsUsedUp, KeyRefused, WrongHost
from orcid_tui.crash import write_crash_log
from orcid_tui.journal.entry import OpenSave
from orcid_tui.language import _
from orcid_tui.stores.alma.one_record import (
    INSTITUTION,
    NETWORK,
    Course,
    RecordSave,
    is_local,
    refusal,
)
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.sending import OPEN_ELSEWHERE
from orcid_tui.stores.alma.write_back import BibOutcome, BibWork, FieldWork
from orcid_tui.stores.protocol import Refusal, SaveWatch
from orcid_tui.text import clean

_STOPPED: Final = _("The save was stopped before this record was begun.")
_OUR_FAULT: Final = _(
    "Something went wrong in the program itself with this record, which is noted in the "
    "crash log; saving again looks first what Alma has."
)
_TICK: Final = 0.5
_Asked = tuple[int, BibWork, Sequence[FieldWork]]
"""Place in the save, the record, and those of its fields that are still to be written."""


class Writer:
    """Writes records back. One Writer for one save."""

    def __init__(
        self, connection: Connection, journal_save: OpenSave, patience: Patience | None = None
    ) -> None:
        self._connection = connection
        self._journal = journal_save
        self._patience = patience or Patience()
        self._halted: dict[str, str] = {}
        self._in_a_row: Counter[str] = Counter()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._watch = SaveWatch()
        self._courses: dict[int, Course] = {}
        self._done = 0
        self._total = 0

    async def write_all(
        self, works: Sequence[BibWork], watch: SaveWatch | None = None
    ) -> tuple[BibOutcome, ...]:
        """What became of each record, in the order given. Raises nothing that a record can cause.

        A cancelled task first sees through what it has sent.
        """
        self._watch = watch or self._watch
        self._courses, self._done, self._total = {}, 0, len(works)
        await self._round([(at, work, work.fields) for at, work in enumerate(works)])
        for pause in self._patience.locked:
            waiting = [(at, works[at], tuple(self._courses[at].waiting)) for at in self._waiting()]
            if not waiting or not await self._waited(pause):
                break
            await self._round(waiting)
        for at in self._waiting():
            course = self._courses[at]
            course.refused += _later(works[at], course.waiting, OPEN_ELSEWHERE)
            self._moved()
        return tuple(self._courses[at].outcome() for at in range(len(works)))

    def _waiting(self) -> list[int]:
        return [at for at, course in sorted(self._courses.items()) if course.waiting]

    async def _waited(self, pause: float) -> bool:
        """Let time pass for those who have records open; False when the save is to end."""
        while pause > 0 and not self._watch.stopped:
            await self._patience.sleep(min(pause, _TICK))
            pause -= _TICK
        return not self._watch.stopped

    async def _round(self, asked: Sequence[_Asked]) -> None:
        """Each of these once. What somebody has open is left waiting."""
        queue = iter(asked)
        async with asyncio.TaskGroup() as workers:
            for _ in range(min(self._patience.at_once, len(asked))):
                workers.create_task(self._work(queue))

    async def _work(self, queue: Iterator[_Asked]) -> None:
        for at, work, fields in queue:
            before = self._courses.get(at)
            course = await self._one(work, fields, again=before is not None)
            if before is not None:
                before.waiting.clear()
                course = before.followed_by(course)
            self._courses[at] = course
            if not course.waiting:
                self._moved()

    async def _one(self, work: BibWork, fields: Sequence[FieldWork], *, again: bool) -> Course:
        """What becomes of these fields of one record, whatever happens."""
        local, shared = _by_zone(work, fields, network=self._connection.network is not None)
        course = Course(work.number)
        for zone, here in ((NETWORK, shared), (INSTITUTION, local)):
            if here:
                course = course.followed_by(await self._at_door(zone, work, here, again=again))
        return course

    async def _at_door(
        self, zone: str, work: BibWork, fields: Sequence[FieldWork], *, again: bool
    ) -> Course:
        link = work.seen.link
        target = link.mms_id if zone == NETWORK and link is not None else work.seen.mms_id
        async with self._locks[f"{zone} {target}"]:  # the same record may be asked for twice
            if reason := self._why_not_begun(zone):
                if again:  # it was begun, and is still in somebody's hands
                    return Course(work.number, zone, waiting=list(fields))
                return Course(work.number, zone, refused=_later(work, fields, reason))
            try:
                course = await RecordSave(
                    self._connection, self._journal, self._patience, work, fields, zone
                ).write()
            except Exception as trouble:  # of one record, never of all
                write_crash_log(trouble)
                return Course(work.number, zone, refused=_later(work, fields, _OUR_FAULT))
        self._learn(course)
        return course

    def _why_not_begun(self, zone: str) -> str:
        return self._halted.get(zone, "") or (_STOPPED if self._watch.stopped else "")

    def _learn(self, course: Course) -> None:
        """Whether what happened to one record will happen to all that follow."""
        fault = course.fault
        if not isinstance(fault, (AlmaUnreachable, KeyRefused, WrongHost)):
            self._in_a_row[course.zone] = 0
        if fault is None:
            return
        if isinstance(fault, (AlmaUnreachable, KeyRefused, WrongHost)):
            self._in_a_row[course.zone] += 1
            if self._in_a_row[course.zone] < self._patience.out_of_order:
                return
        for_one_key = isinstance(fault, (KeyRefused, CallsUsedUp))
        for zone in (course.zone,) if for_one_key else (INSTITUTION, NETWORK):
            self._halted.setdefault(zone, clean(str(fault)))

    def _moved(self) -> None:
        self._done += 1
        try:
            self._watch.moved(self._done, self._total)
        except Exception as trouble:  # whoever looks on must not stop the save
            write_crash_log(trouble)


def _by_zone(
    work: BibWork, fields: Sequence[FieldWork], *, network: bool
) -> tuple[list[FieldWork], list[FieldWork]]:
    """The fields that the institution has for itself, and those shared in the Network Zone.

    In a record that hangs on one of the Network Zone only local fields are kept here
    (alma-and-marc.md A7).
    """
    link = work.seen.link
    if not network or link is None or link.zone is not Zone.NETWORK:
        return list(fields), []
    local = [each for each in fields if is_local(each.field)]
    return local, [each for each in fields if each not in local]


def _later(work: BibWork, fields: Sequence[FieldWork], reason: str) -> list[Refusal]:
    return [refusal(work, each, reason, later=True) for each in fields]
