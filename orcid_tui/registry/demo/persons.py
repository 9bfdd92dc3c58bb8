"""The invented persons of the demo, as the bundled file tells them.

The file is JSON: a list of objects whose keys are the attributes below; what a person does not
have is left out. Dates are texts, `2011`, `2011-03` or `2011-03-14`, and may be impossible, as
real ones are (orcid-api.md section 3).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ProfileState

AFFILIATION_KINDS: Final = (
    "distinctions",
    "educations",
    "employments",
    "invited-positions",
    "memberships",
    "qualifications",
    "services",
)
"""The seven kinds, in the order in which `/activities` has them."""

LONG_AGO: Final = 1_412_121_600_000
"""When a page without any date was last changed, in milliseconds since 1970."""

_NOTHING_IS_NEWER: Final = 2024
_MILLISECONDS_A_DAY: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class DemoAffiliation:
    """A person at an organisation for a time."""

    organization: str
    department: str = ""
    role: str = ""
    city: str = ""
    country: str = ""
    start: str = ""
    end: str = ""
    ror: str = ""

    def ended_before(self, day: date) -> bool:
        """Whether it is past on this day: no year is current, today's date is past."""
        if not self.end:
            return False
        year, month, last = (*(int(part) for part in self.end.split("-")), 0, 0)[:3]
        if year != day.year:
            return year < day.year
        if not month or month != day.month:
            return 0 < month < day.month
        return 0 < last <= day.day


@dataclass(frozen=True, slots=True)
class DemoIdentifier:
    """An identifier of a work ("doi", "isbn"…) or of a person ("ISNI", "Scopus Author ID"…)."""

    kind: str
    value: str
    relationship: str = "self"


@dataclass(frozen=True, slots=True)
class DemoWork:
    """A work that a person claims."""

    title: str
    subtitle: str = ""
    year: int | None = None
    venue: str = ""
    kind: str = "journal-article"
    identifiers: tuple[DemoIdentifier, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One record of the demo registry."""

    orcid: OrcidId
    state: ProfileState = ProfileState.PUBLIC
    successor: OrcidId | None = None
    given: str = ""
    family: str = ""
    credit: str = ""
    other_names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    biography: str = ""
    works: tuple[DemoWork, ...] = ()
    external_ids: tuple[DemoIdentifier, ...] = ()
    by_kind: Mapping[str, tuple[DemoAffiliation, ...]] = field(default_factory=dict)
    changed: int = LONG_AGO
    """When anything on the page was last changed, in milliseconds since 1970."""

    @property
    def shows_name(self) -> bool:
        """Whether the name is public."""
        return self.state is not ProfileState.NAME_PRIVATE

    @property
    def is_searchable(self) -> bool:
        """Whether the record is in the search index."""
        return self.state in (ProfileState.PUBLIC, ProfileState.NAME_PRIVATE)

    def affiliations(self, kind: str) -> tuple[DemoAffiliation, ...]:
        """The affiliations of one kind."""
        return self.by_kind.get(kind, ())


def read_persons(text: str) -> tuple[DemoPerson, ...]:
    """The persons in a file of persons."""
    return tuple(map(_person, json.loads(text)))


def _person(data: dict[str, Any]) -> DemoPerson:
    successor = data.get("successor")
    return DemoPerson(
        orcid=OrcidId(data["orcid"]),
        state=ProfileState(data.get("state", "public")),
        successor=OrcidId(successor) if successor else None,
        given=data.get("given", ""),
        family=data.get("family", ""),
        credit=data.get("credit", ""),
        other_names=tuple(data.get("other_names", ())),
        keywords=tuple(data.get("keywords", ())),
        biography=data.get("biography", ""),
        works=tuple(map(_work, data.get("works", ()))),
        external_ids=_identifiers(data.get("external_ids", ())),
        by_kind={
            kind: tuple(DemoAffiliation(**entry) for entry in data[kind])
            for kind in AFFILIATION_KINDS
            if kind in data
        },
        changed=_changed(data),
    )


def _changed(data: dict[str, Any]) -> int:
    """Some day in the year after the latest thing on the page, another one for each person."""
    years = [work["year"] for work in data.get("works", ()) if "year" in work]
    for kind in AFFILIATION_KINDS:
        for entry in data.get(kind, ()):
            years += [int(entry[end][:4]) for end in ("start", "end") if entry.get(end)]
    latest = max((year for year in years if year <= _NOTHING_IS_NEWER), default=0)
    if not latest:
        return LONG_AGO
    start = datetime(latest + 1, 1, 1, tzinfo=UTC)
    days = zlib.crc32(data["orcid"].encode()) % 365
    return max(LONG_AGO, int(start.timestamp()) * 1000 + days * _MILLISECONDS_A_DAY)


def _work(data: dict[str, Any]) -> DemoWork:
    return DemoWork(**{**data, "identifiers": _identifiers(data.get("identifiers", ()))})


def _identifiers(data: Sequence[Sequence[str]]) -> tuple[DemoIdentifier, ...]:
    return tuple(DemoIdentifier(*entry) for entry in data)
