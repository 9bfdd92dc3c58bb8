"""Everything that can happen on the way, with everything that can be wanted of a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from orcid_tui.headings.changes import Wish
from orcid_tui.journal.entry import Ending
from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms
from tests.alma_stand_in.records import StoredField, field
from tests.stores.alma.saving import PATIENCE, Ask, Saved, desk, real

ADA, EVE = real(1), real(2)
ID = mms(1)

_ASKED = {
    Wish.LINK: (Ask(ID, orcid=ADA), ()),
    Wish.REPLACE: (Ask(ID, orcid=ADA, kind=Wish.REPLACE), (EVE.uri,)),
    Wish.REMOVE: (Ask(ID, kind=Wish.REMOVE), (ADA.uri,)),
    Wish.TIDY: (Ask(ID, kind=Wish.TIDY), (ADA.uri, ADA.uri)),
}
"""What is asked of the first name, and the `$1` that it has before."""
_AFTER = {Wish.LINK: [ADA.uri], Wish.REPLACE: [ADA.uri], Wish.REMOVE: [], Wish.TIDY: [ADA.uri]}


@pytest.fixture(params=list(Wish), ids=lambda wish: wish.value)
def wish(request: pytest.FixtureRequest) -> Wish:
    made = request.param
    assert isinstance(made, Wish)
    return made


@pytest.fixture
def alma(wish: Wish) -> Iterator[AlmaStandIn]:
    first = _first(_ASKED[wish][1])
    with AlmaStandIn([invented_bib(1, first, heading(2, "700"))], slow=0.5) as made:
        yield made
        assert (made.damage(dropping=True), made.careless, made.leaks) == ([], [], [])


def _first(uris: tuple[str, ...]) -> StoredField:
    name = heading(1)
    return field("100", "1 ", *map("".join, name.subfields), *(f"1{uri}" for uri in uris))


def _uris(alma: AlmaStandIn) -> list[str]:
    """The `$1` of the first name as they are in Alma now, wherever rules have put it."""
    (name,) = (each for each in alma.fields(ID, "100"))
    return list(name.values("1"))


@dataclass(frozen=True, slots=True)
class Course:
    """A fault at so many calls of a method, and how it ends."""

    fault: Fault
    method: str
    times: int = 1
    ending: Ending | None = Ending.STORED
    puts: int = 1
    said: str = ""
    later: bool = False
    meanwhile: bool = False


_CURED = [
    Course(Fault.SERVER_ERROR, "GET"),
    Course(Fault.UNAVAILABLE, "GET"),
    Course(Fault.DROPPED, "GET"),
    Course(Fault.THRESHOLD, "GET"),
    Course(Fault.THRESHOLD, "PUT"),
    Course(Fault.SERVER_ERROR, "PUT"),
    Course(Fault.SERVER_ERROR, "PUT", times=3),
    Course(Fault.UNAVAILABLE, "PUT"),
    Course(Fault.DROPPED, "PUT"),
    Course(Fault.DROPPED, "PUT", times=3),
    Course(Fault.GENERAL_ERROR, "PUT"),
    Course(Fault.STORED_THEN_ERROR, "PUT", said="connection broke"),
    Course(Fault.STORED_THEN_DROPPED, "PUT", said="connection broke"),
    Course(Fault.STORED_THEN_SLOW, "PUT", said="connection broke"),
    Course(Fault.STORED_THEN_EMPTY, "PUT", said="connection broke"),
    Course(Fault.NORMALIZED, "PUT"),
    Course(Fault.WARNED, "PUT", said="Alma warns: 245 subfield c"),
    Course(Fault.LOCKED, "PUT"),
    Course(Fault.LOCKED, "PUT", times=3),
]
_REFUSED = [
    Course(Fault.SUBJECT_ADDED, "GET", 1, Ending.REFUSED, 0, "same moment", True, True),
    Course(Fault.HEADING_CHANGED, "GET", 1, Ending.REFUSED, 0, "same moment", False, True),
    Course(Fault.HEADING_MOVED, "GET", 1, Ending.REFUSED, 0, "same moment", True, True),
    Course(Fault.HEADING_GONE, "GET", 1, Ending.REFUSED, 0, "same moment", False, True),
    Course(Fault.LOCKED, "PUT", 9, Ending.REFUSED, 0, "open in another cataloguer's", True),
    Course(Fault.INVALID, "PUT", 1, Ending.REFUSED, 0, "008 position 6 has an invalid code"),
    Course(Fault.GENERAL_ERROR, "PUT", 9, Ending.REFUSED, 0, "401652", True),
    Course(Fault.SERVER_ERROR, "PUT", 9, Ending.REFUSED, 0, "had not stored", True),
    Course(Fault.DAILY, "PUT", 1, Ending.REFUSED, 0, "today", True),
    Course(Fault.DAILY, "GET", 1, None, 0, "today", True),
    Course(Fault.SERVER_ERROR, "GET", 9, None, 0, "fault of its own", True),
    Course(Fault.DROPPED, "GET", 9, None, 0, "", True),
]


def _id(course: Course) -> str:
    return f"{course.fault.name} at {course.times} {course.method}"


async def _save(alma: AlmaStandIn, wish: Wish, course: Course, folder: Path) -> Saved:
    read = 0.2 if course.fault is Fault.STORED_THEN_SLOW else 5  # a busy machine is slow, too
    async with desk(alma, folder, read=read) as here:
        await here.load(ID)
        alma.script(ID, course.fault, course.times, method=course.method)
        return await here.save(_ASKED[wish][0])


@pytest.mark.parametrize("course", _CURED, ids=_id)
async def test_it_is_stored_all_the_same(
    alma: AlmaStandIn, wish: Wish, course: Course, tmp_path: Path
) -> None:
    saved = await _save(alma, wish, course, tmp_path)
    assert (len(saved.written), saved.refused) == (1, [])
    assert _uris(alma) == _AFTER[wish]
    assert alma.stored == {ID: 1}, "nothing is sent twice"
    assert saved.endings[-1] is Ending.STORED
    assert course.said in " ".join(note.sentence for note in saved.notes)
    assert bool(saved.notes) is bool(course.said)
    (outcome,) = saved.outcomes
    assert outcome.stored is not None
    assert saved.entries[-1].result.answer == outcome.stored.xml


@pytest.mark.parametrize("course", _REFUSED, ids=_id)
async def test_it_is_refused_with_its_reason(
    alma: AlmaStandIn, wish: Wish, course: Course, tmp_path: Path
) -> None:
    before = list(_ASKED[wish][1])
    saved = await _save(alma, wish, course, tmp_path)
    (refusal,) = saved.refused
    assert not saved.written
    assert course.said in refusal.reason
    assert refusal.later is course.later
    assert bool(refusal.meanwhile) is course.meanwhile
    assert saved.endings[-1:] == ([course.ending] if course.ending else [])
    assert not alma.stored
    if course.fault is not Fault.HEADING_GONE:
        assert _uris(alma) == before


async def test_accepted_but_not_stored(alma: AlmaStandIn, wish: Wish, tmp_path: Path) -> None:
    saved = await _save(alma, wish, Course(Fault.NOT_STORED, "PUT"), tmp_path)
    (refusal,) = saved.refused
    assert "accepted the record but did not store" in refusal.reason
    assert saved.endings == [Ending.NOT_STORED]
    assert _uris(alma) == list(_ASKED[wish][1])


@pytest.mark.parametrize(
    "fault", [Fault.STORED_THEN_DROPPED, Fault.STORED_THEN_ERROR, Fault.STORED_THEN_EMPTY]
)
async def test_what_nobody_knows_is_looked_for_by_the_next_save(
    alma: AlmaStandIn, wish: Wish, fault: Fault, tmp_path: Path
) -> None:
    """The look fails too; the next save finds its own work and sends nothing."""

    async def the_line_goes_down(_: float) -> None:
        alma.always(ID, Fault.DROPPED, method="GET")

    async with desk(alma, tmp_path) as here:
        here.patience = replace(PATIENCE, sleep=the_line_goes_down)
        await here.load(ID)
        alma.script(ID, fault, method="PUT")
        first = await here.save(_ASKED[wish][0])
        (refusal,) = first.refused
        assert "not known whether" in refusal.reason
        assert refusal.later
        assert first.endings == [Ending.UNKNOWN]
        alma.faults.clear()
        second = await here.save(_ASKED[wish][0])
    assert (len(second.written), second.refused) == (1, [])
    assert second.entries == ()
    assert second.requests == 1
    assert alma.stored == {ID: 1}
