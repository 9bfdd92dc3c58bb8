"""Headings that carry an iD already: conflicts, corrections, removals and tidying, saved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.origin import of_files
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.refused import AlreadyThere, Conflict, DecisionRefused, Existing
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveMode, SaveTarget
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_WRONG = OrcidId.from_base("009800000000001")
_RIGHT = OrcidId.from_base("009800000000002")
_BROKEN = "https://orcid.org/0000-0000-0000-0000"
_JANE = FoundPerson(_RIGHT, "Jane", "Smith")

_CARRIES = HeadingRef(1, "100", 1)
_HAS_BROKEN = HeadingRef(1, "700", 1)
_OLD_FORM = HeadingRef(1, "700", 2)
_OPEN = HeadingRef(1, "700", 3)
_REPLACE = SaveTarget(SaveMode.REPLACE)

Subfields = list[tuple[str, str]]


def book(
    first: Subfields, second: Subfields, third: Subfields, fourth: Subfields | None = None
) -> bytes:
    return record_bytes(
        [
            ("001", "one"),
            ("100", "1 ", [("a", "Smith, Jane,"), ("e", "author."), *first]),
            ("245", "10", [("a", "Rivers of ice.")]),
            ("700", "1 ", [("a", "Jones, Ann."), *second]),
            ("700", "1 ", [("a", "Berg, Kari."), *third]),
            ("700", "1 ", [("a", "Doe, John."), *(fourth or [])]),
        ]
    )


_BEFORE = book([("1", _WRONG.uri)], [("1", _BROKEN)], [("0", f"(orcid){_WRONG}"), ("4", "aut")])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.mrc"
    path.write_bytes(_BEFORE)
    return path


async def opened(file: Path) -> Session:
    session = Session(MarcFileStore(file), MemoryRegistry(), origin=of_files([file]))
    session.keep_history()
    async for _ in session.scan():
        pass
    return session


@pytest.fixture
async def session(file: Path) -> AsyncIterator[Session]:
    found = await opened(file)
    yield found
    await found.aclose()


async def test_another_id_is_asked_about_and_only_then_replaced(
    session: Session, file: Path
) -> None:
    with pytest.raises(Conflict) as conflict:
        session.choose(_CARRIES, _JANE)
    assert (conflict.value.there, conflict.value.broken) == (str(_WRONG), False)
    with pytest.raises(Conflict):
        session.adopt(_CARRIES, _RIGHT, Existing.KEEP_BROKEN)
    assert session.state(_CARRIES) is HeadingState.LINKED
    session.choose(_CARRIES, _JANE, Existing.REPLACE)
    assert session.state(_CARRIES) is HeadingState.CHOSEN
    await session.save(_REPLACE)
    assert file.read_bytes() == book(
        [("1", _RIGHT.uri)], [("1", _BROKEN)], [("0", f"(orcid){_WRONG}"), ("4", "aut")]
    )
    assert session.state(_CARRIES) is HeadingState.SAVED


async def test_a_broken_id_is_asked_about_and_may_stay(session: Session, file: Path) -> None:
    with pytest.raises(Conflict) as conflict:
        session.choose(_HAS_BROKEN, _JANE)
    assert (conflict.value.there, conflict.value.broken) == (_BROKEN, True)
    session.choose(_HAS_BROKEN, _JANE, Existing.KEEP_BROKEN)
    await session.save(_REPLACE)
    assert file.read_bytes() == book(
        [("1", _WRONG.uri)],
        [("1", _BROKEN), ("1", _RIGHT.uri)],
        [("0", f"(orcid){_WRONG}"), ("4", "aut")],
    )


async def test_a_wrong_id_is_removed_and_undone(session: Session, file: Path) -> None:
    session.remove(_CARRIES)
    assert session.state(_CARRIES) is HeadingState.REMOVED
    assert (session.counts().removed, session.unsaved) == (1, 1)
    session.undo()
    assert session.state(_CARRIES) is HeadingState.LINKED
    session.redo()
    session.remove(_HAS_BROKEN)
    [first, second] = session.plan()
    assert first.preview is not None
    assert second.preview is not None
    assert first.preview.after.values("1") == second.preview.after.values("1") == ()
    await session.save(_REPLACE)
    assert file.read_bytes() == book([], [], [("0", f"(orcid){_WRONG}"), ("4", "aut")])


async def test_after_a_removal_was_saved_the_right_person_can_be_chosen(
    session: Session, file: Path
) -> None:
    session.remove(_CARRIES)
    await session.save(_REPLACE)
    session.choose(_CARRIES, _JANE)
    await session.save(_REPLACE)
    assert file.read_bytes() == book(
        [("1", _RIGHT.uri)], [("1", _BROKEN)], [("0", f"(orcid){_WRONG}"), ("4", "aut")]
    )


async def test_a_choice_that_is_saved_can_still_be_corrected(session: Session, file: Path) -> None:
    session.choose(_OPEN, _JANE)
    await session.save(_REPLACE)
    with pytest.raises(AlreadyThere):
        session.choose(_OPEN, _JANE)
    with pytest.raises(Conflict):
        session.adopt(_OPEN, _WRONG)
    session.remove(_OPEN)
    await session.save(_REPLACE)
    assert file.read_bytes() == _BEFORE


async def test_older_forms_are_offered_and_tidied_only_when_asked(
    session: Session, file: Path
) -> None:
    assert list(session.untidy()) == [_OLD_FORM]
    with pytest.raises(DecisionRefused):
        session.tidy(_CARRIES)
    session.tidy(_OLD_FORM)
    assert list(session.untidy()) == []
    await session.save(_REPLACE)
    assert file.read_bytes() == book(
        [("1", _WRONG.uri)], [("1", _BROKEN)], [("1", _WRONG.uri), ("4", "aut")]
    )


async def test_nothing_to_remove_is_refused_in_a_sentence(session: Session) -> None:
    with pytest.raises(DecisionRefused, match="carries no iD"):
        session.remove(_OPEN)


async def test_corrections_that_were_not_saved_come_back(session: Session, file: Path) -> None:
    session.choose(_CARRIES, _JANE, Existing.REPLACE)
    session.remove(_HAS_BROKEN)
    session.tidy(_OLD_FORM)
    assert session.bring_to_disk()
    again = await opened(file)
    assert again.came_back == (3, 0)
    assert [each.change for each in again.unsaved_decisions()] == [
        each.change for each in session.unsaved_decisions()
    ]
    await again.aclose()


async def test_corrections_come_back_only_to_the_id_they_were_meant_for(
    session: Session, file: Path
) -> None:
    session.remove(_CARRIES)
    session.remove(_HAS_BROKEN)
    session.tidy(_OLD_FORM)
    assert session.bring_to_disk()
    third = OrcidId.from_base("009800000000003")
    file.write_bytes(book([("1", third.uri)], [], [("1", _WRONG.uri), ("4", "aut")]))
    again = await opened(file)
    assert again.came_back == (2, 1)
    assert again.unsaved == 0
    assert [again.state(ref) for ref in (_HAS_BROKEN, _OLD_FORM)] == [HeadingState.SAVED] * 2
    assert again.decision(_CARRIES) is None
    await again.aclose()
