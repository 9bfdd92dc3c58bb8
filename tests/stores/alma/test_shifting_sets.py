"""Sets that change while they are read: no title twice, none left out, or it is said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from orcid_tui.stores.alma.members import begins_of_pages
from tests.alma_stand_in import AlmaStandIn, StandInSet, invented_bib, mms
from tests.alma_stand_in.sets import Shift, first_leaves, first_to_the_end, last_to_the_front
from tests.stores.alma.conftest import OpenStore
from tests.stores.alma.looking import SET, asked, fill, loaded, titles


@pytest.mark.parametrize("many", [950, 1_000, 1_001])
@pytest.mark.parametrize(
    "shifts",
    [
        [first_to_the_end],
        [last_to_the_front],
        [first_to_the_end] * 12,
        [last_to_the_front] * 12,
        [first_to_the_end, last_to_the_front] * 6,
        [last_to_the_front, first_to_the_end, first_to_the_end] * 4,
    ],
    ids=["one up", "one down", "all up", "all down", "both", "mixed"],
)
async def test_pages_that_shift_give_no_doubles_and_no_gaps(
    alma: AlmaStandIn, open_store: OpenStore, many: int, shifts: list[Shift]
) -> None:
    members = fill(alma, many, *shifts)
    store = open_store(f"alma:set/{SET}")
    found = titles(store, await loaded(store))
    assert sorted(found) == sorted(members)
    assert store.notices == ()
    assert len(asked(alma, "/bibs")) == -(-many // 100)


async def test_a_title_that_leaves_and_one_that_comes_hide_no_third(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    """The number of members stays the same, and none comes twice: only where pages overlap can
    it be seen that all have moved."""
    members = fill(alma, 250)
    alma.add(invented_bib(900))
    made = alma.sets[0]

    def one_for_another(ids: list[str]) -> None:
        del ids[0]
        ids.append(mms(900))

    made.shifts = [one_for_another]
    store = open_store(f"alma:set/{SET}")
    found = titles(store, await loaded(store))
    assert set(found) == {*members, mms(900)}


async def test_a_set_that_shrinks_leaves_no_gap(alma: AlmaStandIn, open_store: OpenStore) -> None:
    members = fill(alma, 1_000, *[first_leaves] * 8)
    store = open_store(f"alma:set/{SET}")
    found = titles(store, await loaded(store))
    assert len(found) == len(set(found))
    assert set(members[8:]) <= set(found) <= set(members)


async def test_a_set_that_never_comes_to_rest_is_complete_or_says_so(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    def shuffled(ids: list[str]) -> None:
        ids[:] = ids[len(ids) // 3 :] + ids[: len(ids) // 3]

    members = fill(alma, 500, *[shuffled] * 200)
    store = open_store(f"alma:set/{SET}")
    found = titles(store, await loaded(store))
    assert len(found) == len(set(found))
    assert set(found) <= set(members)
    assert bool(store.notices) == (len(found) < 500)


async def test_a_set_that_names_titles_twice_says_what_is_short(
    alma: AlmaStandIn, open_store: OpenStore
) -> None:
    alma.add(*(invented_bib(number) for number in range(3)))
    ids = [mms(0), mms(1), mms(0), mms(2), mms(1)]
    alma.sets.append(StandInSet(SET, "Twice", ids))
    store = open_store(f"alma:set/{SET}")
    batches = await loaded(store)
    assert titles(store, batches) == [mms(0), mms(1), mms(2)]
    assert batches[-1].done == batches[-1].total == 3
    assert store.notices == (
        "Alma counts 5 members in this set, but only 3 different ones came, also when the set "
        "was read again: it may name some twice, or it changes.",
    )
    assert len(asked(alma, "/members")) == 2


def test_pages_overlap_for_nothing() -> None:
    assert begins_of_pages(0) == begins_of_pages(1) == begins_of_pages(100) == [0]
    assert begins_of_pages(101) == [0, 1]
    assert begins_of_pages(1_000) == list(range(0, 1_000, 100))
    for total in range(1, 2_500):
        begins = begins_of_pages(total)
        assert len(begins) == -(-total // 100)
        assert begins[-1] == max(0, total - 100)
        assert all(0 < b - a <= 100 for a, b in pairwise(begins))
