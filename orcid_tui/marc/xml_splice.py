"""Changing subfields of one MARCXML record: a few bytes, never a new tree.

A new element looks like its neighbour: the same white space in front, the same prefix, the
same quotation marks, in the file's own encoding (marc-roundtrip.md section 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from orcid_tui.language import _
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.rewriting import Piece, WrittenField, rewritten
from orcid_tui.marc.steps import AddSubfield, DropSubfield, FieldSteps, SetSubfield
from orcid_tui.marc.xml_encoding import XmlEncoding
from orcid_tui.marc.xml_places import SubfieldPlace, find_places

_BLANKS: Final = " \t\r\n"
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_MORE_THAN_TEXT: Final = _("The subfield holds more than text, so its value is not replaced.")


class XmlSpliced(NamedTuple):
    """`patches` in rising order, counted from the record's first byte, by field index; and
    the reasons for the fields that stay as they are."""

    patches: dict[int, Patch]
    refused: dict[int, str]


def splice_xml(raw: bytes, encoding: XmlEncoding, wanted: Sequence[FieldSteps]) -> XmlSpliced:
    """How the record that `raw` begins with has to change. Raises UnreadableXml."""
    places = find_places(raw, encoding)
    patches: dict[int, Patch] = {}
    refused: dict[int, str] = {}
    for target, steps in wanted:
        try:
            if steps:
                patches[target] = rewritten(
                    _XmlField(raw, places[target].subfields, encoding), steps
                )
        except FieldRefused as reason:
            refused[target] = str(reason)
    return XmlSpliced(dict(sorted(patches.items(), key=lambda item: item[1])), refused)


class _XmlField(WrittenField):
    """One field. What leads up to a subfield is white space, and behind another subfield
    also whatever else stands between the two."""

    def __init__(self, raw: bytes, places: Sequence[SubfieldPlace], encoding: XmlEncoding) -> None:
        if not places:
            raise FieldRefused(_("The field has no subfields."))
        if any(place.end < 0 for place in places):
            raise FieldRefused(_("Subfields stand inside each other."))
        self._raw = raw
        self._places = places
        self._encoding = encoding
        self._blanks = {encoding.encode(char) for char in _BLANKS}
        self.start = done = self._white_space_before(places[0].start)
        pieces: list[Piece] = []
        for place in places:
            pieces.append(Piece(raw[done : place.start], raw[place.start : place.end]))
            done = place.end
        self.pieces = pieces

    def made(self, step: AddSubfield) -> Piece:
        """An element like the one in front, or, in front of all, like the first."""
        beside = self._places[max(step.before - 1, 0)]
        if beside.binds:
            raise FieldRefused(_("The subfields declare a namespace of their own."))
        tag = self._raw[beside.start : beside.text_start].decode(self._encoding.name, "replace")
        quote = "'" if "'" in tag and '"' not in tag else '"'
        code, text = step.code.translate(_ESCAPED), step.value.translate(_ESCAPED)
        name = beside.element
        element = f"<{name} code={quote}{code}{quote}>{text}</{name}>"
        lead = self._raw[self._white_space_before(beside.start) : beside.start]
        return Piece(lead, self._encoding.encode(element))

    def changed(self, step: SetSubfield) -> bytes:
        """The same element around another text."""
        place, raw = self._places[step.at], self._raw
        behind = raw[place.text_end : place.end]
        if not place.only_text or not behind:  # <subfield/> has no place for a text
            raise FieldRefused(_MORE_THAN_TEXT if behind else _("The subfield is empty."))
        text = self._encoding.encode(step.value.translate(_ESCAPED))
        return raw[place.start : place.text_start] + text + behind

    def why_not_drop(self, step: DropSubfield) -> str:
        """A subfield goes together with the white space in front of it, with nothing else."""
        place, lead = self._places[step.at], self.pieces[step.at].lead
        if self._white_space_before(place.start) != place.start - len(lead):
            return _("Something else stands in front of the subfield, which would go with it.")
        return "" if place.only_text else _("The subfield holds more than text, so it stays.")

    def _white_space_before(self, at: int) -> int:
        width = self._encoding.width
        while self._raw[max(at - width, 0) : at] in self._blanks:
            at -= width
        return at
