"""The figures of the day in words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median

from tests.benchmarks.day.naive import Naive
from tests.benchmarks.day.registry import Asked
from tests.benchmarks.day.working import Day

_FRAME = 1 / 60


def tell_day(day: Day) -> None:
    """Ours."""
    worker = day.cataloguer
    presses = worker.presses
    there = sum(press.at_once for press in presses)
    measured = zip(presses, worker.waits, worker.after_start, strict=True)
    late = [(wait, since) for press, wait, since in measured if not press.at_once]
    print(f"\nours: {len(worker.decided)} decisions, {len(presses)} of them measured")
    _line("candidates there on arrival", f"{100 * there / max(1, len(presses)):6.1f} %")
    _line("key until the candidates", _seconds(worker.waits))
    _line("waited in all", f"{sum(wait for wait, _ in late):6.1f} s, at {len(late)} headings")
    for wait, since in late:
        _line("  late", f"{1000 * wait:6.0f} ms, {since:.1f} s after a start")
    _line("key to first byte", _seconds([press.first for press in presses]))
    _line("start until the candidates", _seconds(worker.returns))
    _line("bytes a decision", _bytes([press.sent for press in presses]))
    _line("  meanwhile until the next", _bytes(day.between))
    _line("bytes a cursor move", _bytes([press.sent for press in day.moves]))
    _line("  without the candidates", _bytes([press.sent - press.refill for press in day.moves]))
    _line("bytes when idle", f"{day.idle:6}")
    _tell_requests(day.asked, len(worker.decided))
    _line("no answer on arrival", f"{worker.not_answered:6}, {worker.asked_again} times r")
    _line("killed", f"{day.kills:6} times, {len(day.lost)} decisions lost")
    _line("  kept before it was shown", f"{worker.kept_unseen:6}")
    _line("  came back elsewhere", f"{worker.elsewhere:6}")
    chosen = sum(orcid is not None for orcid in worker.decided)
    _line("saved file", f"{chosen:6} iDs, {len(day.wrong)} differences from the decisions")
    for sentence in day.wrong[:10]:
        print(f"    {sentence}")


def tell_naive(naive: Naive) -> None:
    """Theirs."""
    print("\nthe naive flow: pages of five records, ten names at once, nothing ahead or kept")
    there = sum(wait < _FRAME for wait in naive.waits)
    _line("candidates there on arrival", f"{100 * there / len(naive.waits):6.1f} %")
    _line("until the candidates", _seconds(naive.waits))
    _line("waited in all", f"{sum(naive.waits):6.1f} s")
    _tell_requests(naive.asked, len(naive.waits))
    _line("no answer on arrival", f"{naive.failed:6}, {naive.asked_again} times asked by hand")


def _tell_requests(asked: Asked, headings: int) -> None:
    _line("requests a heading", f"{asked.requests / headings:6.2f}")
    _line("  most in a second", f"{asked.most_in_a_second:6}")
    _line("  what came of them", str(asked.outcomes))


def _line(what: str, figures: str) -> None:
    print(f"  {what:<31} {figures}")


def _seconds(times: Sequence[float]) -> str:
    if not times:
        return "     -"
    return (
        f"{1000 * median(times):6.0f} ms median, {1000 * _at(times, 0.95):.0f} for 95 %,"
        f" {1000 * max(times):.0f} at worst"
    )


def _bytes(counts: Sequence[int]) -> str:
    if not counts:
        return "     -"
    return f"{mean(counts):6.0f} mean, {_at(counts, 0.95):.0f} for 95 %, {max(counts)} at worst"


def _at(values: Sequence[float], part: float) -> float:
    inorder = sorted(values)
    return inorder[min(len(inorder) - 1, int(part * len(inorder)))]
