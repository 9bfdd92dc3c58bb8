"""How long until the first screen, beside a bare Textual app.

    python -m tests.benchmarks.starting [ROUNDS]

The bare app imports the same modules of Textual as the program has imported by then, and shows
one line. Both are started in turn in real pseudo-terminals; what counts is the time from the
start of the process to the bytes of its first screen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

import pexpect

from tests.benchmarks.making import mixed_records

ROOT: Final = Path(__file__).parents[2]
RECORDS: Final = 50_000

_LOADED: Final = """
import sys
from orcid_tui.ui.app import OrcidTuiApp
import orcid_tui.ui.screens.{screen}
print(" ".join(sorted(name for name in sys.modules if name.split(".")[0] == "textual")))
"""
_BARE: Final = """
import {modules}
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("a bare screen")
Bare().run()
"""


def main() -> None:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        source = home / "large.mrc"
        source.write_bytes(b"".join(mixed_records(RECORDS)))
        ways: dict[str, tuple[Sequence[str], str]] = {
            "a bare Textual app": (["-c", bare("start")], "a bare screen"),
            "start screen": (["-m", "orcid_tui"], "Try the demo"),
            "demo": (["-m", "orcid_tui", "demo"], "Opening"),
            "demo, headings shown": (["-m", "orcid_tui", "demo"], "headings"),
            f"{RECORDS:,} records": (["-m", "orcid_tui", str(source)], "Opening"),
            f"{RECORDS:,}, headings shown": (["-m", "orcid_tui", str(source)], "headings"),
        }
        for words, shown in ways.values():
            first_screen(words, shown, home)  # files in the system's cache, modules compiled
        times: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, (words, shown) in ways.items():
                times[way].append(first_screen(words, shown, home))
    base = median(times["a bare Textual app"])
    for way, measured in times.items():
        print(f"{way:<24} {1000 * median(measured):6.0f} ms   {median(measured) / base:.2f} x")


def bare(screen: str) -> str:
    """An app of one line that imports of Textual what the program has imported by then."""
    loaded = subprocess.run(
        [sys.executable, "-c", _LOADED.format(screen=screen)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return _BARE.format(modules=", ".join(loaded.stdout.split()))


def first_screen(words: Sequence[str], shown: str, home: Path) -> float:
    """Seconds from the start of a process to this text on its terminal."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "ORCID_TUI_API_URL": "http://127.0.0.1:9",
    }
    started = time.perf_counter()
    child = pexpect.spawn(
        sys.executable, list(words), env=environment, dimensions=(24, 80), timeout=30
    )
    child.expect(shown)
    took = time.perf_counter() - started
    child.close(force=True)
    return took


if __name__ == "__main__":
    main()
