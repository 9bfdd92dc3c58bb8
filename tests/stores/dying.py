"""Saves that are killed: run as a program by `test_killed`, because it forks.

For every moment a child opens the file, saves in place, and is killed by SIGKILL: first at
each step of the operating system that saving takes, then after random spans of time. The
parent looks at what is left and prints one line a child.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import SaveReport
from tests.marc.building import record_bytes
from tests.stores.conftest import RECORDS
from tests.stores.working import REPLACE, opened, put

STEPS = ("write", "fsync", "fchmod", "link", "replace")


async def _save(path: Path) -> SaveReport:
    store: MarcFileStore = await opened(path)
    return await store.save(put((1, "100", 1), (2000, "700", 1)), REPLACE)


def _die_at(step: int) -> None:
    """Count the steps that change something, and die in front of the one with this number."""
    seen = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        return counted

    for name in STEPS:
        setattr(os, name, counting(getattr(os, name)))


def _child(path: Path, step: int | None) -> int:
    child = os.fork()
    if child:
        return child
    try:
        if step is not None:
            _die_at(step)
        asyncio.run(_save(path))
        os._exit(0)
    finally:
        os._exit(1)


def main(folder: Path) -> None:
    """Kill children until one survives all its steps, then a dozen at random moments."""
    old = b"".join(map(record_bytes, RECORDS)) * 400
    path = folder / "books.mrc"

    def look(moment: str, status: int) -> bool:
        found = path.read_bytes()
        state = "old" if found == old else "other"
        if found != old and len(found) == len(old) + 2 * 39:
            state = "new"
        backups = [file for file in folder.iterdir() if ".bak" in file.name]
        kept = state == "old" or any(file.read_bytes() == old for file in backups)
        print(moment, "died" if os.WIFSIGNALED(status) else f"ended {status}", state, kept)
        for file in folder.iterdir():
            file.unlink()
        return os.WIFSIGNALED(status)

    step, died = 0, True
    while died:
        step += 1
        path.write_bytes(old)
        _, status = os.waitpid(_child(path, step), 0)
        died = look(f"step {step}", status)
    path.write_bytes(old)
    began = time.monotonic()
    os.waitpid(_child(path, None), 0)
    whole = time.monotonic() - began
    look("unhurt", 0)
    for _ in range(12):
        path.write_bytes(old)
        child = _child(path, None)
        time.sleep(random.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        look("random", status)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
