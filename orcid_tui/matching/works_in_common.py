"""Which of a person's works are the one in the record: the first thing to look for on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class PersonsWork(NamedTuple):
    """A work of a person; `same` says by what it is the work of the record, or is None."""

    work: PublishedWork
    same: SameWork | None


def works_of(record: WorkDescription, works: Iterable[PublishedWork]) -> tuple[PersonsWork, ...]:
    """The works with those in front that are the record's own, else in the order they had."""
    own = _Marks(record)
    rated = [PersonsWork(work, own.shared_with(work)) for work in works]
    return tuple(sorted(rated, key=lambda each: each.same is None))


class _Marks:
    """By what the work of a record is known."""

    def __init__(self, record: WorkDescription) -> None:
        self._dois = set(map(_doi, record.dois))
        self._isbns = set(map(_isbn, record.isbns))
        self._titles = {folded(title) for title in (record.title, record.short_title)} - {""}

    def shared_with(self, work: PublishedWork) -> SameWork | None:
        """The surest mark that both have."""
        if self._dois.intersection(map(_doi, _values(work, "doi"))):
            return SameWork.DOI
        if self._isbns.intersection(map(_isbn, _values(work, "isbn"))):
            return SameWork.ISBN
        return SameWork.TITLE if folded(work.title) in self._titles else None


def _values(work: PublishedWork, kind: str) -> Iterator[str]:
    return (value for name, value in work.identifiers if name == kind and value.strip())


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
