"""An ORCID Public API v3.0 in miniature, where httpx would open a connection.

The client that stands before it builds the same requests and reads the same answers as with the
real service; only the transport differs. The host part of an address does not matter, so the same
object can be served on a socket. Contract: orcid-api.md sections 1 to 4.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import parse_qs

import httpx

from orcid_tui.persons.person import ProfileState
from orcid_tui.registry.demo import answers, faults
from orcid_tui.registry.demo.faults import json_answer
from orcid_tui.registry.demo.fields import FIELD_KINDS, document, institutions
from orcid_tui.registry.demo.index import Index
from orcid_tui.registry.demo.persons import DemoPerson, read_persons
from orcid_tui.registry.demo.pieces import identifier
from orcid_tui.registry.demo.query import BrokenQuery
from orcid_tui.registry.demo.searching import search

CLIENT_ID: Final = "APP-0099DEMO0099DEMO"
CLIENT_SECRET: Final = "00990099-0099-4099-8099-009900990099"  # noqa: S105 - opens the demo only

REMEMBERED: Final = 2000
"""How many requests are kept for tests to look at."""

_FL: Final = frozenset(
    {
        "orcid",
        "email",
        "given-names",
        "family-name",
        "given-and-family-names",
        "current-institution-affiliation-name",
        "past-institution-affiliation-name",
        "credit-name",
        "other-names",
    }
)
_MOST_ROWS: Final = 1000
_LAST_START_ANONYMOUS: Final = 10_000
_SECTION_PATH: Final = re.compile(r"/(?P<orcid>[^/]+)(?:/(?P<section>[^/]+))?(?P<rest>/.*)?")


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that was answered. Query and headers by name, the first value of each."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The persons, ready to be asked for."""

    found: tuple[DemoPerson, ...]
    by_id: Mapping[str, DemoPerson]
    affiliations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    index: Index


