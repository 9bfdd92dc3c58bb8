"""The public page of one iD (`/record`, orcid-api.md sections 3 and 4) as a profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final

from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    ExternalIdentifier,
    FurtherAffiliation,
    FurtherKind,
    PartialDate,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.registry.orcid.answers import read_id
from orcid_tui.registry.orcid.http import Reply
from orcid_tui.registry.orcid.json_reading import day, inside, items, number, text

_CONFLICTS: Final = {
    9018: ProfileState.LOCKED,
    9036: ProfileState.UNCLAIMED,
    9044: ProfileState.DEACTIVATED,
}
_DEPRECATED: Final = 9007
_NO_SUCH_ROUTE: Final = 9001
_ID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def read_profile(reply: Reply, orcid: OrcidId, today: date) -> PersonProfile | None:
    """The profile in a reply of any status; None when the reply says nothing about the iD.

    `today` decides which affiliations are current.
    """
    code = number(reply.body, "error-code")
    if reply.status == 404 and code not in (None, _NO_SUCH_ROUTE):
        return PersonProfile(orcid, ProfileState.UNKNOWN)
    if reply.status == 301:
        successor = _successor(reply, orcid)
        if successor is None and code != _DEPRECATED:
            return None
        return PersonProfile(orcid, ProfileState.DEPRECATED, successor)
    if reply.status == 409 and code in _CONFLICTS:
        return PersonProfile(orcid, _CONFLICTS[code])
    if reply.status == 200 and ("person" in reply.body or "activities-summary" in reply.body):
        return _public(reply.body, orcid, today)
    return None


def read_date(value: object) -> PartialDate | None:
    """A date with its year; None when there is no year. It may be impossible (30 February)."""
    year = number(value, "year", "value")
    if not year or year > 9999:
        return None
    month = number(value, "month", "value") or 0
    day = number(value, "day", "value") or 0
    return PartialDate(year, month if month < 100 else 0, day if day < 100 else 0)


def is_current(end: PartialDate | None, today: date) -> bool:
    """Whether what ends then goes on: no end, or an end in the future.

    A missing month or day counts as its last one, and today as the past, as the search index
    has it.
    """
    if end is None:
        return True
    last = (end.year, end.month or 12, end.day or 32)
    return last > (today.year, today.month, today.day)


def _public(body: Mapping[str, object], orcid: OrcidId, today: date) -> PersonProfile:
    person = body.get("person")
    given = text(person, "name", "given-names", "value")
    family = text(person, "name", "family-name", "value")
    credit = text(person, "name", "credit-name", "value")
    activities = body.get("activities-summary")
    groups = [g for g in items(activities, "works", "group") if isinstance(g, Mapping)]
    return PersonProfile(
        orcid,
        ProfileState.PUBLIC if given or family or credit else ProfileState.NAME_PRIVATE,
        given_names=given,
        family_name=family,
        credit_name=credit,
        other_names=_each(items(person, "other-names", "other-name"), "content"),
        employments=_affiliations(activities, "employment", today),
        educations=_affiliations(activities, "education", today),
        works=tuple(work for work in map(_work, groups) if work is not None),
        works_total=len(groups),
        external_identifiers=_external_identifiers(person),
        further=tuple(
            FurtherAffiliation(kind, affiliation)
            for kind in FurtherKind
            for affiliation in _affiliations(activities, kind, today)
        ),
        keywords=_each(items(person, "keywords", "keyword"), "content"),
        countries=_each(items(person, "addresses", "address"), "country", "value"),
        websites=_each(items(person, "researcher-urls", "researcher-url"), "url", "value"),
        biography=text(person, "biography", "content"),
        last_modified=day(body, "history", "last-modified-date", "value"),
    )


def _each(rows: Sequence[object], *keys: str) -> tuple[str, ...]:
    """What stands behind the keys in each row, without repeats."""
    found = (text(row, *keys) for row in rows)
    return tuple(dict.fromkeys(value for value in found if value))


def _external_identifiers(person: object) -> tuple[ExternalIdentifier, ...]:
    rows = items(person, "external-identifiers", "external-identifier")
    found = (
        ExternalIdentifier(text(row, "external-id-type"), text(row, "external-id-value"))
        for row in rows
    )
    return tuple(dict.fromkeys(identifier for identifier in found if identifier.value))


def _affiliations(activities: object, kind: str, today: date) -> tuple[Affiliation, ...]:
    """One affiliation a group, by its preferred summary, in the registry's order."""
    found = []
    for group in items(activities, f"{kind}s", "affiliation-group"):
        read = (
            _affiliation(inside(row, f"{kind}-summary"), today) for row in items(group, "summaries")
        )
        if first := next((affiliation for affiliation in read if affiliation), None):
            found.append(first)
    return tuple(found)


def _affiliation(summary: object, today: date) -> Affiliation | None:
    organization = text(summary, "organization", "name")
    if not organization:
        return None
    end = read_date(inside(summary, "end-date"))
    return Affiliation(
        organization=organization,
        department=text(summary, "department-name"),
        role=text(summary, "role-title"),
        city=text(summary, "organization", "address", "city"),
        country=text(summary, "organization", "address", "country"),
        start=read_date(inside(summary, "start-date")),
        end=end,
        current=is_current(end, today),
    )


def _work(group: Mapping[str, object]) -> PublishedWork | None:
    summary = next((s for s in items(group, "work-summary") if isinstance(s, Mapping)), None)
    if summary is None:
        return None
    published = read_date(inside(summary, "publication-date"))
    return PublishedWork(
        title=text(summary, "title", "title", "value"),
        year=published.year if published else None,
        venue=text(summary, "journal-title", "value"),
        kind=text(summary, "type"),
        identifiers=_identifiers(
            (
                items(summary, "external-ids", "external-id"),
                items(group, "external-ids", "external-id"),
            )
        ),
    )


def _identifiers(lists: Iterable[Sequence[object]]) -> tuple[tuple[str, str], ...]:
    """Type in lower case, and the value as ORCID normalizes it, or as it was typed."""
    found: dict[tuple[str, str], None] = {}
    for row in chain.from_iterable(lists):
        kind = text(row, "external-id-type").lower()
        normalized = text(row, "external-id-normalized", "value")
        value = normalized or text(row, "external-id-value")
        if kind and value:
            found.setdefault((kind, value))
    return tuple(found)


def _successor(reply: Reply, orcid: OrcidId) -> OrcidId | None:
    """The iD that replaced a deprecated one: in the Location header, or in the message."""
    for place in (
        reply.location,
        text(reply.body, "developer-message"),
        text(reply.body, "user-message"),
    ):
        for written in _ID.findall(place):
            found = read_id(written)
            if found is not None and found != orcid:
                return found
    return None
