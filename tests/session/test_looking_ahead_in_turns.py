"""Looking ahead while records are still being read, and without keeping others waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from tests.session.hands import working
from tests.session.registry import MemoryRegistry
from tests.session.virtual_time import in_virtual_time
from tests.ui.fakes import MemoryStore, name_field, record


def test_what_the_scan_finds_later_is_looked_up_without_a_key() -> None:
    async def work() -> None:
        async with working(30) as hands:
            shown = 10
            refs = hands.session.refs

            def onward() -> Iterator[HeadingRef]:
                return iter(refs[1:shown])

            hands.ahead.aim(refs[0], lambda: refs[:1], onward)
            await hands.rest()
            assert len(hands.registry.asked) == 9
            shown = 30
            hands.ahead.more()
            await hands.rest()
            assert len(hands.registry.asked) == 29

    in_virtual_time(work())


def test_a_scan_that_goes_on_and_on_does_not_keep_it_from_its_work() -> None:
    async def work() -> None:
        async with working() as hands:
            hands.go(0)
            for _ in range(40):
                await asyncio.sleep(0.05)
                hands.ahead.more()
            assert len(hands.registry.asked) > 10

    in_virtual_time(work())


def test_headings_that_need_no_look_up_are_passed_in_small_steps() -> None:
    async def work() -> None:
        async with working(3_000) as hands:
            for ref in hands.session.refs[1:]:
                hands.session.skip(ref)
            looked_at = 0
            refs = hands.session.refs

            def all_of_them() -> Iterator[HeadingRef]:
                nonlocal looked_at
                for ref in refs:
                    looked_at += 1
                    yield ref

            hands.ahead.go_far(True)
            hands.ahead.aim(refs[0], tuple, all_of_them)
            counts: list[int] = []
            for ref in refs:  # all are known already, and the plan has to walk over them
                hands.session._note_answer(ref, LookUp())
            while not hands.ahead.at_rest:
                counts.append(looked_at)
                await asyncio.sleep(0.005)
            assert looked_at == 3_000
            assert len(set(counts)) > 5

    in_virtual_time(work())


async def test_a_common_name_is_weighed_in_turns_with_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("orcid_tui.turns._TURN", 0.0)  # as on a slow machine
    persons = [
        FoundPerson(OrcidId.from_base(f"0098{n:011}"), f"Ada {n}", "Name00001") for n in range(200)
    ]
    store = MemoryStore([record(1, name_field("Name00001, Ada."))])
    session = Session(store, MemoryRegistry(*persons))
    async for _ in session.scan():
        pass
    asked = asyncio.ensure_future(session.look_up(session.refs[0]))
    turns = 0
    while not asked.done():
        await asyncio.sleep(0)
        turns += 1
    assert len((await asked).candidates) == 200
    assert turns > 200
    await session.aclose()
