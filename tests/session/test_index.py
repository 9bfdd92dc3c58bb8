"""The compact index behaves like a plain list with a state for each entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.index import HeadingIndex
from orcid_tui.session.states import HeadingState

_REFS = st.lists(
    st.tuples(st.integers(1, 60), st.sampled_from(["100", "700"]), st.integers(1, 5)), unique=True
).map(lambda found: sorted((HeadingRef(*one) for one in found), key=lambda ref: ref.record))


@given(_REFS, st.data())
def test_it_is_a_list_with_states(refs: list[HeadingRef], data: st.DataObject) -> None:
    index = HeadingIndex()
    half = len(refs) // 2
    index.add(refs[:half])
    index.add(refs[half:])
    states = [data.draw(st.sampled_from(HeadingState)) for _ in refs]
    for position, state in enumerate(states):
        index.set_state(position, state)
    assert list(index) == refs == index[:]
    assert [index.position(ref) for ref in refs] == list(range(len(refs)))
    assert [index.state(k) for k in range(len(refs))] == states
    counts = index.counts()
    assert counts.total == len(refs)
    assert counts.open == states.count(HeadingState.OPEN)
    assert counts.closed == states.count(HeadingState.CLOSED)
    open_ones = [k for k, state in enumerate(states) if state is HeadingState.OPEN]
    for after in range(-1, len(refs)):
        later = [k for k in open_ones if k > after]
        assert index.next_open(after) == next(iter(later or open_ones), None)


def test_a_place_that_is_not_there() -> None:
    index = HeadingIndex()
    index.add([HeadingRef(1, "100", 1), HeadingRef(3, "700", 1)])
    assert index.position(HeadingRef(2, "100", 1)) is None
    assert index.position(HeadingRef(3, "700", 2)) is None
