"""Reading a file at any position without holding it in memory.

Positioned reads rather than a memory map: when another program shortens a mapped file, the
operating system ends the process that looks at the missing part, and the work with it.
"""

from __future__ import annotations

import os
import threading
import weakref
from pathlib import Path
from typing import Final

_BINARY: Final = getattr(os, "O_BINARY", 0)


class FileBytes:
    """An open file. `size` is the one found when it was opened, in bytes.

    It is given back by `close`, or at the latest when nobody holds this object any more.
    """

    damage = ""
    """Why what can be read is not all there was, in a sentence for people; or empty. May
    become known only when reading gets there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hold(os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_CLOEXEC", 0)))
        self.status = os.fstat(self._fd)
        self.size = self.status.st_size
        self._lock = threading.Lock()

    def _hold(self, handle: int) -> None:
        """Read from this open file from now on, and give it back in the end."""
        self._fd = handle
        self._give_back = weakref.finalize(self, os.close, handle)

    def read(self, start: int, length: int) -> bytes:
        """The bytes from `start`; fewer than `length` when the file ends before.

        Raises OSError.
        """
        if hasattr(os, "pread"):
            found = os.pread(self._fd, length, start)
            if len(found) == length or not found or start + len(found) >= self.size:
                return found
            parts = [found]
            missing = length - len(found)
            while missing and (more := os.pread(self._fd, missing, start + length - missing)):
                parts.append(more)
                missing -= len(more)
            return b"".join(parts)
        with self._lock:  # pragma: no cover  (Windows)
            os.lseek(self._fd, start, os.SEEK_SET)
            return os.read(self._fd, length)

    def close(self) -> None:
        """Give the file back. Closing twice is fine."""
        self._fd = -1
        self._give_back()
