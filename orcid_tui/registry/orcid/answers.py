"""What a search answers, as persons. A row that cannot be read is dropped, not the answer."""

from __future__ import annotations

from collections.abc import Mapping

from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.registry.orcid.json_reading import items, number, text, texts
from orcid_tui.registry.protocol import SearchAnswer


def read_search(body: Mapping[str, object]) -> SearchAnswer | None:
    """The answer of expanded-search (orcid-api.md section 2); None when it is something else.

    No hits come as `"expanded-result": null`.
    """
    if "expanded-result" not in body and "num-found" not in body:
        return None
    rows = items(body, "expanded-result")
    found = {p.orcid: p for p in map(read_person, rows) if p is not None}
    total = number(body, "num-found")
    return SearchAnswer(tuple(found.values()), len(rows) if total is None else total)


def read_person(row: object) -> FoundPerson | None:
    """One hit, or None when it has no readable iD."""
    orcid = read_id(text(row, "orcid-id"))
    if orcid is None:
        return None
    return FoundPerson(
        orcid=orcid,
        given_names=text(row, "given-names"),
        family_name=text(row, "family-names"),
        credit_name=text(row, "credit-name"),
        other_names=texts(row, "other-name"),
        affiliations=texts(row, "institution-name"),
    )


def read_id(written: str) -> OrcidId | None:
    """An iD, or None."""
    try:
        return OrcidId.parse(written)
    except InvalidOrcidId:
        return None
