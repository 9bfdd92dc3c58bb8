"""Reads the body of a PUT as strictly as Alma: no namespace, nothing unknown, one record.

Expat without namespaces sees every `xmlns`, which a namespace-aware parser would swallow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from tests.alma_stand_in.records import Item, StoredField, StoredRecord

ENVELOPE = (
    "mms_id record_format linked_record_id title author issn isbn complete_edition "
    "network_numbers place_of_publication date_of_publication publisher_const holdings created_by "
    "created_date last_modified_by last_modified_date suppress_from_publishing "
    "suppress_from_external_search suppress_from_metadoor sync_with_oclc "
    "sync_with_libraries_australia originating_system originating_system_id cataloging_level "
    "brief_level warnings"
).split()


class InvalidBib(Exception):
    """What Alma would not take; the argument says why."""


@dataclass
class _Element:
    name: str
    attributes: dict[str, str]
    children: list[_Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def read_bib(body: bytes) -> tuple[tuple[Item, ...], StoredRecord | str]:
    """The envelope and the record of a `<bib>`. Raises InvalidBib."""
    root = _tree(body)
    if root.name != "bib":
        raise InvalidBib(f"the root element is {root.name}")
    records = [each for each in root.children if each.name == "record"]
    if len(records) != 1:
        raise InvalidBib(f"{len(records)} record elements")
    envelope = tuple(_item(each) for each in root.children if each.name != "record")
    names = [each.name for each in envelope]
    if unknown := set(names) - set(ENVELOPE):
        raise InvalidBib(f"unknown element {min(unknown)}")
    if doubled := {name for name in names if names.count(name) > 1}:
        raise InvalidBib(f"element {min(doubled)} stands there twice")
    given = {each.name: each.text for each in envelope}
    if given.get("record_format", "marc21") not in ("marc21", "unimarc", "kormarc", "cnmarc"):
        start = re.search(rb"<record[\s>].*</record>", body, re.DOTALL)
        return envelope, start[0].decode() if start else ""
    return envelope, _record(records[0])


def _tree(body: bytes) -> _Element:
    parser = expat.ParserCreate()
    holder = _Element("", {})
    stack = [holder]

    def start(name: str, attributes: dict[str, str]) -> None:
        if ":" in name or any(key == "xmlns" or ":" in key for key in attributes):
            raise InvalidBib(f"a namespace at {name}")
        made = _Element(name, attributes)
        stack[-1].children.append(made)
        stack.append(made)

    def end(name: str) -> None:
        done = stack.pop()
        if done.children and done.text.strip():
            raise InvalidBib(f"text between the elements of {name}")

    def declare(*_: object) -> None:
        raise InvalidBib("a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: stack[-1].parts.append(text)
    parser.StartDoctypeDeclHandler = declare
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InvalidBib(str(error)) from None
    return holder.children[0]


def _item(element: _Element) -> Item:
    children = tuple(_item(each) for each in element.children)
    text = "" if children else element.text
    return Item(element.name, text, tuple(element.attributes.items()), children)


def _record(element: _Element) -> StoredRecord:
    leaders = [each.text for each in element.children if each.name == "leader"]
    if len(leaders) != 1 or len(leaders[0]) != 24:
        raise InvalidBib("the leader")
    fields = tuple(_field(each) for each in element.children if each.name != "leader")
    return StoredRecord(leaders[0], fields)


def _field(element: _Element) -> StoredField:
    tag = element.attributes.get("tag", "")
    if len(tag) != 3:
        raise InvalidBib(f"the tag {tag!r}")
    if element.name == "controlfield":
        if tag >= "010" or element.children:
            raise InvalidBib(f"control field {tag}")
        return StoredField(tag, element.text)
    ind1, ind2 = element.attributes.get("ind1", ""), element.attributes.get("ind2", "")
    if element.name != "datafield" or tag < "010" or len(ind1) != 1 or len(ind2) != 1:
        raise InvalidBib(f"field {tag} or its indicators")
    if not element.children:
        raise InvalidBib(f"field {tag} has no subfields")
    return StoredField(tag, "", ind1, ind2, tuple(_subfield(e, tag) for e in element.children))


def _subfield(element: _Element, tag: str) -> tuple[str, str]:
    code = element.attributes.get("code", "")
    if element.name != "subfield" or len(code) != 1 or element.children:
        raise InvalidBib(f"a subfield of {tag}")
    return code, element.text
