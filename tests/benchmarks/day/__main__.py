"""`python -m tests.benchmarks.day`: the figures of a day's work, beside those of the naive flow."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from tests.alma_stand_in.like_real import persons_like_real
from tests.benchmarks import starting
from tests.benchmarks.day.collection import write_collection
from tests.benchmarks.day.naive import work_naively
from tests.benchmarks.day.registry import Manners, serve_slowly
from tests.benchmarks.day.telling import tell_day, tell_naive
from tests.benchmarks.day.working import work


def main() -> int:
    """Run it and print; 1 when a decision was lost or the file is not what was decided."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.day")
    parser.add_argument("--decisions", type=int, default=500)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two decisions")
    parser.add_argument("--latency", type=float, default=0.3, help="seconds an answer takes")
    parser.add_argument("--per-second", type=float, default=12, help="requests before a 503")
    parser.add_argument("--faults", type=float, default=0.02, help="share of requests that fail")
    parser.add_argument("--kills", type=int, default=20, help="times that the program is killed")
    parser.add_argument("--starts", type=int, default=7, help="starts of each kind; 0 for none")
    given = parser.parse_args()
    manners = Manners(given.latency, per_second=given.per_second, faults=given.faults)
    print(
        f"{given.decisions} decisions, one every {given.every:g} s; {1000 * given.latency:.0f} ms"
        f" an answer, {given.per_second:g} requests a second allowed,"
        f" {100 * given.faults:g} % faults, {given.kills} kills; load {os.getloadavg()[0]:.1f}"
    )
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(1, mp_context=context) as pool,
    ):
        home = Path(name)
        if given.starts:
            tell_start(home, given.starts)
        persons = persons_like_real(home)
        names = write_collection(home / "day.mrc", persons, given.decisions)
        started = time.monotonic()
        naive = pool.submit(work_naively, persons, manners, names, given.every)
        with serve_slowly(persons, manners) as server:
            day = work(home, names, server, every=given.every, kills=given.kills)
        tell_day(day)
        tell_naive(naive.result())
        print(f"\n{time.monotonic() - started:.0f} s in all; load {os.getloadavg()[0]:.1f}")
    return 1 if day.lost or day.wrong else 0


def tell_start(home: Path, rounds: int) -> None:
    """How long the first screen takes, beside a bare Textual app with the same imports."""
    ways = {
        "bare": (["-c", starting.bare("start")], "a bare screen"),
        "ours": (["-m", "orcid_tui"], "Try the demo"),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds + 1):
        for way, (words, shown) in ways.items():
            times[way].append(starting.first_screen(words, shown, home))
    ours, bare = median(times["ours"][1:]), median(times["bare"][1:])
    print(f"start to first screen             {1000 * ours:6.0f} ms, {ours / bare:.2f} x bare")


if __name__ == "__main__":
    raise SystemExit(main())
