"""Whether Alma holds what was sent: by meaning, not byte by byte.

Rules of an institution may sort and rewrite subfields on saving, and a record of the Network Zone
takes changes without a word and drops them (alma-and-marc.md A7, B5). So what we added has to be
there, and what we took out has to be gone, in the field that has the same name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from orcid_tui.marc.record import BibRecord, Field, Subfield
from orcid_tui.names.folding import folded

_NAME: Final = "abcdfgq"
"""Name, numeration, titles, dates and fuller form, in MARC 21 and in UNIMARC."""

_FIRST_PART: Final = "a"

Key = tuple[str, tuple[tuple[str, str], ...]]
_Counts = Counter[Subfield]
_Shape = frozenset[tuple[Subfield, int]]


def name_key(field: Field, codes: str = _NAME) -> Key:
    """What makes a field that of one name: the tag and the name, without marks and order."""
    named = ((s.code, folded(s.value)) for s in field.subfields if s.code in codes)
    return field.tag, tuple(sorted(each for each in named if each[1]))


def holds(now: Field, before: Field, after: Field) -> bool:
    """Whether this field is what `after` was to become of `before`, whatever else it says."""
    if name_key(now, _FIRST_PART) != name_key(after, _FIRST_PART):
        return False
    touched = _touched(before, after)
    return bool(touched) and _shape(now, touched) == _shape(after, touched)


def verified(
    before: BibRecord, after: BibRecord, stored: BibRecord, targets: Iterable[int]
) -> dict[int, bool]:
    """For each of these fields, by index in `before` and `after`: whether `stored` has it so.

    Fields of one name are looked at together, because in `stored` they may stand in another
    order: as many of them as were to have these subfields must have them.
    """
    return {target: _is_stored(before, after, stored, target) for target in targets}


def _is_stored(before: BibRecord, after: BibRecord, stored: BibRecord, target: int) -> bool:
    old, new = before.field(target), after.field(target)
    for codes in (_NAME, _FIRST_PART):  # rules on saving may have touched a date or a title
        key = name_key(new, codes)
        found = _with_key(stored, key, codes)
        if found:
            break
    else:
        return False
    wanted = _with_key(after, key, codes)
    touched: set[Subfield] = set()
    for index, field in enumerate(after.tags):
        if field == new.tag and name_key(after.field(index), codes) == key:
            touched |= _touched(before.field(index), after.field(index))
    shapes_wanted = Counter(_shape(field, touched) for field in wanted)
    shapes_found = Counter(_shape(field, touched) for field in found)
    was, is_to_be = _shape(old, touched), _shape(new, touched)
    if was == is_to_be:
        return True
    if is_to_be and shapes_found[is_to_be] < shapes_wanted[is_to_be]:
        return False
    return not was or shapes_found[was] <= shapes_wanted[was]


def _with_key(record: BibRecord, key: Key, codes: str) -> Sequence[Field]:
    return [field for field in record.fields(key[0]) if name_key(field, codes) == key]


def _touched(before: Field, after: Field) -> set[Subfield]:
    """The subfields of which there are more or fewer afterwards."""
    old, new = _counts(before.subfields), _counts(after.subfields)
    return set((old - new) + (new - old))


def _shape(field: Field, touched: Iterable[Subfield]) -> _Shape:
    """How often the field has each of these; without those that it has not."""
    counts = _counts(field.subfields)
    return frozenset((each, counts[each]) for each in touched if counts[each])


def _counts(subfields: Iterable[Subfield]) -> _Counts:
    return Counter(_stripped(subfields))


def _stripped(subfields: Iterable[Subfield]) -> Iterator[Subfield]:
    for each in subfields:
        yield Subfield(each.code, each.value.strip())
