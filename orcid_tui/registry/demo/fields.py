"""What the search index knows of a person: its fields, their kinds, and their values.

Source: the schema in orcid-api.md section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from orcid_tui.registry.demo.analysis import Analyser, folded_words, plain_words, whole
from orcid_tui.registry.demo.persons import AFFILIATION_KINDS, DemoPerson

FIELD_KINDS: Final[Mapping[str, Analyser]] = {
    "text": plain_words,
    "given-and-family-names": folded_words,
    **dict.fromkeys(
        (
            "given-names", "family-name", "credit-name", "other-names",
            "current-institution-affiliation-name", "past-institution-affiliation-name",
            "affiliation-org-name", "funding-org-name", "peer-review-org-name",
            "work-titles", "funding-titles", "grant-numbers", "keyword", "biography",
            "digital-object-ids", "isbn", "issn", "pmid", "pmc", "arxiv", "eid", "handle",
            "lccn", "oclc", "uri", "urn", "wosuid", "source-work-id", "other-identifier-type",
            "external-id-reference", "external-id-source",
        ),
        plain_words,
    ),
    **dict.fromkeys(
        (
            "orcid", "email", "doi-self", "isbn-self", "issn-self", "pmid-self", "arxiv-self",
            "handle-self", "lccn-self", "oclc-self", "uri-self", "doi-part-of", "isbn-part-of",
            "issn-part-of", "doi-version-of", "isbn-version-of", "ror-org-id", "grid-org-id",
            "ringgold-org-id", "fundref-org-id", "external-id-type-and-value",
            "external-id-source-and-reference", "primary-record", "profile-submission-date",
            "profile-last-modified-date",
        ),
        whole,
    ),
}  # fmt: skip
"""Every field of the index that the demo has, with its analysis (orcid-api.md section 2)."""


Document = dict[str, tuple[str, ...]]
"""The values of one person by field."""


def institutions(person: DemoPerson, today: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Current and past institutions of all kinds of affiliation, as the index sees them."""
    current: list[str] = []
    past: list[str] = []
    for kind in AFFILIATION_KINDS:
        for affiliation in person.affiliations(kind):
            ended = affiliation.ended_before(today)
            (past if ended else current).append(affiliation.organization)
    return tuple(current), tuple(past)


def document(person: DemoPerson, today: date) -> Document:
    """The values of all fields of one person. Empty fields are left out."""
    current, past = institutions(person, today)
    found: dict[str, list[str]] = {
        "orcid": [person.orcid.value],
        "current-institution-affiliation-name": [*current],
        "past-institution-affiliation-name": [*past],
        "affiliation-org-name": [*current, *past],
        "keyword": [*person.keywords],
        "biography": [person.biography],
    }
    if person.shows_name:
        found |= {
            "given-names": [person.given],
            "family-name": [person.family],
            "credit-name": [person.credit],
            "other-names": [*person.other_names],
            "given-and-family-names": [f"{person.given} {person.family}".strip()],
        }
    for work in person.works:
        found.setdefault("work-titles", []).extend((work.title, work.subtitle))
        for identifier in work.identifiers:
            plain = "digital-object-ids" if identifier.kind == "doi" else identifier.kind
            found.setdefault(plain, []).append(identifier.value)
            relation = f"{identifier.kind}-{identifier.relationship}"
            found.setdefault(relation, []).append(identifier.value)
    for external in person.external_ids:
        found.setdefault("external-id-reference", []).append(external.value)
        found.setdefault("external-id-type-and-value", []).append(
            f"{external.kind}={external.value}"
        )
    return {
        name: tuple(filter(None, values))
        for name, values in found.items()
        if name in FIELD_KINDS and any(values)
    }
