"""Facts become words and weights: the strong ones first, and what speaks against as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.reading import person_name
from orcid_tui.matching.closer_look import PageEvidence, read_page
from orcid_tui.matching.ranking import rank, worth_a_look
from orcid_tui.matching.weighing import Evidence, Weighed, weigh
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    FoundPerson,
    PartialDate,
    PersonProfile,
    PublishedWork,
)
from orcid_tui.registry.protocol import SearchAnswer
from tests.fields import field

_OSLO = "University of Oslo"


def _person(n: int, *places: str, given: str = "Jane") -> FoundPerson:
    return FoundPerson(OrcidId.from_base(f"0099000000{n:05}"), given, "Smith", affiliations=places)


def _evidence(*crowd: FoundPerson, more: tuple[str, ...] = (), **work: Any) -> Evidence:
    one = field("100", "1 ", "a Smith, Jane,", *more)
    heading = Heading(HeadingRef(1, "100", 1), "x1", one, "Smith, Jane")
    nobody = SearchAnswer((), 0)
    described = WorkDescription(**work)
    found = SearchAnswer(crowd, len(crowd))
    return Evidence(heading, person_name(heading), found, nobody, work=described)


def _weighed(person: FoundPerson, evidence: Evidence) -> Weighed:
    return weigh(evidence, person, set())


def test_strong_reasons_stand_first() -> None:
    jane = _person(1, _OSLO)
    evidence = _evidence(jane, more=(f"u {_OSLO}",))
    evidence = replace(
        evidence,
        same_number={jane: "ISNI"},
        pages={jane.orcid: PageEvidence(same_venue=True, topic=2)},
    )
    assert weigh(evidence, jane, {jane.orcid}).reasons == (
        "same ISNI as in the record",
        "lists this work",
        "affiliation as in the record",
        "published in the same place",
        "works on the same subject",
        "same name",
    )


def test_a_shared_number_is_enough_among_many_namesakes() -> None:
    crowd = tuple(_person(n) for n in range(1, 30))
    evidence = replace(_evidence(*crowd), same_number={crowd[17]: "VIAF"})
    found = rank(evidence)
    assert found.recommended == crowd[17].orcid
    assert found.candidates[0].reasons == ("same VIAF as in the record", "same name")


def test_who_has_the_number_is_there_even_if_the_name_search_missed_them() -> None:
    jane = _person(1)
    assert rank(replace(_evidence(), same_number={jane: "ISNI"})).recommended == jane.orcid


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ({"theses": (_OSLO,)}, "is where the thesis was written"),
        ({"institutions": (_OSLO, "Smith & Sons")}, "is where the work was published"),
    ],
)
def test_the_school_and_the_publisher_count_a_little(work: dict[str, Any], reason: str) -> None:
    here, there = _person(1, "Univ. of Oslo"), _person(2, "University of Bergen")
    found = rank(_evidence(there, here, **work))
    assert found.candidates[0].person == here
    assert found.candidates[0].reasons[0] == reason
    assert found.recommended is None
    weaker = _weighed(here, _evidence(here, **work)).weight
    assert weaker < _weighed(here, _evidence(here, more=(f"u {_OSLO}",))).weight


def test_a_student_of_the_school_is_known_by_the_page() -> None:
    evidence = _evidence(_person(1), theses=(_OSLO,))
    page = PersonProfile(_person(1).orcid, educations=(Affiliation(_OSLO),))
    seen = read_page(evidence.heading, evidence.work, page)
    assert seen.wrote_thesis_there
    found = _weighed(_person(1), replace(evidence, pages={page.orcid: seen}))
    assert found.reasons[0] == "studied where the thesis was written"


@pytest.mark.parametrize(
    ("more", "year", "first", "doubts"),
    [
        ((), 1960, 2015, ("public record begins in 2015, this work is of 1960",)),
        ((), 2000, 2015, ()),
        ((), 2021, 2015, ()),
        ((), None, 2015, ()),
        (("d 1990-",), 2020, 1985, ("public record begins in 1985, born in 1990",)),
        (("d 1960-",), 2020, 1985, ()),
    ],
)
def test_the_years_of_a_page_must_fit(
    more: tuple[str, ...], year: int | None, first: int, doubts: tuple[str, ...]
) -> None:
    jane = _person(1)
    page = PersonProfile(
        jane.orcid,
        employments=(Affiliation("x", start=PartialDate(first + 3)), Affiliation("y")),
        educations=(Affiliation("z", start=PartialDate(first)),),
        works=(PublishedWork("w", year=first + 5), PublishedWork("v")),
    )
    evidence = _evidence(jane, more=more, year=year)
    seen = read_page(evidence.heading, evidence.work, page)
    assert seen.first_year == first
    assert _weighed(jane, replace(evidence, pages={jane.orcid: seen})).doubts == doubts


def test_one_at_the_right_place_is_looked_at_when_namesakes_make_it_unsure() -> None:
    here = _person(1, _OSLO)
    crowd = (here, *(_person(n) for n in range(2, 40)))
    evidence = _evidence(*crowd, more=(f"u {_OSLO}",))
    found = rank(evidence)
    assert found.recommended is None
    assert worth_a_look(found, evidence) == (here.orcid,)
    seen = {here.orcid: PageEvidence(same_venue=True, topic=2)}
    assert rank(replace(evidence, pages=seen)).recommended == here.orcid


def test_the_dead_cost_no_page() -> None:
    evidence = _evidence(_person(1), _person(2), more=("d 1820-1890.",))
    assert worth_a_look(rank(evidence), evidence) == ()
