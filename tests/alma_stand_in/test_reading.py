"""What can be read: records in both shapes, sets, pages that shift, keys and their rights."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread
from xml.etree import ElementTree as ET

import httpx
import pytest

from tests.alma_stand_in import AlmaStandIn, StandInSet, invented_bib, mms, network_pair
from tests.alma_stand_in.asking import ID, asking, fetched, linked, put
from tests.alma_stand_in.keys import NO_BIBS_KEY, NO_CONF_KEY, READ_ONLY_KEY, KeyAnswer
from tests.alma_stand_in.sets import first_leaves, first_to_the_end, joins, last_to_the_front

SET = "25100000001234"


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    bibs = [invented_bib(number) for number in range(1, 26)]
    titles = StandInSet(SET, "Ice trade", [each.mms_id for each in bibs], logical=True)
    items = StandInSet("25100000011234", "Ice items", [], content="ITEM", description="")
    with AlmaStandIn(bibs, [titles, items]) as made:
        yield made


@pytest.fixture
def client(alma: AlmaStandIn) -> Iterator[httpx.Client]:
    with asking(alma, accept="json") as made:
        yield made


def test_json_holds_the_record_as_text_that_claims_to_be_utf_16(client: httpx.Client) -> None:
    made = client.get(f"/bibs/{ID}").json()
    (text,) = made["anies"]
    assert text.startswith('<?xml version="1.0" encoding="UTF-16"?>')
    record = ET.fromstring(text.partition("?>")[2])
    assert record.find("controlfield[@tag='001']") is not None
    assert made["suppress_from_publishing"] == "false"
    assert made["linked_record_id"] == {"value": None, "type": None}


def test_the_list_leaves_out_what_is_unknown_and_keeps_its_own_order(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    asked = ",".join([mms(3), mms(999), mms(2), mms(3)])
    made = client.get("/bibs", params={"mms_id": asked}).json()
    assert [each["mms_id"] for each in made["bib"]] == [mms(2), mms(3)]
    assert client.get("/bibs", params={"mms_id": mms(999)}).json() == {
        "bib": [],
        "total_record_count": 0,
    }
    xml = {"Accept": "application/xml"}
    empty = client.get("/bibs", params={"mms_id": mms(999)}, headers=xml)
    assert '<bibs total_record_count="0"/>' in empty.text
    alma.service.bibs.unknown_refuses_list = True
    assert "402203" in client.get("/bibs", params={"mms_id": asked}).text


def test_a_hundred_and_no_more(client: httpx.Client) -> None:
    hundred = [mms(number) for number in range(1, 101)]
    assert len(client.get("/bibs", params={"mms_id": ",".join(hundred)}).json()["bib"]) == 25
    answer = client.get("/bibs", params={"mms_id": ",".join([*hundred, mms(101)])})
    assert (answer.status_code, "402203" in answer.text) == (400, True)


@pytest.mark.parametrize(("mms_id", "code"), [(mms(999), "402203"), ("99x", "402204")])
def test_a_record_that_is_not_there(client: httpx.Client, mms_id: str, code: str) -> None:
    answers = [client.get(f"/bibs/{mms_id}") for _ in range(3)]
    assert {each.status_code for each in answers} == {400}
    assert all(code in each.text for each in answers)
    bodies = [each.json() for each in answers]
    assert len({"result" in each or str(each.get("errorsExist")) for each in bodies}) == 3


def test_a_record_that_was_deleted(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.delete(ID)
    assert "402203" in client.get(f"/bibs/{ID}").text
    assert alma.damage() == []


def test_every_layout_says_the_same(alma: AlmaStandIn, client: httpx.Client) -> None:
    asked = {"mms_id": mms(4)}
    texts = [
        client.get("/bibs", params=asked, headers={"Accept": "application/xml"}).text
        for _ in range(4)
    ]
    assert len(set(texts)) == 4

    same = {ET.canonicalize(text.partition("?>")[2], strip_text=True) for text in texts}
    assert len(same) == 1


def test_sets_are_found_by_words(alma: AlmaStandIn, client: httpx.Client) -> None:
    made = client.get("/conf/sets", params={"q": "name~trade ice"}).json()
    assert [each["id"] for each in made["set"]] == [SET]
    assert "number_of_members" not in made["set"][0]
    assert "description" not in made["set"][0]
    assert client.get("/conf/sets", params={"q": "name~peat"}).json() == {"total_record_count": 0}
    titles = client.get("/conf/sets", params={"content_type": "BIB_MMS"}).json()
    assert titles["total_record_count"] == 1
    assert "60106" in client.get("/conf/sets", params={"q": "ice"}).text
    assert "40166410" in client.get("/conf/sets", params={"limit": "101"}).text


def test_one_set_says_how_many_members(alma: AlmaStandIn, client: httpx.Client) -> None:
    assert client.get(f"/conf/sets/{SET}").json()["number_of_members"]["value"] == "25"
    alma.sets[0].number_as_text = False
    assert client.get(f"/conf/sets/{SET}").json()["number_of_members"]["value"] == 25
    assert "60107" in client.get("/conf/sets/1").text


def test_members_come_by_pages_of_ten_at_most_a_hundred(client: httpx.Client) -> None:
    made = client.get(f"/conf/sets/{SET}/members").json()
    assert (len(made["member"]), made["total_record_count"]) == (10, 25)
    last = client.get(f"/conf/sets/{SET}/members", params={"offset": "30"}).json()
    assert last == {"total_record_count": 25}
    count = client.get(f"/conf/sets/{SET}/members", params={"limit": "0"}).json()
    assert count == {"total_record_count": 25}


@pytest.mark.parametrize(
    ("shift", "expected", "doubles"),
    [
        (first_to_the_end, 23, 2),
        (last_to_the_front, 23, 2),
        (first_leaves, 23, 0),
        (joins("9900000000991234"), 25, 2),
    ],
)
def test_pages_shift_under_a_simple_reader(
    alma: AlmaStandIn, client: httpx.Client, shift: object, expected: int, doubles: int
) -> None:
    alma.sets[0].shifts = [shift, shift]  # type: ignore[list-item]
    read: list[str] = []
    for offset in (0, 10, 20):
        page = {"limit": "10", "offset": str(offset)}
        made = client.get(f"/conf/sets/{SET}/members", params=page).json()
        read += [each["id"] for each in made.get("member", [])]
    assert len(set(read)) == expected
    assert len(read) - len(set(read)) == doubles


@pytest.mark.parametrize("answer", KeyAnswer)
def test_a_key_that_nobody_knows(alma: AlmaStandIn, answer: KeyAnswer) -> None:
    alma.service.key_answer = answer
    with asking(alma, "l7wrong") as client:
        given = client.get("/conf/test")
    assert given.status_code == answer.value[0]
    assert answer.value[1] in given.text
    assert "trackingId" not in given.text


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        (READ_ONLY_KEY, ["GET /bibs/test", "GET /conf/test"]),
        (NO_CONF_KEY, ["GET /bibs/test", "POST /bibs/test"]),
        (NO_BIBS_KEY, ["GET /conf/test"]),
        ("", ["GET /bibs/test", "POST /bibs/test", "GET /conf/test"]),
    ],
)
def test_keys_have_rights_by_area(alma: AlmaStandIn, key: str, allowed: list[str]) -> None:
    calls = ["GET /bibs/test", "POST /bibs/test", "GET /conf/test"]
    with asking(alma, key) as client:
        answers = {each: client.request(*each.split()) for each in calls}
    assert [each for each in calls if answers[each].status_code == 200] == allowed
    assert all("UNAUTHORIZED" in answers[each].text for each in set(calls) - set(allowed))


def test_a_reader_cannot_put(alma: AlmaStandIn) -> None:
    with asking(alma, READ_ONLY_KEY) as client:
        assert put(client, linked(fetched(client))).status_code == 400
    assert alma.stored == {}


def test_a_key_in_the_address_works_and_is_remembered(alma: AlmaStandIn) -> None:
    url = f"{alma.url}/almaws/v1/conf/test"
    assert httpx.get(url, params={"apikey": alma.key}).status_code == 200
    assert httpx.get(url, headers={"Authorization": f"apikey {alma.key}"}).status_code == 200
    assert len(alma.leaks) == 2
    assert {each.query.get("apikey") for each in alma.requests.all} == {None}


def test_a_wrong_host_answers_with_a_web_page(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.service.wrong_host = True
    answer = client.get("/conf/general")
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (401, "text/html")


def test_the_institution_and_the_network_have_doors_of_their_own(alma: AlmaStandIn) -> None:
    shared, own = network_pair(70)
    alma.add(own)
    with asking(alma, alma.network_key, "json") as client:
        general = client.get("/conf/general").json()
        assert client.get(f"/bibs/{own.mms_id}").status_code == 400
    assert general["institution"]["value"] == "01EXA_NETWORK"
    assert general["environment_type"] == "production"
    assert shared.mms_id == own.linked[1]


def test_what_goes_on_at_once_is_counted(alma: AlmaStandIn) -> None:
    start = Barrier(3)

    def ask() -> None:
        with asking(alma) as client:
            start.wait()
            for number in range(1, 26):
                fetched(client, mms(number))

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(alma.requests.all) == 75
    assert 1 <= alma.requests.most_in_flight <= 3
    assert alma.service.remaining == 100_000 - 75
