"""The program in a real pseudo-terminal, read as a person reads it: by what is on the screen."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pexpect
import pyte

ROOT: Final = Path(__file__).parents[3]
COLUMNS, ROWS = 80, 24

_QUIET: Final = 0.12
"""Seconds without a byte after which a picture counts as finished."""
_LONGEST: Final = 60.0
_WAITING: Final = "Searching for "
_FAILED: Final = "to look it up again"
_ANSWERED: Final = re.compile(r"(?:No|\d+) (?:other )?candidates? .*?for ")
_OPEN: Final = re.compile(r"([\d,]+) open")


@dataclass(frozen=True, slots=True)
class Press:
    """What came of a key. Times in seconds: to the first byte, and until the candidates of the
    heading under the cursor were on the screen; `at_once` when nothing else was shown before."""

    sent: int
    first: float
    candidates: float
    at_once: bool
    failed: bool


class Terminal:
    """One run of the program."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "orcid_tui", *words],
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

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self._screen.display)

    @property
    def open(self) -> int | None:
        """How many headings are open, by the status line."""
        found = _OPEN.search(self.text)
        return int(found[1].replace(",", "")) if found else None

    @property
    def answered(self) -> bool:
        """Whether the candidates of the heading under the cursor are shown, or that it has none."""
        return bool(_ANSWERED.search(self.text))

    @property
    def failed(self) -> bool:
        """Whether the look-up of the heading under the cursor has failed."""
        return _FAILED in " ".join(self.text.split())

    def until(self, reached: Callable[[], object], seconds: float = _LONGEST) -> None:
        """Read until something is on the screen."""
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError(self.text)
            self._read(0.05)

    def press(self, key: str) -> Press:
        """Press a key, and wait until the candidates are there and the screen rests."""
        started, before = time.monotonic(), self.received
        self._child.send(key)
        first = candidates = 0.0
        at_once = True
        while time.monotonic() - started < _LONGEST:
            got = self._read(_QUIET)
            now = time.monotonic() - started
            first = first or (now if got else 0.0)
            at_once = at_once and _WAITING not in self.text
            if self.failed or (self.answered and first):
                candidates = candidates or now
                if not got:
                    break
        else:
            raise TimeoutError(self.text)
        return Press(self.received - before, first, candidates, at_once, self.failed)

    def send(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self._child.send(key)

    def rest(self, seconds: float) -> int:
        """Let time go by; how many bytes came meanwhile."""
        before, end = self.received, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        return self.received - before

    def kill(self) -> None:
        """As a power cut does it, as far as a program can tell."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()
        self._child.close()

    def leave(self) -> int | None:
        """Wait for the end; the exit code."""
        while self._child.isalive():
            self._read(0.05)
        self._child.close()
        status: int | None = self._child.exitstatus
        return status

    def _read(self, seconds: float) -> bool:
        try:
            got = self._child.read_nonblocking(65536, timeout=max(0.0, seconds))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            time.sleep(0.02)
            return False
        self.received += len(got)
        self._stream.feed(got)
        return True
