"""The contract around the data: shapes, paging, errors, tokens, Accept."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import httpx
import pytest

from orcid_tui.registry.demo.transport import (
    CLIENT_ID,
    CLIENT_SECRET,
    REMEMBERED,
    DemoTransport,
)
from tests.making.numbers import orcid
from tests.registry.demo.conftest import API

TOKEN = "https://demo.invalid/oauth/token"
MULLER = orcid("muller").value
FORM = {
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "grant_type": "client_credentials",
    "scope": "/read-public",
}


async def _hits(client: httpx.AsyncClient, **parameters: str) -> dict[str, Any]:
    answer = await client.get(f"{API}/expanded-search/", params=parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_an_expanded_hit(client: httpx.AsyncClient) -> None:
    assert await _hits(client, q=f'orcid:"{MULLER}"') == {
        "expanded-result": [
            {
                "orcid-id": MULLER,
                "given-names": "Jörg",
                "family-names": "Müller-Øst",
                "credit-name": "Jörg Müller",
                "other-name": ["J. A. Müller", "Georg Moller"],
                "email": [],
                "institution-name": [
                    "Guild of Mosses",
                    "Older School",
                    "Zebra College",
                    "apple House",
                    "Éclair Institute",
                ],
            }
        ],
        "num-found": 1,
    }


async def test_without_the_past_field_only_current_institutions(client: httpx.AsyncClient) -> None:
    fl = "orcid,current-institution-affiliation-name"
    body = await _hits(client, q=f'orcid:"{MULLER}"', fl=fl)
    [hit] = body["expanded-result"]
    assert hit["institution-name"] == ["Guild of Mosses", "Zebra College", "Éclair Institute"]
    assert hit["given-names"] is None
    assert hit["other-name"] == []


async def test_odd_field_lists(client: httpx.AsyncClient) -> None:
    [hit] = (await _hits(client, q="sukarnoputra", fl="given-names"))["expanded-result"]
    assert hit["orcid-id"] is None
    [hit] = (await _hits(client, q="sukarnoputra", fl="nonsense, orcid"))["expanded-result"]
    assert hit["orcid-id"], "a list with nothing known in it means all fields"
    assert hit["family-names"] is None


async def test_nothing_found_is_null(client: httpx.AsyncClient) -> None:
    assert await _hits(client, q="zzz") == {"expanded-result": None, "num-found": 0}
    plain = await client.get(f"{API}/search", params={"q": "zzz"})
    assert plain.json() == {"result": None, "num-found": 0}


async def test_paging(client: httpx.AsyncClient) -> None:
    everything = await _hits(client, q="*:*")
    ids = [hit["orcid-id"] for hit in everything["expanded-result"]]
    assert len(ids) == everything["num-found"] == 7
    page = await _hits(client, q="*:*", start="2", rows="3")
    assert [hit["orcid-id"] for hit in page["expanded-result"]] == ids[2:5]
    assert page["num-found"] == 7
    assert (await _hits(client, q="*:*", rows="0")) == {"expanded-result": None, "num-found": 7}
    assert (await _hits(client, q="*:*", start="99"))["expanded-result"] is None


async def test_plain_search(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{API}/search/", params={"q": f"orcid:{MULLER}"})
    uri = {"uri": f"https://orcid.org/{MULLER}", "path": MULLER, "host": "orcid.org"}
    assert answer.json() == {"result": [{"orcid-identifier": uri}], "num-found": 1}


@pytest.mark.parametrize(
    ("parameters", "code"),
    [({"rows": "1001"}, 9012), ({"rows": "-1"}, 9012), ({"start": "10001"}, 9043)],
)
async def test_out_of_range(
    client: httpx.AsyncClient, parameters: dict[str, str], code: int
) -> None:
    answer = await client.get(f"{API}/expanded-search/", params={"q": "x", **parameters})
    assert (answer.status_code, answer.json()["error-code"]) == (400, code)


async def test_a_token_lifts_the_limit_of_start(client: httpx.AsyncClient) -> None:
    token = (await client.post(TOKEN, data=FORM)).json()["access_token"]
    answer = await client.get(
        f"{API}/expanded-search/",
        params={"q": "x", "start": "10001"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 200


async def test_employments(client: httpx.AsyncClient) -> None:
    body = (await client.get(f"{API}/{MULLER}/employments")).json()
    found = [group["summaries"][0]["employment-summary"] for group in body["affiliation-group"]]
    assert [job["organization"]["name"] for job in found] == [
        "Zebra College",
        "Éclair Institute",
        "apple House",
    ]
    assert found[0]["start-date"] == {
        "year": {"value": "2001"},
        "month": {"value": "02"},
        "day": {"value": "30"},
    }
    assert found[0]["end-date"] is None
    assert found[2]["end-date"] == {
        "year": {"value": "1999"},
        "month": {"value": "12"},
        "day": None,
    }
    assert found[2]["department-name"] is None
    assert found[0]["path"] == f"/{MULLER}/employment/{found[0]['put-code']}"


async def test_works(client: httpx.AsyncClient) -> None:
    [group] = (await client.get(f"{API}/{MULLER}/works")).json()["group"]
    [work] = group["work-summary"]
    assert work["title"]["title"]["value"] == "Mosses of walls: a start"
    assert work["journal-title"] == {"value": "Wall Letters"}
    assert work["publication-date"] == {"year": {"value": "2004"}, "month": None, "day": None}
    assert work["external-ids"]["external-id"][0]["external-id-type"] == "doi"


async def test_names_and_identifiers(client: httpx.AsyncClient) -> None:
    person = (await client.get(f"{API}/{MULLER}/person")).json()
    assert person["name"]["given-names"] == {"value": "Jörg"}
    assert [n["content"] for n in person["other-names"]["other-name"]] == [
        "J. A. Müller",
        "Georg Moller",
    ]
    [external] = person["external-identifiers"]["external-identifier"]
    assert external["external-id-type"] == "Scopus Author ID"
    assert person["biography"]["content"] == "Grows moss."
    assert person["keywords"]["keyword"][0]["content"] == "moss"


async def test_an_empty_record_is_not_missing(client: httpx.AsyncClient) -> None:
    bare = orcid("bare").value
    assert (await client.get(f"{API}/{bare}/works")).json() == {
        "last-modified-date": None,
        "group": [],
        "path": f"/{bare}/works",
    }
    jobs = (await client.get(f"{API}/{bare}/employments")).json()
    assert jobs["affiliation-group"] == []


async def test_a_private_name_is_null(client: httpx.AsyncClient) -> None:
    hidden = orcid("hidden").value
    answer = await client.get(f"{API}/{hidden}/record")
    assert answer.json()["person"]["name"] is None
    assert "Wallflower" not in answer.text
    [hit] = (await _hits(client, q=f"orcid:{hidden}"))["expanded-result"]
    assert hit["given-names"] is hit["family-names"] is hit["credit-name"] is None


async def test_the_whole_record_holds_the_sections(client: httpx.AsyncClient) -> None:
    record = (await client.get(f"{API}/{MULLER}")).json()
    assert record == (await client.get(f"{API}/{MULLER}/record")).json()
    for section in ("employments", "educations", "memberships", "works"):
        assert (
            record["activities-summary"][section]
            == (await client.get(f"{API}/{MULLER}/{section}")).json()
        )
    details = (await client.get(f"{API}/{MULLER}/personal-details")).json()
    assert details["name"] == record["person"]["name"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{orcid('locked')}/person", 409, 9018),
        (f"{orcid('gone')}", 409, 9044),
        (f"{orcid('unclaimed')}/works", 409, 9036),
        ("0000-0002-1825-0097", 404, 9016),
        ("not-an-id/works", 404, 9016),
        (f"{MULLER}/nonsense", 404, 9001),
        (f"{MULLER}/works/1/2", 404, 9001),
    ],
)
async def test_errors(client: httpx.AsyncClient, path: str, status: int, code: int) -> None:
    answer = await client.get(f"{API}/{path}")
    assert answer.status_code == status
    body = answer.json()
    assert (body["response-code"], body["error-code"]) == (status, code)
    assert set(body) == {
        "response-code", "developer-message", "user-message", "error-code", "more-info",
    }  # fmt: skip


async def test_a_deprecated_id_moves_and_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{API}/{orcid('old')}/employments")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{API}/{MULLER}/employments"
    assert answer.json()["error-code"] == 9007
    assert f"https://orcid.org/{MULLER}." in answer.json()["user-message"]


async def test_other_methods_and_addresses(client: httpx.AsyncClient) -> None:
    assert (await client.post(f"{API}/expanded-search/")).status_code == 405
    assert (await client.get("https://demo.invalid/v2.0/search")).status_code == 404
    assert (await client.get(TOKEN)).status_code == 405
    assert (await client.get(f"{API}/status")).json() == {"tomcatUp": True}


@pytest.mark.parametrize("accept", ["*/*", None, "application/xml"])
async def test_without_a_wish_the_answer_is_xml(
    transport: DemoTransport, accept: str | None
) -> None:
    async with httpx.AsyncClient(transport=transport) as bare:
        if accept is None:
            del bare.headers["Accept"]
        else:
            bare.headers["Accept"] = accept
        answer = await bare.get(f"{API}/expanded-search/", params={"q": "moss"})
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert answer.text.startswith("<?xml")


async def test_an_unknown_media_type(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{API}/{MULLER}", headers={"Accept": "image/png"})
    assert answer.status_code == 406


# --- tokens ---------------------------------------------------------------------------


async def test_a_token_is_given_and_taken(client: httpx.AsyncClient) -> None:
    answer = await client.post(TOKEN, data=FORM)
    assert answer.status_code == 200
    body = answer.json()
    assert body["token_type"] == "bearer"
    assert body["scope"] == "/read-public"
    headers = {"Authorization": f"Bearer {body['access_token']}"}
    assert (await client.get(f"{API}/{MULLER}", headers=headers)).status_code == 200


async def test_basic_authentication(client: httpx.AsyncClient) -> None:
    form = {name: FORM[name] for name in ("grant_type", "scope")}
    good = await client.post(TOKEN, data=form, auth=(CLIENT_ID, CLIENT_SECRET))
    assert good.status_code == 200
    stale = await client.post(TOKEN, data=FORM, headers={"Authorization": "Bearer stale"})
    assert stale.json()["error"] == "invalid_client", "a header wins over the form"
    broken = "Basic " + base64.b64encode(b"\xff").decode()
    assert (
        await client.post(TOKEN, data=FORM, headers={"Authorization": broken})
    ).status_code == 401


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "APP-0000000000000000"}, 401, "invalid_client"),
        ({"client_id": ""}, 401, "invalid_request"),
        ({"client_secret": None}, 401, "invalid_request"),
        ({"grant_type": None}, 400, "unsupported_grant_type"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "/activities/update"}, 400, "invalid_scope"),
    ],
)
async def test_a_token_is_refused(
    client: httpx.AsyncClient, changed: dict[str, str | None], status: int, error: str
) -> None:
    form = {name: value for name, value in {**FORM, **changed}.items() if value is not None}
    answer = await client.post(TOKEN, data=form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_a_token_request_must_be_a_form(client: httpx.AsyncClient) -> None:
    answer = await client.post(TOKEN, json=FORM)
    assert answer.status_code == 415
    assert answer.headers["Content-Type"] == "text/html"


async def test_a_bad_token_is_worse_than_none(
    client: httpx.AsyncClient, transport: DemoTransport
) -> None:
    token = (await client.post(TOKEN, data=FORM)).json()["access_token"]
    transport.forget_tokens()
    answer = await client.get(f"{API}/{MULLER}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.json() == {
        "error_description": f"Invalid access token: {token}",
        "error": "invalid_token",
    }
    empty = await client.get(f"{API}/{MULLER}", headers={"Authorization": "Bearer "})
    assert empty.status_code == 200, "nothing after Bearer counts as anonymous"


# --- behaviour ------------------------------------------------------------------------


async def test_requests_are_remembered_up_to_a_limit(
    client: httpx.AsyncClient, transport: DemoTransport
) -> None:
    await client.get(f"{API}/expanded-search/", params={"q": "ä b", "rows": "1"})
    seen = transport.requests[-1]
    assert (seen.method, seen.path) == ("GET", "/v3.0/expanded-search/")
    assert seen.query == {"q": "ä b", "rows": "1"}
    assert seen.headers["accept"] == "application/json"
    assert "headers" not in repr(seen), "a token in a header is not printed by accident"
    assert transport.requests.maxlen == REMEMBERED


async def test_many_at_once(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(client.get(f"{API}/expanded-search/", params={"q": f"walls OR {n}"}) for n in range(50))
    )
    assert {answer.json()["num-found"] for answer in answers} == {2}


async def test_nothing_is_read_before_the_first_request(tmp_path: Any) -> None:
    registry = DemoTransport(tmp_path / "not there.json")
    async with httpx.AsyncClient(transport=registry) as opened:
        assert (await opened.get(f"{API}/status")).status_code == 200
        with pytest.raises(FileNotFoundError):
            await opened.get(f"{API}/{MULLER}")
