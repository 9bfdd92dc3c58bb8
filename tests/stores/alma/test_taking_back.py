"""A write is taken back, and nothing that others did since."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.practice import Practice, Writing
from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import carried_out
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.alma.taking_back import steps_back
from tests.fields import field

_ADA, _EVE = OrcidId.from_base("009900000000101"), OrcidId.from_base("009900000000102")
_MINE, _THEIRS = f"1 {_ADA.uri}", f"1 {_EVE.uri}"
_BARE = field("100", "1 ", "a Quell, Ada,", "e author.", "4 aut")
_LINKED = field("100", "1 ", "a Quell, Ada,", "e author.", _MINE, "4 aut")


def _back(before: Field, after: Field, now: Field) -> tuple[str, ...]:
    return tuple(map(str, carried_out(now.subfields, steps_back(before, after, now))))


def _refusal(before: Field, after: Field, now: Field) -> str:
    with pytest.raises(FieldRefused) as refused:
        steps_back(before, after, now)
    return str(refused.value)


def test_a_link_goes() -> None:
    assert _back(_BARE, _LINKED, _LINKED) == tuple(map(str, _BARE.subfields))


def test_what_others_added_and_changed_stays() -> None:
    now = field(
        "100", "1 ", "a Quell, Ada,", "d 1970-", "e editor.", "0 (x)1", _MINE, "4 aut", "9 local"
    )
    assert _back(_BARE, _LINKED, now) == (
        "$a Quell, Ada,",
        "$d 1970-",
        "$e editor.",
        "$0 (x)1",
        "$4 aut",
        "$9 local",
    )


def test_a_field_that_a_library_system_has_sorted_stays_sorted() -> None:
    now = field("100", "1 ", "a Quell, Ada,", _MINE, "4 aut", "e author.")
    assert _back(_BARE, _LINKED, now) == ("$a Quell, Ada,", "$4 aut", "$e author.")


def test_another_iD_that_was_put_beside_ours_stays() -> None:  # noqa: N802
    now = replace(_LINKED, subfields=(*_LINKED.subfields, Subfield("1", _EVE.uri)))
    assert _back(_BARE, _LINKED, now)[-1] == f"${_THEIRS}"


def test_what_is_gone_already_needs_nothing() -> None:
    assert steps_back(_BARE, _LINKED, _BARE) == ()
    assert steps_back(_BARE, _LINKED, field("100", "1 ", "a Quell, Ada M.,")) == ()


def test_an_id_that_was_replaced_since_is_refused_by_its_words() -> None:
    earlier = field("100", "1 ", "a Quell, Ada", _THEIRS)
    mine = field("100", "1 ", "a Quell, Ada", _MINE)
    third = field("100", "1 ", "a Quell, Ada", "1 https://orcid.org/x")
    assert "is not there any more" in _refusal(earlier, mine, third)
    assert _back(earlier, mine, mine) == ("$a Quell, Ada", f"${_THEIRS}")


def test_no_copy_is_chosen_for_the_user() -> None:
    twice = replace(_LINKED, subfields=(*_LINKED.subfields, Subfield("1", _ADA.uri)))
    assert "more often now" in _refusal(_BARE, _LINKED, twice)


def test_an_earlier_id_is_not_put_beside_a_new_one() -> None:
    earlier = field("100", "1 ", "a Quell, Ada", _THEIRS)
    gone = field("100", "1 ", "a Quell, Ada")
    now = field("100", "1 ", "a Quell, Ada", _MINE)
    assert "not put back beside it" in _refusal(earlier, gone, now)
    assert _back(earlier, gone, gone) == ("$a Quell, Ada", f"${_THEIRS}")


def test_a_subfield_that_is_back_already_does_not_come_twice() -> None:
    before = field("100", "1 ", "a Quell, Ada", f"0 {_ADA}", "2 orcid")
    after = field("100", "1 ", "a Quell, Ada", _MINE)
    now = field("100", "1 ", "a Quell, Ada", _MINE, "2 orcid")
    assert _back(before, after, now) == ("$a Quell, Ada", f"$0 {_ADA}", "$2 orcid")


_OTHER = st.builds(Subfield, st.sampled_from("aecd4"), st.sampled_from(["x", "y", "é."]))
_IDS = st.sampled_from(
    [
        (),
        (Subfield("1", _EVE.uri),),
        (Subfield("0", f"(orcid){_ADA}"), Subfield("1", _ADA.uri)),
        (Subfield("0", str(_EVE)), Subfield("2", "orcid")),
        (Subfield("9", f"(orcid){_ADA}"),),
    ]
)


@st.composite
def _saved(draw: st.DrawFn) -> tuple[Field, Field]:
    """A field before and after a decision of any kind."""
    front, end = draw(st.lists(_OTHER, min_size=1, max_size=4)), draw(st.lists(_OTHER, max_size=2))
    before = Field("100", "1 ", (*front, *draw(_IDS), *end))
    practice = Practice(writing=draw(st.sampled_from(Writing)))
    wish = draw(st.sampled_from(Wish))
    try:
        steps = steps_for(before, wish, _ADA, practice)
    except FieldRefused:
        steps = ()
    return before, replace(before, subfields=carried_out(before.subfields, steps))


@given(_saved())
def test_every_decision_is_taken_back_exactly(saved: tuple[Field, Field]) -> None:
    before, after = saved
    assert carried_out(after.subfields, steps_back(before, after, after)) == before.subfields
    assert steps_back(before, after, before) == ()


@given(_saved(), st.data())
def test_whatever_else_came_and_went_stays(saved: tuple[Field, Field], data: st.DataObject) -> None:
    before, after = saved
    changed = Counter(before.subfields) != Counter(after.subfields)
    new = Subfield("u", "Institute")
    at = data.draw(st.integers(0, len(after.subfields)))
    kept = [*after.subfields[:at], new, *after.subfields[at:]]
    moved = tuple(data.draw(st.permutations(kept))) if changed else tuple(kept)
    now = replace(after, subfields=moved)
    back = carried_out(moved, steps_back(before, after, now))
    assert Counter(back) == Counter((*before.subfields, new))
    ours = {*before.subfields, *after.subfields, new} - (
        set(before.subfields) ^ set(after.subfields)
    )
    assert [each for each in back if each in ours] == [each for each in moved if each in ours]
