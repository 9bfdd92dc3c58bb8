"""Figures in words: nothing is rounded to what is not true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.figures import words
from orcid_tui.figures.pace import Pace


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "0 %"),
        (0, 9, "0 %"),
        (1, 100_000, "less than 0.1 %"),
        (46, 1000, "4.6 %"),
        (9_999, 100_000, "9.9 %"),
        (31, 100, "31 %"),
        (99_999, 100_000, "99 %"),
        (7, 7, "100 %"),
    ],
)
def test_a_share_is_never_more_than_it_is(part: int, whole: int, said: str) -> None:
    assert words.share(part, whole) == said


def test_a_pace_has_two_figures() -> None:
    assert words.pace_in_short(Pace(241, 3600, 10, 0.2)) == "240 an hour"
    assert words.pace_in_short(Pace(1_249, 3600, 2, 0.2)) == "1,200 an hour"
    assert words.pace_in_short(Pace(37, 3600, 80, 0.2)) == "37 an hour"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 50, "about 1 min"),
        (130, 290, "2 to 5 min"),
        (21 * 60, 34 * 60, "20 to 35 min"),
        (95 * 60, 130 * 60, "1.5 to 2.5 h"),
        (15.2 * 3600, 22.9 * 3600, "15 to 23 h"),
    ],
)
def test_the_time_left_is_a_range(low: float, high: float, said: str) -> None:
    assert words.about(low, high) == said


@given(st.floats(1, 10**7), st.floats(0, 0.6))
def test_a_range_holds_what_it_was_made_of(expected: float, doubt: float) -> None:
    low, high = expected * (1 - doubt), expected * (1 + doubt)
    said = words.about(low, high)
    unit = 60 if said.endswith("min") else 3600
    figures = [float(each.replace(",", "")) for each in said.split() if each[0].isdigit()]
    assert figures[-1] * unit >= high - 1
    assert figures[0] * unit <= max(low, unit) + 1 or len(figures) == 1


def test_a_time_that_has_passed() -> None:
    assert words.duration(10) == "1 min"
    assert words.duration(1_530) == "26 min"
    assert words.duration(12_000) == "3 h 20 min"
