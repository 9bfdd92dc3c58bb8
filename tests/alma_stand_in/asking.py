"""A plain client, by which the stand-in's own tests ask it; the program's is tested elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from orcid_tui.orcid_id import OrcidId
from tests.alma_stand_in.inventing import mms
from tests.alma_stand_in.stand_in import AlmaStandIn

ID = mms(1)
ORCID = f"https://orcid.org/{OrcidId.from_base('009800000000012').value}"
SAFE: Mapping[str, str] = {"stale_version_check": "true", "override_lock": "false"}
XML = {"Content-Type": "application/xml", "Accept": "application/xml"}


def asking(alma: AlmaStandIn, key: str = "", accept: str = "xml") -> httpx.Client:
    """A client with this key, else with that which may do everything."""
    headers = {"Authorization": f"apikey {key or alma.key}", "Accept": f"application/{accept}"}
    return httpx.Client(base_url=f"{alma.url}/almaws/v1", headers=headers)


def fetched(client: httpx.Client, mms_id: str = ID, **query: str) -> str:
    """A record without its XML declaration."""
    return client.get(f"/bibs/{mms_id}", params=query).text.partition("?>")[2]


def linked(xml: str) -> str:
    """With an iD behind the first `author.`, and nothing else touched."""
    head, word, rest = xml.partition("author.</subfield>")
    assert word
    return f'{head}{word}<subfield code="1">{ORCID}</subfield>{rest}'


def put(
    client: httpx.Client, xml: str, query: Mapping[str, str] = SAFE, mms_id: str = ID
) -> httpx.Response:
    """A PUT, safe unless `query` says otherwise."""
    return client.put(f"/bibs/{mms_id}", params=query, content=xml.encode(), headers=XML)
