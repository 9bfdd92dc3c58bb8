"""Which works are kept here, and which of them a source belongs to.

A work is a folder with one file for each run of the program (and a further one after each save into
the records), so that two copies of the program never write into the same file. The first line of
each says what was opened and which content it had: that is how a file is known again, under its old
name or another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from orcid_tui.folders import works_folder
from orcid_tui.history.fingerprint import fingerprint
from orcid_tui.history.lines import KnownFile, Opened, UnreadableLine, decoded
from orcid_tui.history.orders import Head, Orders, content_of
from orcid_tui.history.origin import Origin
from orcid_tui.history.run_file import ENDING

_LONGEST_HEAD: Final = 1 << 20
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Work:
    """The folder of one work. `heads` are in the order of time; a work that is new has none.
    `headless` are files whose first line cannot be read.

    `elsewhere` is where the same records are worked on, when this is a copy of them.
    """

    folder: Path
    files: tuple[KnownFile, ...] = ()
    heads: tuple[Head, ...] = ()
    elsewhere: str = ""
    headless: tuple[Path, ...] = ()


def known_files(origin: Origin) -> tuple[KnownFile, ...]:
    """The files as they are now. One that cannot be read has an empty fingerprint."""
    return tuple(KnownFile(str(path), _fingerprint(path)) for path in origin.files)


def find_work(origin: Origin, label: str) -> Work:
    """The work that these records belong to, or a new one.

    The same place with the same records comes first, then the same records that are no longer
    where they were, then the same place with other records, as after a new export.
    """
    now = known_files(origin)
    new = Work(_new_folder(label), now)
    if origin.fresh:
        return new
    best: tuple[int, int] = (0, 0)
    found, elsewhere = new, ""
    for folder, heads in _all_works():
        likeness, where = _likeness(origin, now, heads)
        elsewhere = elsewhere or where
        if likeness and (likeness, heads[-1].line.t) > best:
            best = likeness, heads[-1].line.t
            found = Work(folder, now, heads)
    if found is new:
        return Work(new.folder, now, (), elsewhere)
    known = {head.path for head in found.heads}
    return replace(
        found, headless=tuple(path for path in run_files(found.folder) if path not in known)
    )


def heads_in(folder: Path) -> tuple[Head, ...]:
    """The beginnings of all files of a work that can be read, in the order of time."""
    heads = filter(None, map(read_head, run_files(folder)))
    return tuple(sorted(heads, key=lambda head: (head.line.t, head.line.n)))


def run_files(folder: Path) -> Sequence[Path]:
    """The files of a work, by name, which is the order of their beginnings."""
    try:
        with os.scandir(folder) as entries:
            return [folder / name for name in sorted(e.name for e in entries) if _is_run(name)]
    except OSError:
        return []


def read_head(path: Path) -> Head | None:
    """The first line of a file; None when it is not one of ours, or cannot be read."""
    try:
        with path.open("rb") as file:
            line = decoded(file.readline(_LONGEST_HEAD))
    except (OSError, UnreadableLine):
        return None
    return Head(path, line, line.event) if isinstance(line.event, Opened) else None


def work_folders() -> Sequence[Path]:
    """The folders of all works."""
    try:
        with os.scandir(works_folder()) as entries:
            return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


# --- inside --------------------------------------------------------------------------------


def _is_run(name: str) -> bool:
    return name.endswith(ENDING)


def _all_works() -> Iterator[tuple[Path, tuple[Head, ...]]]:
    for folder in work_folders():
        if heads := heads_in(folder):
            yield folder, heads


def _likeness(origin: Origin, now: tuple[KnownFile, ...], heads: Sequence[Head]) -> tuple[int, str]:
    """How sure it is that these are the same records (0: not at all), and where they are worked
    on when only this is a copy of them."""
    if origin.system:
        return int(any(head.opened.system == origin.system for head in heads)), ""
    if not now:
        return 0, ""
    content, orders = content_of(now), Orders(heads)
    paths = [file.path for file in now]
    same_place = any(_paths(head) == paths for head in heads)
    same_records = [head for head in heads if orders.same(content_of(head.opened.files), content)]
    if not same_records:
        return int(same_place), ""
    if any(_paths(head) == paths for head in same_records):
        return 3, ""
    last = same_records[-1].opened
    there = tuple(_fingerprint(Path(file.path)) for file in last.files)
    if orders.same(there, content):
        return 0, last.location
    return 2, ""


def _paths(head: Head) -> list[str]:
    return [file.path for file in head.opened.files]


def _fingerprint(path: Path) -> str:
    try:
        return fingerprint(path)
    except OSError:
        return ""


def _new_folder(label: str) -> Path:
    """A name that tells people something, and that no other work has."""
    stem = _NOT_IN_NAMES.sub("-", label).strip("-")[:_LONGEST_NAME].strip("-")
    return works_folder() / f"{stem or 'work'}-{os.urandom(4).hex()}"
