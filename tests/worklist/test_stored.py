"""Order and filter of one session come back in the next; what is damaged asks for nothing."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.states import HeadingState
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Order
from orcid_tui.worklist.stored import as_data, criteria_in, heading_in, order_in

_criteria = st.builds(
    Criteria,
    states=st.frozensets(st.sampled_from(HeadingState)),
    conflict=st.booleans(),
    refused=st.booleans(),
    tags=st.frozensets(st.sampled_from(["100", "600", "700", "880"])),
    recommended=st.booleans(),
    words=st.text(max_size=10),
)
_refs = st.builds(HeadingRef, st.integers(1, 99), st.just("700"), st.integers(1, 9))
_plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
_KEYS = ("order", "states", "conflict", "refused", "tags", "recommended", "words", "heading")


@given(st.sampled_from(Order), _criteria, st.none() | _refs)
def test_there_and_back(order: Order, criteria: Criteria, heading: HeadingRef | None) -> None:
    data = json.loads(json.dumps(as_data(order, criteria, heading)))
    assert (order_in(data), criteria_in(data), heading_in(data)) == (order, criteria, heading)


@given(st.dictionaries(st.sampled_from(_KEYS), _plain))
def test_anything_can_stand_there(data: dict[str, Any]) -> None:
    assert order_in(data) in Order
    assert criteria_in(data).tags <= {f"{number:03}" for number in range(1000)}
    assert isinstance(criteria_in(data).words, str)
    heading_in(data)


def test_nothing_there_asks_for_nothing() -> None:
    assert order_in({}) is Order.RECORD
    assert criteria_in({}).ask_for_nothing
    assert heading_in({}) is None
