"""Telling two copies of the program on one file apart.

An advisory lock on the file itself: it leaves nothing beside the user's file, ends with the
process however that ends, and hinders no other program. Where a system or a network drive has no
such locks, nothing is told; a save still notices that the file has changed.

Network drives differ (flock(2), "NFS details" and "CIFS details"): NFS locks only a file that is
open for writing, and on SMB drives a lock shuts out every other reader, so it is given up there.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class Claim:
    """At most one copy of the program holds the claim on a file."""

    def __init__(self) -> None:
        self._handle = -1

    def take(self, path: Path) -> bool:
        """Claim the file in place of any earlier one. False when another copy holds it."""
        self.give_back()
        if sys.platform == "win32":
            return True
        try:
            handle = _locked(path)
        except BlockingIOError:
            return False
        except OSError:
            return True
        self._handle = handle
        return True

    @property
    def held(self) -> bool:
        """Whether this copy holds a claim."""
        return self._handle >= 0

    def give_back(self) -> None:
        """Let another copy have it. Giving back twice is fine."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _locked(path: Path) -> int:
    """The file, open and locked. Raises BlockingIOError when another holds it, and OSError
    when it cannot be locked here without harm."""
    try:
        return _open_and_lock(path, os.O_RDONLY)
    except OSError as trouble:
        if trouble.errno != errno.EBADF:
            raise
    return _open_and_lock(path, os.O_RDWR)


def _open_and_lock(path: Path, how: int) -> int:
    handle = os.open(path, how | getattr(os, "O_CLOEXEC", 0))
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with path.open("rb", buffering=0) as reader:
            reader.read(1)
    except BaseException:
        os.close(handle)
        raise
    return handle
