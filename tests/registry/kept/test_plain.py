"""Whatever a registry can answer comes back the same; anything else is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import (
    Affiliation,
    FoundPerson,
    PersonProfile,
    ProfileState,
    PublishedWork,
)
from orcid_tui.registry.kept.plain import NotPlain, plain, read_plain, shape_of
from orcid_tui.registry.protocol import SearchAnswer
from orcid_tui.text import clean

ADA = OrcidId.from_base("009800000000001")
PAGE = PersonProfile(
    ADA,
    given_names="Ada",
    employments=(Affiliation("Old College", current=True),),
    works=(PublishedWork("A title", 2001, identifiers=(("doi", "10.5555/1"),)),),
    last_modified=date(2026, 11, 23),
)

_ids = st.integers(0, 10**11 - 1).map(lambda n: OrcidId.from_base(f"0098{n:011}"))
_texts = st.text(max_size=12).map(clean)


def _answers(kind: type) -> st.SearchStrategy[Any]:
    """Built from the type hints, so that new fields are tried as soon as they are there."""
    st.register_type_strategy(OrcidId, _ids)
    st.register_type_strategy(str, _texts)
    return st.from_type(kind)


@settings(max_examples=30)
@given(_answers(SearchAnswer))
def test_a_search_comes_back_the_same(answer: SearchAnswer) -> None:
    assert read_plain(SearchAnswer, json.loads(json.dumps(plain(answer)))) == answer


@settings(max_examples=30)
@given(_answers(PersonProfile))
def test_a_page_comes_back_the_same(page: PersonProfile) -> None:
    assert read_plain(PersonProfile, json.loads(json.dumps(plain(page)))) == page


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(_json)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(NotPlain):
        read_plain(PersonProfile, value)


@given(st.data())
def test_a_page_with_a_wrong_part_is_refused(data: st.DataObject) -> None:
    whole: Any = plain(PAGE)
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.sampled_from([1.5, {}, {"a": "b"}, [[[]]]]))
    with pytest.raises(NotPlain):
        read_plain(PersonProfile, whole)


def test_a_mistyped_id_and_an_unknown_state_are_refused() -> None:
    for at, wrong in ((0, "0098-0000-0000-0000"), (1, "famous"), (-1, "today")):
        whole: Any = plain(PAGE)
        whole[at] = wrong
        with pytest.raises(NotPlain):
            read_plain(PersonProfile, whole)


def test_texts_are_clean_whatever_stands_in_the_file() -> None:
    person: Any = plain(FoundPerson(ADA, "Ada"))
    person[1] = "A\x1b[31mda\n"
    assert read_plain(FoundPerson, person).given_names == "A[31mda"


@dataclass(frozen=True, slots=True)
class _Before:
    name: str
    state: ProfileState


def test_the_shape_changes_with_any_field_within() -> None:
    @dataclass(frozen=True, slots=True)
    class _Other:
        name: str | None
        state: ProfileState

    assert shape_of(_Before) != shape_of(_Other).replace("_Other", "_Before")
    inside = {field.name for field in fields(Affiliation)}
    assert is_dataclass(PersonProfile)
    assert all(f"{name}:" in shape_of(PersonProfile) for name in inside)
