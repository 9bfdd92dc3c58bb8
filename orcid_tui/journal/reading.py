"""Reading the journal: which saves there were, and every record of one of them.

A list of thousands of saves reads only the two ends of each file. What is damaged is named and
left out, and never in the way of what is whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from orcid_tui.errors import ConfigurationError
from orcid_tui.journal.entry import Ending, Entry, Place, Result
from orcid_tui.journal.files import ENDING, journal_folder
from orcid_tui.journal.lines import (
    SO_FAR,
    AttemptLine,
    EndLine,
    Opening,
    SoFar,
    UnreadableLine,
    read_line,
    read_opening,
)
from orcid_tui.language import _
from orcid_tui.text import clean

_NAME: Final = re.compile(r"\d{8}-\d{6}-\d+", re.ASCII)
_HEAD: Final = 4096
_TAIL: Final = 128


@dataclass(frozen=True, slots=True)
class SaveSummary:
    """One save. The numbers count records: `stored`, `not_stored` (accepted but not stored),
    `refused`, and `unknown`, those without an answer; together `records`.

    `undoes` is the id of the save that it took back, `undone_by` those that took this one back.
    """

    id: str
    began: datetime
    place: Place
    user: str
    program: str
    stored: int
    not_stored: int
    refused: int
    unknown: int
    undoes: str = ""
    undone_by: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """All records of which something was sent."""
        return self.stored + self.not_stored + self.refused + self.unknown


class Listing(NamedTuple):
    """All saves, newest first, and a sentence for each file that cannot be read."""

    saves: tuple[SaveSummary, ...]
    damaged: tuple[str, ...]


class ReadSave(NamedTuple):
    """One save whole. `damaged` has a sentence for each line that cannot be read."""

    summary: SaveSummary
    entries: tuple[Entry, ...]
    damaged: tuple[str, ...]


def listing(folder: Path | None = None) -> Listing:
    """Every save in the journal. Raises ConfigurationError when the folder cannot be read."""
    found: list[SaveSummary] = []
    damaged: list[str] = []
    for path in _files(folder or journal_folder()):
        try:
            summary = _summary(path)
        except (OSError, UnreadableLine) as trouble:
            damaged.append(_damaged(path, trouble))
        else:
            if summary is not None:
                found.append(summary)
    found.sort(key=_order, reverse=True)
    return Listing(_with_undone_by(found), tuple(damaged))


def saves(folder: Path | None = None) -> tuple[SaveSummary, ...]:
    """Every save that can be read, newest first."""
    return listing(folder).saves


def entries(save_id: str, folder: Path | None = None) -> tuple[Entry, ...]:
    """The records of a save, in the order in which they were begun. Raises ConfigurationError."""
    return read_save(save_id, folder).entries


def read_save(save_id: str, folder: Path | None = None) -> ReadSave:
    """A save with all its records. Raises ConfigurationError when there is none of that id."""
    folder = folder or journal_folder()
    path = folder / f"{save_id}{ENDING}"
    if not _NAME.fullmatch(save_id) or not path.is_file():
        raise ConfigurationError(
            _("The journal has no save {save_id}.").format(save_id=clean(save_id)),
            _("orcid-tui journal list shows the ids of all saves."),
        )
    try:
        lines = path.read_bytes().split(b"\n")
        opening = read_opening(lines[0])
    except (OSError, UnreadableLine) as trouble:
        raise ConfigurationError(
            _damaged(path, trouble), _("The file is left as it is; look into it with an editor.")
        ) from trouble
    begun, ended, damaged = _sorted_out(path, lines)
    found = tuple(
        _entry(opening.id, attempt, ended.get(nth)) for nth, attempt in sorted(begun.items())
    )
    so_far = SoFar(begun=len(found))
    for entry in found:
        so_far = so_far.and_ended(entry.result.ending)
    undone_by = tuple(each.id for each in saves(folder) if each.undoes == opening.id)
    return ReadSave(_made(opening, so_far, undone_by), found, damaged)


def _sorted_out(
    path: Path, lines: list[bytes]
) -> tuple[dict[int, AttemptLine], dict[int, EndLine], tuple[str, ...]]:
    """Attempts and ends by number. A last line that is not whole was never finished, and says
    nothing; another one is named."""
    begun: dict[int, AttemptLine] = {}
    ended: dict[int, EndLine] = {}
    damaged: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        try:
            said = read_line(line)
        except UnreadableLine as trouble:
            if number < len(lines):
                damaged.append(
                    _("Line {number} of {name} cannot be read: {trouble}.").format(
                        number=number, name=clean(path.name), trouble=trouble
                    )
                )
            continue
        if isinstance(said, AttemptLine):
            begun[said.nth] = said
        else:
            ended[said.nth] = said
    return begun, ended, tuple(damaged)


def _entry(save_id: str, line: AttemptLine, end: EndLine | None) -> Entry:
    result = end.result if end else Result(Ending.UNKNOWN)
    ended = end.ended if end else None
    return Entry(save_id, line.nth, line.began, line.attempt, ended, result)


def _files(folder: Path) -> Iterator[Path]:
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise ConfigurationError(
            _("The journal in {folder} cannot be read: {reason}.").format(
                folder=clean(str(folder)), reason=trouble.strerror
            )
        ) from trouble
    for name in names:
        if name.endswith(ENDING) and _NAME.fullmatch(name.removesuffix(ENDING)):
            yield folder / name


def _summary(path: Path) -> SaveSummary | None:
    """What the two ends of a file say; None for one that was made and never written."""
    with path.open("rb", buffering=0) as file:
        head = file.read(_HEAD)
        if not head:
            return None
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - _TAIL, 0))
        told = SO_FAR.search(file.read(_TAIL))
        if b"\n" not in head:
            file.seek(0)
            head = file.read(size)
    opening = read_opening(head.partition(b"\n")[0])
    so_far = SoFar(*map(int, told.groups())) if told else _counted(path)
    return _made(opening, so_far)


def _counted(path: Path) -> SoFar:
    """The same of a file whose last line is not whole."""
    lines = path.read_bytes().split(b"\n")
    begun, ended, _ = _sorted_out(path, lines)
    so_far = SoFar(begun=len(begun))
    for nth in begun:
        end = ended.get(nth)
        so_far = so_far.and_ended(end.result.ending if end else Ending.UNKNOWN)
    return so_far


def _made(opening: Opening, so_far: SoFar, undone_by: tuple[str, ...] = ()) -> SaveSummary:
    return SaveSummary(
        opening.id,
        opening.began,
        opening.place,
        opening.user,
        opening.program,
        so_far.stored,
        so_far.not_stored,
        so_far.refused,
        so_far.without_end,
        opening.undoes,
        undone_by,
    )


def _with_undone_by(found: list[SaveSummary]) -> tuple[SaveSummary, ...]:
    undone: dict[str, list[str]] = {}
    for each in found:
        if each.undoes:
            undone.setdefault(each.undoes, []).append(each.id)
    return tuple(replace(each, undone_by=tuple(undone.get(each.id, ()))) for each in found)


def _order(summary: SaveSummary) -> tuple[str, int]:
    """By the id, which is a time: a file that was touched by hand stays in its place."""
    stamp, _, nth = summary.id.rpartition("-")
    return stamp, int(nth)


def _damaged(path: Path, trouble: Exception) -> str:
    why = trouble.strerror if isinstance(trouble, OSError) else trouble
    return _("{name} in the journal cannot be read: {why}.").format(name=clean(path.name), why=why)
