"""What it takes to undo a save, worked out on the records as they are now.

Nothing is written here. The records are asked for by a hundred, so that a plan of a thousand costs
ten calls, and people can be shown what will become of each field before they agree to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from orcid_tui.alma.bib import Bib, Link, Zone
from orcid_tui.alma.connection import Connection
from orcid_tui.alma.contract import PAGE, AlmaApi, Environment, Institution
from orcid_tui.alma.faults import AlmaError
from orcid_tui.errors import ConfigurationError, SaveError
from orcid_tui.headings.describing import describe_work
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Ending, Entry, Journal, Place, WrittenField
from orcid_tui.journal.files import bare_address
from orcid_tui.journal.reading import SaveSummary, read_save
from orcid_tui.language import _
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import DropSubfield, Step, carried_out
from orcid_tui.names.folding import folded
from orcid_tui.stores.alma.body import record_in
from orcid_tui.stores.alma.finding_written import find_written
from orcid_tui.stores.alma.giving_out import give_out
from orcid_tui.stores.alma.one_record import INSTITUTION, NETWORK
from orcid_tui.stores.alma.taking_back import steps_back
from orcid_tui.stores.alma.write_back import BibWork, FieldWork
from orcid_tui.stores.alma.written_again import WrittenAgain
from orcid_tui.text import clean

UNDO: Final = "undo"
"""What the journal calls this kind of change."""

_NOTHING_LEFT: Final = _(
    "Nothing of what was written is in this field any more, so there is nothing to take back."
)
_NEVER_STORED: Final = _("Alma had not stored this, so there is nothing to take back.")
_AGAIN: Final = _("Save {save} has written this again since; undo that one to take it back.")
_NOT_GIVEN: Final = _("Alma gives out no such record any more.")
_NO_NETWORK_KEY: Final = _(
    "This was written into the Network Zone, and without the network's own API key it "
    "cannot be taken back there."
)
_OTHER_WORK: Final = _(
    "The record describes another work now, so the earlier iD is not put back into it."
)


@dataclass(frozen=True, slots=True)
class FieldBack:
    """One field that the save has written, or may have. `mms_id` is the number of the record that
    is written, of the Network Zone where it was written there.

    `ref` is its place in the works of the plan, `now` and `then` the field as it is and as it is to
    be; or all are None, and `reason` says why nothing is taken back.
    """

    written: WrittenField
    mms_id: str
    title: str
    ref: HeadingRef | None = None
    now: Field | None = None
    then: Field | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """`works` are for a Writer; they are numbered from 1. `fields` has all fields of the save."""

    save: SaveSummary
    works: tuple[BibWork, ...]
    fields: tuple[FieldBack, ...]


@dataclass(slots=True)
class _Group:
    """The last attempts at the fields of one record."""

    zone: str
    mms_id: str
    latest: dict[HeadingRef, tuple[WrittenField, Entry]] = field(default_factory=dict)


async def plan_undo(
    save_id: str, connection: Connection, institution: Institution, journal: Journal
) -> UndoPlan:
    """What has to be written to undo this save. Raises SaveError when that cannot be found out,
    and when the save went into another Alma than this one."""
    try:
        save = await asyncio.to_thread(read_save, save_id, journal.folder)
    except ConfigurationError as trouble:
        raise SaveError(trouble.message, trouble.hint) from None
    check_place(save.summary.place, connection, institution)
    groups = _groups(save.entries)
    given = await _as_they_are(groups, connection)
    again = await asyncio.to_thread(WrittenAgain, save.summary, journal.folder)
    plan = _Planning(connection.network is not None, again)
    await asyncio.to_thread(plan.take_all, groups, given)
    return UndoPlan(save.summary, tuple(plan.works), tuple(plan.fields))


def check_place(place: Place, connection: Connection, institution: Institution) -> None:
    """Raises SaveError when a save went into another Alma. A sandbox is another one than what is,
    or may be, production (alma-and-marc.md A2); a key without the area Configuration does not say
    which institution it is of, and then the address and the records themselves have to agree."""
    address = bare_address(connection.base_url)
    codes = {place.institution, institution.code} - {""}
    was_sandbox = place.environment == Environment.SANDBOX.value
    is_sandbox = institution.environment is Environment.SANDBOX
    if place.base_url != address or len(codes) > 1 or was_sandbox is not is_sandbox:
        there = f"{place.institution or _('an unknown institution')} ({place.environment})"
        here = (
            f"{institution.code or _('an unknown institution')} ({institution.environment.value})"
        )
        raise SaveError(
            _("That save went to {there} at {base_url}, and this is {here} at {address}.").format(
                there=clean(there),
                base_url=clean(place.base_url),
                here=clean(here),
                address=clean(address),
            ),
            _("Choose the profile of the Alma that the save went to."),
        )


def _groups(entries: Sequence[Entry]) -> list[_Group]:
    """What may have been stored, by record, in the order of the save."""
    groups: dict[tuple[str, str], _Group] = {}
    for entry in entries:
        if entry.result.ending in (Ending.STORED, Ending.UNKNOWN):
            key = entry.attempt.zone, entry.attempt.mms_id
            group = groups.setdefault(key, _Group(*key))
            for written in entry.attempt.fields:
                group.latest[written.ref] = written, entry
    return list(groups.values())


async def _as_they_are(
    groups: Sequence[_Group], connection: Connection
) -> Mapping[tuple[str, str], Bib | str]:
    """Each record as it is now, or why it was not given out. Raises SaveError."""
    found: dict[tuple[str, str], Bib | str] = {}
    doors: tuple[tuple[str, AlmaApi | None], ...] = (
        (INSTITUTION, connection.api),
        (NETWORK, connection.network),
    )
    for zone, api in doors:
        ids = [group.mms_id for group in groups if group.zone == zone]
        for start in range(0, len(ids), PAGE) if api is not None else ():
            assert api is not None
            try:
                given = await give_out(api, ids[start : start + PAGE], _go_on)
            except AlmaError as trouble:
                raise SaveError(
                    _("Nothing was taken back. {message}").format(message=trouble.message),
                    trouble.hint,
                ) from None
            found |= {(zone, mms_id): bib for mms_id, bib in given.bibs.items()}
            found |= {(zone, mms_id): clean(str(why)) for mms_id, why in given.refused.items()}
    return found


async def _go_on() -> None:
    """Records that Alma refuses are asked for one by one."""


class _Planning:
    """Works out the fields of one record after the other."""

    def __init__(self, network: bool, again: WrittenAgain) -> None:
        self._network = network
        self._again = again
        self.works: list[BibWork] = []
        self.fields: list[FieldBack] = []

    def take_all(
        self, groups: Sequence[_Group], given: Mapping[tuple[str, str], Bib | str]
    ) -> None:
        """Add what has to be done in each record, and what cannot be."""
        for group in groups:
            self._take(group, given)

    def _take(self, group: _Group, given: Mapping[tuple[str, str], Bib | str]) -> None:
        if group.zone == NETWORK and not self._network:
            self._refuse(group, _NO_NETWORK_KEY)
            return
        bib = given.get((group.zone, group.mms_id), _NOT_GIVEN)
        if isinstance(bib, str):
            self._refuse(group, bib)
            return
        now = record_in(bib.xml)
        if now.damage:
            self._refuse(group, now.damage)
            return
        self._take_found(group, bib, now)

    def _take_found(self, group: _Group, bib: Bib, now: BibRecord) -> None:
        number = len(self.works) + 1
        latest = list(group.latest.values())
        places = find_written(now, [written for written, _ in latest])
        works: list[FieldWork] = []
        for at, (written, entry) in enumerate(latest):
            back = FieldBack(written, group.mms_id, clean(entry.attempt.title))
            place = places[at]
            try:
                if isinstance(place, FieldRefused):
                    raise place
                ref = HeadingRef(number, written.after.tag, place)
                here = now.occurrence(ref.tag, ref.occurrence)
                assert here is not None
                work, then = _work(ref, here, written, entry, now)
                if by := self._again.by(group.zone, group.mms_id, written):
                    raise FieldRefused(_AGAIN.format(save=by))
            except FieldRefused as reason:
                self.fields.append(replace(back, reason=str(reason)))
            else:
                works.append(work)
                self.fields.append(replace(back, ref=ref, now=here, then=then))
        if works:
            self.works.append(BibWork(number, _at_its_door(group, bib), tuple(works)))

    def _refuse(self, group: _Group, reason: str) -> None:
        self.fields += [
            FieldBack(written, group.mms_id, clean(entry.attempt.title), reason=reason)
            for written, entry in group.latest.values()
        ]


def _work(
    ref: HeadingRef, here: Field, written: WrittenField, entry: Entry, now: BibRecord
) -> tuple[FieldWork, Field]:
    """What is to be done to a field, and how it will be. Raises FieldRefused."""
    back: Callable[[Field], tuple[Step, ...]] = partial(steps_back, written.before, written.after)
    steps = back(here)
    if not steps:
        unknown = entry.result.ending is Ending.UNKNOWN
        raise FieldRefused(_NEVER_STORED if unknown else _NOTHING_LEFT)
    if any(not isinstance(step, DropSubfield) for step in steps):
        _check_same_work(entry, now)
    then = replace(here, subfields=carried_out(here.subfields, steps))
    return FieldWork(ref, here, back, UNDO), then


def _check_same_work(entry: Entry, now: BibRecord) -> None:
    """Before an iD is put into a record again, that has to be about the same work."""
    then = describe_work(record_in(entry.attempt.after)).title
    if folded(then) != folded(describe_work(now).title):
        raise FieldRefused(_OTHER_WORK)


def _at_its_door(group: _Group, bib: Bib) -> Bib:
    """A record of the Network Zone stands for itself there: it is asked for at that door."""
    return replace(bib, link=Link(Zone.NETWORK, bib.mms_id)) if group.zone == NETWORK else bib
