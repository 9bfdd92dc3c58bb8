"""Orders and filters do what `sorted()` and a comprehension do, over any course of the work."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.names.folding import folded
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.headings import SourceHeadings
from orcid_tui.session.marks import CONFLICT, DISAGREES, LOOKED_UP, RECOMMENDED, REFUSED
from orcid_tui.session.states import HeadingState
from orcid_tui.session.sureness import HARDEST, NOBODY, NOT_KNOWN
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Arrangement, Order, arranged
from orcid_tui.worklist.texts import SearchTexts
from orcid_tui.worklist.view import WorkView
from tests.ui.fakes import MemoryStore, invented, name_field, record

_NAMES = ("Hansen, Anna", "hansen, anna", "Ågren, Bo", "Quell, Ada", "Żak, Ewa", "小, 王", "…")
_KINDS = st.sampled_from(["answer", "answer", "answer", "state", "refused", "broken", "nothing"])
_PERSON = FoundPerson(invented(1), "Anna", "Hansen")

_orders = st.sampled_from(Order)
_names = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.lists(st.sampled_from(_NAMES), max_size=2)),
    min_size=1,
    max_size=8,
)
_states = st.frozensets(st.sampled_from(HeadingState), min_size=1, max_size=3)
_one = st.one_of(
    st.builds(Criteria, states=st.just(frozenset({HeadingState.OPEN}))),
    st.builds(Criteria, states=_states, conflict=st.booleans()),
    st.builds(Criteria, conflict=st.booleans(), refused=st.booleans()),
    st.builds(Criteria, tags=st.sampled_from([frozenset({"100"}), frozenset({"100", "700"})])),
    st.builds(Criteria, recommended=st.just(True)),
    st.builds(Criteria, words=st.sampled_from(["hans", "ada qu", "zak", "book", " "])),
)
_criteria = st.one_of(
    st.just(Criteria()),
    _one,
    st.builds(
        Criteria,
        states=_states,
        conflict=st.booleans(),
        tags=st.sampled_from([frozenset(), frozenset({"700"})]),
        recommended=st.booleans(),
        words=st.sampled_from(["", "book"]),
    ),
)
"""Nothing, one thing, and several together: nearly all that is drawn at random hides all."""


def _source(names: list[tuple[str, list[str]]]) -> SourceHeadings:
    """A record for each: a name in 100, some in 700."""
    store = MemoryStore(
        [
            record(number, name_field(main), *(name_field(name, tag="700") for name in others))
            for number, (main, others) in enumerate(names, start=1)
        ]
    )
    return SourceHeadings(store)


async def _read(source: SourceHeadings) -> None:
    async for _ in source.scan():
        pass


def _arranged(
    source: SourceHeadings,
    order: Order,
    first: tuple[int, ...] = (),
    present: Arrangement | None = None,
) -> Arrangement:
    *before, made = arranged(source, order, first=first, present=present)
    assert made is not None
    assert before == [None] * len(before)
    return made


def _view(source: SourceHeadings, criteria: Criteria, made: Arrangement | None = None) -> WorkView:
    view = WorkView(source, SearchTexts(source), made, criteria)
    for _ in view.walk():
        pass
    return view


@dataclass
class Work:
    """A source and what happens to its headings."""

    source: SourceHeadings
    data: st.DataObject

    def goes_on(self) -> None:
        """Decisions, answers and saves, one or none for each heading."""
        index, draw = self.source.index, self.data.draw
        kinds = draw(st.lists(_KINDS, min_size=len(index), max_size=len(index)))
        for position, kind in enumerate(kinds):
            match kind:
                case "state":
                    index.set_state(position, draw(st.sampled_from(HeadingState)))
                case "answer":
                    self.source._note_answer(index[position], draw(_answers))
                case "refused":
                    index.mark(position, REFUSED, on=draw(st.booleans()))
                case "broken":
                    index.mark(position, DISAGREES, on=True)
                    self.source._note_answer(index[position], draw(_answers))
                case _:
                    pass

    def rank(self, ref: HeadingRef) -> int:
        """How sure it is what becomes of a heading, by the definition."""
        [sure] = self.source.index.sureness_at((self.source.refs.index(ref),))
        if not self.source.marks(ref) & LOOKED_UP:
            return NOT_KNOWN
        if self.source.marks(ref) & CONFLICT:
            return HARDEST
        return sure if self.source.state(ref) is HeadingState.OPEN else NOT_KNOWN

    def in_order(self, order: Order) -> list[HeadingRef]:
        """All headings, sorted the plain way."""
        refs = list(self.source.refs)
        if order is Order.NAME:
            return sorted(refs, key=lambda ref: folded(self.source.heading(ref).name) or "\uffff")
        if order is Order.SUREST:
            return sorted(refs, key=lambda ref: -self.rank(ref))
        if order is Order.HARDEST:
            last = {NOBODY: 1000, NOT_KNOWN: 1001}
            return sorted(refs, key=lambda ref: last.get(self.rank(ref), self.rank(ref)))
        return refs

    def passes(self, ref: HeadingRef, criteria: Criteria) -> bool:
        """Whether a heading passes, the plain way."""
        marks, heading = self.source.marks(ref), self.source.heading(ref)
        text = f" {folded(heading.name)} {folded(self.source.work(ref).title)} 2019"
        by_state = criteria.states or criteria.conflict or criteria.refused
        return bool(
            (
                not by_state
                or self.source.state(ref) in criteria.states
                or (criteria.conflict and marks & CONFLICT)
                or (criteria.refused and marks & REFUSED)
            )
            and (not criteria.tags or ref.tag in criteria.tags)
            and (not criteria.recommended or marks & RECOMMENDED)
            and all(f" {word}" in text for word in folded(criteria.words).split())
        )


def _answer(scores: list[float], doubt: bool, recommended: bool) -> LookUp:
    candidates = tuple(
        Candidate(_PERSON, score, doubts=("but",) if doubt else ())
        for score in sorted(scores, reverse=True)
    )
    return LookUp(candidates, recommended=_PERSON.orcid if recommended and candidates else None)


_answers = st.builds(
    _answer,
    st.lists(st.sampled_from([0.0, 0.2, 0.4, 0.67, 0.99]), max_size=3),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=80, deadline=None)
@given(_names, _orders, _criteria, st.data())
def test_an_order_with_a_filter(
    names: list[tuple[str, list[str]]], order: Order, criteria: Criteria, data: st.DataObject
) -> None:
    work = Work(_source(names), data)
    asyncio.run(_read(work.source))
    work.goes_on()
    view = _view(work.source, criteria, _arranged(work.source, order))
    expected = [ref for ref in work.in_order(order) if work.passes(ref, criteria)]
    assert list(view) == expected == view[:]
    assert len(view) == len(expected)
    assert [view.row(ref) for ref in expected] == list(range(len(expected)))
    hidden = set(work.source.refs) - set(expected)
    assert all(view.row(ref) is None for ref in hidden)
    assert all(view.passes(ref) == work.passes(ref, criteria) for ref in work.source.refs)
    assert not view.strangers()

    work.goes_on()
    assert list(view) == expected
    strangers = [ref for ref in expected if not work.passes(ref, criteria)]
    assert [work.source.refs[position] for position in view.strangers()] == strangers
    opened = [ref for ref in expected if work.source.state(ref) is HeadingState.OPEN]
    assert list(view.open_from(0)) == opened
    for row, ref in enumerate(expected):
        later = [one for one in opened if expected.index(one) > row]
        earlier = [one for one in opened if expected.index(one) < row]
        assert list(view.open_from(row + 1)) == later
        itself = [ref] if ref in opened else []
        assert view.next_open(row) == next(iter([*later, *earlier, *itself]), None)
        round_again = [*reversed(later)] or itself
        assert view.previous_open(row) == next(iter([*reversed(earlier), *round_again]), None)


@settings(max_examples=40, deadline=None)
@given(_names, _names, _orders, _criteria, st.data())
def test_a_growing_source(
    names: list[tuple[str, list[str]]],
    more: list[tuple[str, list[str]]],
    order: Order,
    criteria: Criteria,
    data: st.DataObject,
) -> None:
    """What is found later follows behind, as the source has it; half a walk loses nothing."""
    work = Work(_source(names + more), data)

    async def scan() -> None:
        await _read(work.source)

    asyncio.run(scan())
    whole = list(work.source.refs)
    half = sum(1 + len(others) for _, others in names)
    later = whole[half:]
    growing = SourceHeadings(work.source.store)
    growing.index.add(whole[:half])
    work.source = growing
    work.goes_on()
    made = _arranged(growing, order)
    before = [ref for ref in work.in_order(order) if work.passes(ref, criteria)]
    view = WorkView(growing, SearchTexts(growing), made, criteria)
    for _, _step in zip(range(data.draw(st.integers(0, 2))), view.walk(), strict=False):
        pass
    growing.index.add(later)
    for _ in view.walk():
        pass
    assert list(view) == before + [ref for ref in later if work.passes(ref, criteria)]


@settings(max_examples=120, deadline=None)
@given(_names, _orders, _criteria, st.data())
def test_only_what_is_below_is_put_in_order_anew(
    names: list[tuple[str, list[str]]], order: Order, criteria: Criteria, data: st.DataObject
) -> None:
    work = Work(_source(names), data)
    asyncio.run(_read(work.source))
    work.goes_on()
    view = _view(work.source, criteria, _arranged(work.source, order))
    for _ in range(2):
        kept = data.draw(st.integers(0, len(view)))
        above = list(view)[:kept]
        work.goes_on()
        first = tuple(view.positions(0, kept))
        made = _arranged(work.source, order, first, view.arrangement)
        ordered = view.arrangement.between(0, len(work.source.refs))
        before = [work.source.refs[position] for position in ordered]
        view = WorkView(work.source, SearchTexts(work.source), made, criteria, kept=kept)
        for _step in view.walk():
            pass
        # By name nothing is read again: what was in order stays in order.
        others = before if order is Order.NAME else work.in_order(order)
        below = [ref for ref in others if ref not in above]
        assert list(view) == above + [ref for ref in below if work.passes(ref, criteria)]


def test_names_and_positions_take_no_more_room_than_they_must() -> None:
    """An order of a hundred thousand headings is four bytes for each."""
    source = _source([("Hansen, Anna", [])])
    source.index.add([HeadingRef(number, "100", 1) for number in range(1, 100_001)])
    made = _arranged(source, Order.SUREST)
    assert made.positions.itemsize * len(made.positions) <= 400_000


def test_what_stood_above_once_goes_back_to_its_record() -> None:
    source = _source([("Hansen, Anna", ["Quell, Ada", "Ågren, Bo"])])
    asyncio.run(_read(source))
    once = _arranged(source, Order.RECORD, (2, 0))
    assert list(once.positions) == [2, 0, 1]
    assert list(_arranged(source, Order.RECORD, (1,), once).positions) == [1, 0, 2]
