"""Days, manners and notes among the figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from orcid_tui.figures.figures import Day, days_of
from orcid_tui.figures.tally import Tally
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.decisions import Decision, Manner, Verdict
from orcid_tui.session.states import HeadingState

_ADA = OrcidId.from_base("009800000000001")
_NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _ref(number: int) -> HeadingRef:
    return HeadingRef(number, "100", 1)


def _decided(number: int, when: datetime | None, who: str = "anna", **more: object) -> Decision:
    decision = Decision(_ref(number), Verdict.CHOSEN, _ADA, who=who, when=when, **more)  # type: ignore[arg-type]
    return decision


def _taken(tally: Tally, decision: Decision) -> None:
    tally.take(decision.ref, decision, HeadingState.OPEN, HeadingState.CHOSEN)


def test_a_day_is_that_of_the_place_where_it_was_decided() -> None:
    late_in_oslo = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=1)))
    tally = Tally()
    for decision in (
        _decided(3, _NINE + timedelta(hours=3)),  # a history comes in the order of the records
        _decided(1, _NINE),
        _decided(2, _NINE + timedelta(seconds=20)),
        _decided(4, _NINE, "bea"),
        _decided(5, late_in_oslo),
        _decided(6, None),
    ):
        _taken(tally, decision)
    days = days_of(tally)
    assert days == (
        Day(date(2026, 11, 22), "anna", 1, 1, 0),
        Day(date(2026, 11, 23), "anna", 3, 3, 20),
        Day(date(2026, 11, 23), "bea", 1, 1, 0),
    )
    tally.take(_ref(5), None, HeadingState.CHOSEN, HeadingState.OPEN)
    assert days_of(tally) == days[1:]
    assert list(tally.times) == sorted(tally.times)


def test_what_was_accepted_in_bulk_says_nothing_about_the_pace() -> None:
    tally = Tally()
    _taken(tally, _decided(1, _NINE))
    _taken(tally, _decided(2, _NINE, manner=Manner.BULK))
    _taken(tally, _decided(3, _NINE, manner=Manner.COMMAND))
    _taken(tally, _decided(4, _NINE, manner=Manner.SAME_NAME))
    assert len(tally.times) == 2
    assert tally.manners(Manner.BULK) == 1
    tally.take(_ref(1), None, HeadingState.CHOSEN, HeadingState.OPEN)
    assert len(tally.times) == 1
    assert len(tally) == tally.verdicts(Verdict.CHOSEN) == tally.after == 3


def test_what_comes_back_from_a_history_carried_nothing_though_the_source_holds_it_now() -> None:
    tally = Tally()
    tally.take(_ref(1), _decided(1, _NINE), HeadingState.LINKED, HeadingState.SAVED, in_source=True)
    removed = Decision(_ref(2), Verdict.REMOVED)
    tally.take(_ref(2), removed, HeadingState.OPEN, HeadingState.SAVED, in_source=True)
    assert (tally.before, tally.after) == (1, 1)
    assert tally.carried(_ref(2))
