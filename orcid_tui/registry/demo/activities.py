"""Affiliations and works of a person, as the API tells them (orcid-api.md section 3)."""

from __future__ import annotations

from typing import Final

from orcid_tui.registry.demo.persons import (
    AFFILIATION_KINDS,
    DemoAffiliation,
    DemoIdentifier,
    DemoPerson,
    DemoWork,
)
from orcid_tui.registry.demo.pieces import (
    Json,
    date,
    empty,
    moment,
    put_code,
    scalar,
    source,
    stamps,
)

_SUMMARY: Final = {
    "distinctions": "distinction",
    "educations": "education",
    "employments": "employment",
    "invited-positions": "invited-position",
    "memberships": "membership",
    "qualifications": "qualification",
    "services": "service",
}


def _order(affiliation: DemoAffiliation) -> tuple[int, str]:
    """Undated first, then what goes on by its start, then what ended by its end."""
    if not affiliation.start and not affiliation.end:
        return (2, "")
    if not affiliation.end:
        return (1, affiliation.start)
    return (0, affiliation.end)


def affiliations(person: DemoPerson, kind: str) -> Json:
    """The affiliations of one kind in the registry's order: current ones mostly first."""
    path = f"/{person.orcid}/{kind}"
    groups = []
    for affiliation in sorted(person.affiliations(kind), key=_order, reverse=True):
        code = put_code(path, affiliation.organization, affiliation.role, affiliation.start)
        organization: Json = {
            "name": affiliation.organization,
            "address": {
                "city": affiliation.city,
                "region": None,
                "country": affiliation.country,
            },
            "disambiguated-organization": None,
        }
        if affiliation.ror:
            organization["disambiguated-organization"] = {
                "disambiguated-organization-identifier": affiliation.ror,
                "disambiguation-source": "ROR",
            }
        summary = {
            **stamps(person),
            "source": source(person),
            "put-code": code,
            "department-name": affiliation.department or None,
            "role-title": affiliation.role or None,
            "start-date": date(affiliation.start),
            "end-date": date(affiliation.end),
            "organization": organization,
            "url": None,
            "external-ids": None,
            "display-index": "0",
            "visibility": "public",
            "path": f"/{person.orcid}/{_SUMMARY[kind]}/{code}",
        }
        groups.append(
            {
                "last-modified-date": moment(person.changed),
                "external-ids": {"external-id": []},
                "summaries": [{f"{_SUMMARY[kind]}-summary": summary}],
            }
        )
    changed = moment(person.changed) if groups else None
    return {"last-modified-date": changed, "affiliation-group": groups, "path": path}


def _work_identifier(found: DemoIdentifier) -> Json:
    normal = found.value.lower().removeprefix("https://doi.org/")
    if found.kind == "isbn":
        normal = normal.replace("-", "")
    return {
        "external-id-type": found.kind,
        "external-id-value": found.value,
        "external-id-normalized": {"value": normal, "transient": True},
        "external-id-normalized-error": None,
        "external-id-url": None,
        "external-id-relationship": found.relationship,
    }


def _work(person: DemoPerson, work: DemoWork) -> Json:
    identifiers = [_work_identifier(found) for found in work.identifiers]
    code = put_code(person.orcid.value, work.title, str(work.year))
    summary = {
        "put-code": code,
        **stamps(person),
        "source": source(person),
        "title": {
            "title": {"value": work.title},
            "subtitle": scalar(work.subtitle),
            "translated-title": None,
        },
        "external-ids": {"external-id": identifiers},
        "url": None,
        "type": work.kind,
        "publication-date": date(str(work.year)) if work.year else None,
        "journal-title": scalar(work.venue),
        "visibility": "public",
        "path": "/".join(("", str(person.orcid), "work", str(code))),
        "display-index": "0",
    }
    own = [found for found in identifiers if found["external-id-relationship"] == "self"]
    return {
        "last-modified-date": moment(person.changed),
        "external-ids": {"external-id": own},
        "work-summary": [summary],
    }


def works(person: DemoPerson) -> Json:
    """The works, the newest first, each in a group of its own."""
    newest_first = sorted(person.works, key=lambda work: work.year or 0, reverse=True)
    groups = [_work(person, work) for work in newest_first]
    changed = moment(person.changed) if groups else None
    return {"last-modified-date": changed, "group": groups, "path": f"/{person.orcid}/works"}


def activities(person: DemoPerson) -> Json:
    """All affiliations and works together."""
    path = f"/{person.orcid}"
    answer: Json = {"last-modified-date": None}
    for kind in AFFILIATION_KINDS:
        answer[kind] = affiliations(person, kind)
    for kind in ("fundings", "peer-reviews", "research-resources"):
        answer[kind] = empty("group", f"{path}/{kind}")
    answer["works"] = works(person)
    if any(part["last-modified-date"] for part in answer.values() if part):
        answer["last-modified-date"] = moment(person.changed)
    answer["path"] = f"{path}/activities"
    return answer
