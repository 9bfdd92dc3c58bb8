"""From steps to bytes, for every format that writes a subfield as a stretch of its own.

A field is a row of pieces, each with what leads up to it. Pieces that no step names are
copied byte for byte, and the patch is as small as it can be.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from orcid_tui.language import _
from orcid_tui.marc.patches import Patch
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import AddSubfield, DropSubfield, SetSubfield, Step


class Piece(NamedTuple):
    """One subfield as it is written. `lead` is what stands between it and the piece before:
    white space, a comma; for many formats nothing."""

    lead: bytes
    body: bytes


class WrittenField(ABC):
    """The subfields of one field, in bytes. Together the pieces are the bytes from `start` on."""

    start: int
    pieces: Sequence[Piece]
    """One for each subfield of `Field.subfields`, in order."""

    @abstractmethod
    def made(self, step: AddSubfield) -> Piece:
        """A new subfield, written like its neighbours. Raises FieldRefused."""

    @abstractmethod
    def changed(self, step: SetSubfield) -> bytes:
        """The body of a subfield with another value. Raises FieldRefused."""

    def why_not_drop(self, step: DropSubfield) -> str:
        """Why a subfield cannot be taken out safely, in one sentence; or empty."""
        return ""

    def joined(self, pieces: Sequence[Piece]) -> bytes:
        """The pieces in one stretch."""
        return b"".join(part for piece in pieces for part in piece)


def rewritten(field: WrittenField, steps: Sequence[Step]) -> Patch:
    """The smallest patch that carries out all steps. Raises FieldRefused."""
    pieces = list(field.pieces)
    new: list[Piece] = []
    values = {step.at: step for step in steps if isinstance(step, SetSubfield)}
    dropped = {step.at: step for step in steps if isinstance(step, DropSubfield)}
    for index in range(len(pieces) + 1):
        new += [
            field.made(step)
            for step in steps
            if isinstance(step, AddSubfield) and step.before == index
        ]
        if index == len(pieces):
            break
        if index in dropped:
            if reason := field.why_not_drop(dropped[index]):
                raise FieldRefused(reason)
        elif index in values:
            new.append(Piece(pieces[index].lead, field.changed(values[index])))
        else:
            new.append(pieces[index])
    if not new:
        raise FieldRefused(_("Nothing would be left in the field."))
    return smallest(Patch(field.start, -1, field.joined(new)), field.joined(pieces))


def smallest(patch: Patch, old: bytes) -> Patch:
    """The same change without what is equal at both ends; `old` is what gives way."""
    new = patch.new
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start, end = patch.start + head, patch.start + len(old) - tail
    return Patch(start, end, new[head : len(new) - tail])


def _common(one: bytes, other: bytes) -> int:
    """How many bytes are the same at the beginning of both."""
    for count, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return count
    return min(len(one), len(other))
