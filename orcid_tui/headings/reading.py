"""From a bibliographic record to its headings."""

from __future__ import annotations

from unicodedata import normalize

from orcid_tui.headings.changes import mark_codes
from orcid_tui.headings.heading import Heading, HeadingRef
from orcid_tui.headings.linked import read_links
from orcid_tui.headings.parallel import PARALLEL_TAG, linked_field
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.headings.rules import why_not_eligible, why_not_in_ordinary_record
from orcid_tui.marc.kinds import is_unimarc
from orcid_tui.marc.quick_look import QuickLook
from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.names.name import PersonName
from orcid_tui.names.reading import display_name, read_name, trimmed
from orcid_tui.names.unimarc import in_marc21_shape
from orcid_tui.text import clean


def read_heading(
    record: BibRecord, ref: HeadingRef, practice: Practice = USUAL_PRACTICE
) -> Heading | None:
    """The heading at this place, or None when the record has no such field.

    An 880 is a heading with the name in its own script; who reads only letters finds the
    romanised name in the field that it belongs to.
    """
    field = record.occurrence(ref.tag, ref.occurrence)
    if field is None:
        return None
    unimarc = is_unimarc(record)
    links = read_links(field, mark_codes(practice, unimarc=unimarc))
    other = None if unimarc else linked_field(record, field)
    is_parallel = field.tag == PARALLEL_TAG
    linked = other if is_parallel else None
    return Heading(
        ref=ref,
        control_number=clean(record.control_number or "") or None,
        field=field,
        name=display_name(in_marc21_shape(field) if unimarc else field),
        original_script=trimmed(other.first("a")) if other and not is_parallel else "",
        orcid=links.orcid,
        orcid_form=links.form,
        other_orcids=links.others,
        bad_orcid=links.bad,
        other_uris=links.other_uris,
        why_not=why_not_eligible(record, field, practice),
        unimarc=unimarc,
        linked=linked,
        romanised=display_name(linked) if linked else "",
    )


def glance_at_field(glance: QuickLook, ref: HeadingRef, practice: Practice) -> Heading:
    """A heading of an ordinary record (`marc.plain_names`), without its control number and
    its original script."""
    field = field_at_a_glance(glance, ref)
    links = read_links(field, mark_codes(practice, unimarc=False))
    return Heading(
        ref,
        None,
        field,
        display_name(field),
        orcid=links.orcid,
        orcid_form=links.form,
        other_orcids=links.others,
        bad_orcid=links.bad,
        other_uris=links.other_uris,
        why_not=why_not_in_ordinary_record(field, practice),
    )


def field_at_a_glance(glance: QuickLook, ref: HeadingRef) -> Field:
    """A whole data field; without subfields when the record has no such field."""
    indicators, *texts = glance.texts(ref.tag.encode("latin-1"), ref.occurrence) or [""]
    subfields = [
        Subfield(text[0], text[1:] if text.isascii() else normalize("NFC", text[1:]))
        for text in texts
        if text
    ]
    return Field(ref.tag, indicators[:2].ljust(2), tuple(subfields))


def unreadable_heading(ref: HeadingRef, reason: str) -> Heading:
    """What stands for a heading that was there and can be read no more. `reason` is a sentence."""
    return Heading(ref, None, Field(ref.tag), "", why_not=reason)


def person_name(heading: Heading) -> PersonName:
    """The heading's name in its parts, with both scripts where the record has both."""
    if heading.unimarc:
        return read_name(in_marc21_shape(heading.field))
    if heading.field.tag == PARALLEL_TAG:
        return read_name(heading.linked or heading.field, heading.field.first("a"))
    return read_name(heading.field, heading.original_script)
