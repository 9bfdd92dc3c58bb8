"""How long a key takes until the screen answers, in a real pseudo-terminal.

    python -m tests.benchmarks.keys [RECORDS]

The program is opened on large files, and keys are pressed while they are still being read and
again afterwards. Beside it a bare Textual app that redraws one line at each key. What counts is the
time from the key to the bytes that draw its row, not to whatever else is drawn meanwhile.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

import pexpect
import pyte

from tests.benchmarks.making import mixed_records

ROOT: Final = Path(__file__).parents[2]
RECORDS: Final = 110_000
COPIES: Final = 4
"""So many files of so many records, that they are still being read behind 100,000 headings."""
FRAME: Final = 16.0
"""Milliseconds."""
PAUSE: Final = 0.06
"""Seconds between an answer and the next key."""
PATIENCE: Final = 3.0
KEYS: Final = 300

_ROW: Final = re.compile(rb"\x1b\[[2-7];1H")
"""A row of the list at 80x24; title and status line, which grow meanwhile, are elsewhere."""
_BARE: Final = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    count = 0
    def compose(self):
        yield Static("heading", id="first")
        yield Static("0", id="line")
    def on_key(self):
        self.count += 1
        self.query_one("#line").update(str(self.count), layout=False)
Bare().run()
"""


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int, nargs="?", default=RECORDS)
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        sources = [home / f"large-{copy}.mrc" for copy in range(COPIES)]
        with sources[0].open("wb") as file:
            file.writelines(mixed_records(records))
        for copy in sources[1:]:
            copy.hardlink_to(sources[0])
        print(f"{'':<26} {'keys':>5} {'median':>8} {'99 %':>8} {'worst':>8}   over a frame")
        bare = _Terminal(["-c", _BARE], home)
        base = bare.press_keys(100)
        _tell("a bare Textual app", base, base)
        print(f"{'':<26} {bare.processor_time / 100:.1f} ms of the processor for each")
        bare.close()
        program = _Terminal(["-m", "orcid_tui", *map(str, sources)], home)
        program.wait_for("reading ")
        _tell("while they are being read", program.press_keys(10 * KEYS, while_="reading "), base)
        program.rest()
        before = program.processor_time
        _tell("all of it read", program.press_keys(KEYS), base)
        took = (program.processor_time - before) / KEYS
        print(f"{'':<26} {took:.1f} ms of the processor for each, candidates and details included")
        program.close()


def _tell(what: str, times: Sequence[float], base: Sequence[float]) -> None:
    inorder = sorted(times)
    slow = sum(1 for each in inorder if each > FRAME)
    print(
        f"{what:<26} {len(inorder):5} {median(inorder):5.1f} ms {_at(inorder, 0.99):5.1f} ms "
        f"{inorder[-1]:5.1f} ms   {slow} ({median(inorder) / median(base):.1f} x bare)"
    )


def _at(inorder: Sequence[float], part: float) -> float:
    return inorder[min(len(inorder) - 1, int(part * len(inorder)))]


class _Terminal:
    """A program in a terminal of 80 by 24."""

    def __init__(self, words: Sequence[str], home: Path) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "ORCID_TUI_API_URL": "http://127.0.0.1:9",
        }
        self._child = pexpect.spawn(
            sys.executable,
            list(words),
            env=environment,
            cwd=str(home),
            dimensions=(24, 80),
            timeout=60,
        )
        self._child.delaybeforesend = None
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = 0.0
        self.wait_for("heading")
        self._begun = self.processor_time

    def wait_for(self, text: str) -> None:
        """Until this is on its screen."""
        end = time.perf_counter() + 60
        while text not in self._text:
            if time.perf_counter() > end:
                raise TimeoutError(text)
            self._read(1.0)

    @property
    def _text(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def processor_time(self) -> float:
        """Milliseconds that it has used so far, in all threads: true on a busy machine, too."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") - self._begun

    def rest(self) -> None:
        """Until nothing is drawn any more."""
        while self._read(2.0):
            pass

    def press_keys(self, count: int, while_: str = "") -> list[float]:
        """Milliseconds for each key: some way down the list, and up again, while this is on its
        screen."""
        times: list[float] = []
        while len(times) < count and while_ in self._text:
            next_one = time.perf_counter() + PAUSE
            while (left := next_one - time.perf_counter()) > 0:
                self._read(left)
            times.append(self._press("j" if len(times) % 40 < 20 else "k"))
        return times

    def _press(self, key: str) -> float:
        started = time.perf_counter()
        os.write(self._child.child_fd, key.encode())
        came, took = b"", PATIENCE
        while not _ROW.search(came) and took == PATIENCE:
            came += self._wait(PATIENCE)
            if _ROW.search(came) or time.perf_counter() > started + PATIENCE:
                took = time.perf_counter() - started
        self._stream.feed(came)
        return 1000 * took

    def _read(self, seconds: float) -> bytes:
        came = self._wait(seconds)
        self._stream.feed(came)
        return came

    def _wait(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._child.child_fd], [], [], seconds)
        return os.read(self._child.child_fd, 65536) if ready else b""

    def close(self) -> None:
        """End it."""
        self._child.close(force=True)


if __name__ == "__main__":
    main()
