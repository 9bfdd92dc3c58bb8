"""Five hundred invented records of every kind, and why a decision about one may be refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.protocol import Refusal
from tests.alma_stand_in import AlmaStandIn, Fault, StandInSet, heading, invented_bib, mms
from tests.alma_stand_in.edits import EDITS
from tests.alma_stand_in.faults import BEFORE, HELD_BACK, Call
from tests.alma_stand_in.inventing import network_pair
from tests.alma_stand_in.records import Item, StoredBib, StoredField, field
from tests.alma_stand_in.sets import first_to_the_end, joins, last_to_the_front

SET = "25100000001234"
MANY = 500
UNKNOWN = tuple(mms(number) for number in range(990001, 990006))
"""Members that Alma knows of and does not give out."""

CHANCES = dict.fromkeys(set(Fault) - {Fault.DAILY, *HELD_BACK}, 0.03) | dict.fromkeys(EDITS, 0.02)
CHANCES[Fault.STORED_THEN_SLOW] = 0.01


def real(number: int) -> OrcidId:
    """An iD as real people have them, of nobody."""
    return OrcidId.from_base(f"0098{number:011d}")


@dataclass(frozen=True, slots=True)
class Collection:
    """The stand-in's records: `ids` are those of the institution in the order of the set."""

    bibs: tuple[StoredBib, ...]
    network: tuple[StoredBib, ...]
    frozen: dict[str, str]
    """MMS ID of records that cannot be written, and a word of the reason."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(bib.mms_id for bib in self.bibs)

    def stand_in(self, seed: int, *, faults: bool = True) -> AlmaStandIn:
        """With a saved search of all these records, which shifts while it is read."""
        shifts = [first_to_the_end, last_to_the_front, joins(UNKNOWN[0])] if faults else []
        members = [*self.ids, *UNKNOWN[1:]] if faults else list(self.ids)
        titles = StandInSet(SET, "All of it", members, logical=True, shifts=shifts)
        chances = CHANCES if faults else {}
        return AlmaStandIn(self.bibs, [titles], self.network, seed=seed, chances=chances)


def collection(many: int = MANY, *, network_key: bool = True) -> Collection:
    """One in twenty cannot be written; some have equal names, or `$1` already."""
    bibs: list[StoredBib] = []
    network: list[StoredBib] = []
    frozen: dict[str, str] = {}
    for number in range(1, many + 1):
        made, why = _one(number, network)
        bibs.append(made)
        if why and not (why == "Network Zone" and network_key):
            frozen[made.mms_id] = why
    return Collection(tuple(bibs), tuple(network), frozen)


def _one(number: int, network: list[StoredBib]) -> tuple[StoredBib, str]:
    kind = number % 40
    if kind == 7:
        return invented_bib(number, link=("CZ", f"99{number:014d}")), "Community Zone"
    if kind == 13:
        shared, own = network_pair(number, heading(number), heading(number + 1, "700"))
        network.append(shared)
        return own, "Network Zone"
    if kind == 21:
        return invented_bib(number, suppressed=True), ""
    if kind == 27:
        return invented_bib(number, first=mms(700000 + number)), ""
    if kind == 33:
        return invented_bib(number, record_format="dc"), "Dublin Core"
    if kind % 10 == 5:
        twins = (heading(number), heading(number + 1, "700"), heading(number + 1, "700"))
        return invented_bib(number, *twins), ""
    if kind % 10 == 8:
        return invented_bib(number, _with(heading(number), "https://wiki.example.org/Q1")), ""
    if kind % 10 == 9:
        return invented_bib(number, _with(heading(number), real(number * 10).uri)), ""
    return invented_bib(number), ""


def _with(name: StoredField, uri: str) -> StoredField:
    return replace(name, subfields=(*name.subfields, ("1", uri)))


def meanwhile(alma: AlmaStandIn) -> dict[str, str]:
    """What others do while decisions are made. Returns which records of theirs cannot be written
    now, and a word of the reason."""
    for number in (2, 42):
        alma.delete(mms(number))
    alma.edit(mms(82), lambda bib: bib.with_item(Item("linked_record_id", "991", _CZ)))
    alma.edit(mms(122), _retitled)
    alma.edit(mms(162), lambda bib: _linked(bib, real(162 * 10)))
    alma.edit(mms(202), lambda bib: _linked(bib, real(1)))
    alma.faults.happened(Call("GET", mms(202)), Fault.HEADING_CHANGED)
    return {
        mms(2): "no such record",
        mms(42): "no such record",
        mms(82): "Community Zone",
        mms(122): "another work",
    }


_CZ = (("type", "CZ"),)


def _retitled(bib: StoredBib) -> StoredBib:
    title = field("245", "10", "aAn altogether different book.")
    return bib.with_fields(lambda fields: [title if f.tag == "245" else f for f in fields])


def _linked(bib: StoredBib, orcid: OrcidId) -> StoredBib:
    return bib.with_fields(
        lambda fields: [_with(f, orcid.uri) if f.tag == "100" else f for f in fields]
    )


def orcid_for(number: int, ref: HeadingRef) -> OrcidId:
    """Which person stands behind a heading of the record with this number."""
    return real(number * 10 + (0 if ref.tag == "100" else ref.occurrence))


_PASSING = (*BEFORE, Fault.CUT_OFF, *(each for each in Fault if each.name.startswith("STORED")))
_MEANWHILE = tuple(EDITS)
_REASONS: tuple[tuple[str, tuple[Fault, ...]], ...] = (
    ("open in another cataloguer", (Fault.LOCKED,)),
    ("008 position 6", (Fault.INVALID,)),
    ("did not store this change", (Fault.NOT_STORED,)),
    ("at the same moment", (*_MEANWHILE, Fault.NOT_STORED)),
    ("newer version of the record since", (Fault.NOT_STORED,)),
    ("not there any more as it was", _MEANWHILE),
    ("carries another iD", _MEANWHILE),
    ("changed this field", _MEANWHILE),
    ("no such field", _MEANWHILE),
    ("cannot be told which", _MEANWHILE),
    ("had not stored", (*_PASSING, Fault.GENERAL_ERROR)),
    ("no answer came", _PASSING),
    ("fault of its own", _PASSING),
    ("more requests in a second", (Fault.THRESHOLD,)),
    ("401652", (Fault.GENERAL_ERROR,)),
)
"""Words of a reason, and what must have befallen the record for it to be true."""


def untrue(refusal: Refusal, befell: list[Fault]) -> str:
    """What is wrong with the reason, given what did befall the record; empty when it is true."""
    said = refusal.reason
    fitting = [faults for words, faults in _REASONS if words.lower() in said.lower()]
    if not fitting:
        return f"nobody knows the reason {said!r}, after {befell}"
    if not any(fault in faults for faults in fitting for fault in befell):
        return f"{said!r} is said, but there was {befell}"
    if refusal.later and set(befell) <= {Fault.INVALID, Fault.NOT_STORED, Fault.WARNED}:
        return f"{said!r} is said to pass, but there was {befell}"
    return ""
