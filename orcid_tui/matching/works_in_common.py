"""Which of a person's works are the one in the record: the first thing to look for on a page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, NamedTuple

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.folding import folded
from orcid_tui.persons.person import PublishedWork

_RESOLVERS: Final = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:")


class SameWork(Enum):
    """What a work of the person and the record have in common, the surest first."""

    DOI = "doi"
    ISBN = "isbn"
    TITLE = "title"


_Mark = tuple[SameWork, str]


class PersonsWork(NamedTuple):
    """A work of a person; `same` says by what it is the work of the record, or is None."""

    work: PublishedWork
    same: SameWork | None


def works_of(record: WorkDescription, works: Iterable[PublishedWork]) -> tuple[PersonsWork, ...]:
    """The works with those in front that are the record's own, else in the order they had."""
    own = _marks_of_record(record)
    rated = [PersonsWork(work, _surest(own & _marks(work))) for work in works]
    return tuple(sorted(rated, key=lambda each: each.same is None))


def on_both(
    one: Iterable[PublishedWork], other: Iterable[PublishedWork]
) -> tuple[PublishedWork, ...]:
    """The works of one person that the other claims as well: co-authors have them, and so has
    somebody with two iDs."""
    there: set[_Mark] = set().union(*map(_marks, other))
    return tuple(work for work in one if not there.isdisjoint(_marks(work)))


def _marks(work: PublishedWork) -> set[_Mark]:
    """By what a work of a person is known."""
    found = {(SameWork.TITLE, folded(work.title))}
    for kind, value in work.identifiers:
        if kind == "doi":
            found.add((SameWork.DOI, _doi(value)))
        elif kind == "isbn":
            found.add((SameWork.ISBN, _isbn(value)))
    return {mark for mark in found if mark[1]}


def _marks_of_record(record: WorkDescription) -> set[_Mark]:
    """By what the work of a record is known."""
    found = {(SameWork.DOI, _doi(doi)) for doi in record.dois}
    found |= {(SameWork.ISBN, _isbn(isbn)) for isbn in record.isbns}
    found |= {(SameWork.TITLE, folded(title)) for title in (record.title, record.short_title)}
    return {mark for mark in found if mark[1]}


def _surest(marks: Iterable[_Mark]) -> SameWork | None:
    kinds = {kind for kind, _value in marks}
    return next((kind for kind in SameWork if kind in kinds), None)


def _doi(text: str) -> str:
    found = text.strip().lower()
    for resolver in _RESOLVERS:
        found = found.removeprefix(resolver)
    return found


def _isbn(text: str) -> str:
    """The digits that an ISBN of ten and one of thirteen digits share, where it has both."""
    digits = "".join(char for char in text.upper() if char.isdigit() or char == "X")
    if len(digits) == 13 and digits.startswith("978"):
        return digits[3:12]
    return digits[:9] if len(digits) == 10 else digits
