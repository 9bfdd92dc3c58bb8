"""What is known of headings beside their states: set by records, answers and saves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.index import HeadingIndex
from orcid_tui.session.marks import (
    CONFLICT,
    DISAGREES,
    LOOKED_UP,
    RECOMMENDED,
    REFUSED,
    SOMEBODY_ELSE,
)
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.session.sureness import HARDEST, NOBODY, sureness
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.ui.fakes import PERSONS, MemoryRegistry, MemoryStore, invented, name_field, record

FIRST = HeadingRef(1, "100", 1)
_BITS = (RECOMMENDED, REFUSED, DISAGREES, LOOKED_UP)


@given(st.data())
def test_the_counts_are_those_of_the_marks(data: st.DataObject) -> None:
    index = HeadingIndex()
    index.add([HeadingRef(number, "100", 1) for number in range(1, 5)])
    for _ in range(data.draw(st.integers(0, 25))):
        position = data.draw(st.integers(0, 3))
        what = data.draw(st.sampled_from(["state", "mark", "answer"]))
        if what == "state":
            index.set_state(position, data.draw(st.sampled_from(HeadingState)))
        elif what == "mark":
            bit = data.draw(st.sampled_from(_BITS))
            index.mark(position, bit, on=data.draw(st.booleans()))
        else:
            bits = data.draw(st.sets(st.sampled_from((LOOKED_UP, RECOMMENDED, SOMEBODY_ELSE))))
            index.set_answer(position, sum(bits), data.draw(st.integers(0, 255)))
    marks = [index.marks(position) for position in range(4)]
    for position, known in enumerate(marks):
        undecided = index.state(position) in (HeadingState.OPEN, HeadingState.LINKED)
        disputed = bool(known & (DISAGREES | SOMEBODY_ELSE))
        assert bool(known & CONFLICT) == (undecided and disputed)
    counts = index.counts()
    assert counts.recommended == sum(bool(known & RECOMMENDED) for known in marks)
    assert counts.refused == sum(bool(known & REFUSED) for known in marks)
    assert counts.conflict == sum(bool(known & CONFLICT) for known in marks)


def _session(*fields: tuple[str, str], persons: tuple[FoundPerson, ...] = PERSONS) -> Session:
    """One record with one heading at Oslo, so that Anna Hansen of Oslo is recommended."""
    heading = name_field("Hansen, Anna.", ("u", "University of Oslo"), *fields)
    return Session(MemoryStore([record(1, heading)]), MemoryRegistry(persons))


async def _read(session: Session) -> int:
    async for _ in session.scan():
        pass
    return session.marks(FIRST)


async def test_an_answer_marks_its_heading_and_is_told() -> None:
    session = _session()
    assert await _read(session) == 0
    heard: list[HeadingRef] = []
    session.watch_answers(heard.append)
    answer = await session.look_up(FIRST)
    assert answer.recommended == invented(1)
    assert session.marks(FIRST) == LOOKED_UP | RECOMMENDED
    assert heard == [FIRST]
    await session.look_up(FIRST)
    assert heard == [FIRST]


async def test_broken_ids_and_different_ones_are_a_conflict_until_something_is_decided() -> None:
    for there in ([("1", "https://orcid.org/0099-0000-0000-0000")],
                  [("1", invented(2).uri), ("0", f"(orcid){invented(3)}")]):  # fmt: skip
        session = _session(*there)
        assert await _read(session) & CONFLICT
        session.remove(FIRST)
        assert not session.marks(FIRST) & CONFLICT
        session.undo()
        assert session.marks(FIRST) & CONFLICT


async def test_another_id_than_the_recommended_persons_is_a_conflict_once_that_is_known() -> None:
    session = _session(("1", invented(2).uri))
    assert not await _read(session) & CONFLICT
    await session.look_up(FIRST)
    assert session.marks(FIRST) & CONFLICT
    same = _session(("1", invented(1).uri))
    await _read(same)
    await same.look_up(FIRST)
    assert not same.marks(FIRST) & CONFLICT


async def test_what_a_save_refused_is_marked_until_one_takes_it() -> None:
    store = MemoryStore([record(1, name_field("Hansen, Anna."))])
    session = Session(store, MemoryRegistry(PERSONS))
    await _read(session)
    session.choose(FIRST, PERSONS[0])
    store.refuse = {FIRST}
    await session.save(SaveTarget(SaveMode.REPLACE))
    assert session.marks(FIRST) & REFUSED
    store.refuse = set()
    await session.save(SaveTarget(SaveMode.REPLACE))
    assert not session.marks(FIRST) & REFUSED


def _answer(*scores: float, doubt: bool = False, sure: bool = False) -> LookUp:
    candidates = tuple(
        Candidate(FoundPerson(invented(n)), score, doubts=("but",) if doubt and n == 0 else ())
        for n, score in enumerate(scores)
    )
    return LookUp(candidates, recommended=invented(0) if sure else None)


def test_sure_answers_come_before_unsure_ones_and_nobody_last() -> None:
    in_order = [
        _answer(0.999, sure=True),
        _answer(0.975, 0.01, sure=True),
        _answer(0.67),
        _answer(0.67, doubt=True),
        _answer(0.4, 0.4),
        _answer(0.2, 0.2, 0.2, 0.2),
    ]
    numbers = [sureness(each) for each in in_order]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= HARDEST
    assert sureness(_answer()) == NOBODY < HARDEST


@given(st.lists(st.floats(0, 1), max_size=5), st.booleans(), st.booleans())
def test_sureness_is_a_byte_and_tells_recommendations(
    scores: list[float], doubt: bool, sure: bool
) -> None:
    scores = sorted(scores, reverse=True)
    number = sureness(_answer(*scores, doubt=doubt, sure=sure and bool(scores)))
    assert 0 < number < 256
    assert (number >= 200) == (sure and bool(scores))
