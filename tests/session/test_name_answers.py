"""Names are asked for together with their neighbours, and each once a run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from orcid_tui.errors import RegistryUnreachable
from orcid_tui.names.name import PersonName
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.protocol import Breadth, SearchAnswer
from orcid_tui.session.name_answers import MOST_TOGETHER, NameAnswers
from tests.session.registry import MemoryRegistry

ADA, BO, CY, DEE = (PersonName(family, "Ulla") for family in ("Ada", "Bo", "Cy", "Dee"))
_PERSON = FoundPerson(OrcidId.from_base("009800000000001"), "Ulla", "Ada")


class Registry(MemoryRegistry):
    """Writes down who was asked for with whom; too many bear the names in `crowded`."""

    def __init__(self, *persons: FoundPerson) -> None:
        super().__init__(*persons)
        self.together: list[list[str]] = []
        self.alone: list[str] = []
        self.crowded: set[str] = set()
        self.gate = asyncio.Event()
        self.gate.set()

    async def search_name(
        self, name: PersonName, *, breadth: Breadth = Breadth.EXACT, rows: int = 50
    ) -> SearchAnswer:
        self.alone.append(name.family)
        await self.gate.wait()
        return await super().search_name(name, breadth=breadth, rows=rows)

    async def search_names(self, names: Sequence[PersonName]) -> tuple[SearchAnswer | None, ...]:
        self.together.append([name.family for name in names])
        await self.gate.wait()
        if self.fault:
            raise self.fault
        answers = [await super(Registry, self).search_name(name) for name in names]
        return tuple(
            None if name.family in self.crowded else answer
            for name, answer in zip(names, answers, strict=True)
        )


async def test_all_names_of_a_record_are_one_question() -> None:
    registry = Registry(_PERSON)
    names = NameAnswers(registry)
    found = await asyncio.gather(*(names.answer(name, (ADA, BO, CY)) for name in (BO, ADA, CY)))
    assert registry.together == [["Bo", "Cy", "Ada"]]
    assert registry.alone == []
    assert [len(answer.persons) for answer in found] == [0, 1, 0]


async def test_a_name_of_another_record_is_not_asked_again() -> None:
    registry = Registry()
    names = NameAnswers(registry)
    await names.answer(ADA, (ADA, BO))
    await names.answer(CY, (BO, CY, DEE))
    await names.answer(BO, (BO,))
    assert registry.together == [["Ada", "Bo"], ["Cy", "Dee"]]
    assert registry.alone == []


async def test_what_is_being_asked_is_waited_for() -> None:
    registry = Registry()
    registry.gate.clear()
    names = NameAnswers(registry)
    waiting = [
        asyncio.ensure_future(names.answer(name, record))
        for name, record in ((CY, (CY,)), (ADA, (ADA, BO, CY)), (BO, (BO, DEE)), (BO, (BO,)))
    ]
    await asyncio.sleep(0)
    registry.gate.set()
    await asyncio.gather(*waiting)
    assert registry.alone == ["Cy"]
    assert registry.together == [["Ada", "Bo"]]


async def test_a_name_without_neighbours_is_asked_singly() -> None:
    registry = Registry(_PERSON)
    found = await NameAnswers(registry).answer(ADA, (ADA,))
    assert found.persons == (_PERSON,)
    assert (registry.together, registry.alone) == ([], ["Ada"])


async def test_too_many_of_a_name_are_asked_singly_once_somebody_wants_them() -> None:
    registry = Registry()
    registry.crowded = {"Ada", "Bo"}
    names = NameAnswers(registry)
    for _ in range(2):
        await names.answer(ADA, (ADA, BO, CY))
        await names.answer(CY, (ADA, BO, CY))
    assert registry.together == [["Ada", "Bo", "Cy"]]
    assert registry.alone == ["Ada"]


async def test_a_record_of_a_thousand_names_is_not_asked_for_at_once() -> None:
    registry = Registry()
    crowd = tuple(PersonName(f"Ada{number}", "Ulla") for number in range(1000))
    await NameAnswers(registry).answer(crowd[500], crowd)
    (asked,) = registry.together
    assert asked == [name.family for name in crowd[500 : 500 + MOST_TOGETHER]]


async def test_a_failure_is_not_kept() -> None:
    registry = Registry(_PERSON)
    registry.fault = RegistryUnreachable("Down.")
    names = NameAnswers(registry)
    for name in (ADA, BO):
        with pytest.raises(RegistryUnreachable):
            await names.answer(name, (ADA, BO))
    registry.fault = None
    assert (await names.answer(ADA, (ADA, BO))).persons == (_PERSON,)


async def test_closing_stops_a_question() -> None:
    registry = Registry()
    registry.gate.clear()
    names = NameAnswers(registry)
    waiting = asyncio.ensure_future(names.answer(ADA, (ADA, BO)))
    await asyncio.sleep(0)
    await names.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting
