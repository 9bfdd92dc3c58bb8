"""Undo and redo over the whole history, against a plain model."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.decisions import Decision, DecisionLog, Verdict

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sets(st.integers(1, 4), min_size=1), st.sampled_from(Verdict)),
        st.sampled_from(["undo", "redo"]),
    )
)


@given(_STEPS)
def test_the_log_is_a_walk_along_snapshots(steps: list[tuple[set[int], Verdict] | str]) -> None:
    log = DecisionLog()
    snapshots: list[dict[HeadingRef, Decision]] = [{}]
    at = 0
    for step in steps:
        if step == "undo":
            assert bool(log.undo()) == (at > 0)
            at = max(0, at - 1)
        elif step == "redo":
            assert bool(log.redo()) == (at < len(snapshots) - 1)
            at = min(len(snapshots) - 1, at + 1)
        else:
            assert not isinstance(step, str)
            together = [Decision(HeadingRef(number, "100", 1), step[1]) for number in step[0]]
            log.decide(*together)
            new = {decision.ref: decision for decision in together}
            snapshots = [*snapshots[: at + 1], {**snapshots[at], **new}]
            at += 1
        assert {d.ref: d for d in log.all()} == snapshots[at]
