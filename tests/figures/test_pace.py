"""The pace, over invented clocks."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.figures.pace import ENOUGH, PAUSE, WINDOW, pace_of, worked


def _clock(*gaps: float) -> list[float]:
    """Moments with these seconds between them."""
    return list(accumulate(gaps, initial=1_000_000.0))


def test_nothing_is_said_while_too_little_is_known() -> None:
    assert pace_of([]) is None
    assert pace_of(_clock(*[10] * (ENOUGH - 1))) is None
    assert pace_of(_clock(*[10] * ENOUGH)) is not None
    assert pace_of([1.0] * 100) is None  # all of them made at once


def test_a_steady_hand() -> None:
    pace = pace_of(_clock(*[12] * 100))
    assert pace is not None
    assert pace.per_hour == pytest.approx(300)
    assert pace.median == pytest.approx(12)
    assert pace.left(600) == pytest.approx((600 * 12 * 0.8, 600 * 12 * 1.2))
    assert pace.left(0) is None


def test_a_pause_is_no_work() -> None:
    steady = pace_of(_clock(*[12] * 20))
    rested = pace_of(_clock(*[12] * 10, PAUSE + 1, *[12] * 10))
    assert steady is not None
    assert rested is not None
    assert rested.per_hour == pytest.approx(steady.per_hour)
    thinking = pace_of(_clock(*[12] * 10, PAUSE, *[12] * 10))
    assert thinking is not None
    assert thinking.per_hour < steady.per_hour


def test_only_the_last_half_hour_of_work_counts() -> None:
    pace = pace_of(_clock(*[200] * 30, *[10] * 180))
    assert pace is not None
    assert pace.seconds == WINDOW
    assert pace.per_hour == pytest.approx(360)


def test_the_same_name_in_many_records_counts_for_each() -> None:
    times = _clock(*[10] * 10, 30, 0, 0, 0, 0, 0)  # the last step decided six at once
    pace = pace_of(times)
    assert pace is not None
    assert pace.decisions == 16
    assert pace.seconds == pytest.approx(130)


def test_an_uneven_hand_gives_a_wider_range() -> None:
    even, uneven = pace_of(_clock(*[20] * 40)), pace_of(_clock(*[1, 1, 1, 77] * 10))
    assert even is not None
    assert uneven is not None
    assert uneven.per_hour == pytest.approx(even.per_hour)
    assert uneven.doubt > even.doubt
    assert pace_of(_clock(*[10] * 15)).left(5) is None  # type: ignore[union-attr]


@given(st.lists(st.floats(0, 900).map(round), max_size=60))
def test_work_is_never_more_than_the_time_between(gaps: list[int]) -> None:
    times = _clock(*gaps)
    pace = pace_of(times)
    assert 0 <= worked(times) <= sum(gap for gap in gaps if gap <= PAUSE)
    if pace is not None:
        assert pace.decisions <= len(gaps)
        assert 0 < pace.seconds <= worked(times)
        low, high = pace.left(100) or (0, 0)
        assert 0 <= low <= high
