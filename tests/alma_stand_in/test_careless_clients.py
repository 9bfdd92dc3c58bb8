"""The stand-in is strict: each trap of the contract catches a client that is not careful."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.alma_stand_in import AlmaStandIn, Fault, heading, invented_bib, mms, network_pair
from tests.alma_stand_in.asking import ID, ORCID, SAFE, asking, fetched, linked, put
from tests.alma_stand_in.records import field


@pytest.fixture
def alma() -> Iterator[AlmaStandIn]:
    with AlmaStandIn([invented_bib(1), invented_bib(2)]) as made:
        yield made


@pytest.fixture
def client(alma: AlmaStandIn) -> Iterator[httpx.Client]:
    with asking(alma) as made:
        yield made


@pytest.mark.parametrize("number", range(1, 5))
def test_a_careful_client_does_no_damage(
    alma: AlmaStandIn, client: httpx.Client, number: int
) -> None:
    alma.add(invented_bib(number))
    answer = put(client, linked(fetched(client, mms(number))), mms_id=mms(number))
    assert answer.status_code == 200
    assert ORCID in answer.text
    assert alma.fields(mms(number), "100")[0].values("1") == (ORCID,)
    assert (alma.damage(), alma.careless, alma.leaks) == ([], [], [])
    assert [each.who for each in alma.versions(mms(number))] == ["original", "exl_api"]


def test_an_envelope_left_out_hides_the_record(alma: AlmaStandIn, client: httpx.Client) -> None:
    record = linked(fetched(client))
    start, end = record.index("<record>"), record.index("</bib>")
    assert put(client, f"<bib>{record[start:end]}</bib>").status_code == 200
    assert alma.bib(ID).text("suppress_from_publishing") == "true"
    assert any("suppress_from_publishing" in line for line in alma.damage())


def test_the_defaults_overwrite_the_work_of_others(alma: AlmaStandIn, client: httpx.Client) -> None:
    xml = linked(fetched(client))
    alma.edit(ID, Fault.SUBJECT_ADDED)
    refused = put(client, xml)
    assert (refused.status_code, "4022034" in refused.text) == (400, True)
    assert alma.damage() == []
    assert put(client, xml, {}).status_code == 200
    assert any("Added by a colleague" in line for line in alma.damage())


def test_a_second_put_needs_the_answer_of_the_first(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    xml = fetched(client)
    first = put(client, linked(xml))
    assert "4022034" in put(client, linked(xml)).text
    assert put(client, first.text.partition("?>")[2]).status_code == 200


def test_a_lock_is_overridden_by_default(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.open_elsewhere(ID)
    xml = linked(fetched(client))
    assert "another user" in put(client, xml).text
    assert alma.damage() == []
    assert put(client, xml, {"stale_version_check": "true"}).status_code == 200
    assert alma.damage() == [f"{ID}: its lock was overridden"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("<bib>", '<bib xmlns="http://www.loc.gov/MARC21/slim">'), "namespace"),
        (("<record>", '<record xmlns="">'), "namespace"),
        (("<bib>", '<bib xmlns:ns0="x">'), "namespace"),
        ((f'tag="001">{ID}', 'tag="001">9911111111111234'), "001"),
        ((f"<mms_id>{ID}", "<mms_id>9911111111111234"), "mms_id"),
        (("</record>", ""), "mismatched"),
        (("<title>", "<heading>x</heading><title>"), "unknown element"),
        (("<leader>", "<leader> "), "leader"),
        (("<bib>", "<!DOCTYPE bib><bib>"), "document type"),
    ],
)
def test_a_body_that_alma_does_not_take(
    alma: AlmaStandIn, client: httpx.Client, change: tuple[str, str], word: str
) -> None:
    xml = fetched(client)
    assert change[0] in xml
    answer = put(client, xml.replace(*change, 1))
    assert answer.status_code == 400
    assert "402209" in answer.text
    assert word in answer.text
    assert len(alma.versions(ID)) == 1


def test_json_is_not_taken(alma: AlmaStandIn, client: httpx.Client) -> None:
    made = client.get(f"/bibs/{ID}", headers={"Accept": "application/json"}).json()
    answer = client.put(f"/bibs/{ID}", params=SAFE, json=made)
    assert (answer.status_code, "60105" in answer.text) == (400, True)


def test_what_was_shown_with_expand_is_not_what_is_stored(
    alma: AlmaStandIn, client: httpx.Client
) -> None:
    put(client, fetched(client, expand="p_avail"))
    assert any("AVA" in line for line in alma.damage())


def test_rewriting_with_another_order_is_seen(alma: AlmaStandIn, client: httpx.Client) -> None:
    xml = fetched(client)
    fields = re.findall("<datafield.*?</datafield>", xml, re.DOTALL)
    turned = xml.replace(fields[0], "").replace(fields[1], fields[1] + fields[0])
    assert put(client, turned).status_code == 200
    assert len(alma.damage()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  with two spaces ", " with two spaces"),
        ("O\u0308ye", "\u00d6ye"),
        ("hbk.", "hbk"),
        ("02114cam a2200349 c 4500", "02114nam a2200349 c 4500"),
        ("https://orcid.org", "http://orcid.org"),
    ],
)
def test_a_small_change_is_seen(
    alma: AlmaStandIn, client: httpx.Client, old: str, new: str
) -> None:
    xml = linked(fetched(client))
    assert old in xml
    assert put(client, xml.replace(old, new)).status_code == 200
    assert len(alma.damage()) == 1


def test_the_same_id_twice_is_seen(alma: AlmaStandIn, client: httpx.Client) -> None:
    put(client, linked(linked(fetched(client))))
    assert [line for line in alma.damage() if "twice" in line]


def test_an_id_in_another_record_or_gone_is_seen(alma: AlmaStandIn, client: httpx.Client) -> None:
    stored = put(client, linked(fetched(client)))
    assert alma.damage(only=[mms(2)]) != []
    assert alma.damage(only=[ID]) == []
    had = field("100", "1 ", "aBrandvold, Siri,", f"1{ORCID}")
    alma.add(invented_bib(3, had))
    gone = fetched(client, mms(3)).replace(f'<subfield code="1">{ORCID}</subfield>', "")
    assert put(client, gone, mms_id=mms(3)).status_code == 200
    assert alma.damage() != []
    assert alma.damage(dropping=True) == []
    assert stored.status_code == 200


def test_a_record_of_the_community_is_not_taken(alma: AlmaStandIn, client: httpx.Client) -> None:
    alma.add(invented_bib(3, link=("CZ", "9900000000364280")))
    answer = put(client, linked(fetched(client, mms(3))), mms_id=mms(3))
    assert (answer.status_code, "40166454" in answer.text) == (400, True)


def test_a_linked_record_keeps_only_local_fields_and_says_nothing() -> None:
    shared, own = network_pair(7, heading(7), heading(8, "700"))
    with AlmaStandIn([own], network_bibs=[shared]) as alma, asking(alma) as client:
        xml = fetched(client, own.mms_id)
        assert f'type="NZ">{shared.mms_id}<' in xml
        answer = put(client, linked(xml), mms_id=own.mms_id)
        assert answer.status_code == 200
        assert ORCID not in answer.text
        assert alma.damage() == []
        assert client.get(f"/bibs/{shared.mms_id}").status_code == 400
        client.headers["Authorization"] = f"apikey {alma.network_key}"
        assert client.get(f"/bibs/{own.mms_id}").status_code == 400
        network = linked(fetched(client, shared.mms_id))
        assert ORCID in put(client, network, mms_id=shared.mms_id).text
        client.headers["Authorization"] = f"apikey {alma.key}"
        assert ORCID in fetched(client, own.mms_id)
        assert alma.damage() == []
