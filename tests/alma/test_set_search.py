"""All sets that hold titles are found, each once, with their true number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.contract import AlmaApi, AlmaSet, SetsPage
from orcid_tui.alma.manners import Pace
from orcid_tui.alma.set_search import SetSearch
from tests.alma.answers import complaint, js
from tests.alma.conftest import Open
from tests.alma_stand_in import AlmaStandIn, StandInSet
from tests.web.server import ScriptedServer


def many(content: str, number: int, first: int, name: str = "Snø") -> Iterator[StandInSet]:
    for nth in range(number):
        yield StandInSet(str(7000000 + first + nth), f"{name} {nth}", [], content=content)


async def all_pages(api: AlmaApi, words: str = "") -> list[AlmaSet]:
    found: list[AlmaSet] = []
    while True:
        page = await api.sets(words, len(found))
        assert len(page.sets) <= 100
        found.extend(page.sets)
        if not page.sets or len(found) >= page.total:
            assert len(found) == page.total
            return found


async def test_all_types_all_pages(pace: Pace) -> None:
    sets = [
        *many("BIB_MMS", 230, 0),
        *many("IEP", 101, 1000),
        *many("ITEM", 150, 2000),
        *many("IED", 3, 3000),
        *many("USER", 120, 4000),
    ]
    with AlmaStandIn(sets=sets) as alma:
        connection = connect(alma.access(), pace)
        found = await all_pages(connection.api)
        await connection.aclose()
        titles = [one.id for one in sets if one.content in ("BIB_MMS", "IEP", "IED")]
        assert [one.id for one in found] == titles
        assert {one.content_name for one in found} == {
            "All Titles",
            "Physical titles",
            "Digital titles",
        }
        assert len(alma.requests.all) <= 1 + 5 + 2 * 3


async def test_words_are_looked_for(pace: Pace) -> None:
    sets = [*many("BIB_MMS", 5, 0, "Ice trade"), *many("IEP", 7, 100, "Peat"), *many("IE", 1, 200)]
    with AlmaStandIn(sets=sets) as alma:
        connection = connect(alma.access(), pace)
        assert len(await all_pages(connection.api, " peat ")) == 7
        assert len(await all_pages(connection.api, "Ice trade 3")) == 1
        assert await all_pages(connection.api, "nothing of the kind") == []
        assert len(await all_pages(connection.api, "")) == 13
        await connection.aclose()
        queries = {seen.query.get("q") for seen in alma.requests.all}
        assert queries == {"name~peat", "name~Ice trade 3", "name~nothing of the kind", None}
        assert len(alma.requests.all) == 4  # one call each, as long as all that is found fits in


async def test_words_cannot_be_taken_for_a_question(
    server: ScriptedServer, open_alma: Open
) -> None:
    server.script.append(js({"total_record_count": 101}))
    server.otherwise = js({"total_record_count": 0})
    await open_alma().api.sets("art AND a~b & OR=1", 0)
    assert {seen.query["q"] for seen in server.seen} == {"name~art and a b & OR=1"}
    types = [seen.query.get("content_type") for seen in server.seen]
    assert types == [None, "BIB_MMS", "IEP", "IEE", "IED", "IE"]


@pytest.mark.parametrize("says_content", [True, False])
async def test_a_server_that_does_not_sort_by_type(says_content: bool) -> None:
    contents = ["BIB_MMS"] * 130 + ["USER"] * (90 if says_content else 0) + ["IEP"] * 60
    every = [AlmaSet(f"77{n}", f"Snø {n}", content=one) for n, one in enumerate(contents)]
    if not says_content:
        every = [replace(one, content="") for one in every]
    calls: list[int] = []

    async def ask(words: str, content: str, offset: int) -> SetsPage:
        calls.append(offset)
        return SetsPage(tuple(every[offset : offset + 100]), len(every))

    search = SetSearch(ask)
    first, second, third = [await search.page("", offset) for offset in (0, 100, 200)]
    assert (*first.sets, *second.sets) == tuple(one for one in every if one.content != "USER")
    assert third.sets == ()
    assert {page.total for page in (first, second, third)} == {190}
    assert len(calls) <= 1 + 2 + 3


async def test_a_type_that_the_institution_does_not_have(
    server: ScriptedServer, open_alma: Open
) -> None:
    one = {"id": 71, "name": "Snø", "content": {"value": "BIB_MMS"}}
    server.script.append(js({"total_record_count": 101}))
    server.script.append(js({"set": [one], "total_record_count": 1}))
    server.script.append(complaint("40166410", "Parameter value invalid."))
    server.otherwise = js({"total_record_count": 0})
    page = await open_alma().api.sets("", 0)
    assert ([one.id for one in page.sets], page.total) == (["71"], 1)


async def test_sets_that_go_away_meanwhile_do_not_keep_us_asking(
    server: ScriptedServer, open_alma: Open
) -> None:
    def listed(first: int, number: int, total: int) -> dict[str, object]:
        sets = [
            {"id": str(first + nth), "name": "x", "content": {"value": "BIB_MMS"}}
            for nth in range(number)
        ]
        return {"set": sets, "total_record_count": total}

    empty = js({"total_record_count": 0})
    first_page = js(listed(0, 100, 150))
    server.script.extend([first_page, first_page, empty, empty, empty, empty])
    server.otherwise = empty
    alma = open_alma().api
    first = await alma.sets("", 0)
    assert (len(first.sets), first.total) == (100, 150)
    second = await alma.sets("", 100)
    assert (second.sets, second.total) == ((), 100)
