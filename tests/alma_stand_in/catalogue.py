"""The stand-in's records: what stands there now, every version, and what would stand there
if the program had never written.

A linked record of the institution is the network's record with the institution's own fields
(alma-and-marc.md A7, Network Zone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tests.alma_stand_in.layout import COMPACT, bib_xml
from tests.alma_stand_in.records import Item, StoredBib, StoredField, StoredRecord

Edit = Callable[[StoredBib], StoredBib]

OWN_TAGS = ("001", "005", "035")
"""Beside local fields, what an institution's linked record has of its own. The 035 are those
that Alma itself adds, in which stands the number of the network's record."""


@dataclass(frozen=True, slots=True)
class Version:
    """A record at one time. `who` is the name of a key or of somebody else."""

    who: str
    bib: StoredBib

    @property
    def xml(self) -> bytes:
        return bib_xml(self.bib, COMPACT).encode()


class Clock:
    """Gives out 005: every writing gets another."""

    def __init__(self) -> None:
        self._ticks = 0

    def stamp(self) -> str:
        self._ticks += 1
        minutes, seconds = divmod(self._ticks, 60)
        hours, minutes = divmod(minutes, 60)
        return f"20261123{hours % 24:02d}{minutes:02d}{seconds:02d}.{self._ticks // 86400 % 10}"


@dataclass
class Zone:
    """The records of one institution or network. `shared` is the network it hangs on."""

    code: str
    clock: Clock
    shared: Zone | None = None
    originals: dict[str, StoredBib] = field(default_factory=dict)
    baseline: dict[str, StoredBib] = field(default_factory=dict)
    present: dict[str, StoredBib] = field(default_factory=dict)
    versions: dict[str, list[Version]] = field(default_factory=dict)

    def add(self, bib: StoredBib) -> None:
        for shelf in (self.originals, self.baseline, self.present):
            shelf[bib.mms_id] = bib
        self.versions[bib.mms_id] = [Version("original", self.view(bib.mms_id))]

    def view(self, mms_id: str) -> StoredBib:
        """The record as Alma gives it out. Raises KeyError."""
        return self._whole(self.present[mms_id], "present")

    def undisturbed(self, mms_id: str) -> StoredBib:
        """The record as it would be without the program's writing."""
        return self._whole(self.baseline[mms_id], "baseline")

    def linked(self, mms_id: str) -> bool:
        """Whether most of the record is the network's."""
        kind, number = self.present[mms_id].linked
        return kind == "NZ" and self.shared is not None and number in self.shared.present

    def edit(self, mms_id: str, change: Edit, who: str = "somebody") -> None:
        """Somebody else changes the record, as the record that the program must respect."""
        for shelf in (self.baseline, self.present):
            shelf[mms_id] = self._stamped(change(shelf[mms_id]), who)
        self.versions[mms_id].append(Version(who, self.view(mms_id)))

    def store(self, bib: StoredBib, who: str, normalized: Edit | None = None) -> StoredBib:
        """Keep what a PUT brought. `normalized` is done to it and to what it is judged by."""
        kept = self._own_part(bib) if self.linked(bib.mms_id) else bib
        if normalized:
            kept = normalized(kept)
            self.baseline[bib.mms_id] = normalized(self.baseline[bib.mms_id])
        self.present[bib.mms_id] = self._stamped(kept, who)
        self.versions[bib.mms_id].append(Version(who, self.view(bib.mms_id)))
        return self.view(bib.mms_id)

    def _stamped(self, bib: StoredBib, who: str) -> StoredBib:
        if isinstance(bib.record, StoredRecord):
            bib = replace(bib, record=bib.record.with_control("005", self.clock.stamp()))
        bib = bib.with_item(Item("last_modified_by", who))
        return bib.with_item(Item("last_modified_date", "2026-11-23Z"))

    def _whole(self, own: StoredBib, shelf: str) -> StoredBib:
        kind, number = own.linked
        records = getattr(self.shared, shelf, {})
        if kind != "NZ" or number not in records:
            return own
        return joined(own, records[number])

    def _own_part(self, sent: StoredBib) -> StoredBib:
        """Of what was sent only the local fields are kept, and nothing says so."""
        old = self.present[sent.mms_id]
        local = tuple(each for each in sent.marc.fields if each.local)
        kept = tuple(each for each in old.marc.fields if each.tag in OWN_TAGS and not each.local)
        return replace(sent, record=replace(old.marc, fields=(*kept, *local)))


def joined(own: StoredBib, shared: StoredBib) -> StoredBib:
    """The network's record with 001, 005 and the local fields of the institution's."""
    mine = {each.tag: each for each in own.marc.fields if each.control}
    fields: list[StoredField] = [
        mine.get(each.tag, each) for each in shared.marc.fields if each.control
    ]
    rest = [each for each in shared.marc.fields if not each.control]
    for each in own.marc.fields:
        if not each.control:
            place = max((k + 1 for k, f in enumerate(rest) if f.tag <= each.tag), default=0)
            rest.insert(place, each)
    return replace(own, record=replace(shared.marc, fields=(*fields, *rest)))


def load(zone: Zone, bibs: Iterable[StoredBib]) -> None:
    for bib in bibs:
        zone.add(bib)
