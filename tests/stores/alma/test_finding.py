"""A field is found again where it is, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.changes import Wish
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.stores.alma.finding import CHANGED, GONE, Standing, find_fields
from orcid_tui.stores.alma.write_back import FieldWork
from tests.fields import field, record
from tests.stores.alma.enveloped import fields_of, person, wish

ADA, BEA = person(1), person(2)
_QUELL = field("700", "1 ", "a Quell, Ada,", "e author.")
_OTHER = field("700", "1 ", "a Brand, Bea,", "e editor.")
_THIRD = field("700", "1 ", "a Carse, Cy,", "e editor.")


def _with(heading: Field, *subfields: str) -> Field:
    return replace(heading, subfields=heading.subfields + field("", "", *subfields).subfields)


_LINKED = _with(_QUELL, f"1 {ADA.uri}")


def _made(names: Sequence[Field]) -> BibRecord:
    return record(*fields_of(*names))


def _found(
    seen: Sequence[Field], now: Sequence[Field], *works: FieldWork
) -> tuple[tuple[Standing, int | None], ...]:
    """Each standing, and its occurrence among the fields of its tag as they are now."""
    before, after = _made(seen), _made(now)
    standings = find_fields(before, after, works)
    return tuple(
        (
            each,
            None if each.index is None else after.tags[: each.index + 1].count(each.work.field.tag),
        )
        for each in standings
    )


def _one(
    seen: Sequence[Field], now: Sequence[Field], work: FieldWork
) -> tuple[Standing, int | None]:
    (found,) = _found(seen, now, work)
    return found


def test_a_field_in_its_place() -> None:
    standing, place = _one([_OTHER, _QUELL], [_OTHER, _QUELL], wish(_QUELL, ADA, occurrence=2))
    assert (place, standing.done) == (2, False)


def test_a_field_whose_subfields_were_sorted() -> None:
    sorted_field = replace(_QUELL, subfields=_QUELL.subfields[::-1])
    standing, place = _one([_QUELL], [sorted_field], wish(_QUELL, ADA))
    assert (place, standing.done) == (1, False)


def test_other_indicators_are_another_field() -> None:
    standing, place = _one([_QUELL], [replace(_QUELL, indicators="0 ")], wish(_QUELL, ADA))
    assert place is None
    assert standing.reason == CHANGED


def test_a_field_that_was_moved() -> None:
    _, place = _one([_QUELL, _OTHER], [_THIRD, _OTHER, _QUELL], wish(_QUELL, ADA))
    assert place == 3


def test_a_field_that_was_changed_is_shown() -> None:
    changed = _with(_QUELL, "4 aut")
    standing, place = _one([_OTHER, _QUELL], [_OTHER, changed], wish(_QUELL, ADA, occurrence=2))
    assert (place, standing.theirs, standing.reason) == (None, changed, CHANGED)


def test_a_field_that_was_changed_and_moved_is_shown() -> None:
    changed = _with(_QUELL, "4 aut")
    standing, place = _one([_QUELL, _OTHER], [_OTHER, changed], wish(_QUELL, ADA))
    assert (place, standing.theirs) == (None, changed)


def test_a_field_that_is_gone() -> None:
    standing, place = _one([_OTHER, _QUELL], [_OTHER], wish(_QUELL, ADA, occurrence=2))
    assert (place, standing.theirs, standing.reason) == (None, None, GONE)


def test_another_field_that_moved_into_its_place_is_not_it() -> None:
    standing, place = _one([_QUELL, _OTHER], [_OTHER], wish(_QUELL, ADA))
    assert (place, standing.theirs, standing.reason) == (None, None, GONE)


def test_our_own_earlier_write() -> None:
    standing, place = _one([_OTHER, _QUELL], [_OTHER, _LINKED], wish(_QUELL, ADA, occurrence=2))
    assert (place, standing.done) == (2, True)


def test_our_own_earlier_write_beside_a_namesake_that_came_since() -> None:
    standing, place = _one([_QUELL], [_LINKED, _QUELL], wish(_QUELL, ADA))
    assert (place, standing.done) == (1, True)


def test_our_own_earlier_write_that_alma_has_sorted_and_moved() -> None:
    by_alma = replace(_LINKED, subfields=(*_LINKED.subfields[::-1],))
    standing, place = _one([_QUELL, _OTHER], [_OTHER, by_alma], wish(_QUELL, ADA))
    assert (place, standing.done) == (2, True)


def test_our_own_earlier_write_in_a_field_that_others_have_changed_since() -> None:
    standing, place = _one([_QUELL], [_with(_LINKED, "4 aut")], wish(_QUELL, ADA))
    assert (place, standing.done) == (1, True)


def test_an_earlier_removal() -> None:
    removal = wish(_LINKED, None, kind=Wish.REMOVE)
    standing, place = _one([_LINKED], [_QUELL], removal)
    assert (place, standing.done) == (1, True)


def test_someone_elses_id_is_not_our_write() -> None:
    theirs = _with(_QUELL, f"1 {BEA.uri}")
    standing, place = _one([_QUELL], [theirs], wish(_QUELL, ADA))
    assert (place, standing.theirs) == (None, theirs)


def test_a_namesake_without_an_id_is_no_earlier_removal() -> None:
    """The field is gone; the equal name that was there all the time is somebody else."""
    removal = wish(_LINKED, None, occurrence=2, kind=Wish.REMOVE)
    standing, place = _one([_QUELL, _LINKED], [_QUELL], removal)
    assert (place, standing.reason) == (None, GONE)


# --- two of one name ------------------------------------------------------------------


def test_equal_names_are_told_apart_by_their_order() -> None:
    works = wish(_QUELL, ADA), wish(_QUELL, BEA, occurrence=2)
    found = _found([_QUELL, _QUELL], [_OTHER, _QUELL, _THIRD, _QUELL], *works)
    assert [place for _, place in found] == [2, 4]


def test_one_of_equal_names_was_written_before() -> None:
    works = wish(_QUELL, ADA), wish(_QUELL, BEA, occurrence=2)
    found = _found([_QUELL, _QUELL], [_LINKED, _QUELL], *works)
    assert [(place, each.done) for each, place in found] == [(1, True), (2, False)]


def test_one_of_equal_names_was_written_before_and_both_have_moved() -> None:
    works = wish(_QUELL, ADA), wish(_QUELL, BEA, occurrence=2)
    found = _found([_QUELL, _QUELL], [_OTHER, _LINKED, _QUELL], *works)
    assert [(place, each.done) for each, place in found] == [(2, True), (3, False)]


def test_one_of_equal_names_was_changed_in_its_place() -> None:
    theirs = _with(_QUELL, "4 aut")
    works = wish(_QUELL, ADA), wish(_QUELL, BEA, occurrence=2)
    found = _found([_QUELL, _QUELL], [_QUELL, theirs], *works)
    assert [(place, each.theirs) for each, place in found] == [(1, None), (None, theirs)]


@pytest.mark.parametrize("occurrence", [1, 2])
def test_one_of_equal_names_is_gone_and_nobody_knows_which(occurrence: int) -> None:
    standing, place = _one([_QUELL, _QUELL], [_QUELL], wish(_QUELL, ADA, occurrence=occurrence))
    assert place is None
    assert "cannot be told which one" in standing.reason


def test_a_namesake_was_added_in_front_while_the_others_moved() -> None:
    standing, place = _one(
        [_OTHER, _QUELL], [_QUELL, _OTHER, _QUELL], wish(_QUELL, ADA, occurrence=2)
    )
    assert place is None
    assert "several times" in standing.reason


@pytest.mark.parametrize("seen", [[_OTHER, _QUELL], [_QUELL]])
def test_a_namesake_was_added_beside_it_and_nobody_knows_which_is_new(seen: list[Field]) -> None:
    """The new one may just as well stand in the old place now, in front of the one meant."""
    wanted = wish(_QUELL, ADA, occurrence=len(seen))
    standing, place = _one(seen, [*seen, _QUELL], wanted)
    assert place is None
    assert "cannot be told which one" in standing.reason


def test_a_namesake_was_added_and_it_is_clear_which_is_new() -> None:
    _, place = _one([_QUELL, _OTHER], [_QUELL, _OTHER, _QUELL], wish(_QUELL, ADA))
    assert place == 1


def test_a_namesake_that_had_the_id_all_the_time_is_not_our_write() -> None:
    standing, place = _one([_LINKED, _QUELL], [_LINKED, _QUELL], wish(_QUELL, ADA, occurrence=2))
    assert (place, standing.done) == (2, False)


# --- agreed upon later ----------------------------------------------------------------


def test_theirs_is_found_whether_ours_or_theirs_counts_as_seen() -> None:
    theirs = _with(_QUELL, "4 aut")
    agreed = replace(wish(_QUELL, ADA), field=theirs)
    now = [_OTHER, _THIRD, theirs]
    for seen in ([_QUELL, _OTHER], now):
        _, place = _one(seen, now, agreed)
        assert place == 3


# --- the record -----------------------------------------------------------------------


def test_a_record_that_describes_another_work_is_left_alone() -> None:
    other = replace(_made([_QUELL]).field(3), subfields=field("", "", "a Soups.").subfields)
    now = record(*fields_of()[:3], other, _QUELL)
    (standing,) = find_fields(_made([_QUELL]), now, [wish(_QUELL, ADA)])
    assert standing.index is None
    assert standing.theirs == _QUELL
    assert "another work" in standing.reason


def test_a_title_that_differs_in_marks_only_is_the_same() -> None:
    same = field("245", "10", "a Tides of the outer moons", "c by Ada Quell")
    now = record(*fields_of()[:3], same, _QUELL)
    (standing,) = find_fields(_made([_QUELL]), now, [wish(_QUELL, ADA)])
    assert standing.index == 4


_NAMES = st.lists(st.sampled_from([_QUELL, _LINKED, _OTHER, _THIRD]), max_size=5)


@given(seen=_NAMES, now=_NAMES)
def test_whatever_happens_no_two_decisions_meet_in_a_field(
    seen: list[Field], now: list[Field]
) -> None:
    """And each field that is found either looks as it did or as it was to look."""
    works = [
        wish(each, person(at), occurrence=at, kind=Wish.REPLACE)
        for at, each in enumerate(seen, start=1)
    ]
    after = _made(now)
    standings = find_fields(_made(seen), after, works)
    places = [each.index for each in standings if each.index is not None]
    assert len(set(places)) == len(places)
    for each in standings:
        if each.index is not None and not each.done:
            assert sorted(after.field(each.index).subfields, key=str) == sorted(
                each.work.field.subfields, key=str
            )


@given(names=st.permutations([_QUELL, _QUELL, _LINKED, _OTHER, _THIRD]), more=_NAMES)
def test_what_nobody_touched_is_found_wherever_it_stands(
    names: list[Field], more: list[Field]
) -> None:
    """Fields put in, of other persons, change nothing about it."""
    works = [wish(each, None, occurrence=at) for at, each in enumerate(names, start=1)]
    strangers = [each for each in more if each == _THIRD]
    now = [*strangers, *names]
    if strangers and _THIRD in names:
        works = [work for work in works if work.field != _THIRD]
    for standing in find_fields(_made(names), _made(now), works):
        assert standing.index == standing.work.ref.occurrence + 3 + len(strangers)
