"""What is written is what is read, and nothing else is taken for a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.history.lines import (
    Decided,
    Event,
    KnownFile,
    Left,
    Line,
    Noted,
    Opened,
    Read,
    Redone,
    Saved,
    SavedPart,
    SaveUndone,
    SoFar,
    Stood,
    Trace,
    Undone,
    UnreadableLine,
    View,
    decoded,
    encoded,
)
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.decisions import Decision, Manner, StepId, Verdict

_NUMBERS = st.integers(0, 1 << 40)
_ANY = st.text(max_size=20)
_PLAIN = st.text('abcÅø ,.-1“"\\', max_size=20).map(str.strip)
_REFS = st.builds(
    HeadingRef, st.integers(1, 10**7), st.sampled_from(["100", "700", "880"]), _NUMBERS
)
_TRACES = st.builds(Trace, _REFS, _ANY, _ANY, st.lists(_ANY, max_size=2).map(tuple))
_STEPS = st.builds(StepId, _ANY, _NUMBERS)
_ORCID = OrcidId.from_base("009800000000001")


@st.composite
def _entries(draw: st.DrawFn) -> tuple[Trace, Decision | None]:
    trace = draw(_TRACES)
    decision = Decision(
        trace.ref,
        draw(st.sampled_from(Verdict)),
        draw(st.sampled_from([None, _ORCID])),
        " ".join(draw(_PLAIN).split()),
        draw(st.booleans()),
        manner=draw(st.sampled_from(Manner)),
    )
    return trace, draw(st.sampled_from([decision, None]))


_EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Opened,
        _ANY,
        st.lists(_ANY, max_size=2).map(tuple),
        st.just("books.mrc"),
        st.just("a place"),
        st.lists(st.builds(KnownFile, _ANY, _ANY), max_size=2).map(tuple),
        _ANY,
        st.just("Marit"),
        _ANY,
        st.booleans(),
    ),
    st.builds(Decided, _NUMBERS, st.lists(_entries(), max_size=3).map(tuple)),
    st.builds(Undone, _STEPS),
    st.builds(Redone, _STEPS),
    st.builds(Noted, _TRACES, st.just("ask Marit")),
    st.builds(
        Saved,
        _ANY,
        st.booleans(),
        st.lists(
            st.builds(
                SavedPart, _ANY, _ANY, st.lists(st.tuples(_REFS, _STEPS), max_size=2).map(tuple)
            ),
            max_size=2,
        ).map(tuple),
        _ANY,
    ),
    st.builds(SaveUndone, _ANY, st.lists(_TRACES, max_size=2).map(tuple)),
    st.builds(View, st.dictionaries(_ANY, st.one_of(_ANY, st.booleans()), max_size=3)),
    st.builds(Stood, _TRACES),
    st.builds(Read, _NUMBERS),
    st.just(Left()),
)
_TIMES = st.datetimes(
    datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(timezone(timedelta(hours=2)))
).map(lambda time: time.replace(microsecond=0))
_SUMS = st.none() | st.builds(SoFar, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS)


@given(st.builds(Line, _NUMBERS, _NUMBERS, _TIMES, _EVENTS, _SUMS))
def test_there_and_back(line: Line) -> None:
    written = encoded(line)
    assert written.endswith(b"\n")
    assert written.count(b"\n") == 1
    assert decoded(written) == line


def test_half_of_a_surrogate_pair_is_written_too() -> None:
    trace = Trace(HeadingRef(1, "100", 1), "x", "Smith\ud800")
    line = Line(1, 1, datetime(2026, 1, 1, tzinfo=UTC), Stood(trace))
    assert decoded(encoded(line)) == line


@given(st.binary(max_size=60))
def test_anything_else_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableLine):
        decoded(text)


@pytest.mark.parametrize(
    "text",
    [
        b'{"n": 1, "t": 1, "when": "2026-01-01T00:00:00+00:00"}',
        b'{"left": true, "n": 1, "t": 1, "when": "yesterday"}',
        b'{"undone": 5, "n": 1, "t": 1, "when": "2026-01-01T00:00:00+00:00"}',
        b'{"opened": 2, "n": 1, "t": 1, "when": "2026-01-01T00:00:00+00:00"}',
        b'{"left": true, "n": 1, "t": 1, "when": "2026-01-01T00:00:00+00:00", "so_far": [1]'
        + b"]" * 9,
        b"[" * 100_000,
    ],
)
def test_a_line_that_lacks_something_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableLine):
        decoded(text)
