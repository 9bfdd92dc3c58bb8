"""Which identifiers a heading carries already, in every form found in practice.

The forms are those of alma-and-marc.md B2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from orcid_tui.marc.record import Field
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.text import clean

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


def read_links(field: Field) -> Links:
    """Look through $1, $0 and $9, in this order of trust."""
    named_orcid = any(value.strip().lower() == "orcid" for value in field.values("2"))
    orcid: OrcidId | None = None
    form = bad = ""
    for code in "109":
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
    others = (
        uri[1]
        for value in field.values("0", "1")
        if (uri := _URI.fullmatch(clean(value))) and not _SAYS_ORCID.search(value)
    )
    return Links(orcid, form, bad, tuple(dict.fromkeys(others)))


def _claims_orcid(value: str, *, bare_counts: bool) -> bool:
    """A bare number without hyphens may as well be an ISNI: it counts only beside $2 orcid."""
    if _SAYS_ORCID.search(value) or _BARE.fullmatch(value):
        return True
    return bare_counts and bool(_UNHYPHENED.fullmatch(value))


def _form(code: str, value: str) -> str:
    if "orcid.org/" in value.lower():
        return f"${code} URI"
    return f"${code} (orcid)" if "(" in value else f"${code} bare"
