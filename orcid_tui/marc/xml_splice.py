"""Putting subfields into one MARCXML record: an insertion of bytes, never a new tree.

The new element looks like its neighbour: the same white space in front, the same prefix, the
same quotation marks, in the file's own encoding (marc-roundtrip.md section 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orcid_tui.marc.content import Addition
from orcid_tui.marc.placement import place_for_uri
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.splice import CODE
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_reader import UnreadableXml, XmlRecord, XmlSubfield, read_xml_record


class XmlSpliced(NamedTuple):
    """`insertions` are (place in the record, bytes) in rising order; `refused` by index."""

    insertions: tuple[tuple[int, bytes], ...]
    record: bytes
    refused: dict[int, str]


def splice_xml(raw: bytes, encoding: XmlEncoding, additions: Sequence[Addition]) -> XmlSpliced:
    """Put `$1` with a URI into each of these fields of the record that `raw` begins with."""
    refused: dict[int, str] = {}
    try:
        record = read_xml_record([raw], encoding, positions=True)
    except UnreadableXml as trouble:
        return XmlSpliced((), raw, {index: str(trouble) for index, _ in additions})
    insertions: dict[int, tuple[int, bytes]] = {}
    for addition in additions:
        try:
            insertion = _insertion(raw, record, encoding, addition)
        except FieldRefused as reason:
            refused[addition.target] = str(reason)
        else:
            if insertion is not None:
                insertions[addition.target] = insertion
    ordered = tuple(sorted(insertions.values()))
    spliced = _carry_out(raw, ordered)
    uris = {
        addition.target: addition.uri for addition in additions if addition.target in insertions
    }
    if not _same_but_for(record, spliced, encoding, uris):
        reason_all = "The changed record did not pass the check, so it stays as it was."
        return XmlSpliced((), raw, refused | dict.fromkeys(uris, reason_all))
    return XmlSpliced(ordered, spliced, refused)


def _insertion(
    raw: bytes, record: XmlRecord, encoding: XmlEncoding, addition: Addition
) -> tuple[int, bytes] | None:
    field = record.fields[addition.target]
    if field.control or not field.subfields:
        raise FieldRefused("The field has no subfields.")
    if any(s.code == CODE and "".join(s.text) == addition.uri for s in field.subfields):
        return None
    place = place_for_uri([s.code for s in field.subfields])
    neighbour = field.subfields[max(place - 1, 0)]
    if neighbour.binds:
        raise FieldRefused("The subfields declare a namespace of their own.")
    element = encoding.encode(_element(raw, neighbour, encoding, addition.uri))
    blank = _white_space_before(raw, neighbour.start, encoding)
    if place:
        return neighbour.end, blank + element
    return neighbour.start, element + blank


def _element(raw: bytes, neighbour: XmlSubfield, encoding: XmlEncoding, uri: str) -> str:
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


def _same_but_for(
    before: XmlRecord, spliced: bytes, encoding: XmlEncoding, uris: dict[int, str]
) -> bool:
    """Read the new record: the same fields, and in the chosen ones one more subfield."""
    try:
        after = read_xml_record([spliced], encoding)
    except UnreadableXml:
        return False
    if after.leader != before.leader or len(after.fields) != len(before.fields):
        return False
    for index, (old, new) in enumerate(zip(before.fields, after.fields, strict=True)):
        subfields = [(s.code, "".join(s.text)) for s in new.subfields]
        if index in uris:
            added = (CODE, uris[index])
            if added not in subfields:
                return False
            subfields.remove(added)
        if (old.tag, old.control, old.indicators, "".join(old.text)) != (
            new.tag,
            new.control,
            new.indicators,
            "".join(new.text),
        ) or subfields != [(s.code, "".join(s.text)) for s in old.subfields]:
            return False
    return True
