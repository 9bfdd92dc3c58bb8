"""What speaks for and against one person, in words and as a weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from orcid_tui.headings.heading import Heading, WorkDescription
from orcid_tui.language import _
from orcid_tui.matching import weights
from orcid_tui.matching.affiliations import SamePlace, best_agreement
from orcid_tui.matching.closer_look import PageEvidence
from orcid_tui.names.agreement import Agreement, agreement
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import SearchAnswer


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was asked and answered for one heading.

    `same_number`: who lists an identifier of the heading among theirs, with its source ("ISNI").
    `loose`: the names were asked for by any of their words.
    """

    heading: Heading
    name: PersonName
    by_name: SearchAnswer
    by_work: SearchAnswer
    loose: bool = False
    pages: Mapping[OrcidId, PageEvidence] = field(default_factory=dict)
    same_number: Mapping[FoundPerson, str] = field(default_factory=dict)
    work: WorkDescription = field(default_factory=WorkDescription)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A person with the weight of all that is known. `claims`: lists this work; `certain_place`:
    is or was at the institution in the heading; `same_number`: shares an identifier with it."""

    person: FoundPerson
    weight: float
    agreement: Agreement
    claims: bool
    certain_place: bool
    same_number: bool
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def has_a_sure_fact(self) -> bool:
        """Whether more than a name and a likeness speaks for the person."""
        return self.claims or self.certain_place or self.same_number


class _Fact(NamedTuple):
    """How many times likelier a fact makes the person, and its words. Below 1 it is a doubt."""

    factor: float
    words: str = ""


def weigh(evidence: Evidence, person: FoundPerson, claimants: Set[OrcidId]) -> Weighed:
    """All that speaks for and against a person, the strongest first."""
    grade = agreement(evidence.name, person)
    claims = person.orcid in claimants and grade is not Agreement.CONFLICT
    page = evidence.pages.get(person.orcid)
    number = evidence.same_number.get(person, "") or (page.same_identifier if page else "")
    place, by_place = _by_place(evidence, person)
    certain = place is SamePlace.YES or bool(page and page.was_there)
    facts = [*by_place]
    if claims:
        facts.append(_Fact(weights.CLAIMS_THIS_WORK, _("lists this work")))
    if number:
        facts.append(
            _Fact(
                weights.SAME_IDENTIFIER, _("same {number} as in the record").format(number=number)
            )
        )
    if page:
        facts.extend(_by_page(evidence, page, place))
    if died := died_before_orcid(evidence.name):
        facts.append(_Fact(weights.DEAD_BEFORE_ORCID, died))
    weight = weights.NAME[grade]
    for fact in facts:
        weight *= fact.factor
    reasons = [f.words for f in sorted(facts, reverse=True) if f.factor > 1 and f.words]
    doubts = [f.words for f in sorted(facts) if f.factor < 1 and f.words]
    (reasons if grade.rank <= Agreement.INITIALS.rank else doubts).append(grade.words)
    return Weighed(
        person, weight, grade, claims, certain, bool(number), tuple(reasons), tuple(doubts)
    )


def died_before_orcid(name: PersonName) -> str:
    """A doubt in words when the heading's person cannot have registered, or an empty string."""
    if name.death and name.death < weights.ORCID_OPENED:
        return _("the person of this heading died in {death}").format(death=name.death)
    if name.birth and name.birth + weights.LONGEST_LIFE < weights.ORCID_OPENED:
        return _("the person of this heading was born in {birth}").format(birth=name.birth)
    if name.active and name.active + weights.LONGEST_LIFE < weights.ORCID_OPENED:
        return _("the person of this heading was active in {active}").format(active=name.active)
    return ""


def _by_place(evidence: Evidence, person: FoundPerson) -> tuple[SamePlace, list[_Fact]]:
    """The current affiliations against those in the heading, else against those of the work."""
    here = [place for place in evidence.heading.affiliations if place.strip()]
    if not person.affiliations:
        return SamePlace.NO, []
    place = best_agreement(here, person.affiliations)
    if place is SamePlace.YES:
        return place, [_Fact(weights.AFFILIATION[place], _("affiliation as in the record"))]
    facts = []
    if here and place is SamePlace.LIKELY:
        facts.append(
            _Fact(weights.AFFILIATION[place], _("affiliation resembles that in the record"))
        )
    elif here:
        facts.append(_Fact(weights.AFFILIATION[place], _("another affiliation than in the record")))
    work = evidence.work
    if best_agreement(work.theses, person.affiliations) is SamePlace.YES:
        facts.append(_Fact(weights.AT_THE_SCHOOL, _("is where the thesis was written")))
    elif best_agreement(work.institutions, person.affiliations) is SamePlace.YES:
        facts.append(_Fact(weights.AT_THE_PUBLISHER, _("is where the work was published")))
    return place, facts


def _by_page(evidence: Evidence, page: PageEvidence, place: SamePlace) -> Iterator[_Fact]:
    if page.was_there and place is not SamePlace.YES:
        yield _Fact(weights.WAS_THERE, _("was at the institution in the record"))
    if page.wrote_thesis_there:
        yield _Fact(weights.AT_THE_SCHOOL, _("studied where the thesis was written"))
    if page.same_venue:
        yield _Fact(weights.SAME_VENUE, _("published in the same place"))
    if page.topic >= weights.SHARED_WORDS:
        yield _Fact(weights.SAME_TOPIC * min(page.topic, 5), _("works on the same subject"))
    elif page.topic:
        yield _Fact(weights.NEAR_TOPIC)
    born, year, first = evidence.name.birth, evidence.work.year, page.first_year
    if first and born and first < born + weights.YOUNGEST:
        yield _Fact(
            weights.OTHER_TIME,
            _("public record begins in {first}, born in {born}").format(first=first, born=born),
        )
    elif first and year and first - year > weights.LONGEST_SILENCE:
        yield _Fact(
            weights.OTHER_TIME,
            _("public record begins in {first}, this work is of {year}").format(
                first=first, year=year
            ),
        )
