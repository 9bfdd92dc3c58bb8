"""Sets and their members as Alma gives them out, in JSON or XML (alma-and-marc.md A8, A11)."""

from __future__ import annotations

from orcid_tui.alma.contract import AlmaSet, Environment, Institution, MembersPage, SetsPage
from orcid_tui.alma.documents import description, items, number, read_document, word
from orcid_tui.alma.safe_xml import UnreadableAnswer
from orcid_tui.language import _

_ENVIRONMENTS = {
    "production": Environment.PRODUCTION,
    "sandbox": Environment.SANDBOX,
}


def read_institution(body: bytes) -> Institution:
    """The answer of conf/general. Raises UnreadableAnswer."""
    document = read_document(body)
    code = word(document, "institution")
    environment = word(document, "environment_type").lower()
    return Institution(
        code,
        description(document, "institution") or code,
        _ENVIRONMENTS.get(environment, Environment.UNKNOWN),
    )


def read_sets(body: bytes) -> SetsPage:
    """A page of sets; what has no number is left out. Raises UnreadableAnswer."""
    document = read_document(body)
    sets = tuple(found for one in items(document, "set") if (found := _set(one)).id)
    total = number(document, "total_record_count")
    return SetsPage(sets, len(sets) if total is None else total)


def read_set(body: bytes) -> AlmaSet:
    """One set. Raises UnreadableAnswer."""
    found = _set(read_document(body))
    if not found.id:
        raise UnreadableAnswer(_("it holds no set"))
    return found


def read_members(body: bytes) -> MembersPage:
    """A page of members. Raises UnreadableAnswer."""
    document = read_document(body)
    ids = tuple(found for one in items(document, "member") if (found := word(one, "id")))
    total = number(document, "total_record_count")
    if total is None and not ids:
        raise UnreadableAnswer(_("it holds no members and does not say how many there are"))
    return MembersPage(ids, len(ids) if total is None else total)


def _set(one: object) -> AlmaSet:
    return AlmaSet(
        id=word(one, "id"),
        name=word(one, "name"),
        description=word(one, "description"),
        content=word(one, "content"),
        content_name=description(one, "content"),
        logical=word(one, "type").upper() == "LOGICAL",
        private=word(one, "private").lower() == "true",
        created_by=description(one, "created_by") or word(one, "created_by"),
        members=number(one, "number_of_members"),
    )
