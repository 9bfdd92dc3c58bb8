"""Names of institutions that mean one place, and those that do not."""

from __future__ import annotations

import pytest

from orcid_tui.matching.affiliations import same_institution


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("University of Oslo", "University of Oslo", True),
        ("Univ. of Oslo, Dept. of History", "University of Oslo", True),
        ("Universität Zürich", "University of Zürich", True),
        ("Universitat Zurich", "Universität Zürich", True),
        ("University of Oslo", "University of Bergen", False),
        ("Institute of Technology", "Institute of Technology", True),
        ("Institute of Technology", "Technical University", False),
        ("Oslo Metropolitan University", "University of Oslo", True),
        ("", "University of Oslo", False),
        ("", "", False),
    ],
)
def test_same_institution(one: str, other: str, same: bool) -> None:
    assert same_institution(one, other) is same
    assert same_institution(other, one) is same
