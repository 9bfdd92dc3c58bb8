"""Which numbers of the person, other than an iD, stand in $0 and $1 of a heading.

ORCID records list some of them too, with a free text for the kind (orcid-api.md section 3), so an
agreement is strong evidence. Forms: alma-and-marc.md section B2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orcid_tui.marc.record import Field
from orcid_tui.persons.person import ExternalIdentifier
from orcid_tui.text import clean

_KINDS: Final = (
    ("ISNI", r"isni\.org/(?:isni/|page/)?|\(isni\)|isni[\s:]*", r"(?:\d[\s-]?){15}[\dXx]"),
    ("Scopus", r"scopus\.com/\S*authorid=|\(scopus\)", r"\d{8,12}"),
    (
        "ResearcherID",
        r"researcherid\.com/rid/|webofscience\.com/wos/author/(?:record|rid)/|publons\.com/"
        r"researcher/|\((?:researcherid|rid)\)",
        r"[A-Za-z]{1,3}-\d{4}-\d{4}",
    ),
    ("VIAF", r"viaf\.org/(?:viaf/)?|\(viaf\)", r"\d{4,22}"),
    ("Wikidata", r"wikidata\.org/(?:wiki|entity)/|\((?:wikidata|wkp|wd)\)", r"[Qq]\d{1,12}"),
)
_FORMS: Final = tuple(
    (kind, re.compile(rf"(?:{dress})\s*({number})(?![0-9A-Za-z])", re.IGNORECASE | re.ASCII))
    for kind, dress, number in _KINDS
)
_BARE: Final = {kind.lower(): (kind, re.compile(number, re.ASCII)) for kind, _, number in _KINDS}
"""By the source code in $2."""
_CODES: Final = "01o"
"""`$o` is the standard identifier of a name in UNIMARC (alma-and-marc.md B8)."""
_LONG_ENOUGH: Final = 7
"""A shorter number may well be another one of another kind."""


def person_identifiers(field: Field) -> tuple[ExternalIdentifier, ...]:
    """The identifiers in $0 and $1 of a kind that ORCID records list too, each once.

    `value` has neither address nor blanks, as in "0000000123456789", "A-1234-2010" or "Q42".
    """
    return tuple(dict.fromkeys(_identifiers(field)))


def same_identifier(one: ExternalIdentifier, other: ExternalIdentifier) -> bool:
    """Whether an identifier of a heading is the one on a person's page, whatever its dress."""
    if _bare(one.value) != _bare(other.value):
        return False
    return len(_bare(one.value)) >= _LONG_ENOUGH or one.source.lower() in other.source.lower()


def _identifiers(field: Field) -> Iterator[ExternalIdentifier]:
    named = field.first("2").strip().lower()
    for value in field.values(*_CODES):
        text = clean(value).strip()
        for kind, form in _FORMS:
            if found := form.search(text):
                yield ExternalIdentifier(kind, _plain(kind, found[1]))
        if (bare := _BARE.get(named)) and bare[1].fullmatch(text):
            yield ExternalIdentifier(bare[0], _plain(bare[0], text))


def _plain(kind: str, number: str) -> str:
    number = re.sub(r"\s", "", number)
    return (number.replace("-", "") if kind == "ISNI" else number).upper()


def _bare(value: str) -> str:
    """Without address, source code, blanks and hyphens."""
    tail = re.split(r"[/=)]", value.strip().rstrip("/"))[-1]
    return "".join(char for char in tail if char.isalnum()).upper()
