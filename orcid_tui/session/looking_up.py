"""Asking the registry about headings: each name once, each work once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from orcid_tui.errors import CredentialsRefused, RegistryError
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.person_identifiers import person_identifiers
from orcid_tui.headings.reading import person_name
from orcid_tui.matching.candidate import LookUp
from orcid_tui.matching.closer_look import MOST_LOOKED_AT, PageEvidence, read_page
from orcid_tui.matching.ranking import rank, weighing, worth_a_look
from orcid_tui.matching.weighing import Evidence
from orcid_tui.names.agreement import fits
from orcid_tui.names.name import PersonName
from orcid_tui.names.typed import typed_name
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.anew import asking_anew
from orcid_tui.registry.protocol import Breadth, PersonRegistry, SearchAnswer
from orcid_tui.session.answers import Answers
from orcid_tui.session.name_answers import NameAnswers, NameKey, name_key
from orcid_tui.session.question import Question
from orcid_tui.turns import Turns

_LOOSE_ROWS: Final = 20
_PERSONS_KEPT: Final = 30_000
"""In each of the memories below, about a kilobyte each; an answer without any counts as one."""
_BY_HAND_KEPT: Final = 3_000
_PAGES_KEPT: Final = 500

PartKey = tuple[int, int | HeadingRef]
"""A record, and the part of its names that is asked about together."""


class LookUps:
    """The questions that were asked of one registry, and their answers."""

    def __init__(
        self,
        registry: PersonRegistry,
        answered: Callable[[HeadingRef, LookUp], object] = lambda ref, answer: None,
    ) -> None:
        """`answered` hears of each heading's answer when it comes, whoever still waits for it."""
        self._registry, self._answered = registry, answered
        self._by_name = NameAnswers(registry)
        self._loosely: Answers[NameKey, SearchAnswer] = Answers(_BY_HAND_KEPT, _persons)
        self._by_work: Answers[PartKey, SearchAnswer] = Answers(_PERSONS_KEPT, _persons)
        self._by_number: Answers[PartKey, SearchAnswer] = Answers(_PERSONS_KEPT, _persons)
        self._look_ups: Answers[HeadingRef, LookUp] = Answers(_PERSONS_KEPT, _candidates)
        self._widely: Answers[HeadingRef, LookUp] = Answers(_BY_HAND_KEPT, _candidates)
        self._spelled: Answers[tuple[HeadingRef, NameKey], LookUp] = Answers(
            _BY_HAND_KEPT, _candidates
        )
        self._profiles: Answers[OrcidId, PersonProfile] = Answers(_PAGES_KEPT)
        self._outdated: set[OrcidId] = set()
        """Pages that are wanted as they are now."""
        self._shown: set[OrcidId] = set()
        """Pages that certainly came from the registry, not from what is kept."""

    def known(self, ref: HeadingRef) -> LookUp | None:
        """The answer for a heading, if it is here."""
        return self._look_ups.known(ref)

    async def look_up(self, question: Question) -> LookUp:
        """The candidates for a heading."""
        return await self._look_ups.get(question.heading.ref, lambda: self._ask_and_tell(question))

    async def look_up_again(self, question: Question) -> LookUp:
        """The candidates as the registry has them now, past everything that is kept."""
        ref = question.heading.ref
        known = self._look_ups.known(ref)
        old = [each.orcid for each in known.candidates] if known is not None else []
        for orcid in old:
            self._profiles.forget(orcid)
        self._outdated.update(old)
        self._by_name.forget(person_name(question.heading))
        self._by_work.forget(_part(question))
        self._by_number.forget(_part(question))
        self._look_ups.forget(ref)
        with asking_anew():
            return await self.look_up(question)

    async def look_up_widely(self, question: Question) -> LookUp:
        """The candidates for a heading, and all who share a word of its name with it."""
        return await self._widely.get(question.heading.ref, lambda: self._ask_widely(question))

    def known_widely(self, ref: HeadingRef) -> LookUp | None:
        """The answer of a wide search, if it is here."""
        return self._widely.known(ref)

    async def look_up_as(self, question: Question, text: str) -> LookUp:
        """The candidates for a heading whose name is spelled in other words."""
        own = person_name(question.heading)
        typed = replace(
            typed_name(text), dates=own.dates, birth=own.birth, death=own.death, active=own.active
        )
        key = (question.heading.ref, name_key(typed))
        return await self._spelled.get(key, lambda: self._ask_as(question, typed))

    async def _ask_and_tell(self, question: Question) -> LookUp:
        answer = await self._ask(question)
        self._answered(question.heading.ref, answer)
        return answer

    async def _ask(self, question: Question) -> LookUp:
        heading = question.heading
        if not heading.eligible:
            return LookUp(note=heading.why_not)
        name = person_name(heading)
        by_name, by_work, same_number = await asyncio.gather(
            self._by_name.answer(name, question.others.names),
            self._who_lists(question),
            self._who_has_the_number(question, name),
        )
        evidence = Evidence(
            heading, name, by_name, by_work, same_number=same_number, work=question.work
        )
        return await self._judge(question, evidence)

    async def _ask_widely(self, question: Question) -> LookUp:
        heading = question.heading
        if not heading.eligible:
            return LookUp(note=heading.why_not)
        name = person_name(heading)
        exactly, loosely, by_work = await asyncio.gather(
            self._by_name.answer(name, question.others.names),
            self._search_loosely(name),
            self._who_lists(question),
        )
        persons = {p.orcid: p for p in (*exactly.persons, *loosely.persons)}
        both = SearchAnswer(tuple(persons.values()), max(exactly.total, len(persons)))
        evidence = Evidence(heading, name, both, by_work, loose=True, work=question.work)
        return await _ranked(evidence)

    async def _ask_as(self, question: Question, name: PersonName) -> LookUp:
        heading = question.heading
        if not heading.eligible:
            return LookUp(note=heading.why_not)
        by_name, by_work = await asyncio.gather(
            self._by_name.answer(name, (name,)),
            self._registry.search_work(question.work, (name,)),
        )
        evidence = Evidence(heading, name, by_name, by_work, work=question.work)
        return await self._judge(question, evidence)

    async def _who_lists(self, question: Question) -> SearchAnswer:
        return await self._by_work.get(
            _part(question),
            lambda: self._registry.search_work(question.work, question.others.names),
        )

    async def _who_has_the_number(
        self, question: Question, name: PersonName
    ) -> dict[FoundPerson, str]:
        """Who lists an identifier of the heading among theirs, and its source; as a rule one.

        Asked for all names of a question at once; the page tells whose it is, and which.
        """
        if not person_identifiers(question.heading.field):
            return {}
        answer = await self._by_number.get(
            _part(question),
            lambda: self._registry.search_identifiers(question.others.numbers),
        )
        fitting = [person for person in answer.persons if fits(name, person)][:MOST_LOOKED_AT]
        pages = await asyncio.gather(*(self.profile(person.orcid) for person in fitting))
        sources = (read_page(question.heading, question.work, page) for page in pages)
        return {
            person: page.same_identifier
            for person, page in zip(fitting, sources, strict=True)
            if page.same_identifier
        }

    async def _judge(self, question: Question, evidence: Evidence) -> LookUp:
        found = await _ranked(evidence)
        if whom := worth_a_look(found, evidence):
            pages = await self._look_closer(question, whom)
            found = await _ranked(replace(evidence, pages=pages))
        return found

    async def _look_closer(
        self, question: Question, whom: Sequence[OrcidId]
    ) -> dict[OrcidId, PageEvidence]:
        """What the pages of equals say; nothing when the registry does not show them all."""
        try:
            profiles = await asyncio.gather(*map(self.profile, whom))
        except CredentialsRefused:
            raise
        except RegistryError:
            return {}
        return {p.orcid: read_page(question.heading, question.work, p) for p in profiles}

    async def _search_loosely(self, name: PersonName) -> SearchAnswer:
        return await self._loosely.get(
            name_key(name),
            lambda: self._registry.search_name(name, breadth=Breadth.LOOSE, rows=_LOOSE_ROWS),
        )

    def known_profile(self, orcid: OrcidId) -> PersonProfile | None:
        """A public page, if it is here."""
        return self._profiles.known(orcid)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        """A public page."""
        return await self._profiles.get(orcid, lambda: self._ask_profile(orcid))

    async def profile_of_this_run(self, orcid: OrcidId) -> PersonProfile:
        """A public page that the registry has shown since the program was started."""
        if orcid not in self._shown:
            self._profiles.forget(orcid)
            self._outdated.add(orcid)
        return await self.profile(orcid)

    async def _ask_profile(self, orcid: OrcidId) -> PersonProfile:
        if orcid not in self._outdated:
            return await self._registry.profile(orcid)
        with asking_anew():
            page = await self._registry.profile(orcid)
        self._outdated.discard(orcid)
        self._shown.add(orcid)
        return page

    async def aclose(self) -> None:
        """Stop what is still being asked."""
        for answers in (
            self._look_ups,
            self._widely,
            self._spelled,
            self._by_name,
            self._loosely,
            self._by_work,
            self._by_number,
            self._profiles,
        ):
            await answers.aclose()


async def _ranked(evidence: Evidence) -> LookUp:
    """As `rank`, in turns with the screen."""
    turns, everybody = Turns(), []
    for weighed in weighing(evidence):
        everybody.append(weighed)
        await turns.offer()
    return rank(evidence, everybody)


def _persons(answer: SearchAnswer) -> int:
    return 1 + len(answer.persons)


def _candidates(answer: LookUp) -> int:
    return 1 + len(answer.candidates)


def _part(question: Question) -> PartKey:
    return question.heading.ref.record, question.others.part
