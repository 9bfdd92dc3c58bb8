"""The small shapes that every answer of the API is made of (orcid-api.md section 3)."""

from __future__ import annotations

import zlib
from typing import Any

from orcid_tui.orcid_id import OrcidId
from orcid_tui.registry.demo.persons import LONG_AGO, DemoPerson

Json = dict[str, Any]


def identifier(orcid: OrcidId) -> Json:
    """An iD as the API writes it."""
    return {"uri": orcid.uri, "path": orcid.value, "host": "orcid.org"}


def moment(milliseconds: int) -> Json:
    """A point in time."""
    return {"value": milliseconds}


def scalar(value: str) -> Json | None:
    """A text in its wrapping, or null for none."""
    return {"value": value} if value else None


def stamps(person: DemoPerson) -> Json:
    """When an item was made and changed."""
    return {"created-date": moment(LONG_AGO), "last-modified-date": moment(person.changed)}


def empty(items: str, path: str) -> Json:
    """A section without items."""
    return {"last-modified-date": None, items: [], "path": path}


def put_code(*parts: str) -> int:
    """A number for an item, the same in every answer."""
    return zlib.crc32("/".join(parts).encode()) % 90_000_000 + 1_000_000


def date(text: str) -> Json | None:
    """A date in its parts; what is missing is null."""
    if not text:
        return None
    parts = (*text.split("-"), "", "")[:3]
    return dict(zip(("year", "month", "day"), map(scalar, parts), strict=True))


def source(person: DemoPerson) -> Json:
    """Who entered an item: here always the person."""
    name = f"{person.given} {person.family}".strip() if person.shows_name else ""
    return {
        "source-orcid": identifier(person.orcid),
        "source-client-id": None,
        "source-name": scalar(name),
        "assertion-origin-orcid": None,
        "assertion-origin-client-id": None,
        "assertion-origin-name": None,
    }
