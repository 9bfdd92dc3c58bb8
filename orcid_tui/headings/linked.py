"""Which identifiers a heading carries already, in every form found in practice.

The forms are those of alma-and-marc.md B2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from orcid_tui.headings.orcid_text import Claim, read_claim
from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import OrcidId
from orcid_tui.text import clean

MARC21_CODES: Final = "109"
"""Where an iD is looked for, in this order of trust."""
UNIMARC_CODES: Final = "o019"
"""`$o` is the international standard identifier of a name (alma-and-marc.md B8)."""

SOURCED_CODES: Final = "01"
"""Where `$2 orcid` may speak of a number that does not say itself what it is."""

_SOURCE_CODE: Final = "2"
_URI: Final = re.compile(r"\s*(?:\(uri\)\s*)?(https?://\S+)\s*", re.IGNORECASE)


class OrcidMark(NamedTuple):
    """A subfield that is or claims to be an iD. `at` is its index in the field; `orcid` is
    None when the text is no iD, or one whose check character does not fit."""

    at: int
    code: str
    text: str
    claim: Claim

    @property
    def orcid(self) -> OrcidId | None:
        """The iD, if the subfield has one and no other."""
        return self.claim.orcid

    @property
    def form(self) -> str:
        """Where it stands, in words for people."""
        if self.claim.is_address:
            return f"${self.code} URI"
        return f"${self.code} (orcid)" if self.claim.says_orcid else f"${self.code} bare"

    @property
    def needs_source(self) -> bool:
        """Whether only a `$2 orcid` beside it says what it is."""
        return not self.claim.says_orcid


@dataclass(frozen=True, slots=True)
class Links:
    """`orcid` the first valid iD and `form` where it stands; `others` valid iDs that differ from
    it; `bad` text that claims to be one."""

    orcid: OrcidId | None = None
    form: str = ""
    others: tuple[OrcidId, ...] = ()
    bad: str = ""
    other_uris: tuple[str, ...] = ()


_NO_LINKS: Final = Links()


def read_links(field: Field, codes: str = MARC21_CODES) -> Links:
    """What the subfields with these codes say, the most trusted code first."""
    if not any(subfield.code in codes for subfield in field.subfields):
        return _NO_LINKS
    marks = find_marks(field, codes)
    first = next((mark for mark in marks if mark.orcid is not None), None)
    valid = dict.fromkeys(mark.orcid for mark in marks if mark.orcid is not None)
    return Links(
        first.orcid if first else None,
        first.form if first else "",
        tuple(valid)[1:],
        next((clean(mark.text) for mark in marks if mark.orcid is None), ""),
        other_uris(field.values("0", "1")),
    )


def find_marks(field: Field, codes: str = MARC21_CODES) -> tuple[OrcidMark, ...]:
    """Every subfield that says or claims to be an iD, in the order of `codes`."""
    return tuple(_marks(field, codes, sourced=bool(orcid_sources(field))))


def _marks(field: Field, codes: str, *, sourced: bool) -> Iterator[OrcidMark]:
    for code in codes:
        for at, subfield in enumerate(field.subfields):
            if subfield.code == code:
                counts = sourced and code in SOURCED_CODES
                claim = read_claim(subfield.value, number_counts=counts)
                if claim is not None:
                    yield OrcidMark(at, code, subfield.value, claim)


def orcid_sources(field: Field) -> tuple[int, ...]:
    """The indexes of `$2 orcid`, which names the source of a bare iD in `$0`."""
    return tuple(
        at
        for at, subfield in enumerate(field.subfields)
        if subfield.code == _SOURCE_CODE and subfield.value.strip().lower() == "orcid"
    )


def other_uris(values: Iterable[str]) -> tuple[str, ...]:
    """The URIs of other sources among the values of $0 and $1, each once."""
    uris = (
        uri[1]
        for value in values
        if (uri := _URI.fullmatch(clean(value))) and read_claim(value) is None
    )
    return tuple(dict.fromkeys(uris))
