"""The journal on disk: one file a save, to which lines are only ever added.

An attempt is on the disk before anything is sent, so a crash or a power cut loses no earlier
record. Each line is written by opening the file anew: a save can last for hours, and a file that
was moved away meanwhile must stop it rather than swallow what is written.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from orcid_tui import __version__
from orcid_tui.errors import SaveError
from orcid_tui.folders import make_private, shown, state_folder
from orcid_tui.journal.entry import Attempt, OpenSave, Place, Result
from orcid_tui.journal.lines import Opening, SoFar, attempt_line, end_line, opening_line
from orcid_tui.language import _
from orcid_tui.stores.backups import sync_folder
from orcid_tui.text import clean

ENDING: Final = ".jsonl"

_HINT: Final = _(
    "Nothing is sent to Alma without a journal. Make room in that folder, or let this "
    "user write there, and save again; your decisions are kept."
)


def journal_folder() -> Path:
    """Where the files are. Asking creates nothing."""
    return state_folder() / "journal"


def bare_address(url: str) -> str:
    """An address without name, password, question or fragment: none of them belongs in a file."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme.lower()}://{host.lower()}{parts.path.rstrip('/')}" if host else ""


class FileJournal:
    """Keeps saves in `folder`. `now` is replaced by tests."""

    def __init__(
        self,
        folder: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder or journal_folder()
        self._now = now

    def open_save(self, place: Place, undoes: str = "") -> OpenSave:
        """Begin a save. Raises SaveError when the folder cannot be made or written."""
        try:
            make_private(self.folder)
        except OSError as trouble:
            raise _not_kept(trouble, self.folder) from trouble
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise SaveError(
                _("The journal cannot be written in {named}.").format(named=_named(self.folder)),
                _HINT,
            )
        place = replace(place, base_url=bare_address(place.base_url))
        return FileSave(self.folder, place, undoes, self._now)


class FileSave:
    """One save. The file appears with the first attempt. Safe to use from several threads."""

    def __init__(
        self, folder: Path, place: Place, undoes: str, now: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._place = place
        self._undoes = undoes
        self._now = now
        self._path: Path | None = None
        self._so_far = SoFar()
        self._torn = False
        self._lock = Lock()

    @property
    def id(self) -> str:
        """As in 20261123-034500-1, the time in UTC; empty until something was begun."""
        return self._path.stem if self._path else ""

    def begin(self, attempt: Attempt) -> int:
        """Put the attempt on disk before anything is sent. Raises SaveError."""
        with self._lock:
            now = self._now()
            so_far = self._so_far.and_begun()
            line = attempt_line(so_far.begun, now, attempt, so_far)
            try:
                if self._path is None:
                    self._path = self._made(now, line)
                else:
                    self._add(self._path, line)
            except OSError as trouble:
                raise _not_kept(trouble, self._folder) from trouble
            self._so_far = so_far
            return so_far.begun

    def end(self, nth: int, result: Result) -> None:
        """Put the result on disk. Without it the attempt counts as unknown, which is true."""
        with self._lock:
            so_far = self._so_far.and_ended(result.ending)
            try:
                if self._path is not None:
                    self._add(self._path, end_line(nth, self._now(), result, so_far))
            except OSError:
                return
            self._so_far = so_far

    def _made(self, now: datetime, first: bytes) -> Path:
        """The new file with its opening and first attempt, under a name nobody else has."""
        stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
        for nth in count(1):
            path = self._folder / f"{stamp}-{nth}{ENDING}"
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
            except FileExistsError:
                continue
            break
        opening = Opening(
            path.stem, now, self._place, self._undoes, _user(), f"orcid-tui {__version__}"
        )
        try:
            try:
                _write(handle, opening_line(opening) + first)
            finally:
                os.close(handle)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        sync_folder(self._folder)
        return path

    def _add(self, path: Path, line: bytes) -> None:
        """One line more. What a full disk left of a line is cut off again, or closed in itself."""
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | _FLAGS)
        try:
            whole = os.fstat(handle).st_size
            try:
                _write(handle, b"\n" + line if self._torn else line)
                self._torn = False
            except OSError:
                self._torn = not _cut(handle, whole)
                raise
        finally:
            os.close(handle)


_FLAGS: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _cut(handle: int, size: int) -> bool:
    try:
        os.ftruncate(handle, size)
    except OSError:
        return False
    return True


def _user() -> str:
    """The name of whoever is at work, for the institution's own questions later."""
    try:
        return clean(getpass.getuser())
    except (OSError, KeyError):
        return ""


def _named(folder: Path) -> str:
    return clean(shown(folder))


def _not_kept(trouble: OSError, folder: Path) -> SaveError:
    why = clean(trouble.strerror or _("unknown reason"))
    return SaveError(
        _("The journal cannot be written in {named}: {why}.").format(named=_named(folder), why=why),
        _HINT,
    )
