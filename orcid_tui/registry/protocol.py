"""What the program asks of any place where persons are found.

The ORCID API is one such place; a local snapshot or another service can be the next. Nothing
outside `orcid_tui.registry` knows which one is behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ExternalIdentifier, FoundPerson, PersonProfile


class Breadth(Enum):
    """How freely a name is searched."""

    EXACT = "exact"
    """Every word of the name (initials as beginnings of words) in one name of the person."""
    LOOSE = "loose"
    """Any word of the name; shown to the user as a loose search."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The hits in the registry's order, and how many there are in all."""

    persons: tuple[FoundPerson, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Access:
    """How we may ask. `sentence` is for people; `anonymous` means without credentials.

    `who` is the institution whose profile asks; empty when it is none's.
    """

    anonymous: bool
    sentence: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class DayCount:
    """Questions sent today by all copies of the program here, and how many are allowed a day."""

    sent: int
    allowed: int


class PersonRegistry(Protocol):
    """A source of persons. Every call may raise a RegistryError.

    How urgent a question is and whether a kept answer will do is said by the task that asks, with
    `registry.urgency.asking` and `registry.anew.asking_anew`.
    """

    @property
    def label(self) -> str:
        """A short name for the status line: "ORCID", "ORCID sandbox", "demo registry"."""

    @property
    def ids_may_be_saved(self) -> bool:
        """False for a practice registry (the sandbox), whose iDs name no real persons."""

    @property
    def access(self) -> Access:
        """How the registry is asked at this moment; may change when credentials fail."""

    @property
    def requests_sent(self) -> int:
        """How many requests have gone out in this run."""

    @property
    def day(self) -> DayCount | None:
        """How much of the day's quota is used; None where nobody counts."""

    @property
    def may_look_ahead(self) -> bool:
        """Whether questions may be asked in advance: the registry answers, and the rest of the
        day's quota is not needed for what the cursor is on."""

    @property
    def notice(self) -> str:
        """What is amiss without harm to any answer, in a sentence; mostly empty."""

    def go_on_anonymously(self) -> None:
        """Ask without credentials from now on."""

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        """Persons whose names fit."""

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        """The same as EXACT for many names in few requests, one answer each, in their order.

        None for a name that has to be asked for by itself, because it or its neighbours have
        too many name-sakes for one answer.
        """

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> SearchAnswer:
        """Persons with one of these names who list this very work among theirs.

        Empty without a request when the work has neither DOI, ISBN nor a telling title.
        """

    async def search_identifiers(self, numbers: Sequence[ExternalIdentifier]) -> SearchAnswer:
        """Persons who list one of these numbers of another source among theirs.

        The number may belong to another source or be part of a longer one: their pages tell.
        Empty without a request when there is no number.
        """

    async def find(self, orcid: OrcidId) -> FoundPerson | None:
        """One person by iD, as a search hit; None when the registry has no such public iD."""

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The public page of one iD. States such as locked come as a value, not an error."""

    async def check(self) -> str:
        """Ask one cheap question. Returns a sentence that says how the registry answered."""

    async def aclose(self) -> None:
        """Give back connections."""
