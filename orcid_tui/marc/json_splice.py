"""Putting subfields into one JSON record: an insertion of bytes, never a new serialisation.

The new subfield is a copy of its neighbour with another code and another text, behind the
same comma, line break and indentation (marc-roundtrip.md section 8).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from orcid_tui.marc.json_places import JsonPlace
from orcid_tui.marc.json_shapes import NO_SUBFIELDS, JsonField, JsonSubfield
from orcid_tui.marc.placement import place_for_uri
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.splice import CODE

_NO_PATTERN: Final = "The subfields hold more than a code and a text, so none can be added safely."


def json_insertion(
    raw: bytes, places: JsonPlace, field: JsonField, uri: str
) -> tuple[int, bytes] | None:
    """What goes where, or None when the field has it already. Raises FieldRefused."""
    subfields = field.subfields
    if field.why_not or not subfields:
        raise FieldRefused(field.why_not or NO_SUBFIELDS)
    if any((each.code, each.text) == (CODE, uri) for each in subfields):
        return None
    index = place_for_uri([each.code for each in subfields])
    neighbour = subfields[max(index - 1, 0)]
    patterns = [each for each in (neighbour, *subfields) if each.is_pattern]
    if not patterns:
        raise FieldRefused(_NO_PATTERN)
    element = _like(raw, places, patterns[0], uri)
    separator = _separator(raw, places, neighbour)
    if index:
        return places.at(neighbour.last).end, separator + element
    return places.at(neighbour.first).start, element + separator


def _like(raw: bytes, places: JsonPlace, pattern: JsonSubfield, uri: str) -> bytes:
    start, end = places.at(pattern.first).start, places.at(pattern.last).end
    new = {pattern.code_at: CODE, pattern.text_at: uri}
    parts: list[bytes] = []
    for place, text in sorted((places.at(way).start, text) for way, text in new.items()):
        parts += (raw[start:place], b'"%s"' % text.encode("ascii"))
        start = next(places.at(way).end for way in new if places.at(way).start == place)
    return b"".join((*parts, raw[start:end]))


def _separator(raw: bytes, places: JsonPlace, neighbour: JsonSubfield) -> bytes:
    """What stands between two subfields here; or between other things, if there is one."""
    around = places.at(neighbour.first[:-1])
    siblings = around.children
    first, last = neighbour.first[-1], neighbour.last[-1]
    if last + 1 < len(siblings):
        return raw[siblings[last].end : siblings[last + 1].start]
    if first > 0:
        return raw[siblings[first - 1].end : siblings[first].start]
    blank = raw[around.start + 1 : siblings[0].start]
    if b"\n" not in blank:
        parts = places.at(neighbour.first[:-2]).children
        for one, next_one in pairwise(parts):
            between = raw[one.end : next_one.start]
            if between.startswith(b",") and b"\n" not in between:
                return between
    return b"," + blank
