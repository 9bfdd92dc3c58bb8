"""One record that Alma refuses does not hold back the others, and costs few calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.alma.connecting import connect
from orcid_tui.alma.contract import AlmaApi
from orcid_tui.alma.faults import AlmaUnreachable
from orcid_tui.secrets.secret import Secret
from orcid_tui.stores.alma import noticing
from orcid_tui.stores.alma.giving_out import GivenOut, give_out
from tests.alma.answers import bibs, complaint, xml
from tests.stores.alma.conftest import PACE
from tests.web.server import Answer, ScriptedServer

IDS = [f"990000000{number:03}1234" for number in range(8)]


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer().running() as running:
        yield running


@pytest.fixture
async def api(server: ScriptedServer) -> AsyncIterator[AlmaApi]:
    connection = connect(AlmaAccess(server.base, AlmaKey(Secret("l7canary"), "the test")), PACE)
    yield connection.api
    await connection.aclose()


async def given(api: AlmaApi, ids: list[str]) -> tuple[GivenOut, int]:
    """What came, and how often a call was refused that was about several."""
    refusals = 0

    async def refused() -> None:
        nonlocal refusals
        refusals += 1

    return await give_out(api, ids, refused), refusals


def broken(*mms_ids: str, tracking: str = "E01-0") -> Answer:
    words = " ".join(("The record cannot be given out:", *mms_ids)).strip()
    return complaint("402299", words, tracking=tracking)


async def test_what_nobody_asked_for_is_left_out(server: ScriptedServer, api: AlmaApi) -> None:
    server.script.append(xml(bibs(IDS[1], IDS[7], IDS[0])))
    out, refusals = await given(api, IDS[:3])
    assert [*out.bibs] == [IDS[1], IDS[0]]
    assert (out.refused, refusals, len(server.seen)) == ({}, 0, 1)


async def test_the_one_that_alma_names_is_taken_out(server: ScriptedServer, api: AlmaApi) -> None:
    server.script += [
        broken(IDS[2]),
        broken(IDS[2], tracking="E01-7"),
        xml(bibs(*(each for each in IDS if each != IDS[2]))),
    ]
    out, refusals = await given(api, IDS)
    assert len(out.bibs) == 7
    assert [*out.refused] == [IDS[2]]
    assert (refusals, len(server.seen)) == (1, 3)
    (notice,) = noticing.refused(out.refused)
    assert notice.startswith(f"Alma did not give out 1 title: {IDS[2]}. ")
    assert "cannot be given out" in notice
    assert "E01-7" in notice, "Ex Libris' support asks for it"


async def test_one_that_is_not_named_is_found_by_halves(
    server: ScriptedServer, api: AlmaApi
) -> None:
    server.script += [
        broken(),
        xml(bibs(*IDS[:4])),
        broken(),
        broken(),
        broken(),
        xml(bibs(IDS[5])),
        xml(bibs(*IDS[6:])),
    ]
    out, refusals = await given(api, IDS)
    assert sorted(out.bibs) == [each for each in IDS if each != IDS[4]]
    assert [*out.refused] == [IDS[4]]
    assert (refusals, len(server.seen)) == (3, 7)


async def test_one_alone_that_is_not_valid_is_simply_not_there(
    server: ScriptedServer, api: AlmaApi
) -> None:
    server.script.append(complaint("402203", f"Input parameters mmsId {IDS[0]} is not valid."))
    out, refusals = await given(api, IDS[:1])
    assert (out.bibs, out.refused, refusals) == ({}, {}, 0)


async def test_when_alma_cannot_be_reached_nothing_is_halved(
    server: ScriptedServer, api: AlmaApi
) -> None:
    server.otherwise = Answer(drop=True)
    with pytest.raises(AlmaUnreachable):
        await given(api, IDS)
    assert len(server.seen) == 1 + len(PACE.waits)


async def test_equal_reasons_make_one_sentence(server: ScriptedServer, api: AlmaApi) -> None:
    server.script += [
        broken(),
        broken(tracking="E01-1"),
        broken(tracking="E01-2"),
    ]
    out, _ = await given(api, IDS[:2])
    (notice,) = noticing.refused(out.refused)
    assert notice.startswith(f"Alma did not give out 2 titles: {IDS[0]}, {IDS[1]}. ")
    assert "E01-" not in notice
