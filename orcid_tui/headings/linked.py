"""Which identifiers a heading carries already, in every form found in practice.

The forms are those of alma-and-marc.md B2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.text import clean

_CODES: Final = "109"
_SAYS_ORCID: Final = re.compile(r"orcid\.org/|^\s*(?:\(orcid\)|orcid\s*:)", re.IGNORECASE)
_BARE: Final = re.compile(r"\s*\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\s*", re.ASCII)
_UNHYPHENED: Final = re.compile(r"\s*\d{15}[\dXx]\s*", re.ASCII)
_URI: Final = re.compile(r"\s*(?:\(uri\)\s*)?(https?://\S+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """`orcid` the first valid iD and `form` where it stands; `bad` text that claims to be one."""

    orcid: OrcidId | None = None
    form: str = ""
    bad: str = ""
    other_uris: tuple[str, ...] = ()


_NO_LINKS: Final = Links()


def read_links(field: Field) -> Links:
    """Look through $1, $0 and $9, in this order of trust."""
    if not any(subfield.code in _CODES for subfield in field.subfields):
        return _NO_LINKS
    named_orcid = any(value.strip().lower() == "orcid" for value in field.values("2"))
    orcid: OrcidId | None = None
    form = bad = ""
    for code in _CODES:
        for value in field.values(code):
            if not _claims_orcid(value, bare_counts=code == "0" and named_orcid):
                continue
            try:
                found = OrcidId.parse(re.sub(r"^\s*\(uri\)", "", value, flags=re.IGNORECASE))
            except InvalidOrcidId:
                bad = bad or clean(value)
            else:
                if orcid is None:
                    orcid, form = found, _form(code, value)
    return Links(orcid, form, bad, other_uris(field.values("0", "1")))


def other_uris(values: Iterable[str]) -> tuple[str, ...]:
    """The URIs of other sources among the values of $0 and $1, each once."""
    uris = (
        uri[1]
        for value in values
        if (uri := _URI.fullmatch(clean(value))) and not _SAYS_ORCID.search(value)
    )
    return tuple(dict.fromkeys(uris))


def _claims_orcid(value: str, *, bare_counts: bool) -> bool:
    """A bare number without hyphens may as well be an ISNI: it counts only beside $2 orcid."""
    if _SAYS_ORCID.search(value) or _BARE.fullmatch(value):
        return True
    return bare_counts and bool(_UNHYPHENED.fullmatch(value))


def _form(code: str, value: str) -> str:
    if "orcid.org/" in value.lower():
        return f"${code} URI"
    return f"${code} (orcid)" if "(" in value else f"${code} bare"
