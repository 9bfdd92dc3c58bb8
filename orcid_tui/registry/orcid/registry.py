"""ORCID as a registry of persons."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import httpx

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.headings.heading import WorkDescription
from orcid_tui.language import _
from orcid_tui.names.agreement import fits
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import ExternalIdentifier, FoundPerson, PersonProfile
from orcid_tui.registry.kept.answers import KeptAnswers
from orcid_tui.registry.kept.questions import QuestionsToday
from orcid_tui.registry.orcid.access import OrcidAccess
from orcid_tui.registry.orcid.answers import read_search
from orcid_tui.registry.orcid.api import OrcidApi
from orcid_tui.registry.orcid.json_reading import number
from orcid_tui.registry.orcid.keeping import FIELDS, Asked, OrcidKeeping
from orcid_tui.registry.orcid.pace import Pace
from orcid_tui.registry.orcid.profile_pages import read_profile
from orcid_tui.registry.orcid.query import (
    LOOSE_PARAMETERS,
    identifiers_query,
    name_query,
    names_queries,
    orcid_query,
    work_queries,
)
from orcid_tui.registry.orcid.quota import DayQuota, has_room
from orcid_tui.registry.protocol import Access, Breadth, DayCount, SearchAnswer
from orcid_tui.text import clean
from orcid_tui.turns import Turns

_MOST_ROWS: Final = 1000
_TOGETHER_ROWS: Final = 400
_IDENTIFIER_ROWS: Final = 50
_FEW: Final = 3
"""So few names with so many name-sakes are better asked for one by one."""
_NOBODY: Final = SearchAnswer((), 0)
_CARBERRY: Final = OrcidId("0000-0002-1825-0097")
"""ORCID's own test person, whom one may always ask for."""


