"""Steps that lead from one field to another, whatever the two are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.marc.record import Field, Subfield
from orcid_tui.marc.steps import (
    AddSubfield,
    DropSubfield,
    SetSubfield,
    carried_out,
    steps_between,
)
from tests.fields import control, field

_SUBFIELDS = st.lists(
    st.builds(Subfield, st.sampled_from("a01e"), st.sampled_from(["x", "y", "é", ""])), max_size=8
).map(tuple)


@given(_SUBFIELDS, _SUBFIELDS)
def test_the_steps_lead_there(old: tuple[Subfield, ...], new: tuple[Subfield, ...]) -> None:
    before, after = Field("100", "1 ", old), Field("100", "1 ", new)
    steps = steps_between(before, after)
    assert carried_out(old, steps) == new
    dropped = {step.at for step in steps if isinstance(step, DropSubfield)}
    assert not dropped & {step.at for step in steps if isinstance(step, SetSubfield)}
    assert bool(steps) == (old != new)


def test_what_stays_is_not_touched() -> None:
    bare = field("100", "1 ", "a Quell, Ada,", "e author.", "4 aut")
    linked = field("100", "1 ", "a Quell, Ada,", "e author.", "1 https://x", "4 aut")
    replaced = field("100", "1 ", "a Quell, Ada,", "e author.", "1 https://y", "4 aut")
    assert steps_between(bare, linked) == (AddSubfield(2, "1", "https://x"),)
    assert steps_between(linked, bare) == (DropSubfield(2),)
    assert steps_between(linked, replaced) == (SetSubfield(2, "https://y"),)


def test_fields_that_differ_otherwise_have_no_steps_between_them() -> None:
    with pytest.raises(ValueError, match="differ"):
        steps_between(field("100", "1 ", "a x"), field("100", "0 ", "a x"))
    with pytest.raises(ValueError, match="differ"):
        steps_between(control("001", "1"), control("001", "2"))
