"""Errors in the API's own words, statuses and shapes (orcid-api.md sections 1 and 4)."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx

from orcid_tui.orcid_id import OrcidId

_JSON: Final = "application/json;charset=UTF-8"
_HELP: Final = "https://members.orcid.org/api/resources/troubleshooting"
_INVALID: Final = "ORCID could not process the data, because they were invalid."


class Refused(Exception):
    """A request that gets an error for an answer."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def json_answer(status: int, body: dict[str, Any], **headers: str) -> httpx.Response:
    """Compact JSON, as the API sends it."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return httpx.Response(status, headers={"Content-Type": _JSON, **headers}, content=content)


def oauth(status: int, kind: str, description: str) -> httpx.Response:
    """An error of the token endpoint, or of a bad token: another shape than the rest."""
    return json_answer(status, {"error_description": description, "error": kind})


def unknown() -> Refused:
    """No such iD, or something that is no iD at all."""
    text = "The resource was not found."
    return _fault(404, 9016, f"404 Not Found: {text}", text)


def locked(orcid: OrcidId) -> Refused:
    """The record is locked."""
    return _fault(
        409,
        9018,
        f"409 Conflict: The ORCID record is locked and cannot be edited. ORCID {orcid.uri}",
        "The ORCID record is locked.",
    )


def deactivated() -> Refused:
    """The person has closed the record."""
    return _fault(
        409,
        9044,
        "409 Conflict: The ORCID record is deactivated and cannot be edited.",
        "The ORCID record is deactivated.",
    )


def unclaimed() -> Refused:
    """The record was made for the person, who has not taken it over."""
    return _fault(
        409,
        9036,
        "409 Conflict: This record has not been claimed.",
        "This record has not been claimed, if this is your record you can claim it at "
        "https://orcid.org/resend-claim.",
    )


def moved(url: httpx.URL, old: OrcidId, new: OrcidId) -> Refused:
    """The record was merged into another one: the same path with the other iD."""
    text = f"This account is deprecated. Please refer to account: {new.uri}."
    target = url.copy_with(path=url.path.replace(old.value, new.value))
    return _fault(301, 9007, text, text, Location=str(target))


def rows_out_of_range() -> Refused:
    """More rows than the API gives at once."""
    text = "The client application made a bad request to the ORCID API."
    limit = "The rows parameter must be an integer between 0 and 1,000"
    return _fault(400, 9012, f"{text} Full validation error: {limit}", text)


def start_out_of_range() -> Refused:
    """Too far down the list for somebody without a token."""
    text = (
        "The start parameter for API users without credentials must be an integer between 0 "
        "and 10,000"
    )
    return _fault(400, 9043, text, text)


def broken_query(detail: str) -> Refused:
    """The search engine could not read the query. It names an internal address, as it does."""
    return _fault(
        500,
        9008,
        "org.apache.solr.client.solrj.impl.HttpSolrClient.RemoteSolrException Full validation "
        f"error: Error from server at http://solr.demo.invalid/solr/profile: {detail}",
        "Something went wrong in ORCID.",
    )


def no_such_address() -> Refused:
    """A path that the API does not have."""
    return _fault(404, 9001, "404 Not Found: There is no such address.", _INVALID)


def wrong_method() -> Refused:
    """A method that the path does not take."""
    return _fault(405, 9001, "405 Method Not Allowed: Endpoint and method mismatch.", _INVALID)


def unknown_media_type() -> Refused:
    """An answer was asked for in a form that the API does not have."""
    return _fault(406, 9001, "406 Not Acceptable: The media type is not known.", _INVALID)


def _fault(status: int, code: int, developer: str, user: str, **headers: str) -> Refused:
    body = {
        "response-code": status,
        "developer-message": developer,
        "user-message": user,
        "error-code": code,
        "more-info": _HELP,
    }
    return Refused(json_answer(status, body, **headers))
