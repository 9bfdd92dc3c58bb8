"""Whatever may be wrong with a key has a finding of its own."""

from __future__ import annotations

import pytest

from orcid_tui.alma.connecting import connect
from orcid_tui.alma.contract import Environment, Institution
from orcid_tui.alma.key_check import KeyFindings, Kind, check_key, whose
from orcid_tui.alma.manners import Pace
from tests.alma_stand_in import AlmaStandIn, Fault
from tests.alma_stand_in.keys import KEY, NO_BIBS_KEY, NO_CONF_KEY, READ_ONLY_KEY, KeyAnswer


async def findings(
    alma: AlmaStandIn, pace: Pace, key: str = KEY, *, network: bool = False
) -> KeyFindings:
    connection = connect(alma.access(key, network=network), pace)
    found = await check_key(connection)
    await connection.aclose()
    every = found.findings + (found.network.findings if found.network else ())
    assert all(one.message.endswith(".") for one in every)
    assert all(one.good or one.hint.endswith((".", "first.")) for one in every)
    assert key not in repr(found)
    return found


def kinds(found: KeyFindings) -> list[Kind]:
    return [one.kind for one in found.findings]


async def test_a_good_key(pace: Pace) -> None:
    with AlmaStandIn() as alma:
        found = await findings(alma, pace)
        assert kinds(found) == [Kind.BELONGS, Kind.WRITES]
        assert "Example University (01EXA_INST), PRODUCTION" in found.findings[0].message
        assert (found.usable, found.good, found.network) == (True, True, None)
        assert (found.reads, found.writes, found.reads_sets) == (True, True, True)
        assert len(alma.requests.all) == 3
        alma.service.conf.environment = "sandbox"
        found = await findings(alma, pace)
        assert "sandbox" in found.findings[0].message
        assert "PRODUCTION" not in found.findings[0].message


@pytest.mark.parametrize(
    ("key", "expected", "usable"),
    [
        (READ_ONLY_KEY, [Kind.BELONGS, Kind.READ_ONLY], True),
        (NO_CONF_KEY, [Kind.WRITES, Kind.NO_CONFIGURATION], True),
        (NO_BIBS_KEY, [Kind.BELONGS, Kind.NO_BIBS], False),
        ("l7nobody-knows-this-one", [Kind.WRONG_KEY], False),
    ],
)
@pytest.mark.parametrize("refusal", list(KeyAnswer))
async def test_what_a_key_lacks(
    pace: Pace, key: str, expected: list[Kind], usable: bool, refusal: KeyAnswer
) -> None:
    with AlmaStandIn() as alma:
        alma.service.key_answer = refusal
        found = await findings(alma, pace, key)
        assert kinds(found) == expected
        assert found.usable is usable
        assert not found.good


async def test_the_wrong_host(pace: Pace) -> None:
    with AlmaStandIn() as alma:
        alma.service.wrong_host = True
        found = await findings(alma, pace)
        assert kinds(found) == [Kind.WRONG_HOST]
        assert "region" in found.findings[0].hint
        assert len(alma.requests.all) == 1


async def test_the_network_is_down(pace: Pace) -> None:
    with AlmaStandIn() as alma:
        pass
    found = await findings(alma, pace)
    assert kinds(found) == [Kind.UNREACHABLE]
    assert (found.reads, found.institution, found.usable) == (None, None, False)


async def test_other_faults(pace: Pace) -> None:
    with AlmaStandIn() as alma:
        alma.service.remaining = 0
        assert kinds(await findings(alma, pace)) == [Kind.USED_UP]
        alma.service.remaining = 100_000
        alma.always("/conf/general", Fault.SERVER_ERROR)
        found = await findings(alma, pace)
        assert kinds(found)[0] is Kind.UNREACHABLE
        assert found.usable


async def test_the_key_of_the_network(pace: Pace) -> None:
    with AlmaStandIn() as alma:
        found = await findings(alma, pace, network=True)
        assert found.network is not None
        assert kinds(found.network) == [Kind.BELONGS, Kind.WRITES]
        assert "Example Network (01EXA_NETWORK)" in found.network.findings[0].message
        assert found.good
        alma.network_key = READ_ONLY_KEY
        found = await findings(alma, pace, network=True)
        assert found.network is not None
        assert kinds(found.network) == [Kind.BELONGS, Kind.READ_ONLY, Kind.SAME_INSTITUTION]
        assert not found.good
        alma.network_key = "l7nobody-knows-this-one"
        found = await findings(alma, pace, network=True)
        assert found.network is not None
        assert kinds(found.network) == [Kind.WRONG_KEY]
        assert found.network.findings[0].message.startswith("The network's API key")


@pytest.mark.parametrize(
    ("institution", "words"),
    [
        (Institution("01E", "Lib", Environment.PRODUCTION), "Lib (01E), PRODUCTION"),
        (Institution("01E", "01E", Environment.SANDBOX), "01E, sandbox"),
        (Institution("", "", Environment.UNKNOWN), "an institution, environment not known, so"),
    ],
)
def test_whose_key_it_is(institution: Institution, words: str) -> None:
    assert whose(institution).startswith(words)
