"""When an affiliation counts as past (orcid-api.md section 2, "current" as the index sees it)."""

from __future__ import annotations

from datetime import date

import pytest

from orcid_tui.persons.person import ProfileState
from orcid_tui.registry.demo.persons import DemoAffiliation, read_persons
from tests.making.numbers import orcid

_TODAY = date(2024, 6, 15)


@pytest.mark.parametrize(
    ("end", "past"),
    [
        ("", False),
        ("2023", True),
        ("2024", False),
        ("2025", False),
        ("2024-05", True),
        ("2024-06", False),
        ("2024-07", False),
        ("2024-06-14", True),
        ("2024-06-15", True),
        ("2024-06-16", False),
        ("2023-02-30", True),
    ],
)
def test_past_or_current(end: str, past: bool) -> None:
    assert DemoAffiliation("Somewhere", end=end).ended_before(_TODAY) is past


def test_what_is_left_out_is_empty() -> None:
    [read] = read_persons(f'[{{"orcid": "{orcid("a")}"}}]')
    assert read.orcid == orcid("a")
    assert read.state is ProfileState.PUBLIC
    assert not read.works
    assert not read.affiliations("employments")


def test_only_open_records_are_searchable() -> None:
    searchable = {
        state.value
        for state in ProfileState
        if read_persons(f'[{{"orcid": "{orcid("a")}", "state": "{state}"}}]')[0].is_searchable
    }
    assert searchable == {"public", "name private"}
