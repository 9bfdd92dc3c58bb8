"""Sending one record to Alma, and finding out what became of it.

In the journal first; then the PUT; then its answer is read, which has to hold what was wanted.
Where the answer is lost, or says that somebody was faster, Alma is looked into before anything
is repeated: it may have been us (alma-and-marc.md A7, A9).
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final, TypeVar

from orcid_tui.alma.bib import Bib
from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.faults import (
    AlmaError,
    AlmaRefused,
    AlmaUnreachable,
    Locked,
    OutcomeUnknown,
    Stale,
)
from orcid_tui.crash import write_crash_log
from orcid_tui.errors import OrcidTuiError
from orcid_tui.journal.entry import Attempt, Ending, OpenSave, Result
from orcid_tui.language import _
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.stores.alma.body import Body, record_in
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.verifying import verified
from orcid_tui.text import clean

_T = TypeVar("_T")
_DATE: Final = "005"

NOT_STORED: Final = _(
    "Alma accepted the record but did not store this change; nothing else says why, so "
    "ask whoever looks after Alma whether rules on saving take it out."
)
OPEN_ELSEWHERE: Final = _(
    "The record is open in another cataloguer's hands, so it was not written; save again "
    "when it is free."
)
_STALE: Final = _(
    "Somebody saved this record at the same moment, so nothing was written over it; look "
    "at it as it is now and save again."
)
_SAVED_WITHOUT: Final = _(
    "The connection broke while this was being saved, and Alma has a newer version of "
    "the record since, without this change; save again to see whether it is kept."
)
_NEVER_STORED: Final = _(
    "Alma had not stored the record each time we looked after sending it; save again later."
)
_NOT_KNOWN: Final = _(
    "No answer came from Alma, so it is not known whether it has stored this; saving "
    "again looks first."
)
_HAD_STORED: Final = _("The connection broke while this was being saved; Alma had stored it.")
_WAS_THERE: Final = _("Alma had stored this already when it was sent once more.")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One record ready to be sent. `targets` are the fields that change, by index in the body."""

    api: AlmaApi
    attempt: Attempt
    body: Body
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it.

    `there` are the targets that Alma holds as wanted, and `stored` the record that shows it.
    `now` is the record as others have made it meanwhile. `later` says that nothing speaks against
    it but the moment, `locked` that the moment is somebody else's. `fault` may concern more than
    this record.
    """

    ending: Ending
    sentence: str = ""
    there: frozenset[int] = frozenset()
    stored: Bib | None = None
    now: Bib | None = None
    later: bool = False
    locked: bool = False
    notes: tuple[str, ...] = ()
    tracking_id: str = ""
    fault: AlmaError | None = None


async def send(parcel: Parcel, journal: OpenSave, patience: Patience) -> Sent:
    """Send it. Raises SaveError when the journal cannot be written, and then nothing was sent.

    A task that is cancelled meanwhile ends only when the end is known and written down.
    """
    return await _seen_through(_noted(parcel, journal, patience))


async def _seen_through(work: Coroutine[Any, Any, _T]) -> _T:
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.done():
            await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # nobody is left to be told
        raise


async def _noted(parcel: Parcel, journal: OpenSave, patience: Patience) -> Sent:
    nth = await asyncio.to_thread(journal.begin, parcel.attempt)
    try:
        sent = await _Sending(parcel, patience).sent()
    except Exception as trouble:  # what went out cannot be called back: say that nobody knows
        write_crash_log(trouble)
        sent = Sent(Ending.UNKNOWN, _NOT_KNOWN, later=True)
    result = Result(
        sent.ending, sent.sentence, sent.tracking_id, sent.stored.xml if sent.stored else b""
    )
    try:
        await asyncio.to_thread(journal.end, nth, result)
    except Exception as trouble:  # what was stored was stored, whatever is written down of it
        write_crash_log(trouble)
    return sent


class _Sending:
    """One record on its way."""

    def __init__(self, parcel: Parcel, patience: Patience) -> None:
        self._api = parcel.api
        self._mms_id = parcel.attempt.mms_id
        self._body = parcel.body
        self._targets = frozenset(parcel.targets)
        self._patience = patience
        self._lost_answers = 0

    async def sent(self) -> Sent:
        """PUT, and again only after a look that found nothing of it."""
        last: AlmaError | None = None
        for pause in self._patience.before_look:
            try:
                answer = await self._api.put(self._mms_id, self._body.xml)
            except OutcomeUnknown as trouble:
                self._lost_answers += 1
                last = AlmaUnreachable(trouble.message, trouble.hint)
                await self._patience.sleep(pause)
                looked = await self._looked()
                if looked is not None:
                    return looked
                continue
            except AlmaError as trouble:
                return await self._not_taken(trouble)
            return await self._answered(answer)
        why = clean(last.message) if last else ""
        return Sent(Ending.REFUSED, f"{_NEVER_STORED} {why}".rstrip(), later=True, fault=last)

    async def _looked(self) -> Sent | None:
        """What Alma holds after an answer was lost; None when nobody has touched the record."""
        try:
            bib = await self._api.bib(self._mms_id)
        except AlmaError as trouble:
            return Sent(Ending.UNKNOWN, _NOT_KNOWN, later=True, fault=trouble)
        now = record_in(bib.xml)
        if now.damage:
            return Sent(Ending.UNKNOWN, _NOT_KNOWN, later=True)
        if there := self._there(now):
            return self._stored(bib, there, _HAD_STORED)
        if _is_version_of(now, self._body.before):
            return None
        if _is_version_of(now, self._body.before, but_for=_DATE):
            return Sent(Ending.NOT_STORED, _SAVED_WITHOUT, stored=bib, later=True)
        return Sent(Ending.REFUSED, _STALE, now=bib)

    async def _not_taken(self, trouble: AlmaError) -> Sent:
        """Alma, or the way to it, has said no."""
        if isinstance(trouble, Stale):
            return await self._overtaken(trouble)
        if isinstance(trouble, Locked):
            return replace(_refused(trouble), sentence=OPEN_ELSEWHERE, later=True, locked=True)
        if isinstance(trouble, AlmaRefused):
            return _refused(trouble)
        return Sent(Ending.REFUSED, said(trouble), later=True, fault=trouble)

    async def _overtaken(self, trouble: Stale) -> Sent:
        """There is a newer version. It may be our own, from a PUT whose answer was lost."""
        refused = replace(_refused(trouble), sentence=_STALE)
        try:
            bib = await self._api.bib(self._mms_id)
        except AlmaError as unseen:
            ending = Ending.UNKNOWN if self._lost_answers else Ending.REFUSED
            return replace(refused, ending=ending, later=True, fault=unseen)
        now = record_in(bib.xml)
        if there := self._there(now):
            return self._stored(bib, there, _WAS_THERE)
        return replace(refused, now=bib)

    async def _answered(self, answer: Bib) -> Sent:
        """Alma has accepted it. Its answer has to show it, or else the record itself."""
        now = record_in(answer.xml)
        there = self._there(now) if answer.mms_id == self._mms_id else frozenset()
        warnings = tuple(
            _("Alma warns: {each}").format(each=clean(each)) for each in answer.warnings
        )
        if there == self._targets:
            return self._stored(answer, there, *warnings)
        try:
            bib = await self._api.bib(self._mms_id)
        except AlmaError as trouble:
            if now.damage:
                return Sent(Ending.UNKNOWN, _NOT_KNOWN, later=True, fault=trouble)
            bib = answer
        now = record_in(bib.xml)
        there = self._there(now)
        if there:
            return self._stored(bib, there, *warnings)
        return Sent(Ending.NOT_STORED, NOT_STORED, stored=bib, notes=warnings)

    def _stored(self, bib: Bib, there: frozenset[int], *notes: str) -> Sent:
        """Some or all of it is there."""
        sentence = "" if there == self._targets else self._lacking(there)
        return Sent(Ending.STORED, sentence, there, bib, notes=notes)

    def _lacking(self, there: frozenset[int]) -> str:
        missing = sorted(self._targets - there)
        fields = _(" and ").join(str(self._body.after.tags[index]) for index in missing)
        return _("Of this record Alma stored all but {fields}.").format(fields=fields)

    def _there(self, now: BibRecord) -> frozenset[int]:
        if now.damage:
            return frozenset()
        found = verified(self._body.before, self._body.after, now, self._targets)
        return frozenset(index for index, is_there in found.items() if is_there)


def said(trouble: OrcidTuiError) -> str:
    """What went wrong, with what Ex Libris' support asks for."""
    sentence = clean(str(trouble))
    tracking_id = clean(trouble.tracking_id) if isinstance(trouble, AlmaRefused) else ""
    if tracking_id and tracking_id not in sentence:
        sentence = _("{sentence} (tracking ID {number})").format(
            sentence=sentence, number=tracking_id
        )
    return sentence


def _refused(trouble: AlmaRefused) -> Sent:
    return Sent(Ending.REFUSED, said(trouble), tracking_id=clean(trouble.tracking_id))


def _is_version_of(now: BibRecord, before: BibRecord, but_for: str = "") -> bool:
    """Whether it is the very version that we changed: by 005, and for safety by all fields."""
    return now.leader == before.leader and all(
        here == there
        for here, there in zip_longest(_fields(now, but_for), _fields(before, but_for))
    )


def _fields(record: BibRecord, but_for: str) -> Iterator[Field]:
    return (each for each in record.fields() if each.tag != but_for)
