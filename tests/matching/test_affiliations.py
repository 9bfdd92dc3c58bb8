"""Names of institutions that mean one place, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.matching.affiliations import SamePlace, best_agreement, same_institution

YES, LIKELY, NO = SamePlace


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("University of Oslo", "University of Oslo", YES),
        ("UNIVERSITY OF OSLO", "University of Oslo", YES),
        ("Univ. of Oslo, Dept. of History", "University of Oslo", YES),
        ("Department of History, University of Oslo, Norway", "University of Oslo", YES),
        ("Universität Zürich", "University of Zürich", YES),
        ("Universitat Zurich", "Universität Zürich", YES),
        ("University of Oslo (Norway)", "University of Oslo", YES),
        ("Université d'Orsay", "Universite d’Orsay", YES),
        ("University of California, Davis", "University of California, Davis", YES),
        ("University of California, Davis", "University of California, Irvine", LIKELY),
        ("Oslo Metropolitan University", "University of Oslo", LIKELY),
        ("Oslo University, Library", "University Library of Oslo", LIKELY),
        ("University of Oslo", "University of Bergen", NO),
        ("Department of History, University of Oslo", "Department of History, Ulm", NO),
        ("Institute of Technology", "Institute of Technology", YES),
        ("Institute of Technology", "Technical University", NO),
        ("Oslo", "Bergen", NO),
        ("", "University of Oslo", NO),
        ("", "", NO),
    ],
)
def test_same_institution(one: str, other: str, same: SamePlace) -> None:
    assert same_institution(one, other) is same
    assert same_institution(other, one) is same


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_of_the_two_never_matters(one: str, other: str) -> None:
    assert same_institution(one, other) is same_institution(other, one)


def test_the_surest_of_many_counts() -> None:
    here = ("Polar Museum", "Univ. of Oslo")
    assert best_agreement(here, ("University of Bergen", "University of Oslo")) is YES
    assert best_agreement(here, ("Oslo Metropolitan University",)) is LIKELY
    assert best_agreement((), ("University of Oslo",)) is NO