class OrcidRegistry:
    """Implements `registry.protocol.PersonRegistry` over the ORCID Public API v3.0.

    `transport` replaces the network, as the demo does. `pace` is polite towards the network and
    hurried towards a transport if not given. `today` decides what is current. `when_refused` is
    called once the work goes on without credentials because they were not accepted. `kept` has the
    answers of earlier runs, `questions` counts those of the day, of which `a_day` are allowed (0:
    as many as ORCID allows).
    """

    def __init__(
        self,
        access: OrcidAccess,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        pace: Pace | None = None,
        today: Callable[[], date] = date.today,
        when_refused: Callable[[], None] = lambda: None,
        kept: KeptAnswers | None = None,
        questions: QuestionsToday | None = None,
        a_day: int = 0,
    ) -> None:
        self._endpoints = access.endpoints
        self._when_refused = when_refused
        self._quota = DayQuota(access, questions, a_day)
        self._api = OrcidApi(access, transport, pace, self._count)
        self._keeping = OrcidKeeping(access.endpoints.api_url, kept)
        self._today = today

    @property
    def label(self) -> str:
        """The name of this registry for people."""
        return clean(self._endpoints.label)

    @property
    def ids_may_be_saved(self) -> bool:
        """False for the sandbox."""
        return self._endpoints.ids_may_be_saved

    @property
    def access(self) -> Access:
        """How we ask at this moment."""
        return self._api.tokens.access

    @property
    def requests_sent(self) -> int:
        """All requests of this run, repeats and tokens included."""
        return self._api.requests_sent

    @property
    def day(self) -> DayCount | None:
        """Questions sent today under the same name as ours; None when nobody counts."""
        return self._quota.day(anonymous=self.access.anonymous)

    @property
    def may_look_ahead(self) -> bool:
        """False while it is known that nobody answers, and when little of the day is left."""
        day = self.day
        return self._api.answers and (day is None or has_room(day))

    @property
    def notice(self) -> str:
        """Why answers are not kept any more."""
        return self._keeping.notice

    def go_on_anonymously(self) -> None:
        """After CredentialsRefused: ask without a token from now on."""
        self._api.tokens.go_on_anonymously()
        self._when_refused()

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        """Persons whose names fit; nobody, without a request, for a name without letters."""
        more = LOOSE_PARAMETERS if breadth is Breadth.LOOSE else {}
        return await self._search(name_query(name, breadth), rows, **more)

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        """As many names in one request as its address holds; nobody for one without letters.

        Where an answer is not whole, the names in it are asked for again in two halves. A name
        whose answer is kept is not asked for.
        """
        queries = {name: name_query(name, Breadth.EXACT) for name in names}
        kept = await self._keeping.names([Asked(query) for query in queries.values() if query])
        found: dict[PersonName, SearchAnswer | None] = {
            name: kept[Asked(query)] if query else _NOBODY
            for name, query in queries.items()
            if not query or Asked(query) in kept
        }
        waiting = list(names_queries([name for name in names if name not in found]))
        while waiting:
            asked, query = waiting.pop()
            answer, certain = await self._ask(Asked(query), _TOGETHER_ROWS)
            if answer.total <= len(answer.persons):
                each = {name: await _those_of(name, answer.persons) for name in asked}
                if certain:
                    own = {Asked(queries[name]): its for name, its in each.items()}
                    self._keeping.keep_searches(own, _TOGETHER_ROWS)
                found |= each
            elif len(asked) > _FEW:
                half = len(asked) // 2
                waiting += [*names_queries(asked[:half]), *names_queries(asked[half:])]
        return tuple(found.get(name) for name in names)

    async def search_work(
        self, work: WorkDescription, names: Sequence[PersonName], *, rows: int = 100
    ) -> SearchAnswer:
        """Persons with one of these surnames who list this work; one request for 40 names."""
        answers = [await self._search(query, rows) for query in work_queries(work, names)]
        found = {person.orcid: person for answer in answers for person in answer.persons}
        twice = sum(len(answer.persons) for answer in answers) - len(found)
        return SearchAnswer(tuple(found.values()), sum(a.total for a in answers) - twice)

    async def search_identifiers(self, numbers: Sequence[ExternalIdentifier]) -> SearchAnswer:
        """One request, for the first numbers if there are more than its address holds."""
        return await self._search(identifiers_query(numbers), _IDENTIFIER_ROWS)

    async def find(self, orcid: OrcidId) -> FoundPerson | None:
        """One person by iD. Locked, deactivated and deprecated iDs are not in the index."""
        answer = await self._search(orcid_query(orcid), 1)
        return next((person for person in answer.persons if person.orcid == orcid), None)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """The public page of one iD: names, affiliations, works, identifiers in one request."""
        today = self._today()
        if kept := await self._keeping.page(orcid, today):
            return kept
        reply = await self._api.get_json(f"{orcid}/record", expected=(200, 301, 404, 409))
        if reply.long:  # somebody with hundreds of works
            profile = await asyncio.to_thread(read_profile, reply, orcid, today)
        else:
            profile = read_profile(reply, orcid, today)
        if profile is None:
            raise self._not_understood()
        self._keeping.keep_page(profile)
        return profile

    async def check(self) -> str:
        """Look for ORCID's test person; says how and how fast the registry answered."""
        started = time.perf_counter()
        await self._ask(Asked(orcid_query(_CARBERRY)), 1)
        took = time.perf_counter() - started
        return _("{label} answered in {time:.0f} ms. {sentence}").format(
            label=self.label, time=1000 * took, sentence=self.access.sentence
        )

    async def aclose(self) -> None:
        """Give back connections."""
        await self._api.aclose()
        await self._keeping.aclose()
        await self._quota.aclose()

    async def _search(self, query: str, rows: int, **more: str) -> SearchAnswer:
        if not query:
            return _NOBODY
        asked, rows = Asked.of(query, more), min(max(rows, 1), _MOST_ROWS)
        if kept := await self._keeping.search(asked, rows):
            return kept
        answer, certain = await self._ask(asked, rows)
        if certain:
            self._keeping.keep_searches({asked: answer}, rows)
        return answer

    async def _ask(self, asked: Asked, rows: int) -> tuple[SearchAnswer, bool]:
        """The answer of the registry itself, and whether it really said how many there are."""
        params = {
            "q": asked.query,
            "start": "0",
            "rows": str(rows),
            "fl": FIELDS,
            **dict(asked.more),
        }
        reply = await self._api.get_json("expanded-search/", params)
        answer = read_search(reply.body)
        if answer is None:
            raise self._not_understood()
        return answer, number(reply.body, "num-found") is not None

    def _count(self) -> None:
        self._quota.sent(anonymous=self.access.anonymous)

    def _not_understood(self) -> RegistryUnreachable:
        return RegistryUnreachable(
            _("{label} answered in a form that this program does not know.").format(
                label=self.label
            ),
            _("Check the address of the API; a newer version of this program may help."),
        )


async def _those_of(name: PersonName, persons: Sequence[FoundPerson]) -> SearchAnswer:
    """Those who could bear the name, found in turns with the screen: ten milliseconds in all."""
    turns, own = Turns(), []
    for person in persons:
        if fits(name, person):
            own.append(person)
        await turns.offer()
    return SearchAnswer(tuple(own), len(own))
