"""Every fault comes when it is told to, is counted, and stores what it says."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms
from tests.alma_stand_in.asking import ID, ORCID, asking, fetched, linked, put
from tests.alma_stand_in.faults import (
    AFTER_STORING,
    BEFORE,
    EDITS,
    HELD_BACK,
    REFUSING,
    Call,
    Faults,
)


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    with AlmaStandIn([invented_bib(1)]) as made:
        yield made


@pytest.fixture
def client(alma: AlmaStandIn) -> Iterator[httpx.Client]:
    with asking(alma) as made:
        made.timeout = httpx.Timeout(5, read=0.2)
        yield made


def stored(alma: AlmaStandIn) -> bool:
    return ORCID in alma.fields(ID, "100")[0].values("1")


STATUS = {
    Fault.SERVER_ERROR: 500,
    Fault.UNAVAILABLE: 503,
    Fault.GATEWAY: 502,
    Fault.FILTERED: 403,
    Fault.FORBIDDEN: 403,
    Fault.THRESHOLD: 429,
    Fault.DAILY: 429,
    Fault.STORED_THEN_ERROR: 500,
    Fault.STORED_THEN_GATEWAY: 504,
    Fault.STORED_THEN_EMPTY: 200,
    Fault.LOCKED: 400,
    Fault.GENERAL_ERROR: 400,
    Fault.INVALID: 400,
    Fault.NOT_STORED: 200,
    Fault.NORMALIZED: 200,
    Fault.WARNED: 200,
}
"""Those that are missing break the connection."""


@pytest.mark.parametrize("fault", [each for each in Fault if each not in (*EDITS, Fault.CUT_OFF)])
def test_a_put_meets_a_fault_once(alma: AlmaStandIn, client: httpx.Client, fault: Fault) -> None:
    xml = linked(fetched(client))
    alma.script(ID, fault, method="PUT")
    status = 0
    try:
        status = put(client, xml).status_code
    except httpx.TransportError:
        assert fault not in STATUS
    assert status == STATUS.get(fault, 0)
    spared = fault in (*BEFORE, *HELD_BACK, *REFUSING, Fault.NOT_STORED)
    assert stored(alma) is not spared
    assert alma.faults.done == {fault: 1}
    assert alma.requests.of("PUT")[0].faults == (fault.name,)
    assert alma.stored == ({} if fault in (*BEFORE, *HELD_BACK, *REFUSING) else {ID: 1})
    assert alma.damage() == []
    again = put(client, linked(fetched(client)) if spared else xml)
    assert again.status_code == (200 if spared else 400)


@pytest.mark.parametrize("fault", AFTER_STORING)
def test_a_blind_repeat_of_what_was_stored_is_refused_and_without_care_doubles(
    alma: AlmaStandIn, client: httpx.Client, fault: Fault
) -> None:
    alma.script(ID, fault)
    xml = linked(fetched(client))
    try:
        put(client, xml)
    except httpx.TransportError:
        assert fault is not Fault.STORED_THEN_ERROR
    assert "4022034" in put(client, xml).text
    put(client, linked(fetched(client)))
    assert [line for line in alma.damage() if "twice" in line]


def test_a_connection_that_breaks_in_the_middle_gives_no_whole_record(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    alma.script(ID, Fault.CUT_OFF)
    with pytest.raises(httpx.RemoteProtocolError):
        fetched(client)
    assert fetched(client).endswith("</bib>\n") or fetched(client).endswith("</bib>")


@pytest.mark.parametrize("fault", EDITS)
def test_somebody_edits_between_get_and_put(
    alma: AlmaStandIn, client: httpx.Client, fault: Fault
) -> None:
    alma.script(ID, fault)
    before = fetched(client)
    assert "4022034" in put(client, linked(before)).text
    now = fetched(client)
    assert now != before
    assert [each.who for each in alma.versions(ID)] == ["original", "somebody"]
    assert alma.damage() == []


def test_the_heading_is_changed_moved_or_gone(alma: AlmaStandIn) -> None:
    alma.add(invented_bib(2, heading(2, "700")))
    alma.edit(mms(2), Fault.HEADING_MOVED)
    assert "Newcomer" in alma.fields(mms(2), "700")[0].values("a")[0]
    alma.edit(ID, Fault.HEADING_CHANGED)
    assert alma.fields(ID, "100")[0].values("d") == ("1801-1877",)
    alma.edit(ID, Fault.HEADING_GONE)
    assert alma.fields(ID, "100") == ()
    assert alma.damage() == []


def test_a_lock_opens_after_some_time(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.script(ID, Fault.LOCKED, 2)
    xml = linked(fetched(client))
    codes = [put(client, xml).status_code for _ in range(3)]
    assert codes == [400, 400, 200]


def test_reordering_is_no_damage_of_the_program_and_a_loss_is(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    alma.script(ID, Fault.NORMALIZED)
    answer = put(client, linked(fetched(client)))
    order = [code for code, _ in alma.fields(ID, "100")[0].subfields]
    assert order == ["a", "d", "e", "1"]
    assert alma.bib(ID).marc.fields[3].tag[0] == "0"
    assert alma.damage() == []
    assert 'code="c"/' not in answer.text
    assert put(client, answer.text.partition("?>")[2].replace("ill.", "")).status_code == 200
    assert alma.damage() != []


def test_warnings_stand_in_the_answer_and_not_in_the_record(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    alma.script(ID, Fault.WARNED)
    assert "<warning>245" in put(client, linked(fetched(client))).text
    assert "<warning>" not in fetched(client)


def test_the_day_is_over_after_so_many_calls(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.service.remaining = 2
    answers = [client.get("/conf/test") for _ in range(3)]
    assert [each.headers["X-Exl-Api-Remaining"] for each in answers] == ["1", "0", "0"]
    assert "DAILY_THRESHOLD" in answers[2].text


def test_more_than_so_many_in_a_second_are_refused(alma: AlmaStandIn) -> None:
    now = [100.0]
    with AlmaStandIn([invented_bib(1)], clock=lambda: now[0]) as timed, asking(timed) as client:
        timed.service.per_second = 3
        codes = [client.get("/conf/test").status_code for _ in range(4)]
        now[0] += 1.01
        codes.append(client.get("/conf/test").status_code)
    assert codes == [200, 200, 200, 429, 200]
    assert timed.requests.most_in_a_second == 4


def test_chance_is_the_same_in_whatever_order() -> None:
    calls = [Call("PUT", mms(number)) for number in range(200)]
    chances = {Fault.LOCKED: 0.2, Fault.DROPPED: 0.1, Fault.SUBJECT_ADDED: 0.5}

    def drawn(order: list[Call], seed: int) -> dict[str, frozenset[Fault]]:
        dice = Faults(seed, chances)
        return {call.key: dice.draw(call) for call in order}

    assert drawn(calls, 1) == drawn(calls[::-1], 1) != drawn(calls, 2)
    met = [fault for faults in drawn(calls, 1).values() for fault in faults]
    assert 10 < met.count(Fault.LOCKED) < 80
    assert Fault.SUBJECT_ADDED not in met


def test_what_lasts_befalls_a_record_every_time() -> None:
    dice = Faults(3, {Fault.LOCKED: 0.5, Fault.DROPPED: 0.5})
    calls = [Call("PUT", mms(number)) for number in range(40)]
    rounds = [[dice.draw(call) for call in calls] for _ in range(2)]
    assert [Fault.LOCKED in each for each in rounds[0]] == [Fault.LOCKED in e for e in rounds[1]]
    assert [Fault.DROPPED in each for each in rounds[0]] != [Fault.DROPPED in e for e in rounds[1]]


def test_without_faults_all_goes_well(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.faults.chances = dict.fromkeys(Fault, 1.0)
    alma.always(ID, Fault.LOCKED)
    alma.faults.clear()
    assert put(client, linked(fetched(client))).status_code == 200
    assert not alma.faults.done
