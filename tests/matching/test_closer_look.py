"""Whose public page is worth a request, and what it says about a heading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orcid_tui.headings.heading import Heading, HeadingRef, WorkDescription
from orcid_tui.headings.reading import person_name
from orcid_tui.matching.candidate import LookUp
from orcid_tui.matching.closer_look import MOST_LOOKED_AT, PageEvidence, read_page
from orcid_tui.matching.ranking import rank, worth_a_look
from orcid_tui.matching.weighing import Evidence
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FoundPerson,
    PersonProfile,
    PublishedWork,
)
from orcid_tui.registry.protocol import SearchAnswer
from tests.fields import field

_WORK = WorkDescription("Glaciers of Svalbard", subjects=("Permafrost",), venue="Polar Letters")


def _person(n: int, given: str = "Jane") -> FoundPerson:
    return FoundPerson(OrcidId.from_base(f"0099000000{n:05}"), given, "Smith")


def _heading(*more: str) -> Heading:
    one = field("100", "1 ", "a Smith, Jane,", *more)
    return Heading(HeadingRef(1, "100", 1), "x1", one, "Smith, Jane")


def _evidence(crowd: tuple[FoundPerson, ...], *claiming: FoundPerson) -> Evidence:
    heading = _heading()
    return Evidence(
        heading,
        person_name(heading),
        SearchAnswer(crowd, len(crowd)),
        SearchAnswer(claiming, len(claiming)),
    )


def _looked_at(evidence: Evidence) -> tuple[OrcidId, ...]:
    return worth_a_look(rank(evidence), evidence)


def test_equals_in_the_first_place_are_looked_at() -> None:
    crowd = (_person(1), _person(2), _person(3, "Janet"), _person(4, "J."))
    assert _looked_at(_evidence(crowd)) == (crowd[0].orcid, crowd[1].orcid)


def test_only_a_few_are_looked_at() -> None:
    crowd = tuple(_person(n) for n in range(1, 40))
    assert len(_looked_at(_evidence(crowd))) == MOST_LOOKED_AT


@pytest.mark.parametrize("crowd", [(), (_person(1),), (_person(1), _person(2, "J."))])
def test_who_is_alone_in_front_costs_no_page(crowd: tuple[FoundPerson, ...]) -> None:
    assert _looked_at(_evidence(crowd)) == ()


def test_a_recommendation_costs_no_page() -> None:
    crowd = (_person(1), _person(2))
    found = rank(_evidence(crowd, crowd[1]))
    assert found.recommended == crowd[1].orcid
    assert worth_a_look(found, _evidence(crowd, crowd[1])) == ()


def test_strangers_of_a_loose_search_cost_no_page() -> None:
    crowd = (_person(1), _person(2))
    assert _looked_at(replace(_evidence(crowd), loose=True)) == ()


def test_a_page_parts_equals() -> None:
    crowd = (_person(1), _person(2), _person(3))
    evidence = _evidence(crowd)

    def with_page(page: PageEvidence) -> LookUp:
        return rank(replace(evidence, pages={crowd[2].orcid: page}))

    for page, reason in (
        (PageEvidence(same_identifier="ISNI"), "same ISNI as in the record"),
        (PageEvidence(was_there=True), "was at the institution in the record"),
        (PageEvidence(same_venue=True), "published in the same place"),
        (PageEvidence(topic=3), "works on the same subject"),
    ):
        found = with_page(page)
        assert found.candidates[0].person == crowd[2]
        assert reason in found.candidates[0].reasons
        assert found.candidates[0].score > found.candidates[1].score
    assert with_page(PageEvidence()).candidates[0].person == crowd[0]


def test_what_a_page_says() -> None:
    page = PersonProfile(
        _person(1).orcid,
        employments=(Affiliation("University of Oslo"),),
        educations=(Affiliation("Polar College"),),
        works=(PublishedWork("On glaciers and permafrost", venue="POLAR LETTERS"),),
        external_identifiers=(ExternalIdentifier("ISNI", "0000 0001 2345 6789"),),
    )
    heading = _heading("u Polar College, Norway", "0 https://isni.org/isni/0000000123456789")
    assert read_page(heading, _WORK, page) == PageEvidence(
        was_there=True, same_venue=True, topic=2, same_identifier="ISNI"
    )
    assert read_page(_heading(), _WORK, PersonProfile(_person(1).orcid)) == PageEvidence()


@pytest.mark.parametrize("value", ["(DE-588)118540238", "0000000123456780", "123"])
def test_another_identifier_is_not_the_same(value: str) -> None:
    page = PersonProfile(
        _person(1).orcid,
        external_identifiers=(
            ExternalIdentifier("ISNI", "0000000123456789"),
            ExternalIdentifier("Loop profile", "123"),
        ),
    )
    assert read_page(_heading(f"0 {value}"), _WORK, page).same_identifier == ""
