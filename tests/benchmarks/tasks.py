"""What is timed. Each task runs in a process of its own, so that nobody's memory counts twice.

    python -m tests.benchmarks.tasks TASK FILE OUTPUT

prints seconds of the processor (in all threads), seconds on the wall, and the megabytes of
memory that the task took at its peak above what the program had when it was ready to start.
"""

from __future__ import annotations

import asyncio
import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pymarc

from orcid_tui.registry.nobody import NobodyToAsk
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.stores.marc_file import MarcFileStore
from orcid_tui.stores.protocol import Change, SaveMode, SaveTarget
from tests.benchmarks.making import CHOSEN

EVERY: Final = 20
"""One record in so many is decided: 5 %."""
_SCREENFUL: Final = 50


def pymarc_reads(path: Path, output: Path) -> None:
    """Read every record with default options."""
    with path.open("rb") as file:
        for _ in pymarc.MARCReader(file):
            pass


def pymarc_adds(path: Path, output: Path) -> None:
    """Read, add a subfield where it was decided, write."""
    with path.open("rb") as file, output.open("wb") as written:
        for number, record in enumerate(pymarc.MARCReader(file)):
            if record is None:
                continue
            if number % EVERY == 0:
                for field in record.get_fields("100", "700"):
                    field.add_subfield("1", CHOSEN.uri)
            written.write(record.as_marc())


def pymarc_reads_xml(path: Path, output: Path) -> None:
    """Read every record of MARCXML."""
    pymarc.map_xml(lambda _: None, str(path))  # type: ignore[no-untyped-call]


def pymarc_adds_xml(path: Path, output: Path) -> None:
    """Read and write MARCXML."""
    with output.open("wb") as file:
        writer = pymarc.XMLWriter(file)
        pymarc.map_xml(writer.write, str(path))  # type: ignore[no-untyped-call]
        writer.close(close_fh=False)


def copy(path: Path, output: Path) -> None:
    """`cp`"""
    shutil.copyfile(path, output)


def bare_scan(path: Path, output: Path) -> None:
    """What no reader can beat: jump from length to length."""
    raw = path.read_bytes()
    at = 0
    while at < len(raw):
        at += int(raw[at : at + 5])


async def _first_screenful(path: Path, output: Path) -> None:
    session = _opened(path)
    async for batch in session.scan():
        list(session.briefs(batch.refs[:_SCREENFUL], batch.plain[:_SCREENFUL]))
        break
    await session.aclose()


async def _index(path: Path, output: Path) -> None:
    session = _opened(path)
    async for _ in session.scan():
        pass
    await session.aclose()


async def _index_and_list(path: Path, output: Path) -> None:
    session = _opened(path)
    async for batch in session.scan():
        for _ in session.briefs(batch.refs, batch.plain):
            pass
    await session.aclose()


async def _save(path: Path, output: Path) -> None:
    session = _opened(path, holds_demo=True)
    async for _ in session.scan():
        pass
    for ref in session.refs:
        if ref.record % EVERY == 0 and session.state(ref) is HeadingState.OPEN:
            session.adopt(ref, CHOSEN)
    await session.save(SaveTarget(SaveMode.TO_PATH, output))
    await session.aclose()


async def _write(path: Path, output: Path) -> None:
    store = MarcFileStore(path, holds_demo=True)
    chosen = [
        Change(ref, CHOSEN)
        async for batch in store.scan()
        for ref in batch.refs
        if ref.record % EVERY == 0
    ]
    await store.save(chosen, SaveTarget(SaveMode.TO_PATH, output))
    store.close()


def _opened(path: Path, *, holds_demo: bool = False) -> Session:
    return Session(MarcFileStore(path, holds_demo=holds_demo), NobodyToAsk())


TASKS: Final[dict[str, Callable[[Path, Path], object]]] = {
    "pymarc reads": pymarc_reads,
    "pymarc reads, adds, writes": pymarc_adds,
    "pymarc reads XML": pymarc_reads_xml,
    "pymarc reads and writes XML": pymarc_adds_xml,
    "cp": copy,
    "bare scan": bare_scan,
    "first 50 headings": lambda path, output: asyncio.run(_first_screenful(path, output)),
    "index": lambda path, output: asyncio.run(_index(path, output)),
    "index and list": lambda path, output: asyncio.run(_index_and_list(path, output)),
    "decide 5 %, save": lambda path, output: asyncio.run(_save(path, output)),
    "the same without a session": lambda path, output: asyncio.run(_write(path, output)),
}


def main(arguments: list[str]) -> None:
    """Run one task."""
    task = TASKS[arguments[0]]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu, wall = time.process_time(), time.perf_counter()
    task(Path(arguments[1]), Path(arguments[2]))
    took = time.process_time() - cpu, time.perf_counter() - wall
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps([*took, peak]))


if __name__ == "__main__":
    main(sys.argv[1:])
