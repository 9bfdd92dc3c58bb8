"""How fast files open and are saved, beside pymarc, a plain copy and a bare scan.

    python -m tests.benchmarks.marc_speed [RECORDS] [FOLDER]

Makes its own files (see `making`). Each line has seconds of the processor and on the wall,
the ratio of the processor's time to pymarc doing the same, the memory taken at the peak (see
`tasks`), and the ratio that is the goal where there is one. pymarc is timed on the first 10,000
records and its time multiplied, because it takes minutes for the whole. `orcid-tui list` is the
whole command, its start included.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.making import made, mixed_records
from tests.marc.building import collection_xml

_BY_PYMARC: Final = 10_000
_OURS: Final = ("first 50 headings", "index", "index and list")
_SAVING: Final = ("decide 5 %, save", "the same without a session")

_GOALS: Final = {
    ".mrc": {"first 50 headings": 50, "index and list": 15, "decide 5 %, save": 25},
    ".xml": {"index": 4, "decide 5 %, save": 4},
}
"""How many times as fast as pymarc each task has to be, by the ending of the file."""


class Taken(NamedTuple):
    """Seconds of the processor, seconds on the wall, megabytes."""

    cpu: float
    wall: float
    peak: float


def run(task: str, path: Path, times: float = 1) -> Taken:
    """One task in a process of its own."""
    output = path.with_name("output")
    command = [sys.executable, "-m", "tests.benchmarks.tasks", task, str(path), str(output)]
    # pymarc complains on standard error about every letter it does not know.
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    for left in path.parent.glob("output*"):
        left.unlink()
    cpu, wall, peak = json.loads(done.stdout)
    return Taken(cpu * times, wall * times, peak)


def run_list(path: Path) -> Taken:
    """`orcid-tui list` from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    command = [sys.executable, "-m", "orcid_tui", "list", str(path), "--format", "jsonl"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(cpu, time.perf_counter() - wall, 0)


def show(name: str, taken: Taken, against: Taken | None = None, goal: float = 0) -> None:
    """Print one line."""
    times = against.cpu / taken.cpu if against else 0
    ratio = f"{times:9.1f} ×" if times else " " * 11
    aim = f"  {'goal' if times >= goal else 'MISSED'} {goal:2} ×" if goal else ""
    peak = f"{taken.peak:8.0f} MB" if taken.peak else " " * 11
    print(f"  {name:<30}{taken.cpu:9.3f} s{taken.wall:9.3f} s{ratio}{peak}{aim}", flush=True)


def table(path: Path, few: Path, times: float, reads: str, adds: str) -> None:
    """Everything that is measured on a file; `few` has its first records for pymarc."""
    print(
        f"\n{path.name}: {path.stat().st_size / 1e6:.1f} MB   (processor, wall, ratio, peak, goal)"
    )
    reading, adding = run(reads, few, times), run(adds, few, times)
    show(reads, reading)
    show(adds, adding)
    show("cp", run("cp", path), adding)
    if path.suffix == ".mrc":
        show("bare scan", run("bare scan", path), reading)
    goals = _GOALS[path.suffix]
    for name in _OURS:
        show(name, run(name, path), reading, goals.get(name, 0))
    show("orcid-tui list --format jsonl", run_list(path), reading)
    for name in _SAVING:
        show(name, run(name, path), adding, goals.get(name, 0))


def main(arguments: Sequence[str]) -> None:
    """Measure both forms."""
    count = int(arguments[0]) if arguments else 20_000
    few = min(count, _BY_PYMARC)
    with tempfile.TemporaryDirectory(dir=arguments[1] if len(arguments) > 1 else None) as name:
        folder = Path(name)
        for size, file in ((count, "mixed.mrc"), (few, "few.mrc")):
            with (folder / file).open("wb") as made_file:
                made_file.writelines(mixed_records(size))
        binary, few_binary = folder / "mixed.mrc", folder / "few.mrc"
        table(binary, few_binary, count / few, "pymarc reads", "pymarc reads, adds, writes")
        binary.unlink()
        count, few = max(count // 5, 1), max(few // 5, 1)
        for size, file in ((count, "mixed.xml"), (few, "few.xml")):
            records = [fields for _, fields in made(size, marc8=False, text=True)]
            (folder / file).write_bytes(collection_xml(records))
        table(
            folder / "mixed.xml",
            folder / "few.xml",
            count / few,
            "pymarc reads XML",
            "pymarc reads and writes XML",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
