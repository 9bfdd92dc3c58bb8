"""Invented attempts for the journal."""

from __future__ import annotations

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import Attempt, Place, WrittenField
from orcid_tui.orcid_id import OrcidId
from tests.fields import field

ADA = OrcidId.from_base("009900000000101")
PLACE = Place("https://alma.example.org", "01EXA_INST", "sandbox", "alma:set/123")


def bib(mms_id: str, *fields: str) -> bytes:
    """A `<bib>` with these fields."""
    inside = "".join(fields)
    return f"<bib><mms_id>{mms_id}</mms_id><record>{inside}</record></bib>".encode()


def attempt(mms_id: str = "9900000000101234", *, name: str = "Quell, Ada") -> Attempt:
    """A link that is about to be written."""
    before = field("100", "1 ", f"a {name},", "e author.")
    after = field("100", "1 ", f"a {name},", "e author.", f"1 {ADA.uri}")
    return Attempt(
        mms_id,
        "institution",
        "Rivers of ice",
        bib(mms_id, f"<a>{name}</a>"),
        bib(mms_id, f"<a>{name}</a><b/>"),
        (WrittenField(HeadingRef(1, "100", 1), name, str(ADA), "link", before, after),),
    )
