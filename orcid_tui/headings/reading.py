"""From a bibliographic record to its headings."""

from __future__ import annotations

import re
from typing import Final

from orcid_tui.headings.changes import mark_codes
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.linked import read_links
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.headings.rules import why_not_eligible
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import display_name, read_name, trimmed
from orcid_tui.text import clean

_LINKAGE: Final = re.compile(r"\s*(\d{3})-(\d{2})", re.ASCII)


def read_heading(
    record: BibRecord, ref: HeadingRef, practice: Practice = USUAL_PRACTICE
) -> Heading | None:
    """The heading at this place, or None when the record has no such field."""
    field = record.occurrence(ref.tag, ref.occurrence)
    if field is None:
        return None
    unimarc = is_unimarc(record)
    links = read_links(field, mark_codes(practice, unimarc=unimarc))
    return Heading(
        ref=ref,
        control_number=clean(record.control_number or "") or None,
        field=field,
        name=display_name(field),
        original_script=_original_script(record, field),
        orcid=links.orcid,
        orcid_form=links.form,
        other_orcids=links.others,
        bad_orcid=links.bad,
        other_uris=links.other_uris,
        why_not=why_not_eligible(record, field, practice),
        unimarc=unimarc,
    )


def unreadable_heading(ref: HeadingRef, reason: str) -> Heading:
    """What stands for a heading that was there and can be read no more. `reason` is a sentence."""
    return Heading(ref, None, Field(ref.tag), "", why_not=reason)


def person_name(heading: Heading) -> PersonName:
    """The heading's name in its parts."""
    return read_name(heading.field, heading.original_script)


def _original_script(record: BibRecord, field: Field) -> str:
    """The $a of the 880 that $6 links to (MARC 21, Appendix A: control subfields)."""
    linkage = _LINKAGE.match(field.first("6"))
    if linkage is None or linkage[2] == "00":
        return ""
    for other in record.fields("880"):
        back = _LINKAGE.match(other.first("6"))
        if back and back[1] == field.tag and back[2] == linkage[2]:
            return trimmed(other.first("a"))
    return ""
