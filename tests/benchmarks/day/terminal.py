"""The program in a real pseudo-terminal, read as a person reads it: by what is on the screen.

Every piece of output is read as it comes and has its time. What is shown between two looks at the
screen does not escape: the bytes themselves are searched for the words that stand in for
candidates.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pexpect
import pyte

from tests.benchmarks.day.picture import SEARCHING, Picture, read_picture

ROOT: Final = Path(__file__).parents[3]
COLUMNS, ROWS = 80, 24
PROGRAM: Final = (sys.executable, "-m", "orcid_tui")

_QUIET: Final = 0.12
"""Seconds without a byte after which a picture counts as finished."""
LONGEST: Final = 60.0
_TO_A_ROW: Final = re.compile(rb"\x1b\[(\d+);\d+H")
_CANDIDATES_FROM: Final = 11
"""The row, from 1, with the title of the candidates, below the list and the words about it."""
_STATUS_FROM: Final = 22


@dataclass(frozen=True, slots=True)
class Press:
    """What came of a key. Times in seconds from the key: to the first byte, until the cursor was
    shown on the heading that was expected, and until its candidates were. Bytes until the picture
    rested, and how many of them drew rows of the candidates.

    `searched` when “Searching” was written in between, however shortly.
    """

    sent: int
    refill: int
    first: float
    arrived: float
    candidates: float
    searched: bool
    failed: bool

    @property
    def at_once(self) -> bool:
        """Whether the candidates were there when the cursor came."""
        return not self.searched and not self.failed


class Terminal:
    """One run of a program."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.started = time.monotonic()
        self._child = pexpect.spawn(
            program[0],
            [*program[1:], *words],
            env={
                "PATH": os.environ["PATH"],
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                **environment,
            },
            dimensions=(ROWS, COLUMNS),
        )
        self._child.delaybeforesend = None
        self.received = 0
        self._since_key = bytearray()
        self._picture: Picture | None = None

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self._screen.display)

    @property
    def picture(self) -> Picture:
        """What it says."""
        if self._picture is None:
            self._picture = read_picture(self._screen.display)
        return self._picture

    def until(self, reached: Callable[[], object], seconds: float = LONGEST) -> None:
        """Read until something is on the screen."""
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError(self.text)
            self._read(0.05)

    def press(
        self,
        key: str,
        arrived: Callable[[Picture], bool] = lambda picture: True,
        answered: Callable[[Picture], bool] = lambda picture: not picture.searching,
        *,
        anew: bool = False,
    ) -> Press:
        """Press a key, and wait until the cursor has arrived, the candidates are there (or that
        there was no answer) and the screen rests. `anew` when it is looked up again, so that what
        is shown before “Searching” has been written does not count."""
        self._since_key.clear()
        started, before = time.monotonic(), self.received
        self._child.send(key)
        first = there = candidates = 0.0
        while time.monotonic() - started < LONGEST:
            got = self._read(_QUIET)
            now = time.monotonic() - started
            if got:
                first = first or now
                if anew and SEARCHING.encode() not in self._since_key:
                    continue
                there = there or (now if arrived(self.picture) else 0.0)
                if there and not candidates and (self.picture.failed or answered(self.picture)):
                    candidates = now
            elif candidates:
                break
        else:
            raise TimeoutError(f"after {key!r}:\n{self.text}")
        written = bytes(self._since_key)
        return Press(
            sent=self.received - before,
            refill=_by_part(written)["candidates"],
            first=first,
            arrived=there,
            candidates=candidates,
            searched=SEARCHING.encode() in written,
            failed=self.picture.failed,
        )

    def send(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self._child.send(key)

    def rest(self, seconds: float) -> int:
        """Let time go by; how many bytes came meanwhile."""
        before, end = self.received, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        return self.received - before

    def settle(self) -> None:
        """Read until nothing has come for a second."""
        while self.rest(1.0):
            pass

    def kill(self) -> None:
        """As a power cut does it, as far as a program can tell; what it had written is read."""
        if self._child.closed:
            return
        self._child.kill(signal.SIGKILL)
        self._child.wait()
        while self._read(0):
            pass
        self._child.close()

    def leave(self) -> int | None:
        """Wait for the end; the exit code."""
        while self._child.isalive():
            self._read(0.05)
        self._child.close()
        status: int | None = self._child.exitstatus
        return status

    def _read(self, seconds: float) -> bool:
        if self._child.closed:
            return False
        ready, _, _ = select.select([self._child.child_fd], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            got = os.read(self._child.child_fd, 65536)
        except OSError:  # the other end is gone
            got = b""
        if not got:
            time.sleep(min(max(0.0, seconds), 0.02))
            return False
        self.received += len(got)
        self._since_key += got
        self._stream.feed(got)
        self._picture = None
        return True


def _by_part(written: bytes) -> Counter[str]:
    """How many of these bytes drew rows of the candidates, the status line, or anything else."""
    parts: Counter[str] = Counter()
    part, at = "list", 0
    for found in _TO_A_ROW.finditer(written):
        parts[part] += found.start() - at
        row, at = int(found[1]), found.start()
        part = "candidates" if _CANDIDATES_FROM <= row < _STATUS_FROM else "list"
    parts[part] += len(written) - at
    return parts
