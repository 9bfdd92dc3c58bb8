"""Telling two copies of the program on one file apart.

An advisory lock on the file itself: it leaves nothing beside the user's file, ends with the
process however that ends, and hinders no other program. Where a system or a network drive has no
such locks, nothing is told; a save still notices that the file has changed.
"""

from __future__ import annotations

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
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError:
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except OSError:
            os.close(handle)
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
