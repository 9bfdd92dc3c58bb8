"""The programs that a program starts: their command lines and variables, while they run."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_PAUSE = 0.004
"""Seconds between two looks."""


class ChildWatch:
    """Looks again and again at all descendants of a process.

    `seen` is what was found: name of the thing ("cmdline of 123") to its bytes. The variables of
    the process itself are left out: it was given them by its caller.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.seen: dict[str, bytes] = {}
        self.looks = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(_PAUSE):
            self._look()

    def _look(self) -> None:
        self.looks += 1
        own = _read(self.pid, "cmdline")
        self._keep(f"cmdline of {self.pid}", own)
        for pid in _descendants(self.pid):
            words = _read(pid, "cmdline")
            # Until it becomes a program of its own, a child has all that its parent was given.
            if words != own:
                self._keep(f"cmdline of {pid}", words)
                self._keep(f"environ of {pid}", _read(pid, "environ"))

    def _keep(self, name: str, data: bytes) -> None:
        known = self.seen.get(name, b"")
        if data not in known:
            self.seen[name] = known + b"\0" + data


def _read(pid: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:  # a thread has ended meanwhile; the next look comes soon
        return found
    for task in tasks:
        try:
            children = [int(word) for word in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found
