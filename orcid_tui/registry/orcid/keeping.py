"""What of ORCID's answers is kept, under which key, and for how long.

All public data, the same for everybody who asks (orcid-api.md section 1), so it does not matter
with which credentials it was asked for. What comes with a failure is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import Affiliation, PersonProfile, ProfileState
from orcid_tui.registry.anew import asks_anew
from orcid_tui.registry.kept.answers import KeptAnswers, Kind
from orcid_tui.registry.orcid.profile_pages import is_current
from orcid_tui.registry.protocol import SearchAnswer

FIELDS: Final = (
    "orcid,given-names,family-name,credit-name,other-names,current-institution-affiliation-name"
)
"""What a search asks for. Without the past institutions, so that `institution-name` holds only the
current ones."""

_A_DAY: Final = 1.0
"""Nobody today can be somebody tomorrow, and a locked page is unlocked again."""
_USUAL_STATES: Final = (ProfileState.PUBLIC, ProfileState.NAME_PRIVATE)


@dataclass(frozen=True, slots=True)
class _Search:
    """An answer, and how many rows were asked for: one that is not whole serves no other number."""

    answer: SearchAnswer
    rows: int

    @property
    def is_whole(self) -> bool:
        return self.answer.total <= len(self.answer.persons)

    def for_rows(self, rows: int) -> SearchAnswer | None:
        if self.is_whole:
            return SearchAnswer(self.answer.persons[:rows], self.answer.total)
        return self.answer if rows == self.rows else None


_SEARCHES: Final = Kind("search", _Search)
_PAGES: Final = Kind("page", PersonProfile)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: the query and whatever else decides about the answer but the number of rows."""

    query: str
    more: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: str, more: Mapping[str, str]) -> Asked:
        """The same, whatever the order of the rest."""
        return cls(query, tuple(sorted(more.items())))


class OrcidKeeping:
    """Kept answers of the API at one address; without `kept`, none."""

    def __init__(self, api_url: str, kept: KeptAnswers | None) -> None:
        self._at = api_url
        self._kept = kept

    @property
    def notice(self) -> str:
        """Why nothing is kept any more; empty while all is well."""
        return self._kept.notice if self._kept is not None else ""

    async def search(self, asked: Asked, rows: int) -> SearchAnswer | None:
        """The answer to a search, if it is kept."""
        kept = (await self._searches([asked])).get(asked)
        return kept.for_rows(rows) if kept is not None else None

    async def names(self, asked: Sequence[Asked]) -> dict[Asked, SearchAnswer | None]:
        """The answers to those of the searches whose answers are kept; None for one that is not
        whole."""
        found = await self._searches(asked)
        return {each: kept.answer if kept.is_whole else None for each, kept in found.items()}

    def keep_searches(self, answers: Mapping[Asked, SearchAnswer], rows: int) -> None:
        """What the registry has just said."""
        if self._kept is None:
            return
        some = {self._key(a): _Search(it, rows) for a, it in answers.items() if it.persons}
        nobody = {self._key(a): _Search(it, rows) for a, it in answers.items() if not it.total}
        self._kept.keep(some)
        self._kept.keep(nobody, days=_A_DAY)

    async def page(self, orcid: OrcidId, today: date) -> PersonProfile | None:
        """The page of a person, if it is kept."""
        if self._kept is None or asks_anew():
            return None
        key = _PAGES.key(self._at, orcid.value)
        found = (await self._kept.find(_PAGES, [key])).get(key)
        return _as_of(found, today) if found is not None else None

    def keep_page(self, page: PersonProfile) -> None:
        """What the registry has just shown."""
        if self._kept is not None:
            days = None if page.state in _USUAL_STATES else _A_DAY
            self._kept.keep({_PAGES.key(self._at, page.orcid.value): page}, days=days)

    async def aclose(self) -> None:
        """Give the file back."""
        if self._kept is not None:
            await self._kept.aclose()

    async def _searches(self, asked: Sequence[Asked]) -> dict[Asked, _Search]:
        if self._kept is None or asks_anew():
            return {}
        keys = {each: self._key(each) for each in asked}
        found = await self._kept.find(_SEARCHES, list(keys.values()))
        return {each: found[key] for each, key in keys.items() if key in found}

    def _key(self, asked: Asked) -> bytes:
        return _SEARCHES.key(
            self._at, FIELDS, asked.query, *(text for pair in asked.more for text in pair)
        )


def _as_of(page: PersonProfile, today: date) -> PersonProfile:
    """An employment may have ended since the page was kept."""
    return replace(
        page,
        employments=_still_current(page.employments, today),
        educations=_still_current(page.educations, today),
        further=tuple(
            replace(each, affiliation=_still_current((each.affiliation,), today)[0])
            for each in page.further
        ),
    )


def _still_current(places: Sequence[Affiliation], today: date) -> tuple[Affiliation, ...]:
    return tuple(replace(each, current=is_current(each.end, today)) for each in places)
