"""Who is put first, and when the program keeps silent."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.reading import person_name
from orcid_tui.matching.candidate import LookUp
from orcid_tui.matching.ranking import rank
from orcid_tui.matching.weighing import Evidence
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import SearchAnswer
from tests.fields import field


def _person(n: int, given: str = "Jane", family: str = "Smith", *places: str) -> FoundPerson:
    return FoundPerson(OrcidId.from_base(f"0099000000{n:05}"), given, family, affiliations=places)


def _rank(
    *subfields: str,
    named: tuple[FoundPerson, ...] = (),
    claiming: tuple[FoundPerson, ...] = (),
    total: int | None = None,
    loose: bool = False,
) -> LookUp:
    one = field("100", "1 ", *(subfields or ("a Smith, Jane,",)))
    heading = Heading(HeadingRef(1, "100", 1), "x1", one, "Smith, Jane")
    by_name = SearchAnswer(named, len(named) if total is None else total)
    by_work = SearchAnswer(claiming, len(claiming))
    return rank(Evidence(heading, person_name(heading), by_name, by_work, loose))


def test_who_lists_the_work_is_first_and_recommended() -> None:
    crowd = tuple(_person(n) for n in range(1, 9))
    found = _rank(named=crowd, claiming=(crowd[5],))
    assert found.candidates[0].person == crowd[5]
    assert found.recommended == crowd[5].orcid
    assert found.candidates[0].reasons[0] == "lists this work"
    assert found.note == ""


def test_a_claimant_whom_the_name_search_missed_is_there() -> None:
    jane = _person(3, "Jane Elizabeth")
    assert _rank(claiming=(jane,)).recommended == jane.orcid


def test_two_who_list_the_work_leave_us_unsure() -> None:
    pair = (_person(1), _person(2))
    found = _rank(named=pair, claiming=pair)
    assert found.recommended is None
    assert "several persons" in found.note
    assert found.candidates[0].score == found.candidates[1].score


def test_a_coauthor_of_another_name_is_no_candidate() -> None:
    jane, coauthor = _person(1), _person(2, "Karl", "Jones")
    found = _rank(named=(jane,), claiming=(coauthor,))
    assert [c.person for c in found.candidates] == [jane]


def test_a_name_alone_is_never_recommended() -> None:
    found = _rank(named=(_person(1),))
    assert found.recommended is None
    assert (
        found.note == "Not sure: no candidate lists this work or has the affiliation in the record."
    )


def test_equal_evidence_keeps_the_order_of_the_registry() -> None:
    crowd = tuple(_person(n) for n in (4, 2, 9))
    found = _rank(named=crowd)
    assert [c.person for c in found.candidates] == list(crowd)
    assert len({c.score for c in found.candidates}) == 1
    assert found.note == "Not sure: 3 candidates with equal evidence."


def test_the_affiliation_of_the_heading_counts() -> None:
    here = _person(1, "Jane", "Smith", "University of Oslo")
    there = _person(2, "Jane", "Smith", "University of Bergen")
    found = _rank("a Smith, Jane,", "u Univ. of Oslo", named=(there, here))
    assert found.candidates[0].person == here
    assert "affiliation as in the record" in found.candidates[0].reasons
    assert "another affiliation than in the record" in found.candidates[1].doubts


def test_an_affiliation_that_speaks_for_another_makes_us_unsure() -> None:
    claimant = _person(1, "Jane", "Smith", "University of Bergen")
    local = _person(2, "Jane", "Smith", "University of Oslo")
    about = ("a Smith, Jane,", "u University of Oslo")
    found = _rank(*about, named=(claimant, local), claiming=(claimant,))
    assert found.candidates[0].person == claimant
    assert found.recommended is None
    assert found.note == "Not sure: another candidate has the affiliation in the record."
    assert _rank(*about, named=(claimant,), claiming=(claimant,)).recommended == claimant.orcid


def test_the_dead_are_never_offered_silently() -> None:
    jane = _person(1)
    found = _rank("a Smith, Jane,", "d 1820-1890.", named=(jane,), claiming=(jane,))
    assert found.recommended is None
    assert "died in 1890" in found.note
    assert "died in 1890" in found.candidates[0].doubts[0]


def test_nobody_found_says_so() -> None:
    assert _rank().note == "Nobody with exactly this name was found."


def test_loose_hits_are_never_recommended() -> None:
    jane = _person(1)
    found = _rank(named=(jane,), claiming=(jane,), loose=True)
    assert found.loose
    assert found.recommended is None


def test_a_wide_search_offers_who_shares_the_surname_behind_the_others() -> None:
    janet, karl = _person(2, "Janet"), _person(3, "Karl", "Jones-Smith")
    found = _rank(named=(_person(1, "Jane", "Jones"), janet, karl, _person(4)), loose=True)
    assert [c.person.name for c in found.candidates[:1]] == ["Jane Smith"]
    assert {c.person for c in found.candidates[1:]} == {janet, karl}
    assert found.candidates[-1].doubts == ("another name",)
    assert found.note == "A wide search: some of these fit only in part."


def test_a_wide_search_that_finds_strangers_only_says_so() -> None:
    found = _rank(named=(_person(1, "Jane", "Jones"),), loose=True)
    assert found.candidates == ()
    assert found.total == 0
    assert found.note == "Nobody with this surname was found."


def test_hits_that_were_not_fetched_lower_the_score() -> None:
    jane = _person(1)
    few, many = _rank(named=(jane,)), _rank(named=(jane,), total=400)
    assert many.candidates[0].score < few.candidates[0].score
    assert many.total == 400


def test_a_private_name_does_not_outrank_a_fitting_one() -> None:
    nameless = replace(_person(2), given_names="", family_name="")
    found = _rank(named=(nameless, _person(1)))
    assert [c.person.name for c in found.candidates] == ["Jane Smith"]


@given(st.lists(st.integers(1, 40), unique=True, max_size=12), st.data())
def test_scores_are_shares_in_falling_order(numbers: list[int], data: st.DataObject) -> None:
    names = st.sampled_from(["Jane", "J.", "Jane E.", "Janet", ""])
    crowd = tuple(_person(n, data.draw(names)) for n in numbers)
    claiming = tuple(p for p in crowd if data.draw(st.booleans()))
    found = _rank(named=crowd, claiming=claiming)
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1.01
    assert found.recommended in {None, *(p.orcid for p in claiming)}
