"""The look-ups over the whole sample and the demo registry, of which we know who is who."""

from __future__ import annotations

import asyncio

import pytest

from tests.benchmarks.matching import ABSENT, CLAIMED, UNCLAIMED, Measured, measure, share, table


@pytest.fixture(scope="module")
def measured() -> Measured:
    return asyncio.run(measure())


def test_who_lists_the_work_comes_first(measured: Measured) -> None:
    assert len(measured.of(CLAIMED)) > 50
    assert share(measured.of(CLAIMED), "order") >= 0.97, table(measured)


def test_our_order_is_better_than_that_of_the_registry(measured: Measured) -> None:
    for kind in (CLAIMED, UNCLAIMED):
        ours = share(measured.of(kind), "order")
        assert ours > share(measured.of(kind), "fielded")
        assert ours > share(measured.of(kind), "quick")


def test_nobody_is_recommended_wrongly(measured: Measured) -> None:
    wrong = [
        each.name
        for each in measured.headings
        if each.ours.recommended and each.ours.recommended != each.truth
    ]
    assert wrong == []
    assert not any(each.ours.recommended for each in measured.of(ABSENT))


def test_most_who_list_the_work_are_recommended(measured: Measured) -> None:
    claimed = measured.of(CLAIMED)
    assert sum(each.ours.recommended is not None for each in claimed) >= 0.9 * len(claimed)


def test_a_heading_costs_less_than_a_request_and_a_half(measured: Measured) -> None:
    assert measured.requests <= 1.5 * len(measured.headings)


def test_an_isni_in_the_heading_is_a_reason(measured: Measured) -> None:
    reasons = [c.reasons for each in measured.headings for c in each.ours.candidates[:1]]
    assert any("same ISNI as in the record" in each for each in reasons)
