"""How a library records iDs: which fields it links, and in which form the iD is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from orcid_tui.marc.name_tags import USUAL_TAGS
from orcid_tui.marc.record import Subfield
from orcid_tui.orcid_id import OrcidId


class Writing(Enum):
    """Where an iD goes in MARC 21. The value is the word in settings and options."""

    URI = "uri"
    """`$1 https://orcid.org/…`: the thing itself (MARC proposal 2017-08)."""
    TEXT = "text"
    """`$0 (orcid)…`, as some networks have it (alma-and-marc.md B2)."""
    BOTH = "both"
    """Both of them in one field."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The habits of one library. The default is what nearly all do.

    `tags` are the fields of MARC 21 that count as headings. `unimarc_subfield` is the code
    that takes the URI in UNIMARC; while it is empty nothing is written there, because no
    practice is known that holds everywhere (alma-and-marc.md B8).
    """

    tags: tuple[str, ...] = USUAL_TAGS
    writing: Writing = Writing.URI
    unimarc_subfield: str = ""

    def forms(self, orcid: OrcidId, *, unimarc: bool = False) -> tuple[Subfield, ...]:
        """The subfields that a field with this iD has. Empty when nothing may be written."""
        if unimarc:
            return (Subfield(self.unimarc_subfield, orcid.uri),) if self.unimarc_subfield else ()
        text, uri = Subfield("0", f"(orcid){orcid}"), Subfield("1", orcid.uri)
        return {Writing.URI: (uri,), Writing.TEXT: (text,), Writing.BOTH: (text, uri)}[self.writing]


USUAL_PRACTICE: Final = Practice()
