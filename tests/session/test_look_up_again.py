"""Looking up once more goes past everything that is kept, in this run and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson, PersonProfile
from orcid_tui.registry.anew import asks_anew
from orcid_tui.registry.protocol import Breadth, SearchAnswer
from orcid_tui.session.session import Session
from orcid_tui.stores.marc_file import MarcFileStore
from tests.marc.building import record_bytes
from tests.session.registry import MemoryRegistry

JANE = FoundPerson(OrcidId.from_base("009800000000001"), "Jane", "Smith")
JOHN = FoundPerson(OrcidId.from_base("009800000000002"), "Jane", "Smith")
ANN = FoundPerson(OrcidId.from_base("009800000000003"), "Ann", "Jones")
FIRST, SECOND = HeadingRef(1, "100", 1), HeadingRef(1, "700", 1)


class Watched(MemoryRegistry):
    """Notes whether each question would have done with a kept answer."""

    def __init__(self, *persons: FoundPerson) -> None:
        super().__init__(*persons)
        self.anew: list[tuple[str, bool]] = []

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        self.anew.append((name.family, asks_anew()))
        return await super().search_name(name, breadth=breadth, rows=rows)

    async def profile(self, orcid: OrcidId) -> PersonProfile:
        self.anew.append((orcid.value, asks_anew()))
        return await super().profile(orcid)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.mrc"
    fields = [
        ("001", "first"),
        ("100", "1 ", [("a", "Smith, Jane.")]),
        ("245", "10", [("a", "Rivers of ice.")]),
        ("700", "1 ", [("a", "Jones, Ann.")]),
    ]
    path.write_bytes(record_bytes(fields))
    return path


async def test_what_is_new_at_the_registry_is_found(file: Path) -> None:
    registry = Watched(JANE, ANN)
    session = Session(MarcFileStore(file), registry)
    async for _ in session.scan():
        pass
    assert len((await session.look_up(FIRST)).candidates) == 1
    assert len((await session.look_up(SECOND)).candidates) == 1
    await session.profile(JANE.orcid)
    registry.persons = (JANE, JOHN, ANN)
    registry.anew.clear()
    assert len((await session.look_up(FIRST)).candidates) == 1
    assert registry.anew == []
    found = await session.look_up_again(FIRST)
    assert {each.orcid for each in found.candidates} == {JANE.orcid, JOHN.orcid}
    assert session.known(FIRST) == found
    assert registry.works_asked == ["Rivers of ice", "Rivers of ice"]
    assert ("Smith", True) in registry.anew
    assert "Jones" not in dict(registry.anew)
    registry.anew.clear()
    await session.profile(JANE.orcid)
    await session.profile(JANE.orcid)
    assert registry.anew in ([], [(JANE.orcid.value, True)])  # a look-up of equals has it anew
    registry.anew.clear()
    await session.look_up(SECOND)
    assert registry.anew == []
    await session.aclose()


async def test_when_it_fails_the_next_look_up_asks_again(file: Path) -> None:
    registry = Watched(JANE, ANN)
    session = Session(MarcFileStore(file), registry)
    async for _ in session.scan():
        pass
    await session.look_up(FIRST)
    registry.fault = RegistryUnreachable("ORCID does not answer.")
    with pytest.raises(RegistryUnreachable):
        await session.look_up_again(FIRST)
    registry.fault = None
    assert len((await session.look_up(FIRST)).candidates) == 1
    await session.aclose()


async def test_a_typed_id_is_looked_at_as_it_is_now_and_once(file: Path) -> None:
    registry = Watched(JANE)
    session = Session(MarcFileStore(file), registry)
    await session.profile(JANE.orcid)
    await session.find_person(JANE.orcid.value)
    await session.find_person(JANE.orcid.value)
    assert registry.anew == [(JANE.orcid.value, False), (JANE.orcid.value, True)]
    await session.aclose()
