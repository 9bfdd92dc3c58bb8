"""Persons as a registry shows them to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orcid_tui.orcid_id import OrcidId


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One hit of a search. All names are clean; any of them may be empty.

    `affiliations` are the *current* ones as the search index sees them, sorted as the
    registry gives them (no order of importance; orcid-api.md section 2).
    """

    orcid: OrcidId
    given_names: str = ""
    family_name: str = ""
    credit_name: str = ""
    other_names: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Given and family name, else the credit name, else empty (the name is private)."""
        joined = f"{self.given_names} {self.family_name}".strip()
        return joined or self.credit_name

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name the person uses, the main one first, without repeats."""
        return tuple(
            dict.fromkeys(n for n in (self.name, self.credit_name, *self.other_names) if n)
        )


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as ORCID has it: any part may be missing, and it may be impossible (30 February).

    The parts are numbers; 0 stands for a missing part.
    """

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        return "-".join(
            part for part in (f"{self.year:04}", f"{self.month:02}", f"{self.day:02}") if int(part)
        )


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One employment or education of a person, as the person's own page has it."""

    organization: str
    department: str = ""
    role: str = ""
    city: str = ""
    country: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class PublishedWork:
    """One work that a person claims. `identifiers` are (type, value) as in ("doi", "10.…")."""

    title: str
    year: int | None = None
    venue: str = ""
    kind: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExternalIdentifier:
    """An identifier of the person elsewhere, as in ("Scopus Author ID", "7007156898")."""

    source: str
    value: str


class FurtherKind(StrEnum):
    """What else ties a person to an organisation; the values are ORCID's own words."""

    QUALIFICATION = "qualification"
    INVITED_POSITION = "invited-position"
    DISTINCTION = "distinction"
    MEMBERSHIP = "membership"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class FurtherAffiliation:
    """An affiliation that is neither employment nor education."""

    kind: FurtherKind
    affiliation: Affiliation


class ProfileState(StrEnum):
    """Whether the registry shows a person."""

    PUBLIC = "public"
    NAME_PRIVATE = "name private"
    DEPRECATED = "deprecated"
    LOCKED = "locked"
    DEACTIVATED = "deactivated"
    UNCLAIMED = "unclaimed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """The public page of one iD.

    For DEPRECATED `successor` holds the iD that replaced it. For every state but PUBLIC
    and NAME_PRIVATE all lists are empty. `works` are in the registry's order, one entry a
    group; `works_total` counts them all. `countries` are two-letter codes, `websites` addresses
    as the person typed them. `last_modified` is the day (UTC) on which anything on the page was
    last changed, by the person or by a system that may write there.
    """

    orcid: OrcidId
    state: ProfileState = ProfileState.PUBLIC
    successor: OrcidId | None = None
    given_names: str = ""
    family_name: str = ""
    credit_name: str = ""
    other_names: tuple[str, ...] = ()
    employments: tuple[Affiliation, ...] = ()
    educations: tuple[Affiliation, ...] = ()
    works: tuple[PublishedWork, ...] = ()
    works_total: int = 0
    external_identifiers: tuple[ExternalIdentifier, ...] = ()
    further: tuple[FurtherAffiliation, ...] = ()
    keywords: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    biography: str = ""
    last_modified: date | None = None

    @property
    def name(self) -> str:
        """Given and family name, else the credit name, else empty."""
        joined = f"{self.given_names} {self.family_name}".strip()
        return joined or self.credit_name