class DemoTransport(httpx.AsyncBaseTransport):
    """Answers requests from a file of invented persons (JSON), by default the bundled one.

    Nothing is read before the first request. `requests` holds the newest requests, oldest
    first. Safe for several threads and tasks.
    """

    def __init__(self, persons: Path | None = None) -> None:
        self._path = persons
        self._lock = Lock()
        self._tokens: set[str] = set()
        self.requests: deque[SeenRequest] = deque(maxlen=REMEMBERED)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request. Every fault of the client comes back as the API's own error."""
        return self.answer(request.method, request.url, request.headers, await request.aread())

    def answer(
        self, method: str, url: httpx.URL, headers: httpx.Headers, body: bytes
    ) -> httpx.Response:
        """The same without a transport around it, for a server on a socket."""
        query = {name: values[0] for name, values in _values(url.query).items()}
        self.requests.append(SeenRequest(method, url.path, query, dict(headers)))
        try:
            if url.path.rstrip("/").endswith("/oauth/token"):
                return self._token(method, headers, body)
            return self._api(method, url, headers, query)
        except faults.Refused as refusal:
            return refusal.response

    def forget_tokens(self) -> None:
        """Let every token that was given out expire."""
        self._tokens.clear()

    # --- tokens ---------------------------------------------------------------------

    def _token(self, method: str, headers: httpx.Headers, body: bytes) -> httpx.Response:
        if method != "POST":
            raise faults.wrong_method()
        if "application/x-www-form-urlencoded" not in headers.get("content-type", ""):
            page = b"<!doctype html><html><body>HTTP Status 415</body></html>"
            return httpx.Response(415, headers={"Content-Type": "text/html"}, content=page)
        form = {name: values[0] for name, values in _values(body).items()}
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        if headers.get("authorization", "").strip():
            client, secret = _basic(headers["authorization"])
        elif not client or not secret:
            missing = "client_id" if not client else "client_secret"
            return faults.oauth(401, "invalid_request", f"{missing} is required")
        if "grant_type" not in form:
            return faults.oauth(400, "unsupported_grant_type", "grant_type is missing")
        if form["grant_type"] != "client_credentials":
            return faults.oauth(400, "unsupported_grant_type", "grant_type is not supported")
        if (client, secret) != (CLIENT_ID, CLIENT_SECRET):
            return faults.oauth(401, "invalid_client", "Client authentication failed")
        if form.get("scope", "/read-public") != "/read-public":
            return faults.oauth(400, "invalid_scope", "The scope is not allowed")
        token = str(uuid.uuid4())
        self._tokens.add(token)
        return json_answer(
            200,
            {
                "access_token": token,
                "token_type": "bearer",
                "refresh_token": str(uuid.uuid4()),
                "expires_in": 631138518,
                "scope": "/read-public",
                "orcid": None,
            },
        )

    # --- the API --------------------------------------------------------------------

    def _api(
        self, method: str, url: httpx.URL, headers: httpx.Headers, query: Mapping[str, str]
    ) -> httpx.Response:
        if not url.path.startswith("/v3.0/"):
            raise faults.no_such_address()
        if method != "GET":
            raise faults.wrong_method()
        path = url.path.removeprefix("/v3.0").rstrip("/")
        if path in ("/status", "/pubStatus"):
            return json_answer(200, {"tomcatUp": True})
        with_token = self._check_token(headers)
        if path in ("/expanded-search", "/search"):
            hits = self._search(query, with_token, expanded=path == "/expanded-search")
            return _in_the_form_asked_for(headers, hits)
        found = _SECTION_PATH.fullmatch(path)
        if found is None or found["rest"]:
            raise faults.no_such_address()
        body = self._section(found["orcid"], found["section"] or "record", url)
        return _in_the_form_asked_for(headers, body)

    def _check_token(self, headers: httpx.Headers) -> bool:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return False
        if token.strip() not in self._tokens:
            raise faults.Refused(
                faults.oauth(401, "invalid_token", f"Invalid access token: {token.strip()}")
            )
        return True

    def _search(
        self, query: Mapping[str, str], with_token: bool, *, expanded: bool
    ) -> dict[str, Any]:
        rows, start = _number(query, "rows", _MOST_ROWS), _number(query, "start", 0)
        if not 0 <= rows <= _MOST_ROWS:
            raise faults.rows_out_of_range()
        if not with_token and not 0 <= start <= _LAST_START_ANONYMOUS:
            raise faults.start_out_of_range()
        try:
            hits = search(self._shelf.index, query)
        except BrokenQuery as broken:
            raise faults.broken_query(f"org.apache.solr.search.SyntaxError: {broken}") from None
        page = hits[start : start + rows]
        if not expanded:
            ids = [{"orcid-identifier": identifier(self._shelf.found[hit].orcid)} for hit in page]
            return {"result": ids or None, "num-found": len(hits)}
        asked = frozenset(query.get("fl", "").split(",")) & _FL
        entries = [
            answers.expanded_hit(
                self._shelf.found[hit], *self._shelf.affiliations[hit], asked or _FL
            )
            for hit in page
        ]
        return {"expanded-result": entries or None, "num-found": len(hits)}

    def _section(self, orcid: str, section: str, url: httpx.URL) -> dict[str, Any]:
        person = self._shelf.by_id.get(orcid)
        if person is None:
            raise faults.unknown()
        match person.state:
            case ProfileState.DEPRECATED:
                assert person.successor is not None
                raise faults.moved(url, person.orcid, person.successor)
            case ProfileState.LOCKED:
                raise faults.locked(person.orcid)
            case ProfileState.DEACTIVATED:
                raise faults.deactivated()
            case ProfileState.UNCLAIMED:
                raise faults.unclaimed()
        if section not in answers.SECTIONS:
            raise faults.no_such_address()
        return answers.section(person, section)

    @property
    def _shelf(self) -> _Shelf:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> _Shelf:
        bundled = resources.files("orcid_tui.demo").joinpath("persons.json")
        persons = read_persons((self._path or bundled).read_text(encoding="utf-8"))
        today = date.today()
        found = tuple(person for person in persons if person.is_searchable)
        return _Shelf(
            found=found,
            by_id={person.orcid.value: person for person in persons},
            affiliations=tuple(institutions(person, today) for person in found),
            index=Index([document(person, today) for person in found], FIELD_KINDS),
        )


def _values(text: bytes) -> dict[str, list[str]]:
    return parse_qs(text.decode("utf-8", "replace"), keep_blank_values=True)


def _basic(header: str) -> tuple[str, str]:
    scheme, _, code = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client, _, secret = base64.b64decode(code, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client, secret


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, "")
    if not text:
        return default
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise faults.broken_query(f'For input string: "{text}"')
    return int(text)


def _in_the_form_asked_for(headers: httpx.Headers, body: dict[str, Any]) -> httpx.Response:
    """JSON only when it was asked for; without a wish the API answers in XML."""
    accept = headers.get("accept", "*/*")
    if "json" in accept:
        return json_answer(200, body)
    if "*/*" in accept or "xml" in accept:
        page = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<answer/>\n'
        return httpx.Response(
            200, headers={"Content-Type": "application/xml;charset=UTF-8"}, content=page
        )
    raise faults.unknown_media_type()
