"""Putting subfields into one MARCXML record: an insertion of bytes, never a new tree.

The new element looks like its neighbour: the same white space in front, the same prefix, the
same quotation marks, in the file's own encoding (marc-roundtrip.md section 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.marc.content import Addition
from orcid_tui.marc.placement import place_for_uri
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.splice import CODE
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_places import FieldPlace, SubfieldPlace, find_places
from orcid_tui.marc.xml_reader import UnreadableXml, XmlField, XmlRecord, read_xml_record

_NOT_THE_SAME: Final = "The changed record did not pass the check, so it stays as it was."


class XmlSpliced(NamedTuple):
    """`insertions` are (place in the record, bytes) in rising order; `refused` by index;
    `after` is the record as it reads now."""

    insertions: tuple[tuple[int, bytes], ...]
    after: XmlRecord
    refused: dict[int, str]


def splice_xml(raw: bytes, encoding: XmlEncoding, additions: Sequence[Addition]) -> XmlSpliced:
    """Put `$1` with a URI into each of these fields of the record that `raw` begins with.

    Raises UnreadableXml when there is no record.
    """
    refused: dict[int, str] = {}
    before = read_xml_record([raw], encoding)
    places = find_places(raw, encoding)
    insertions: dict[int, tuple[int, bytes]] = {}
    for target, uri in additions:
        try:
            insertion = _insertion(raw, before.fields[target], places[target], encoding, uri)
        except FieldRefused as reason:
            refused[target] = str(reason)
        else:
            if insertion is not None:
                insertions[target] = insertion
    if not insertions:
        return XmlSpliced((), before, refused)
    ordered = tuple(sorted(insertions.values()))
    uris = {target: uri for target, uri in additions if target in insertions}
    try:
        after = read_xml_record([_carry_out(raw, ordered)], encoding)
    except UnreadableXml:
        after = XmlRecord()
    if not _same_but_for(before, after, uris):
        return XmlSpliced((), before, refused | dict.fromkeys(uris, _NOT_THE_SAME))
    return XmlSpliced(ordered, after, refused)


def _insertion(
    raw: bytes, field: XmlField, place: FieldPlace, encoding: XmlEncoding, uri: str
) -> tuple[int, bytes] | None:
    """What goes where, or None when the field has it already. Raises FieldRefused."""
    if not place.subfields:
        raise FieldRefused("The field has no subfields.")
    if (CODE, uri) in field.subfields:
        return None
    index = place_for_uri([subfield.code for subfield in place.subfields])
    neighbour = place.subfields[max(index - 1, 0)]
    if neighbour.binds:
        raise FieldRefused("The subfields declare a namespace of their own.")
    element = encoding.encode(_element(raw, neighbour, encoding, uri))
    blank = _white_space_before(raw, neighbour.start, encoding)
    if index:
        return neighbour.end, blank + element
    return neighbour.start, element + blank


def _element(raw: bytes, neighbour: SubfieldPlace, encoding: XmlEncoding, uri: str) -> str:
    tag = raw[neighbour.start : neighbour.end].decode(encoding.name, errors="replace")
    quote = "'" if "'" in tag.partition(">")[0] and '"' not in tag.partition(">")[0] else '"'
    name = neighbour.element
    return f"<{name} code={quote}{CODE}{quote}>{uri}</{name}>"


def _white_space_before(raw: bytes, at: int, encoding: XmlEncoding) -> bytes:
    blanks = {encoding.encode(char) for char in " \t\r\n"}
    begin = at
    while raw[begin - encoding.width : begin] in blanks:
        begin -= encoding.width
    return raw[begin:at]


def _carry_out(raw: bytes, insertions: Sequence[tuple[int, bytes]]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for at, data in insertions:
        parts += (raw[done:at], data)
        done = at
    return b"".join((*parts, raw[done:]))


def _same_but_for(before: XmlRecord, after: XmlRecord, uris: dict[int, str]) -> bool:
    """Whether all fields are the same, and the chosen ones have one subfield more."""
    if after.leader != before.leader or len(after.fields) != len(before.fields):
        return False
    for index, (old, new) in enumerate(zip(before.fields, after.fields, strict=True)):
        subfields = list(new.subfields)
        if index in uris:
            added = (CODE, uris[index])
            if added not in subfields:
                return False
            subfields.remove(added)
        if new._replace(subfields=subfields) != old:
            return False
    return True
