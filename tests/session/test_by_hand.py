"""What a cataloguer asks for by hand: an iD, another spelling, a wider search."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FoundPerson,
    PersonProfile,
    ProfileState,
)
from orcid_tui.registry.protocol import Breadth
from orcid_tui.session.by_hand import PersonRefused
from orcid_tui.session.refused import DecisionRefused
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

_OLD, _MIDDLE, _NEW = (OrcidId.from_base(f"0098000000000{n}") for n in (11, 12, 13))
_REF = HeadingRef(1, "100", 1)
_JANE = FoundPerson(_NEW, "Jane", "Smith")
_JANET = FoundPerson(_OLD, "Janet", "Smith")
_MARRIED = FoundPerson(_MIDDLE, "Jane", "Miller")


class Registry(MemoryRegistry):
    """Knows pages, and finds loosely whoever there is."""

    def __init__(self, *persons: FoundPerson, **more: tuple[FoundPerson, ...]) -> None:
        super().__init__(*persons, works=more)
        self.pages: dict[OrcidId, PersonProfile] = {}
        self.read: list[OrcidId] = []

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        self.read.append(orcid)
        return self.pages.get(orcid, PersonProfile(orcid, ProfileState.UNKNOWN))


@pytest.fixture
def registry() -> Registry:
    return Registry(_JANE, _JANET, _MARRIED, Glaciers=(_JANE, _MARRIED))


@pytest.fixture
async def session(tmp_path: Path, registry: Registry) -> AsyncIterator[Session]:
    path = tmp_path / "records.mrc"
    title = ("245", "10", [("a", "Glaciers.")])
    path.write_bytes(
        record_bytes([("001", "x"), ("100", "1 ", [("a", "Smith, Jane,"), ("d", "1970-")]), title])
        + record_bytes([("001", "y"), ("100", "3 ", [("a", "Smith family.")]), title])
    )
    session = Session(MarcFileStore(path), registry)
    async for _ in session.scan():
        pass
    yield session
    await session.aclose()


@pytest.mark.parametrize("dress", ["{}", " https://orcid.org/{}/ ", "ORCID: {}", "(orcid){}"])
async def test_an_id_in_any_dress_is_its_person(
    session: Session, registry: Registry, dress: str
) -> None:
    registry.pages[_NEW] = PersonProfile(
        _NEW,
        given_names="Jane",
        family_name="Smith",
        other_names=("J. Smith",),
        employments=(Affiliation("Oslo", current=True), Affiliation("Bergen")),
    )
    typed = await session.find_person(dress.format(_NEW))
    assert typed.person == FoundPerson(_NEW, "Jane", "Smith", "", ("J. Smith",), ("Oslo",))
    assert typed.notice == ""
    assert session.known_profile(_NEW) is not None
    await session.find_person(str(_NEW))
    assert registry.read == [_NEW]


async def test_a_mistyped_id_is_told_without_a_question(
    session: Session, registry: Registry
) -> None:
    for text, sentence in (
        ("0000-0002-1825-0098", "The check character of 0000-0002-1825-0098 does not fit"),
        ("Jane Smith", "This is not an ORCID iD"),
        ("", "This is not an ORCID iD"),
        ("https://sandbox.orcid.org/0000-0002-1825-0097", "sandbox"),
    ):
        with pytest.raises(PersonRefused, match=sentence):
            await session.find_person(text)
    assert registry.read == []


async def test_a_deprecated_id_gives_way_to_its_successor(
    session: Session, registry: Registry
) -> None:
    registry.pages[_OLD] = PersonProfile(_OLD, ProfileState.DEPRECATED, successor=_MIDDLE)
    registry.pages[_MIDDLE] = PersonProfile(_MIDDLE, ProfileState.DEPRECATED, successor=_NEW)
    registry.pages[_NEW] = PersonProfile(_NEW, given_names="Jane")
    typed = await session.find_person(str(_OLD))
    assert typed.person.orcid == _NEW
    assert typed.notice == f"{_OLD} is deprecated: its owner uses {_NEW} now."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ProfileState.UNKNOWN, "does not know"),
        (ProfileState.LOCKED, "locked"),
        (ProfileState.DEACTIVATED, "deactivated"),
        (ProfileState.UNCLAIMED, "never claimed"),
        (ProfileState.DEPRECATED, "deprecated"),
    ],
)
async def test_who_cannot_be_chosen_is_refused_in_words(
    session: Session, registry: Registry, state: ProfileState, words: str
) -> None:
    registry.pages[_OLD] = PersonProfile(_OLD, state)
    with pytest.raises(DecisionRefused, match=words) as told:
        await session.find_person(str(_OLD))
    assert _OLD.value in str(told.value)


async def test_deprecated_ids_that_name_each_other_come_to_an_end(
    session: Session, registry: Registry
) -> None:
    registry.pages[_OLD] = PersonProfile(_OLD, ProfileState.DEPRECATED, successor=_NEW)
    registry.pages[_NEW] = PersonProfile(_NEW, ProfileState.DEPRECATED, successor=_OLD)
    with pytest.raises(PersonRefused, match="deprecated"):
        await session.find_person(str(_OLD))


async def test_a_private_name_is_said(session: Session, registry: Registry) -> None:
    registry.pages[_OLD] = PersonProfile(_OLD, ProfileState.NAME_PRIVATE)
    typed = await session.find_person(str(_OLD))
    assert typed.notice == "The name of this person is private."


async def test_a_wide_search_is_marked_and_kept_beside_the_other(
    session: Session, registry: Registry
) -> None:
    exact, wide = await session.look_up(_REF), await session.look_up_widely(_REF)
    assert not exact.loose
    assert wide.loose
    assert [c.person for c in exact.candidates] == [_JANE]
    assert [c.person for c in wide.candidates] == [_JANE, _JANET]
    assert wide.recommended is None
    assert await session.look_up_widely(_REF) is wide
    assert session.known(_REF) is exact
    assert registry.names_asked == [("Jane Smith", Breadth.EXACT), ("Jane Smith", Breadth.LOOSE)]


async def test_another_spelling_keeps_the_evidence_of_the_record(
    session: Session, registry: Registry
) -> None:
    found = await session.look_up_as(_REF, "Jane Miller")
    assert found.recommended == _MARRIED.orcid
    assert await session.look_up_as(_REF, "Miller, Jane") is found
    assert registry.names_asked == [("Jane Miller", Breadth.EXACT)]
    assert session.known(_REF) is None


async def test_a_spelling_without_a_name_finds_nobody(session: Session) -> None:
    assert (await session.look_up_as(_REF, " , ")).candidates == ()


async def test_a_closed_heading_is_not_asked_about_by_hand(
    session: Session, registry: Registry
) -> None:
    closed = HeadingRef(2, "100", 1)
    assert "family" in (await session.look_up_widely(closed)).note
    assert "family" in (await session.look_up_as(closed, "Jane Smith")).note
    assert registry.requests_sent == 0


async def test_a_number_in_the_heading_finds_its_person_among_namesakes(tmp_path: Path) -> None:
    crowd = tuple(
        FoundPerson(OrcidId.from_base(f"0098000000{n:05}"), "Jane", "Smith") for n in range(30)
    )
    stranger = FoundPerson(_MIDDLE, "Karl", "Jones")
    registry = Registry(*crowd)
    registry.numbers = {"0000000998765432": (stranger, crowd[20], crowd[21])}
    registry.pages = {person.orcid: PersonProfile(person.orcid) for person in crowd}
    number = ExternalIdentifier("ISNI", "0000 0009 9876 5432")
    registry.pages[crowd[20].orcid] = PersonProfile(crowd[20].orcid, external_identifiers=(number,))
    path = tmp_path / "records.mrc"
    with_number = [("a", "Smith, Jane,"), ("1", "https://isni.org/isni/0000000998765432")]
    without = [("100", "1 ", [("a", "Smith, Jane.")])]
    path.write_bytes(record_bytes([("001", "x"), ("700", "1 ", with_number), *without]))
    session = Session(MarcFileStore(path), registry)
    async for _ in session.scan():
        pass
    found = await session.look_up(HeadingRef(1, "700", 1))
    assert found.recommended == crowd[20].orcid
    assert found.candidates[0].reasons[0] == "same ISNI as in the record"
    assert set(registry.read) == {crowd[20].orcid, crowd[21].orcid}
    await session.look_up(HeadingRef(1, "100", 1))
    assert registry.numbers_asked == [("0000000998765432",)]
    await session.aclose()
