"""Stored is what is there, whatever rules on saving have made of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from orcid_tui.marc.record import Field
from orcid_tui.stores.alma.verifying import holds, verified
from tests.fields import field, record
from tests.stores.alma.enveloped import fields_of, person

ADA, BEA = person(1), person(2)
_BARE = field("700", "1 ", "a Quell, Ada,", "d 1970-", "e author.")
_LINKED = replace(_BARE, subfields=_BARE.subfields + field("", "", f"1 {ADA.uri}").subfields)
_BEAS = replace(_BARE, subfields=_BARE.subfields + field("", "", f"1 {BEA.uri}").subfields)
_OTHER = field("700", "1 ", "a Brand, Bea,")


def _there(before: Sequence[Field], after: Sequence[Field], stored: Sequence[Field]) -> list[bool]:
    """For each name that differs between the first two: whether it is stored."""
    old, new, now = (record(*fields_of(*names)) for names in (before, after, stored))
    targets = [k for k in range(len(old.tags)) if old.field(k) != new.field(k)]
    return [*verified(old, new, now, targets).values()]


def test_the_same_as_sent() -> None:
    assert _there([_BARE, _OTHER], [_LINKED, _OTHER], [_LINKED, _OTHER]) == [True]


def test_dropped_without_a_word() -> None:
    assert _there([_BARE], [_LINKED], [_BARE]) == [False]


@pytest.mark.parametrize(
    "by_alma",
    [
        replace(_LINKED, subfields=_LINKED.subfields[::-1]),
        field("700", "1 ", f"1 {ADA.uri}", "a Quell, Ada", "d 1970-", "e Author", "4 aut"),
        field("700", "1 ", "a Quell, Ada,", "d 1970-2020,", f"1 {ADA.uri}"),
        field("700", "1 ", "6 880-01", "a QUELL, ADA.", "d 1970-", "1 (viaf)1", f"1 {ADA.uri}"),
    ],
)
def test_sorted_and_rewritten(by_alma: Field) -> None:
    assert _there([_OTHER, _BARE], [_OTHER, _LINKED], [by_alma, _OTHER]) == [True]


def test_in_the_field_of_another_person() -> None:
    wrong = field("700", "1 ", "a Brand, Bea,", f"1 {ADA.uri}")
    assert _there([_BARE, _OTHER], [_LINKED, _OTHER], [_BARE, wrong]) == [False]


def test_in_another_tag() -> None:
    assert _there([_BARE], [_LINKED], [replace(_LINKED, tag="100")]) == [False]


def test_a_field_that_was_thrown_away() -> None:
    assert _there([_BARE, _OTHER], [_LINKED, _OTHER], [_OTHER]) == [False]


def test_what_was_taken_out_is_gone() -> None:
    assert _there([_LINKED], [_BARE], [_BARE]) == [True]
    assert _there([_LINKED], [_BARE], [_LINKED]) == [False]


def test_a_namesake_without_an_id_does_not_prove_a_removal() -> None:
    assert _there([_BARE, _LINKED], [_BARE, _BARE], [_BARE, _LINKED]) == [False]
    assert _there([_BARE, _LINKED], [_BARE, _BARE], [_BARE, _BARE]) == [True]


def test_replaced_is_the_one_there_and_the_other_gone() -> None:
    both = replace(_LINKED, subfields=_LINKED.subfields + _BEAS.subfields[-1:])
    assert _there([_LINKED], [_BEAS], [_BEAS]) == [True]
    assert _there([_LINKED], [_BEAS], [both]) == [False]
    assert _there([_LINKED], [_BEAS], [_LINKED]) == [False]


def test_two_of_one_name_in_any_order() -> None:
    assert _there([_BARE, _BARE], [_LINKED, _BEAS], [_BEAS, _LINKED]) == [True, True]
    assert _there([_BARE, _BARE], [_LINKED, _BEAS], [_BEAS, _BARE]) == [False, True]
    assert _there([_BARE, _BARE], [_LINKED, _LINKED], [_LINKED, _BARE]) == [False, False]


def test_both_in_one_field_is_neither() -> None:
    both = replace(_LINKED, subfields=_LINKED.subfields + _BEAS.subfields[-1:])
    assert _there([_BARE, _BARE], [_LINKED, _BEAS], [both, _BARE]) == [False, False]


def test_tidied() -> None:
    text = field("700", "1 ", "a Quell, Ada,", f"0 (orcid){ADA}")
    uri = field("700", "1 ", "a Quell, Ada,", f"1 {ADA.uri}")
    both = field("700", "1 ", "a Quell, Ada,", f"0 (orcid){ADA}", f"1 {ADA.uri}")
    assert _there([text], [uri], [uri]) == [True]
    assert _there([text], [uri], [both]) == [False]
    assert _there([text], [uri], [text]) == [False]


def test_holding_is_about_one_field() -> None:
    assert holds(replace(_LINKED, subfields=_LINKED.subfields[::-1]), _BARE, _LINKED)
    assert not holds(_BARE, _BARE, _LINKED)
    assert not holds(_OTHER, _BARE, _LINKED)
    assert not holds(_BARE, _BARE, _BARE), "nothing was wanted, so nothing proves it"
