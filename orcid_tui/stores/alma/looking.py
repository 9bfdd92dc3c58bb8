"""One record of Alma read by what reads MARCXML files: its envelope is a small document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from orcid_tui.alma.bib import Bib
from orcid_tui.errors import SourceError
from orcid_tui.language import _
from orcid_tui.marc.content import Edit, Place
from orcid_tui.marc.memory_bytes import MemoryBytes
from orcid_tui.marc.name_places import name_places
from orcid_tui.marc.record import BibRecord, damaged
from orcid_tui.marc.steps import FieldSteps
from orcid_tui.marc.xml_glance import XmlGlance
from orcid_tui.marc.xml_records import XmlRecords
from orcid_tui.stores.alma.changeable import is_called_unimarc, is_marc

_RECORD: Final = re.compile(rb"<(?:[^\s<>/:]+:)?record[\s>]")
_ENCODING: Final = "utf-8"
_LABEL: Final = _("What Alma sent")
_SEVERAL: Final = _("Alma sent more than one record in this one's place.")
_MOST: Final = 1 << 30


class Look(NamedTuple):
    """What a scan finds in a record: tags and occurrences of names, what is known of each
    (`marc.plain_names`), and where in its envelope the record begins, if it may be shown at a
    glance; else 0."""

    names: tuple[tuple[str, int], ...] = ()
    plain: bytes = b""
    at: int = 0
    damage: str = ""


def look_at(bib: Bib, tags: tuple[str, ...], *, changeable: bool) -> Look:
    """Read a record for the first time. Of one that is not changeable nothing counts as known."""
    if not is_marc(bib.record_format):
        return Look()
    try:
        content, places = _opened(bib.xml, tags)
    except SourceError as trouble:
        return Look(damage=trouble.message)
    if is_called_unimarc(bib.record_format):
        names = tuple(name_places(replace(content.record(1), called_unimarc=True), tags))
        return Look(names, bytes(len(names)))
    names = tuple((tag, occurrence) for _, tag, occurrence in places)
    if not changeable:
        return Look(names, bytes(len(names)))
    begins = _RECORD.search(bib.xml)
    at = begins.start() if begins and content.glance(1) else 0
    return Look(names, content.plain(), at)


def glance_at(xml: bytes, at: int) -> XmlGlance | None:
    """The record at this place of its envelope, for a quick look."""
    return XmlGlance.at(xml[at:], _ENCODING)


def read_envelope(number: int, xml: bytes, *, called_unimarc: bool) -> BibRecord:
    """The record in an envelope, with this ordinal; damaged when it cannot be read."""
    try:
        record = _opened(xml, ())[0].record(1)
    except SourceError as trouble:
        return damaged(number, trouble.message)
    return replace(record, number=number, called_unimarc=called_unimarc)


def edit_envelope(number: int, xml: bytes, wanted: Sequence[FieldSteps]) -> Edit:
    """The steps as patches of the envelope, read back before they count."""
    try:
        edit = _opened(xml, ())[0].edit(1, wanted)
    except SourceError as trouble:
        reason = trouble.message
        return Edit((), damaged(number, reason), {target: reason for target, _ in wanted})
    return replace(edit, after=replace(edit.after, number=number))


def _opened(xml: bytes, tags: tuple[str, ...]) -> tuple[XmlRecords, list[Place]]:
    """An envelope scanned to its end, with the names in its only record. Raises SourceError."""
    content = XmlRecords(MemoryBytes(xml), _LABEL, tags)
    places = content.advance(_MOST)
    if content.why_read_only:
        raise SourceError(content.why_read_only)
    if content.records != 1:
        raise SourceError(_SEVERAL)
    return content, places
