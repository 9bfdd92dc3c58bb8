"""The file of one run: lines are added at once, and confirmed by the disk beside the work.

A line is with the system when `write` returns, so it outlives the program however that ends; when
the disk has confirmed it, it outlives a power cut, too. What cannot be written stays in memory and
is tried again with every further line: nothing else comes to a halt because of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Final

from orcid_tui.folders import make_private
from orcid_tui.secrets import daemon
from orcid_tui.stores.backups import sync_folder
from orcid_tui.text import clean

ENDING: Final = ".jsonl"

_FLAGS: Final = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_EXCL
    | os.O_APPEND
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class RunFile:
    """Takes lines for one folder. Never raises for what the disk does; see `trouble`."""

    def __init__(self, folder: Path, head: bytes, earlier: Sequence[bytes] = ()) -> None:
        """`head` is the first line of the file, and of any further file that must be begun;
        `earlier` are lines that another file could not take."""
        self._folder = folder
        self._head = head
        self._waiting: list[bytes] = [head, *earlier]
        self._unconfirmed: list[bytes] = []
        self._handle = -1
        self._torn = False
        self._lock = Lock()
        self._sync: Future[None] | None = None
        self.trouble = ""
        """Why lines are still in memory only, in a few words; or nothing."""

    def write(self, line: bytes) -> None:
        """Add a line."""
        with self._lock:
            self._waiting.append(line)
            self._flush()

    def write_soon(self, line: bytes) -> None:
        """Add a line that may wait until the disk has confirmed the others: a system that is busy
        with that would hold up whoever writes."""
        with self._lock:
            self._waiting.append(line)
            if self.confirming is None:
                self._flush(confirm=False)

    def begin(self) -> None:
        """Write the first line, if it is not there yet."""
        with self._lock:
            self._flush()

    @property
    def confirming(self) -> Future[None] | None:
        """What tells when the disk has confirmed all lines so far; None when it has."""
        sync = self._sync
        return sync if sync is not None and not sync.done() else None

    def confirm(self, seconds: float = 2.0) -> bool:
        """Write what is waiting, and wait for the disk, though no longer than that. Says whether
        everything is there."""
        with self._lock:
            if self._waiting or (self._unconfirmed and self.confirming is None):
                self._flush()
        sync = self._sync
        try:
            if sync is not None:
                sync.result(seconds)
        except TimeoutError:
            return False
        return not self.trouble

    def close(self) -> Sequence[bytes]:
        """The same, and give the file back. Returns the lines that the disk did not take."""
        if self.confirm() or self._sync is None:  # else the thread still holds the file
            with self._lock:
                self._give_back()
        return [line for line in self._waiting if line != self._head]

    # --- inside, all under the lock ------------------------------------------------------

    def _flush(self, *, confirm: bool = True) -> None:
        """Hand everything that waits over to the system, and ask the disk to confirm it."""
        try:
            self._leave_what_is_gone()
            if self._handle < 0:
                self._open()
            data = b"".join(self._waiting)
            self._append(b"\n" + data if self._torn else data)
        except OSError as trouble:
            self.trouble = clean(trouble.strerror or "unknown reason")
            return
        self._torn, self.trouble = False, ""
        self._unconfirmed += self._waiting
        self._waiting = []
        if confirm and self.confirming is None:
            self._sync = daemon.start(self._confirm)

    def _open(self) -> None:
        make_private(self._folder.parent)
        make_private(self._folder)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        for nth in count(1):
            name = f"{stamp}-{os.getpid()}{'' if nth == 1 else f'-{nth}'}{ENDING}"
            try:
                self._handle = os.open(self._folder / name, _FLAGS, 0o600)
            except FileExistsError:
                continue
            break
        self._torn = False
        if self._waiting[0] != self._head:
            self._waiting.insert(0, self._head)

    def _leave_what_is_gone(self) -> None:
        """Nobody would find the next line in a file that was deleted; what it holds can still be
        read, and goes into another one. Raises OSError."""
        if self._handle < 0:
            return
        try:
            if os.fstat(self._handle).st_nlink:
                return
            lines = _read_again(self._handle)
        except OSError:
            self._give_back()
            raise
        self._give_back()
        self._waiting = [*lines, *self._waiting]
        self._unconfirmed = []

    def _append(self, data: bytes) -> None:
        """In one piece, as a rule. What a full disk took of it is cut off again."""
        whole = os.fstat(self._handle).st_size
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._handle, view) :]
        except OSError:
            try:
                os.ftruncate(self._handle, whole)
            except OSError:
                self._torn = True
            raise

    def _give_back(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with suppress(OSError):  # all that matters was confirmed, or is written again
                os.close(handle)

    # --- in a thread ----------------------------------------------------------------------

    def _confirm(self) -> None:
        """Until there is nothing left to confirm."""
        first = True
        while True:
            with self._lock:
                lines = len(self._unconfirmed)
                handle = self._handle
                if not lines or handle < 0:
                    self._sync = None
                    if self._waiting:
                        self._flush(confirm=False)
                    return
            try:
                os.fsync(handle)
                if first:
                    sync_folder(self._folder)
                    sync_folder(self._folder.parent)
                    first = False
            except OSError as trouble:
                with self._lock:
                    self._not_confirmed(clean(trouble.strerror or "unknown reason"))
                return
            with self._lock:
                del self._unconfirmed[:lines]

    def _not_confirmed(self, why: str) -> None:
        """The system may have forgotten these lines: they go into another file."""
        self.trouble = why
        self._sync = None
        self._waiting = self._unconfirmed + self._waiting
        self._unconfirmed = []
        self._give_back()


def _read_again(handle: int) -> list[bytes]:
    """The whole lines of an open file. Raises OSError."""
    os.lseek(handle, 0, os.SEEK_SET)
    parts = []
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return [row + b"\n" for row in b"".join(parts).split(b"\n")[:-1] if row]
