"""What can be done to the subfields of one field, in a language that every format speaks.

Which steps a decision needs is worked out once, in `headings.changes`. A file format only
carries them out, each in its own bytes, and reads back what `carried_out` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from orcid_tui.marc.record import BibRecord, Field, Subfield


class AddSubfield(NamedTuple):
    """A new subfield in front of the one that is at index `before`; or behind all of them."""

    before: int
    code: str
    value: str


class SetSubfield(NamedTuple):
    """Another value for the subfield at index `at`; its code stays."""

    at: int
    value: str


class DropSubfield(NamedTuple):
    """The subfield at index `at` goes away."""

    at: int


Step = AddSubfield | SetSubfield | DropSubfield


class FieldSteps(NamedTuple):
    """Steps for one field; `target` is its index in `BibRecord.tags`.

    Every index in a step counts the subfields as they are before any step, from 0, as in
    `Field.subfields`. Additions at one place follow each other as they stand in `steps`; no
    subfield is both set and dropped. Codes and values are ASCII.
    """

    target: int
    steps: tuple[Step, ...]


def carried_out(subfields: Sequence[Subfield], steps: Sequence[Step]) -> tuple[Subfield, ...]:
    """The subfields as a reader must find them after all steps."""
    after: list[Subfield] = []
    values = {step.at: step.value for step in steps if isinstance(step, SetSubfield)}
    dropped = {step.at for step in steps if isinstance(step, DropSubfield)}
    for index in range(len(subfields) + 1):
        after += [
            Subfield(step.code, step.value)
            for step in steps
            if isinstance(step, AddSubfield) and step.before == index
        ]
        if index < len(subfields) and index not in dropped:
            old = subfields[index]
            after.append(Subfield(old.code, values.get(index, old.value)))
    return tuple(after)


def steps_between(before: Field, after: Field) -> tuple[Step, ...]:
    """The fewest steps that lead from the subfields of one field to those of the other.

    Raises ValueError for fields that differ in more than subfields.
    """
    if (before.tag, before.indicators, before.data) != (after.tag, after.indicators, after.data):
        raise ValueError("the fields differ in more than their subfields")
    old, new = before.subfields, after.subfields
    steps: list[Step] = []
    at = come = 0
    for stays, image in (*staying(old, new), (len(old), len(new))):
        gone, coming = range(at, stays), new[come:image]
        for index, now in zip(gone, coming, strict=False):
            if old[index].code == now.code:
                steps.append(SetSubfield(index, now.value))
            else:
                steps += (DropSubfield(index), AddSubfield(index, now.code, now.value))
        steps += [DropSubfield(index) for index in gone[len(coming) :]]
        steps += [AddSubfield(stays, now.code, now.value) for now in coming[len(gone) :]]
        at, come = stays + 1, image + 1
    return tuple(steps)


def staying(old: Sequence[Subfield], new: Sequence[Subfield]) -> Sequence[tuple[int, int]]:
    """The most subfields that can have stayed in their order: where each was, where it is now.

    The longest common subsequence; `difflib` looks for a pleasing one and misses some.
    """
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            longest[i][j] = (
                longest[i + 1][j + 1] + 1
                if old[i] == new[j]
                else max(longest[i + 1][j], longest[i][j + 1])
            )
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def same_but_for(before: BibRecord, after: BibRecord, wanted: Mapping[int, Sequence[Step]]) -> bool:
    """Whether all fields are the same, and those at the keys of `wanted` as the steps say."""
    if (before.leader, before.tags) != (after.leader, after.tags):
        return False
    for index in range(len(before.tags)):
        field = before.field(index)
        if steps := wanted.get(index):
            field = replace(field, subfields=carried_out(field.subfields, steps))
        if after.field(index) != field:
            return False
    return True
