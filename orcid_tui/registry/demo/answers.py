"""The JSON of the API: sections of a record, hits of a search.

Shapes: orcid-api.md sections 2 and 3. Every answer is built anew, so nobody can change another
one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orcid_tui.registry.demo.activities import activities, affiliations, works
from orcid_tui.registry.demo.persons import AFFILIATION_KINDS, LONG_AGO, DemoPerson
from orcid_tui.registry.demo.pieces import (
    Json,
    empty,
    identifier,
    moment,
    put_code,
    scalar,
    source,
    stamps,
)

SECTIONS: Final = frozenset(
    {
        "record",
        "person",
        "personal-details",
        "other-names",
        "external-identifiers",
        "activities",
        "works",
        "biography",
        "keywords",
        *AFFILIATION_KINDS,
    }
)
"""The sections that the demo can answer."""


def section(person: DemoPerson, name: str) -> Json:
    """One section of a record; `name` is one of SECTIONS."""
    path = f"/{person.orcid}"
    match name:
        case "record":
            return {
                "orcid-identifier": identifier(person.orcid),
                "preferences": {"locale": "en"},
                "history": {
                    "creation-method": "DIRECT",
                    "completion-date": None,
                    "submission-date": moment(LONG_AGO),
                    "last-modified-date": moment(person.changed),
                    "claimed": True,
                    "source": None,
                    "deactivation-date": None,
                    "verified-email": True,
                    "verified-primary-email": True,
                },
                "person": section(person, "person"),
                "activities-summary": section(person, "activities"),
                "path": path,
            }
        case "person":
            return {
                "last-modified-date": moment(person.changed) if person.shows_name else None,
                "name": _name(person),
                "other-names": section(person, "other-names"),
                "biography": section(person, "biography") if person.biography else None,
                "researcher-urls": empty("researcher-url", f"{path}/researcher-urls"),
                "emails": empty("email", f"{path}/email"),
                "addresses": empty("address", f"{path}/address"),
                "keywords": section(person, "keywords"),
                "external-identifiers": section(person, "external-identifiers"),
                "path": f"{path}/person",
            }
        case "personal-details":
            return {
                "last-modified-date": moment(person.changed) if person.shows_name else None,
                "name": _name(person),
                "other-names": section(person, "other-names"),
                "biography": section(person, "biography") if person.biography else None,
                "path": f"{path}/personal-details",
            }
        case "biography":
            return {
                **stamps(person),
                "content": person.biography or None,
                "visibility": "public",
                "path": f"{path}/biography",
            }
        case "other-names":
            return _contents(
                person, "other-name", person.other_names if person.shows_name else (), name
            )
        case "keywords":
            return _contents(person, "keyword", person.keywords, name)
        case "external-identifiers":
            return _external_identifiers(person)
        case "works":
            return works(person)
        case "activities":
            return activities(person)
        case _:
            return affiliations(person, name)


def expanded_hit(
    person: DemoPerson, current: Sequence[str], past: Sequence[str], wanted: frozenset[str]
) -> Json:
    """One entry of an expanded search. `wanted` holds the field names of `fl`."""

    def text(field: str, value: str) -> str | None:
        return value if field in wanted and person.shows_name and value else None

    institutions: set[str] = set()
    if "current-institution-affiliation-name" in wanted:
        institutions.update(current)
    if "past-institution-affiliation-name" in wanted:
        institutions.update(past)
    others = person.other_names if "other-names" in wanted and person.shows_name else ()
    return {
        "orcid-id": person.orcid.value if "orcid" in wanted else None,
        "given-names": text("given-names", person.given),
        "family-names": text("family-name", person.family),
        "credit-name": text("credit-name", person.credit),
        "other-name": [*others],
        "email": [],
        "institution-name": sorted(institutions),
    }


def _name(person: DemoPerson) -> Json | None:
    if not person.shows_name:
        return None
    return {
        **stamps(person),
        "given-names": scalar(person.given),
        "family-name": scalar(person.family),
        "credit-name": scalar(person.credit),
        "source": None,
        "visibility": "public",
        "path": person.orcid.value,
    }


def _contents(person: DemoPerson, item: str, values: Sequence[str], name: str) -> Json:
    """A list of plain texts: other names, keywords. Their display-index is a number."""
    path = f"/{person.orcid}/{name}"
    entries = []
    for rank, value in enumerate(values):
        code = put_code(path, value)
        entries.append(
            {
                **stamps(person),
                "source": source(person),
                "content": value,
                "visibility": "public",
                "path": f"{path}/{code}",
                "put-code": code,
                "display-index": len(values) - rank,
            }
        )
    changed = moment(person.changed) if entries else None
    return {"last-modified-date": changed, item: entries, "path": path}


def _external_identifiers(person: DemoPerson) -> Json:
    path = f"/{person.orcid}/external-identifiers"
    entries = []
    for external in person.external_ids:
        code = put_code(path, external.kind, external.value)
        entries.append(
            {
                **stamps(person),
                "source": source(person),
                "external-id-type": external.kind,
                "external-id-value": external.value,
                "external-id-url": None,
                "external-id-relationship": external.relationship,
                "visibility": "public",
                "path": f"{path}/{code}",
                "put-code": code,
                "display-index": 0,
            }
        )
    changed = moment(person.changed) if entries else None
    return {"last-modified-date": changed, "external-identifier": entries, "path": path}
