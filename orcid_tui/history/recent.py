"""The sources that were worked on lately, with how far the work has come.

Only the two ends of a file are read: what was opened stands in its first line, how the work stood
in its last. Whatever is odd in there makes one work less in the list, never a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from orcid_tui.folders import OFF_THE_LIST
from orcid_tui.history.lines import Opened, SoFar
from orcid_tui.history.works import read_head, run_files, work_folders

_END: Final = 1 << 16
"""Bytes at the end of a file that are looked at, and 16 times as many when they hold no sums."""
_SO_FAR: Final = re.compile(rb'"so_far": \[(\d+), (\d+), (\d+), (\d+)\]\}\s*\Z')
_WHEN: Final = re.compile(rb'"when": "([^"]{1,40})"')
_FILES_LOOKED_AT: Final = 64
_DEMO: Final = "demo:"
_ALMA: Final = "alma:"


@dataclass(frozen=True, slots=True)
class RecentWork:
    """One source. `sources` is what opens it again, as on the command line; `label` is short,
    `location` says in full where it is.

    `decided` counts headings with any decision, `open` those without one, `unsaved` the
    decisions that change a field and are in no file yet. `reachable` is False when nothing is
    found at that place any more. `when` is the time of the last decision, or of the last opening.
    """

    sources: tuple[str, ...]
    label: str
    location: str
    when: datetime
    total: int
    decided: int
    open: int
    unsaved: int
    reachable: bool


def recent_work(limit: int = 6) -> tuple[RecentWork, ...]:
    """The works that were open last, the newest first. Never raises for what is in a file."""
    found: dict[tuple[str, ...], RecentWork] = {}
    for folder in _newest_first(work_folders()):
        if len(found) >= limit:
            break
        work = None if (folder / OFF_THE_LIST).exists() else _recent(folder)
        if work is not None:
            found.setdefault(work.sources, work)
    return tuple(sorted(found.values(), key=lambda work: work.when, reverse=True))


def forget_work(sources: Sequence[str]) -> bool:
    """Take a work off the list, until it is opened again; what was decided is kept. False when the
    folder cannot be written."""
    try:
        for folder in work_folders():
            files = run_files(folder)
            head = read_head(files[-1]) if files else None
            if head is not None and head.opened.sources == tuple(sources):
                (folder / OFF_THE_LIST).touch(mode=0o600)
    except OSError:
        return False
    return True


# --- inside --------------------------------------------------------------------------------


def _newest_first(folders: Sequence[Path]) -> list[Path]:
    """By the time at which the newest file was written last."""

    def written(folder: Path) -> float:
        try:
            return max((path.stat().st_mtime for path in run_files(folder)[-2:]), default=0.0)
        except OSError:
            return 0.0

    return sorted(folders, key=written, reverse=True)


def _recent(folder: Path) -> RecentWork | None:
    files = run_files(folder)[::-1]
    heads = (head for path in files if (head := read_head(path)) is not None)
    newest = next(heads, None)
    if newest is None:
        return None
    when, so_far = newest.line.when, None
    for path in files[:_FILES_LOOKED_AT]:
        so_far = _last_sums(path)
        if so_far is not None:
            when = max(when, so_far[0])
            break
    sums = so_far[1] if so_far is not None else SoFar()
    opened = newest.opened
    return RecentWork(
        opened.sources,
        opened.label,
        opened.location,
        when.astimezone(),
        *sums,
        reachable=_is_there(opened),
    )


def _last_sums(path: Path) -> tuple[datetime, SoFar] | None:
    """How the work stood in the last line that says so, and when that was."""
    for length in (_END, 16 * _END):
        for row in _last_lines(path, length):
            sums, when = _SO_FAR.search(row), _WHEN.search(row)
            if sums and when:
                try:
                    time = datetime.fromisoformat(when[1].decode("ascii"))
                    return time.astimezone(), SoFar(*map(int, sums.groups()))
                except (ValueError, OverflowError):
                    continue
    return None


def _last_lines(path: Path, length: int) -> Iterator[bytes]:
    """The whole lines in the last part of a file, the last one first."""
    try:
        with path.open("rb") as file:
            start = max(0, file.seek(0, 2) - length)
            file.seek(start)
            rows = file.read(length).split(b"\n")
    except OSError:
        return
    yield from reversed(rows[1 if start else 0 : -1])


def _is_there(opened: Opened) -> bool:
    """Whether it can be opened again, as far as that can be seen without asking anybody."""
    paths = [file.path for file in opened.files]
    if not paths and opened.sources and opened.sources[0].startswith(f"{_ALMA}file/"):
        paths = [opened.sources[0].removeprefix(f"{_ALMA}file/")]
    if _DEMO in opened.sources:
        return True
    try:
        return all(Path(path).is_file() for path in paths)
    except (OSError, ValueError):
        return False
