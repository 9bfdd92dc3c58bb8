"""Which headings may get an iD."""

from __future__ import annotations

from typing import Final

from orcid_tui.marc.kinds import why_not_bibliographic
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.names.reading import trimmed

HEADING_TAGS: Final = ("100", "700")


def why_not_eligible(record: BibRecord, field: Field) -> str:
    """Why this field may not take an iD, in one sentence; empty when it may.

    Sources: MARC 21 X00 (first indicator 3 is a family), alma-and-marc.md B4 ($t) and B7
    (authority records). A name that `marc.plain_names` calls plain passes all of them and
    carries no iD: whoever adds a rule here looks there too.
    """
    if reason := why_not_bibliographic(record):
        return reason
    if field.indicators[:1] == "3":
        return "This heading names a family, not a person."
    if field.values("t"):
        return "This is a name/title entry ($t): an iD here would stand for the work."
    if not any(char.isalnum() for char in trimmed(field.first("a"))):
        return "There is no name in $a."
    return ""
