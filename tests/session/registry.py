"""A registry of persons in memory that counts its questions and fails on demand."""

from __future__ import annotations

from collections.abc import Sequence

from orcid_tui.errors import RegistryError
from orcid_tui.headings.heading import WorkDescription
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ExternalIdentifier, FoundPerson, PersonProfile
from orcid_tui.registry.protocol import Access, Breadth, DayCount, SearchAnswer


class MemoryRegistry:
    """Finds persons by family name; `works` maps a title to those who list it."""

    label = "memory"
    access = Access(anonymous=True, sentence="Nobody is asked.")

    def __init__(
        self, *persons: FoundPerson, works: dict[str, tuple[FoundPerson, ...]] | None = None
    ) -> None:
        self.persons = persons
        self.works = works or {}
        self.names_asked: list[tuple[str, Breadth]] = []
        self.works_asked: list[str] = []
        self.numbers: dict[str, tuple[FoundPerson, ...]] = {}
        self.numbers_asked: list[tuple[str, ...]] = []
        self.fault: RegistryError | None = None
        self.ids_may_be_saved = True
        self.closed = False
        self.day: DayCount | None = None
        self.may_look_ahead = True
        self.notice = ""

    @property
    def requests_sent(self) -> int:
        return len(self.names_asked) + len(self.works_asked)

    def go_on_anonymously(self) -> None:
        self.fault = None

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        self.names_asked.append((name.direct, breadth))
        if self.fault:
            raise self.fault
        found = tuple(p for p in self.persons if p.family_name == name.family)
        return SearchAnswer(found[:rows], len(found))

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        return tuple([await self.search_name(name) for name in names])

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> SearchAnswer:
        self.works_asked.append(work.title)
        found = self.works.get(work.title, ())
        return SearchAnswer(found, len(found))

    async def search_identifiers(self, numbers: Sequence[ExternalIdentifier]) -> SearchAnswer:
        self.numbers_asked.append(tuple(number.value for number in numbers))
        found = tuple(self.numbers.get(number, ()) for number in self.numbers_asked[-1])
        persons = tuple(dict.fromkeys(person for each in found for person in each))
        return SearchAnswer(persons, len(persons))

    async def find(self, orcid: OrcidId) -> FoundPerson | None:
        return next((p for p in self.persons if p.orcid == orcid), None)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        return PersonProfile(orcid)

    async def check(self) -> str:
        return "Fine."

    async def aclose(self) -> None:
        self.closed = True
