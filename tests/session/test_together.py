"""Several headings decided at once: one step for undo, and a reason for each that is refused."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.decisions import Manner
from orcid_tui.session.states import HeadingState
from tests.ui.conflicts import BROKEN, LINKED, OPEN, OTHER, carrying_session
from tests.ui.fakes import PERSONS, MemoryRegistry

ANNA = PERSONS[0]


async def test_what_can_be_decided_is_one_step_and_the_rest_says_why() -> None:
    session = carrying_session()
    async for _ in session.scan():
        pass
    gone = HeadingRef(9, "100", 1)
    choices = [(ref, ANNA) for ref in (LINKED, OTHER, BROKEN, OPEN, gone)]
    refused = session.decide_together(choices, Manner.BULK)
    assert set(refused) == {LINKED, OTHER, BROKEN, gone}
    assert all(sentence.endswith(".") for sentence in refused.values())
    [decision] = session.decisions()
    assert (decision.ref, decision.orcid, decision.manner) == (OPEN, ANNA.orcid, Manner.BULK)
    assert session.undo() == (OPEN,)
    assert session.state(OPEN) is HeadingState.OPEN
    assert session.redo() == (OPEN,)


async def test_several_are_taken_back_together() -> None:
    session = carrying_session()
    async for _ in session.scan():
        pass
    session.remove(LINKED)
    assert not session.decide_together([(LINKED, ANNA), (OPEN, ANNA)], Manner.SAME_NAME)
    assert set(session.undo()) == {LINKED, OPEN}
    assert session.state(LINKED) is HeadingState.REMOVED


async def test_nothing_is_decided_where_no_person_may_be_saved() -> None:
    session = carrying_session(MemoryRegistry(PERSONS, ids_may_be_saved=False))
    async for _ in session.scan():
        pass
    assert list(session.decide_together([(OPEN, ANNA)], Manner.BULK)) == [OPEN]
    assert session.undo() == ()


async def test_a_note_stays_with_its_heading_whatever_is_decided() -> None:
    session = carrying_session()
    async for _ in session.scan():
        pass
    session.annotate(OPEN, "ask Marit")
    session.choose(OPEN, ANNA)
    session.undo()
    assert session.note(OPEN) == "ask Marit"
    session.annotate(OPEN, "")
    assert session.note(OPEN) == ""
