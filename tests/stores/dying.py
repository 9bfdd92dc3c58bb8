"""Saves that are killed: run as a program by `test_killed`, because it forks.

For every moment a child opens the file, saves in place, and is killed by SIGKILL: first at
each step of the operating system that saving takes, then 40 times after a random span of the
time that a save takes. The parent looks at what is left and prints one line a child.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from orcid_tui.stores.leftovers import sweep
from orcid_tui.stores.marc_file import MarcFileStore
from tests.stores.conftest import RECORDS
from tests.stores.dresses import DRESSES, pack
from tests.stores.working import REPLACE, opened, put

STEPS: Final = ("write", "fsync", "fchmod", "link", "replace")
RANDOM_MOMENTS: Final = 40
CHANGES: Final = put((1, "100", 1), (100, "700", 1))


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


def _child(path: Path, step: int | None = None) -> tuple[int, int]:
    """A child that saves, and the end of a pipe that can be read when it begins to."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, told

    async def save() -> None:
        store = await opened(path)
        if step is not None:
            _die_at(step)
        os.close(tell)
        await store.save(CHANGES, REPLACE)

    try:
        os.close(told)
        asyncio.run(save())
        os._exit(0)
    finally:
        os._exit(1)


def _wait(told: int) -> None:
    os.read(told, 1)
    os.close(told)


def main(folder: Path, dress: str, packed: bool) -> None:
    """Kill children until one survives all its steps, then 40 at random moments."""
    old = DRESSES[dress](RECORDS * 40)
    path = folder / "books"
    written = pack(old) if packed else old

    def look(moment: str, status: int) -> bool:
        found = path.read_bytes()
        content = gzip.decompress(found) if packed else found
        state = "old" if found == written else "new" if content == new else "other"
        backups = [file for file in folder.iterdir() if ".bak" in file.name]
        kept = state == "old" or [file.read_bytes() for file in backups] == [written]
        left = sum(file.name.startswith(".orcid-tui-") for file in folder.iterdir())
        clean = sweep(folder) == left and len([*folder.iterdir()]) == 1 + len(backups)
        print(moment, "died" if os.WIFSIGNALED(status) else f"ended-{status}", state, kept, clean)
        for file in folder.iterdir():
            file.unlink()
        return os.WIFSIGNALED(status)

    def saved(step: int | None = None, after: float | None = None) -> int:
        path.write_bytes(written)
        child, told = _child(path, step)
        _wait(told)
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        return os.waitpid(child, 0)[1]

    path.write_bytes(written)
    MarcFileStore(path).close()  # imports what the children will need
    status = saved()
    new = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    assert len(new) > len(old)
    look("unhurt", status)
    step, died = 0, True
    while died:
        step += 1
        died = look("step", saved(step))
    spans = []
    for _ in range(3):  # how long the save itself takes, without opening the file
        path.write_bytes(written)
        child, told = _child(path)
        _wait(told)
        began = time.monotonic()
        os.waitpid(child, 0)
        spans.append(time.monotonic() - began)
        for file in folder.iterdir():
            file.unlink()
    whole = sorted(spans)[1]
    for _ in range(RANDOM_MOMENTS):
        look("random", saved(after=random.uniform(0, whole)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "packed")
