"""Records as Alma's programming interface sends them in JSON: MARCXML in a string.

Shape: `{"bib": [{"mms_id": "…", "anies": ["<?xml …?><record>…</record>"]}]}`. The declaration
in front says UTF-16, whatever the JSON is in (alma-and-marc.md), so it is not believed.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.json_values import Members, is_list
from orcid_tui.marc.record import BibRecord, Field, damaged
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_reader import UnreadableXml, XmlField, read_xml_record

ALMA_NAME: Final = _("MARCXML in Alma's JSON")
READ_ONLY: Final = _(
    "Alma's JSON holds its records as XML in a string, where nothing can be changed "
    "safely: ask Alma for XML to be able to save."
)
_DOCTYPE: Final = _("The XML of the record has a document type declaration, which is not read.")
_PARTS: Final = "anies"
_RECORD: Final = re.compile(r"\s*<.*?\brecord\b", re.DOTALL)
_DECLARATION: Final = re.compile(r"\ufeff?\s*(?:<\?xml\b[^>]*\?>)?\s*")


def xml_in(value: object) -> str | None:
    """The MARCXML that a bib of Alma carries, or None for anything else."""
    for name, content in value if isinstance(value, Members) else ():
        if name == _PARTS:
            for part in content if is_list(content) else (content,):
                if isinstance(part, str) and _RECORD.match(part):
                    return part
    return None


def read_alma_record(number: int, xml: str) -> BibRecord:
    """The record that this text is. Never raises."""
    if "<!DOCTYPE" in xml:
        return damaged(number, _DOCTYPE)
    declaration = _DECLARATION.match(xml)
    body = xml[declaration.end() :] if declaration else xml
    try:
        leader, fields = _read(body.encode("utf-8", errors="replace"))
    except UnreadableXml as trouble:
        return damaged(number, str(trouble))
    tags = tuple([field.tag for field in fields])
    return BibRecord(number, leader, tags, partial(_field, fields))


def _read(raw: bytes) -> tuple[str, list[XmlField]]:
    found = read_xml_record([raw], XmlEncoding("utf-8"))
    return found.leader, found.fields


def _field(fields: list[XmlField], index: int) -> Field:
    return fields[index].as_field()
