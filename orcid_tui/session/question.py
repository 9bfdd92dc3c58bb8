"""What a record offers for the look-up of a heading on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orcid_tui.headings.heading import Heading, WorkDescription
from orcid_tui.headings.person_identifiers import person_identifiers
from orcid_tui.headings.reading import person_name
from orcid_tui.names.name import PersonName
from orcid_tui.persons.person import ExternalIdentifier


@dataclass(frozen=True, slots=True)
class PersonsOnRecord:
    """All eligible names on a record, and the numbers that other sources gave these persons."""

    names: tuple[PersonName, ...]
    numbers: tuple[ExternalIdentifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A heading with what its record offers as evidence."""

    heading: Heading
    work: WorkDescription
    others: PersonsOnRecord


def persons_on_record(headings: Iterable[Heading]) -> PersonsOnRecord:
    """The persons of these headings of one record."""
    eligible = [heading for heading in headings if heading.eligible]
    numbers = (number for each in eligible for number in person_identifiers(each.field))
    return PersonsOnRecord(tuple(map(person_name, eligible)), tuple(dict.fromkeys(numbers)))
