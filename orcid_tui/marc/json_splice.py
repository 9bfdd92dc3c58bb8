"""The subfields of one field of a JSON record, in bytes: never a new serialisation.

A new subfield is a copy of its neighbour with another code and another text, behind the
same comma, line break and indentation (marc-roundtrip.md section 8).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.json_places import JsonPlace
from orcid_tui.marc.json_shapes import NO_SUBFIELDS, JsonField, JsonSubfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.rewriting import Piece, WrittenField
from orcid_tui.marc.steps import AddSubfield, DropSubfield, SetSubfield, Step

_NO_PATTERN: Final = _(
    "The subfields hold more than a code and a text, so none can be added safely."
)
_INSIDE: Final = _(
    "Several subfields are written as one here, and nothing can be put between them."
)
_TWICE: Final = _(
    "There is a ${}, and the way the subfields are written leaves no room for another."
)
_NO_TEXT: Final = _("The subfield is not written as a text, so it cannot be changed safely.")
_SHARED: Final = _("The subfield is written as one with others, so it cannot be taken out safely.")
_MORE: Final = _(
    "The subfield holds more than a code and a text, so it cannot be taken out safely."
)
_BETWEEN: Final = _("Other things stand between the subfields, so none can be taken out safely.")
_SEPARATORS: Final = b" \t\r\n,"


class JsonWriting(WrittenField):
    """One field as it is written; `steps` are those that will be asked for.

    Subfields that are written as one element are parted in front of their texts, so that
    the piece of each holds its own text. Raises FieldRefused for a field without subfields.
    """

    def __init__(
        self, raw: bytes, record: JsonPlace, field: JsonField, steps: Sequence[Step]
    ) -> None:
        if not field.subfields:
            raise FieldRefused(field.why_not or NO_SUBFIELDS)
        self._raw = raw
        self._record = record
        self._field = field
        self._goes_on = [False, *map(_are_one, field.subfields, field.subfields[1:])]
        self._begins: list[int] = []
        self.pieces = list(self._cut())
        self.start = self._begins[0]
        dropped = {step.at for step in steps if isinstance(step, DropSubfield)}
        self._codes = [each.code for at, each in enumerate(field.subfields) if at not in dropped]

    def _cut(self) -> Iterator[Piece]:
        """The pieces; and where the body of each begins."""
        done = -1
        for at, subfield in enumerate(self._field.subfields):
            text = self._record.at(subfield.text_at)
            goes_on = self._goes_on[at]
            begin = text.start if goes_on else self._record.at(subfield.first).start
            end = text.end if self._shares_the_end(at) else self._record.at(subfield.last).end
            yield Piece(self._raw[done:begin] if at else b"", self._raw[begin:end])
            self._begins.append(begin)
            done = end

    def _shares_the_end(self, at: int) -> bool:
        return at + 1 < len(self._goes_on) and self._goes_on[at + 1]

    def made(self, step: AddSubfield) -> Piece:
        """A copy of a neighbour that has a code, a text and nothing else."""
        subfields = self._field.subfields
        if self._field.why_not:
            raise FieldRefused(self._field.why_not)
        if step.before < len(subfields) and self._goes_on[step.before]:
            raise FieldRefused(_INSIDE)
        neighbour = subfields[max(step.before - 1, 0)]
        pattern = next((each for each in (neighbour, *subfields) if each.is_pattern), None)
        if pattern is None:
            raise FieldRefused(_NO_PATTERN)
        if self._field.one_of_a_kind:
            if step.code in self._codes:
                raise FieldRefused(_TWICE.format(step.code))
            self._codes.append(step.code)
        return Piece(self._separator(neighbour), self._like(pattern, step))

    def changed(self, step: SetSubfield) -> bytes:
        """The same bytes with another text in the place of the old one."""
        subfield, body = self._field.subfields[step.at], self.pieces[step.at].body
        if not subfield.is_text:
            raise FieldRefused(_NO_TEXT)
        text, begin = self._record.at(subfield.text_at), self._begins[step.at]
        return body[: text.start - begin] + _quoted(step.value) + body[text.end - begin :]

    def why_not_drop(self, step: DropSubfield) -> str:
        """Whether something would get lost that is not the subfield's own."""
        if self._field.why_not:
            return self._field.why_not
        if self._goes_on[step.at] or self._shares_the_end(step.at):
            return _SHARED
        if not self._field.subfields[step.at].is_pattern:
            return _MORE
        leads = (
            p.lead for p, goes_on in zip(self.pieces, self._goes_on, strict=True) if not goes_on
        )
        return _BETWEEN if any(lead.strip(_SEPARATORS) for lead in leads) else ""

    def joined(self, pieces: Sequence[Piece]) -> bytes:
        """The first without a comma in front; one that was the first gets one when it is not."""
        parts = [pieces[0].body]
        for piece in pieces[1:]:
            parts += (piece.lead or self._separator(self._field.subfields[0]), piece.body)
        return b"".join(parts)

    def _like(self, pattern: JsonSubfield, step: AddSubfield) -> bytes:
        place = self._record.at
        done, end = place(pattern.first).start, place(pattern.last).end
        new = [(place(pattern.code_at), step.code), (place(pattern.text_at), step.value)]
        parts: list[bytes] = []
        for old, text in sorted(new, key=lambda each: each[0].start):
            parts += (self._raw[done : old.start], _quoted(text))
            done = old.end
        return b"".join((*parts, self._raw[done:end]))

    def _separator(self, neighbour: JsonSubfield) -> bytes:
        """What stands between two subfields here; or between other things, if there is one."""
        raw, around = self._raw, self._record.at(neighbour.first[:-1])
        siblings = around.children
        first, last = neighbour.first[-1], neighbour.last[-1]
        if last + 1 < len(siblings):
            return raw[siblings[last].end : siblings[last + 1].start]
        if first > 0:
            return raw[siblings[first - 1].end : siblings[first].start]
        blank = raw[around.start + 1 : siblings[0].start]
        if b"\n" not in blank:
            parts = self._record.at(neighbour.first[:-2]).children
            for one, next_one in pairwise(parts):
                between = raw[one.end : next_one.start]
                if between.startswith(b",") and b"\n" not in between:
                    return between
        return b"," + blank


def _are_one(one: JsonSubfield, other: JsonSubfield) -> bool:
    """Whether two neighbours are written as one element."""
    return (one.first, one.last) == (other.first, other.last)


def _quoted(text: str) -> bytes:
    return json.dumps(text).encode("ascii")
