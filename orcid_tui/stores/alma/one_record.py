"""One record of a save, from fetching it to knowing what became of each of its fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.faults import AlmaError, AlmaRefused, NotFound
from orcid_tui.errors import SaveError
from orcid_tui.headings.changes import Wish
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.linked import MARC21_CODES, UNIMARC_CODES, read_links
from orcid_tui.journal.entry import Attempt, OpenSave, WrittenField
from orcid_tui.language import _
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.names.reading import display_name
from orcid_tui.names.unimarc import in_marc21_shape
from orcid_tui.stores.alma.body import Body, UnusableBib, body_for, record_in
from orcid_tui.stores.alma.changeable import why_not_changeable
from orcid_tui.stores.alma.finding import Standing, find_fields
from orcid_tui.stores.alma.patience import Patience
from orcid_tui.stores.alma.sending import NOT_STORED, Parcel, Sent, said, send
from orcid_tui.stores.alma.write_back import BibOutcome, BibWork, FieldWork
from orcid_tui.stores.protocol import Meanwhile, Note, Refusal
from orcid_tui.text import clean

INSTITUTION: Final = "institution"
NETWORK: Final = "network"

_ANOTHER_RECORD: Final = _(
    "Alma gave out another record than the one asked for, so it was left alone."
)
_OTHERWISE: Final = _(
    "Alma has stored the record, but this field is not there any more as it was: look at "
    "it as it is now."
)
_ONE_FIELD: Final = _("Two decisions are about this one field, so it was left alone.")


@dataclass(slots=True)
class Course:
    """How it went with some fields of one record.

    `waiting` are those that somebody else's work stands against at the moment. `fault` is what
    may concern other records, too, and `zone` at whose door it was met.
    """

    number: int
    zone: str = INSTITUTION
    written: list[FieldWork] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    stored: Bib | None = None
    waiting: list[FieldWork] = field(default_factory=list)
    fault: AlmaError | SaveError | None = None

    def followed_by(self, later: Course) -> Course:
        """Both as one."""
        return Course(
            self.number,
            later.zone,
            [*self.written, *later.written],
            [*self.refused, *later.refused],
            [*self.notes, *later.notes],
            later.stored or self.stored,
            [*self.waiting, *later.waiting],
            later.fault or self.fault,
        )

    def outcome(self) -> BibOutcome:
        """The same for others. What is still waiting is not in it."""
        written = tuple(work.ref for work in self.written)
        return BibOutcome(self.number, written, tuple(self.refused), tuple(self.notes), self.stored)


def refusal(
    work: BibWork,
    one: FieldWork,
    reason: str,
    *,
    meanwhile: Meanwhile | None = None,
    later: bool = False,
) -> Refusal:
    """One field that was not written; its record is named by its MMS ID."""
    return Refusal(one.ref, work.seen.mms_id, reason, meanwhile, later)


class RecordSave:
    """Writes the fields `asked` of one record, all of which are kept in the same zone."""

    def __init__(
        self,
        connection: Connection,
        journal: OpenSave,
        patience: Patience,
        work: BibWork,
        asked: Sequence[FieldWork],
        zone: str,
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._patience = patience
        self._work = work
        self._asked = asked
        self._course = Course(work.number, zone)

    async def write(self) -> Course:
        """Fetch, find, change, send, read back."""
        try:
            api, bib = await self._fetched()
        except AlmaRefused as trouble:
            self._refuse(self._asked, said(trouble))
        except AlmaError as trouble:
            self._course.fault = trouble
            self._refuse(self._asked, said(trouble), later=True)
        else:
            may_be_shared = self._are_local or self._connection.network is not None
            if reason := why_not_changeable(bib, network=may_be_shared):
                self._refuse(self._asked, reason)
            else:
                await self._change(api, bib)
        return self._course

    @property
    def _are_local(self) -> bool:
        return all(is_local(each.field) for each in self._asked)

    async def _fetched(self) -> tuple[AlmaApi, Bib]:
        """The record as it is now, at the door where it can be written."""
        link = self._work.seen.link
        if self._course.zone == NETWORK and link is not None:
            try:
                return await self._shared(link)
            except NotFound:  # the institution's may hang on another one by now, or on none
                self._course.zone = INSTITUTION
        bib = await _asked_for(self._connection.api, self._work.seen.mms_id)
        if (
            bib.link is not None
            and bib.link.zone is Zone.NETWORK
            and self._connection.network is not None
            and not self._are_local
        ):
            return await self._shared(bib.link)
        return self._connection.api, bib

    async def _shared(self, link: Link) -> tuple[AlmaApi, Bib]:
        assert self._connection.network is not None
        self._course.zone = NETWORK
        return self._connection.network, await _asked_for(self._connection.network, link.mms_id)

    async def _change(self, api: AlmaApi, bib: Bib) -> None:
        """Find the fields, and send what has to be changed."""
        seen, now = record_in(self._work.seen.xml), record_in(bib.xml)
        if now.damage:
            self._refuse(self._asked, now.damage)
            return
        wanted: dict[int, FieldSteps] = {}
        works: dict[int, FieldWork] = {}
        for standing in find_fields(seen, now, self._asked):
            if standing.index is None:
                self._refuse_changed(standing)
            elif standing.index in works:
                self._refuse([standing.work], _ONE_FIELD)
            elif (steps := self._steps(standing, now)) is not None:
                works[standing.index] = standing.work
                if steps.steps:
                    wanted[standing.index] = steps
        self._course.written += [work for index, work in works.items() if index not in wanted]
        if not wanted:
            self._course.stored = bib if self._course.written else None
            return
        try:
            body = body_for(bib.xml, [*wanted.values()])
        except UnusableBib as reason:
            self._refuse([works[index] for index in wanted], str(reason))
            return
        for index, reason_here in body.refused.items():
            self._refuse([works[index]], reason_here)
        targets = tuple(index for index in sorted(wanted) if index not in body.refused)
        if targets:
            attempt = self._attempt(bib, body, {index: works[index] for index in targets})
            parcel = Parcel(api, attempt, body, targets)
            try:
                sent = await send(parcel, self._journal, self._patience)
            except SaveError as trouble:
                self._course.fault = trouble
                self._refuse([works[index] for index in targets], said(trouble), later=True)
            else:
                self._sent(sent, {index: works[index] for index in targets}, seen)

    def _steps(self, standing: Standing, now: BibRecord) -> FieldSteps | None:
        """What is left to do there; None when the field refuses it."""
        assert standing.index is not None
        if standing.done:
            return FieldSteps(standing.index, ())
        try:
            return FieldSteps(standing.index, standing.work.steps(now.field(standing.index)))
        except FieldRefused as reason:
            self._refuse([standing.work], str(reason))
            return None

    def _attempt(self, bib: Bib, body: Body, works: dict[int, FieldWork]) -> Attempt:
        title = describe_work(body.before).title or clean(bib.title)
        unimarc = is_unimarc(body.before)
        fields = tuple(
            _written_field(work, body.before.field(index), body.after.field(index), unimarc=unimarc)
            for index, work in works.items()
        )
        return Attempt(bib.mms_id, self._course.zone, title, bib.xml, body.xml, fields)

    def _sent(self, sent: Sent, works: dict[int, FieldWork], seen: BibRecord) -> None:
        """Tell of each field what became of it."""
        course = self._course
        course.fault = sent.fault
        there = [work for index, work in works.items() if index in sent.there]
        missing = [work for index, work in works.items() if index not in sent.there]
        course.written += there
        if there:
            course.stored = sent.stored
            course.notes += [Note(there[0].ref, sentence) for sentence in sent.notes]
            if missing and sent.stored is not None:
                self._refuse_missing(sent.stored, works, sent.there, seen)
        elif sent.locked:
            course.waiting += missing
        elif sent.now is not None:
            now = record_in(sent.now.xml)
            for standing in find_fields(seen, now, missing):
                self._refuse_overtaken(standing, now, sent.sentence)
        else:
            self._refuse(missing, " ".join((sent.sentence, *sent.notes)), later=sent.later)

    def _refuse_missing(
        self, stored: Bib, works: dict[int, FieldWork], there: Collection[int], seen: BibRecord
    ) -> None:
        """Others of this save are stored. Where the field itself is another one by now, somebody
        was there after us, or a rule on saving."""
        standings = find_fields(seen, record_in(stored.xml), [*works.values()])
        for index, standing in zip(works, standings, strict=True):
            if index in there:
                continue
            if standing.index is None:
                self._refuse_changed(replace(standing, reason=_OTHERWISE))
            else:
                self._refuse([standing.work], NOT_STORED)

    def _refuse(self, works: Iterable[FieldWork], reason: str, *, later: bool = False) -> None:
        self._course.refused += [refusal(self._work, each, reason, later=later) for each in works]

    def _refuse_changed(self, standing: Standing) -> None:
        """Others have changed the field, or so much else that it may be another one."""
        meanwhile = Meanwhile(standing.work.field, standing.theirs)
        self._course.refused.append(
            refusal(self._work, standing.work, standing.reason, meanwhile=meanwhile)
        )

    def _refuse_overtaken(self, standing: Standing, now: BibRecord, reason: str) -> None:
        """Others were faster; the field itself may be the same as ever."""
        is_there = standing.index is not None
        theirs = standing.theirs if standing.index is None else now.field(standing.index)
        meanwhile = Meanwhile(standing.work.field, theirs)
        self._course.refused.append(
            refusal(self._work, standing.work, reason, meanwhile=meanwhile, later=is_there)
        )


def is_local(field: Field) -> bool:
    """Whether an institution has this field for itself in a record that it shares."""
    return any(value.strip().lower() == "local" for value in field.values("9"))


async def _asked_for(api: AlmaApi, mms_id: str) -> Bib:
    bib = await api.bib(mms_id)
    if bib.mms_id != mms_id:
        raise AlmaRefused(_ANOTHER_RECORD)
    return bib


def _written_field(work: FieldWork, before: Field, after: Field, *, unimarc: bool) -> WrittenField:
    codes = UNIMARC_CODES if unimarc else MARC21_CODES
    was, becomes = (read_links(each, codes).orcid for each in (before, after))
    if was is None or becomes is None:
        action = Wish.REMOVE if becomes is None else Wish.LINK
    else:
        action = Wish.TIDY if was == becomes else Wish.REPLACE
    name = display_name(in_marc21_shape(after) if unimarc else after)
    word, orcid = work.action or action.value, str(becomes or was or "")
    return WrittenField(work.ref, name, orcid, word, before, after)
