"""The short form in which the tables tell of a person.

`job("Vestnes University College; History; Lecturer; Vestnes; NO; 2009-08; 2015")`: organisation,
department, role, city, country, start, end. `paper("2011; Ice as cargo; Nordic Journal of Ports")`:
year, title, venue, kind. What is left out at the end is missing in the registry too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from orcid_tui.orcid_id import OrcidId
from tests.making import numbers

Json = dict[str, Any]

_JOB = ("organization", "department", "role", "city", "country", "start", "end")


@dataclass(frozen=True, slots=True)
class MadePerson:
    """A person of the registry under the key by which the tables know it."""

    key: str
    orcid: OrcidId
    data: Json = field(repr=False)

    def claim(self, work: Json) -> None:
        """Add a work to the person's own."""
        self.data.setdefault("works", []).append(work)


def job(text: str) -> Json:
    """An affiliation from its short form."""
    parts = (part.strip() for part in text.split(";"))
    return {name: part for name, part in zip(_JOB, parts, strict=False) if part}


def paper(text: str) -> Json:
    """A work from its short form, with a DOI of its own unless the venue is a book's."""
    year, title, venue, kind, *_ = (*(part.strip() for part in text.split(";")), "", "", "")
    made: Json = {"title": title}
    if year:
        made["year"] = int(year)
    if venue:
        made["venue"] = venue
    if kind:
        made["kind"] = kind
    if kind in ("book", "edited-book"):
        made["identifiers"] = [["isbn", numbers.isbn(title)]]
    elif kind != "dissertation-thesis" and venue and year:
        made["identifiers"] = [["doi", numbers.doi(venue, int(year), title)]]
    return made


def person(
    key: str,
    given: str = "",
    family: str = "",
    *jobs: str,
    works: Sequence[str] = (),
    other: Sequence[str] = (),
    ids: Sequence[tuple[str, str]] = (),
    studied: Sequence[str] = (),
    member: Sequence[str] = (),
    credit: str = "",
    keywords: Sequence[str] = (),
    biography: str = "",
    state: str = "",
    successor: str = "",
    ends_with_x: bool = False,
) -> MadePerson:
    """A person of the registry. `successor` is the key of the record that replaced this one."""
    made = numbers.orcid(key, ends_with_x=ends_with_x)
    data: Json = {
        "orcid": made.value,
        "state": state,
        "successor": numbers.orcid(successor).value if successor else "",
        "given": given,
        "family": family,
        "credit": credit,
        "other_names": list(other),
        "biography": biography,
        "keywords": list(keywords),
        "employments": list(map(job, jobs)),
        "educations": list(map(job, studied)),
        "memberships": list(map(job, member)),
        "external_ids": [list(pair) for pair in ids],
        "works": list(map(paper, works)),
    }
    return MadePerson(key, made, {name: value for name, value in data.items() if value})
