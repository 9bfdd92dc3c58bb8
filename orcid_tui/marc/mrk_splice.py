"""The subfields of one field of MarcEdit text, in bytes.

A subfield is a stretch from its dollar sign to the next one. What stands between two of them,
when a field goes on over several lines, leads up to the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.mrk_reader import MrkField, MrkSubfield
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.rewriting import Piece, WrittenField
from orcid_tui.marc.steps import AddSubfield, DropSubfield, SetSubfield

_NO_SUBFIELDS: Final = _("The field has no subfields.")
_ESCAPES: Final = _("The field changes its character set, so its subfields cannot be told apart.")
_LOOSE: Final = _("A dollar sign without a code stands in this subfield, so it cannot be changed.")
_REMARK: Final = _("A remark stands in the lines of this subfield, so it cannot be changed.")
_REMARK_BEFORE: Final = _("A remark stands between the subfields, so none can be taken out safely.")
_NO_LINE: Final = _("A line of MarcEdit text cannot hold this value.")

_UNPLAIN: Final = re.compile(r"[^ -~]")
_CODE: Final = re.compile(r"[!-#%-~]")
_NAMES: Final = str.maketrans({"$": "{dollar}", "{": "{lcub}", "}": "{rcub}"})
_LINES: Final = b" \t\r\n"


class MrkWriting(WrittenField):
    """One field as it is written. Raises FieldRefused for one that cannot be changed at all."""

    def __init__(self, raw: bytes, field: MrkField) -> None:
        _, stretches = field.parts()
        self._stretches = [each for each in stretches if each.code]
        if field.is_control or not self._stretches:
            raise FieldRefused(_NO_SUBFIELDS)
        if any(b"\x1b" in line for _, line in field.lines):
            raise FieldRefused(_ESCAPES)
        self.start = self._stretches[0].at
        self.pieces = list(_cut(raw, field, self._stretches))

    def made(self, step: AddSubfield) -> Piece:
        """`$`, the code and the value."""
        return Piece(b"", _written(step.code, step.value))

    def changed(self, step: SetSubfield) -> bytes:
        """The same on one line."""
        if reason := self._why_not(step.at):
            raise FieldRefused(reason)
        return _written(self._stretches[step.at].code, step.value)

    def why_not_drop(self, step: DropSubfield) -> str:
        """Whether something would get lost that is not the subfield's own."""
        if any(piece.lead.strip(_LINES) for piece in self.pieces):
            return _REMARK_BEFORE
        return self._why_not(step.at)

    def joined(self, pieces: Sequence[Piece]) -> bytes:
        """The first at once behind the indicators."""
        return pieces[0].body + super().joined(pieces[1:])

    def _why_not(self, at: int) -> str:
        body = self.pieces[at].body
        if b"$" in body[1:]:
            return _LOOSE
        return _REMARK if re.search(rb"[\r\n]#", body) else ""


def _cut(raw: bytes, field: MrkField, stretches: Sequence[MrkSubfield]) -> Iterator[Piece]:
    """Each stretch up to the next one; when that begins a line, up to the line break before."""
    begins = [at for at, _ in field.lines]
    done = stretches[0].at
    for each, behind in zip(stretches, [*stretches[1:], None], strict=True):
        if behind is None:
            end = field.end
        elif behind.at in begins:
            at, line = field.lines[begins.index(behind.at) - 1]
            end = at + len(line)
        else:
            end = behind.at
        yield Piece(raw[done : each.at], raw[each.at : end])
        done = end


def _written(code: str, value: str) -> bytes:
    if _UNPLAIN.search(value) or not _CODE.fullmatch(code):
        raise FieldRefused(_NO_LINE)
    return f"${code}{value.translate(_NAMES)}".encode("ascii")
