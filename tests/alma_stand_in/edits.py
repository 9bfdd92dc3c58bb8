"""What other people, and Alma itself, do to a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.alma_stand_in.catalogue import Edit
from tests.alma_stand_in.faults import Fault
from tests.alma_stand_in.records import StoredBib, StoredField, field

NAMES = ("100", "700")


def subject_added(bib: StoredBib) -> StoredBib:
    """A 650 behind the others, or at the end."""

    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        place = max((k + 1 for k, f in enumerate(fields) if f.tag <= "650"), default=0)
        return (*fields[:place], field("650", " 0", "aAdded by a colleague."), *fields[place:])

    return bib.with_fields(change)


def first_name(fields: tuple[StoredField, ...]) -> int | None:
    return next((k for k, f in enumerate(fields) if f.tag in NAMES), None)


def heading_changed(bib: StoredBib) -> StoredBib:
    """The first name gets another `$d`."""

    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        place = first_name(fields)
        for nth, each in enumerate(fields):
            if nth != place:
                yield each
                continue
            others = tuple(pair for pair in each.subfields if pair[0] != "d")
            at = next((k + 1 for k, pair in enumerate(others) if pair[0] == "a"), 0)
            yield replace(each, subfields=(*others[:at], ("d", "1801-1877"), *others[at:]))

    return bib.with_fields(change)


def heading_moved(bib: StoredBib) -> StoredBib:
    """Another person is put in front of the first 700, or at the end."""

    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        place = next((k for k, f in enumerate(fields) if f.tag == "700"), len(fields))
        newcomer = field("700", "1 ", "aNewcomer, Nils,", "econtributor.")
        return (*fields[:place], newcomer, *fields[place:])

    return bib.with_fields(change)


def heading_gone(bib: StoredBib) -> StoredBib:
    """The first name is taken away."""

    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        place = first_name(fields)
        return (each for nth, each in enumerate(fields) if nth != place)

    return bib.with_fields(change)


EDITS: dict[Fault, Edit] = {
    Fault.SUBJECT_ADDED: subject_added,
    Fault.HEADING_CHANGED: heading_changed,
    Fault.HEADING_MOVED: heading_moved,
    Fault.HEADING_GONE: heading_gone,
}


def normalized(bib: StoredBib) -> StoredBib:
    """What an institution's rules may do on save (B5): digits behind letters within a field,
    `$6` in front, fields by their hundreds, empty subfields dropped."""

    def rank(pair: tuple[str, str]) -> str:
        return {"6": " ", "9": "~"}.get(pair[0], f"y{pair[0]}" if pair[0].isdigit() else "a")

    def change(fields: tuple[StoredField, ...]) -> Iterable[StoredField]:
        for each in sorted(fields, key=lambda f: "00" if f.control else f.tag[0]):
            kept = tuple(sorted((p for p in each.subfields if p[1]), key=rank))
            yield replace(each, subfields=kept or each.subfields)

    return bib.with_fields(change)
