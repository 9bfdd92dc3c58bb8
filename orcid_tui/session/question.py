"""What a record offers for the look-up of a heading on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.person_identifiers import person_identifiers
from orcid_tui.headings.reading import person_name
from orcid_tui.names.name import PersonName
from orcid_tui.persons.person import ExternalIdentifier


@dataclass(frozen=True, slots=True)
class PersonsOnRecord:
    """The eligible names that are asked about together, and the numbers that other sources gave
    these persons: all of a record, or a `part` of one with very many names."""

    names: tuple[PersonName, ...]
    numbers: tuple[ExternalIdentifier, ...] = ()
    part: int | HeadingRef = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A heading with what its record offers as evidence."""

    heading: Heading
    work: WorkDescription
    others: PersonsOnRecord


def persons_on_record(headings: Iterable[Heading], part: int | HeadingRef = 0) -> PersonsOnRecord:
    """The persons of these headings of one record."""
    eligible = [heading for heading in headings if heading.eligible]
    numbers = (number for each in eligible for number in person_identifiers(each.field))
    return PersonsOnRecord(tuple(map(person_name, eligible)), tuple(dict.fromkeys(numbers)), part)
