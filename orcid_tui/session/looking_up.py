"""Asking the registry about headings: each name once, each work once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.reading import person_name
from orcid_tui.matching.candidate import LookUp
from orcid_tui.matching.ranking import Evidence, rank
from orcid_tui.names.agreement import fits
from orcid_tui.names.folding import folded
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import PersonProfile
from orcid_tui.registry.protocol import Breadth, PersonRegistry, SearchAnswer
from orcid_tui.session.answers import Answers

_EXACT_ROWS: Final = 50
_LOOSE_ROWS: Final = 20
_NAMES_KEPT: Final = 20_000
_WORKS_KEPT: Final = 2_000
_LOOK_UPS_KEPT: Final = 20_000
_PROFILES_KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class Question:
    """A heading with what its record offers as evidence. `names` are all names on the record."""

    heading: Heading
    work: WorkDescription
    names: tuple[PersonName, ...]


class LookUps:
    """The questions that were asked of one registry, and their answers."""

    def __init__(self, registry: PersonRegistry) -> None:
        self._registry = registry
        self._by_name: Answers[tuple[str, ...], SearchAnswer] = Answers(_NAMES_KEPT)
        self._by_work: Answers[int, SearchAnswer] = Answers(_WORKS_KEPT)
        self._look_ups: Answers[HeadingRef, LookUp] = Answers(_LOOK_UPS_KEPT)
        self._profiles: Answers[OrcidId, PersonProfile] = Answers(_PROFILES_KEPT)

    def known(self, ref: HeadingRef) -> LookUp | None:
        """The answer for a heading, if it is here."""
        return self._look_ups.known(ref)

    async def look_up(self, question: Question) -> LookUp:
        """The candidates for a heading."""
        return await self._look_ups.get(question.heading.ref, lambda: self._ask(question))

    async def _ask(self, question: Question) -> LookUp:
        heading = question.heading
        if not heading.eligible:
            return LookUp(note=heading.why_not)
        name = person_name(heading)
        by_name, by_work = await asyncio.gather(
            self._search_name(name, Breadth.EXACT, _EXACT_ROWS),
            self._by_work.get(
                heading.ref.record,
                lambda: self._registry.search_work(question.work, question.names),
            ),
        )
        if by_name.persons or any(fits(name, person) for person in by_work.persons):
            return rank(Evidence(heading, name, by_name, by_work))
        loosely = await self._search_name(name, Breadth.LOOSE, _LOOSE_ROWS)
        return rank(Evidence(heading, name, loosely, by_work, loose=True))

    async def _search_name(self, name: PersonName, breadth: Breadth, rows: int) -> SearchAnswer:
        return await self._by_name.get(
            (breadth.value, *_key(name)),
            lambda: self._registry.search_name(name, breadth=breadth, rows=rows),
        )

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """A public page, if it is here."""
        return self._profiles.known(orcid)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """A public page."""
        return await self._profiles.get(orcid, lambda: self._registry.profile(orcid))

    async def aclose(self) -> None:
        """Stop what is still being asked."""
        for answers in (self._look_ups, self._by_name, self._by_work, self._profiles):
            await answers.aclose()


def _key(name: PersonName) -> tuple[str, ...]:
    """Names with the same key are the same question."""
    return folded(name.family), folded(name.given), folded(name.fuller), name.original_script
