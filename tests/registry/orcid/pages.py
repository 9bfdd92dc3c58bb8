"""Invented persons in the shape in which ORCID answers."""

from __future__ import annotations

from orcid_tui.orcid_id import OrcidId

ADA = OrcidId.from_base("009900000000101")
BO = OrcidId.from_base("009900000000102")


def hit(orcid: OrcidId, **more: object) -> dict[str, object]:
    """One row of expanded-search."""
    row: dict[str, object] = {
        "orcid-id": orcid.value,
        "given-names": None,
        "family-names": None,
        "credit-name": None,
        "other-name": [],
        "email": [],
        "institution-name": [],
    }
    return row | {key.replace("_", "-"): value for key, value in more.items()}


def day(text: str | None) -> object:
    """A date from "2010-02"; its parts are strings, as ORCID has them."""
    if text is None:
        return None
    parts: list[str | None] = [*text.split("-"), None, None]
    values: list[object] = [{"value": part} if part else None for part in parts[:3]]
    return dict(zip(("year", "month", "day"), values, strict=True))


def affiliation(
    kind: str, name: str | None, start: str | None, end: str | None, **more: object
) -> dict[str, object]:
    """One group of affiliations with one summary."""
    summary: dict[str, object] = {
        "put-code": 1,
        "department-name": None,
        "role-title": None,
        "start-date": day(start),
        "end-date": day(end),
        "organization": {"name": name, "address": {"city": "Ulm", "region": None, "country": "DE"}},
        "url": None,
        "external-ids": None,
    }
    summary |= {key.replace("_", "-"): value for key, value in more.items()}
    return {"external-ids": {"external-id": []}, "summaries": [{f"{kind}-summary": summary}]}


def identifier(kind: str, value: str, normalized: str | None = None) -> dict[str, object]:
    """One external identifier of a work."""
    return {
        "external-id-type": kind,
        "external-id-value": value,
        "external-id-normalized": {"value": normalized, "transient": True} if normalized else None,
        "external-id-relationship": "self",
    }


def work(title: str | None, year: str | None, *identifiers: dict[str, object]) -> dict[str, object]:
    """One group of works with one summary."""
    summary = {
        "title": {"title": {"value": title}, "subtitle": None} if title else None,
        "external-ids": {"external-id": list(identifiers)} if identifiers else None,
        "type": "journal-article",
        "publication-date": day(year),
        "journal-title": {"value": "Annals of Walls"},
    }
    return {"external-ids": {"external-id": list(identifiers)[:1]}, "work-summary": [summary]}


def record(
    orcid: OrcidId,
    name: dict[str, object] | None,
    *,
    employments: list[object] | None = None,
    educations: list[object] | None = None,
    works: list[object] | None = None,
    invited_positions: list[object] | None = None,
    memberships: list[object] | None = None,
) -> dict[str, object]:
    """A whole /record, last changed on 8 September 2017."""
    others = [
        {"content": "A. Quell", "display-index": 1},
        {"content": "A. Quell"},
        {"content": None},
    ]
    identifiers = [
        {"external-id-type": "Scopus Author ID", "external-id-value": "990099"},
        {"external-id-type": "ISNI", "external-id-value": None},
    ]
    return {
        "orcid-identifier": {"uri": orcid.uri, "path": orcid.value, "host": "orcid.org"},
        "history": {"claimed": True, "last-modified-date": {"value": 1504850007188}},
        "person": {
            "name": name,
            "other-names": {"other-name": others},
            "biography": None,
            "keywords": {"keyword": [{"content": "mortar"}, {"content": None}]},
            "addresses": {"address": [{"country": {"value": "DE"}}, {"country": None}, None]},
            "researcher-urls": {
                "researcher-url": [{"url-name": "Blog", "url": {"value": "https://w.example/"}}]
            },
            "external-identifiers": {"external-identifier": identifiers},
        },
        "activities-summary": {
            "employments": {"affiliation-group": employments or []},
            "educations": {"affiliation-group": educations or []},
            "invited-positions": {"affiliation-group": invited_positions or []},
            "memberships": {"affiliation-group": memberships or []},
            "works": {"group": works or []},
        },
        "path": f"/{orcid}",
    }


def error(status: int, code: int, text: str = "Sorry.") -> dict[str, object]:
    """An error body of the API."""
    return {
        "response-code": status,
        "developer-message": text,
        "user-message": text,
        "error-code": code,
    }
