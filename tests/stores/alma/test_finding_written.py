"""Which field a save has written, in a record that others have changed since."""

from __future__ import annotations

import pytest

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.journal.entry import WrittenField
from orcid_tui.marc.record import Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.orcid_id import OrcidId
from orcid_tui.stores.alma.finding_written import find_written
from tests.fields import field, record

_ADA = f"1 {OrcidId.from_base('009900000000101').uri}"
_BEFORE = field("700", "1 ", "a Quell, Ada,", "d 1970-", "e editor.")
_AFTER = field("700", "1 ", "a Quell, Ada,", "d 1970-", "e editor.", _ADA)
_OTHER = field("700", "1 ", "a Mør, Eve")


def _written(occurrence: int = 1, before: Field = _BEFORE, after: Field = _AFTER) -> WrittenField:
    return WrittenField(HeadingRef(1, "700", occurrence), "Quell, Ada", "", "link", before, after)


def _found(*now: Field, written: tuple[WrittenField, ...] = (_written(),)) -> list[int | str]:
    found = find_written(record(*now), written)
    return [
        str(each) if isinstance(each, FieldRefused) else each
        for each in (found[at] for at in range(len(written)))
    ]


@pytest.mark.parametrize(
    "now",
    [
        _AFTER,
        field("700", "1 ", _ADA, "e editor.", "d 1970-", "a Quell, Ada,"),
        field("700", "1 ", "a Quell, Ada", "d 1970-", _ADA, "4 edt"),
        field("700", "1 ", "a Quell, Ada,", "d 1970-2030,", "e editor.", _ADA),
        field("700", "0 ", "a Quell, Ada,", "d 1970-", "e editor."),
    ],
)
def test_it_is_found_by_what_was_written_and_by_its_name(now: Field) -> None:
    assert _found(now) == [1]
    assert _found(_OTHER, now) == [2]


def test_of_two_of_one_name_the_one_with_the_id_is_meant() -> None:
    namesake = field("700", "1 ", "a Quell, Ada,", "d 1901-1980")
    dated = field("700", "1 ", "a Quell, Ada,", "d 1970-2030,", _ADA)
    assert _found(namesake, dated) == [2]
    assert _found(_BEFORE, _AFTER) == [2]


def test_two_that_could_both_be_meant_are_left_alone() -> None:
    one = field("700", "1 ", "a Quell, Ada,", "d 1971-", _ADA)
    two = field("700", "1 ", "a Quell, Ada,", "d 1972-", _ADA)
    (reason,) = _found(one, two)
    assert "cannot be told which one" in str(reason)


def test_equal_fields_are_told_apart_by_their_place_and_never_found_twice() -> None:
    second = _written(2)
    assert _found(_AFTER, _AFTER, written=(second,)) == [2]
    assert _found(_AFTER, _AFTER, written=(_written(1), second)) == [1, 2]
    assert _found(_OTHER, _AFTER, _AFTER, written=(_written(1), second)) == [2, 3]
    found = _found(_AFTER, written=(_written(1), second))
    assert found[0] == 1
    assert "no such field" in str(found[1])


def test_the_id_in_another_heading_is_not_ours_to_take() -> None:
    """Somebody may have moved it to whom it belongs."""
    (reason,) = _found(field("700", "1 ", "a Mør, Eve", _ADA))
    assert "field of another name" in str(reason)
    assert "no such field" in str(_found(_OTHER)[0])
    assert "no such field" in str(_found()[0])


def test_a_removal_is_found_by_the_name_alone() -> None:
    removal = _written(before=_AFTER, after=_BEFORE)
    assert _found(_OTHER, field("700", "1 ", "a Quell, Ada."), written=(removal,)) == [2]
