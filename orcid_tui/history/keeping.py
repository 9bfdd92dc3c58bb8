"""The history of one work while it goes on: opened with what was done before, written to with every
step, and left in the end."""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from time import time_ns
from typing import Any, Final

from orcid_tui import __version__
from orcid_tui.folders import OFF_THE_LIST
from orcid_tui.history.fingerprint import fingerprint
from orcid_tui.history.lines import (
    Event,
    KnownFile,
    Left,
    Line,
    Opened,
    Saved,
    SavedPart,
    SoFar,
    Stood,
    Trace,
    View,
    encoded,
)
from orcid_tui.history.origin import Origin
from orcid_tui.history.past import Past, read_past
from orcid_tui.history.run_file import RunFile
from orcid_tui.history.works import Work, find_work, known_files
from orcid_tui.language import _, many
from orcid_tui.text import clean

_PATIENCE: Final = 1.0
"""Seconds that a decision waits for the disk to confirm the one before; then it is made anyway."""


def whoever(name: str = "") -> str:
    """Who decides: the name that is settled, else that of whoever is logged in; or nothing."""
    try:
        return clean(name or getpass.getuser())
    except (OSError, KeyError):
        return ""


class WorkHistory:
    """Keeps what is done with the records of one origin. Nothing here raises for what a disk does;
    `trouble` says it."""

    def __init__(
        self,
        origin: Origin,
        label: str,
        location: Callable[[], str],
        *,
        who: str = "",
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`location` is asked when a file is begun: of a library system it is not known at once."""
        self.origin = origin
        self.who = who or whoever()
        self.run = f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}-{os.urandom(3).hex()}"
        self._label, self._location, self._now = label, location, now
        self._n = 0
        self._t = 0
        self._work: Work | None = None
        self._file: RunFile | None = None
        self._early: list[tuple[Event, SoFar | None]] = []
        self._beginning = RLock()
        """Held while it is settled where a line goes."""
        self._view: Mapping[str, Any] = {}
        self._cursor: Trace | None = None
        self.notices: tuple[str, ...] = ()
        """What should be known of the past, a sentence each."""

    def open(self, *, keeps_order: bool) -> Past:
        """Find the work of these records and read all of it; takes its time."""
        self._work = work = find_work(self.origin, self._label)
        past = read_past(work, keeps_order=keeps_order)
        self._t = past.latest
        self._view = past.view
        self.notices = tuple(self._notices(work, past))
        with self._beginning:
            self._begin_file(work.folder, work.files, follows=False)
            early, self._early = self._early, []
            for event, so_far in early:
                self.write(event, so_far)
        with suppress(OSError):  # it stays off the list, which is all
            (work.folder / OFF_THE_LIST).unlink(missing_ok=True)
        return past

    def write(self, event: Event, so_far: SoFar | None = None) -> None:
        """Add what was done."""
        with self._beginning:
            if self._file is None:
                self._early.append((event, so_far))
            else:
                self._file.write(self._line(event, so_far))

    def look(self, state: Mapping[str, Any], cursor: Trace | None) -> None:
        """How the list is shown now, and where the cursor stands; written when it is something
        else than before."""
        if state != self._view:
            self._view = state
            self.write(View(state))
        if cursor is not None and cursor != self._cursor:
            self._cursor = cursor
            if self._file is not None:
                self._file.write_soon(self._line(Stood(cursor), None))

    async def saved(
        self,
        mode: str,
        *,
        into_source: bool,
        parts: Sequence[SavedPart],
        save_id: str,
        so_far: Callable[[], SoFar | None],
    ) -> None:
        """A save has succeeded. Its files are looked at once more, beside the work."""
        parts = await asyncio.to_thread(_looked_at, parts)
        event = Saved(mode, into_source, tuple(parts), save_id)
        changed = await asyncio.to_thread(_records_changed, self.origin, parts)
        if self._work is not None and changed:
            await self.settled()
            self._begin_file(self._work.folder, changed, follows=True)
        self.write(event, so_far())

    @property
    def trouble(self) -> str:
        """Why what was decided last is not on the disk, as a sentence; or nothing."""
        if self._file is None or not self._file.trouble:
            return ""
        return _(
            "Your choices cannot be kept on the disk ({why}): they are lost when the program ends "
            "before they are saved."
        ).format(why=self._file.trouble)

    async def settled(self) -> None:
        """Wait until the disk has confirmed what was written, though not for ever."""
        if self._file is not None and (confirming := self._file.confirming) is not None:
            try:
                await asyncio.wait_for(asyncio.wrap_future(confirming), _PATIENCE)
            except TimeoutError:
                return

    def bring_to_disk(self) -> bool:
        """Write what is still waiting, and wait for the disk. Says whether everything is there."""
        return self._file.confirm() if self._file is not None else not self._early

    def end(self, so_far: SoFar | None) -> None:
        """The work was left in good order."""
        if self._file is not None:
            self.write(Left(), so_far)
            self._file.close()

    # --- inside --------------------------------------------------------------------------

    def _begin_file(self, folder: Path, files: tuple[KnownFile, ...], *, follows: bool) -> None:
        left = self._file.close() if self._file is not None else ()
        opened = Opened(
            self.run,
            self.origin.sources,
            clean(self._label),
            clean(self._location()),
            files,
            self.origin.system,
            self.who,
            f"orcid-tui {__version__}",
            follows,
        )
        self._file = RunFile(folder, self._line(opened, None), left)
        self._file.begin()

    def _line(self, event: Event, so_far: SoFar | None) -> bytes:
        self._n += 1
        self._t = max(time_ns() // 1000, self._t + 1)
        return encoded(Line(self._n, self._t, self._now(), event, so_far))

    def _notices(self, work: Work, past: Past) -> Iterator[str]:
        if work.elsewhere:
            yield _(
                "The same records are worked on as {place}; what was decided there is not shown."
            ).format(place=work.elsewhere)
        if past.unreadable:
            yield many(
                "{n:,} line of the history of this work cannot be read and was passed over.",
                "{n:,} lines of the history of this work cannot be read and were passed over.",
                past.unreadable,
            )


def _records_changed(origin: Origin, parts: Sequence[SavedPart]) -> tuple[KnownFile, ...]:
    """The files of the origin as they are now, if any of them was written; else nothing."""
    own = {os.path.realpath(path) for path in origin.files}
    written = {os.path.realpath(part.path) for part in parts if part.path}
    return known_files(origin) if own & written else ()


def _looked_at(parts: Sequence[SavedPart]) -> list[SavedPart]:
    """The same with the fingerprints of what was written."""
    return [replace(part, fingerprint=_fingerprint(part.path)) for part in parts]


def _fingerprint(path: str) -> str:
    try:
        return fingerprint(Path(path)) if path else ""
    except OSError:
        return ""
