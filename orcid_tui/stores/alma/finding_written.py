"""Finding a field again that an earlier save has written, whatever others did to it since.

What the save wrote is looked for, not the whole field: a date that somebody added must not keep a
wrong iD in the record. Two fields that could both be meant are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from orcid_tui.journal.entry import WrittenField
from orcid_tui.language import _
from orcid_tui.marc.record import BibRecord, Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.stores.alma.verifying import name_key

_GONE: Final = _("The record has no such field any more, so nothing can be taken back there.")
_SEVERAL: Final = _(
    "The record has several fields of this name now, and it cannot be told which one was written."
)
_ELSEWHERE: Final = _(
    "What was written stands in a field of another name now, so it was left alone: look "
    "at the record in Alma."
)
_WHOLE_NAME: Final = "abcdfgq"
_FIRST_PART: Final = "a"


def find_written(now: BibRecord, written: Sequence[WrittenField]) -> dict[int, int | FieldRefused]:
    """By index in `written`: the occurrence of its field now, or why it cannot be told.

    No two of them have the same field.
    """
    return {
        at: found
        for tag in dict.fromkeys(each.after.tag for each in written)
        for at, found in _OneTag(now, tag, written).found().items()
    }


class _OneTag:
    """The fields of one tag, by their occurrence from 1."""

    def __init__(self, now: BibRecord, tag: str, written: Sequence[WrittenField]) -> None:
        self._written = {at: each for at, each in enumerate(written) if each.after.tag == tag}
        self._free = dict(enumerate(now.fields(tag), start=1))
        self._found: dict[int, int | FieldRefused] = {}

    def found(self) -> dict[int, int | FieldRefused]:
        """The surest first: what stands there as it was written, then what still has the name."""
        for at, each in self._written.items():
            self._take(at, self._as_written(each))
        for codes in (_WHOLE_NAME, _FIRST_PART):
            for at, each in self._written.items():
                if at not in self._found:
                    self._take(at, self._of_the_name(each, codes))
        for at, each in self._written.items():
            if at not in self._found:
                elsewhere = any(_holds(field, each) for field in self._free.values())
                self._found[at] = FieldRefused(_ELSEWHERE if elsewhere else _GONE)
        return self._found

    def _take(self, at: int, occurrences: Sequence[int]) -> None:
        if len(occurrences) > 1:
            self._found[at] = FieldRefused(_SEVERAL)
        elif occurrences:
            self._found[at] = occurrences[0]
            del self._free[occurrences[0]]

    def _as_written(self, written: WrittenField) -> Sequence[int]:
        """Equal fields are one as good as the other; the one in its place comes first."""
        equal = [place for place, field in self._free.items() if _same(field, written.after)]
        own = written.ref.occurrence
        return [own] if own in equal else equal[:1]

    def _of_the_name(self, written: WrittenField, codes: str) -> Sequence[int]:
        key = name_key(written.after, codes)
        named = [place for place, field in self._free.items() if name_key(field, codes) == key]
        holding = [place for place in named if _holds(self._free[place], written)]
        return holding or named


def _same(one: Field, other: Field) -> bool:
    return one.indicators == other.indicators and Counter(one.subfields) == Counter(other.subfields)


def _holds(field: Field, written: WrittenField) -> bool:
    """Whether everything that the save put into the field is there."""
    put_in = Counter(written.after.subfields) - Counter(written.before.subfields)
    return bool(put_in) and put_in <= Counter(field.subfields)
