"""Records as Alma sent them, kept on the disk: a large set must not fill the memory.

The file has no name that others could open (where the system allows it) and is gone when it is
closed.
"""

from __future__ import annotations

import errno
import os
import tempfile
import threading
from array import array
from collections.abc import Iterable

from orcid_tui.errors import SourceError
from orcid_tui.language import _


class Spool:
    """Pieces of bytes, numbered from 1. 12 bytes of memory each; may be used in any thread."""

    def __init__(self) -> None:
        """Raises SourceError when there is no place for temporary files."""
        self._starts: array[int] = array("Q")
        self._lengths: array[int] = array("I")
        self._end = 0
        self._turn = threading.Lock()
        try:
            self._file = tempfile.TemporaryFile(prefix="orcid-tui-", buffering=0)  # noqa: SIM115
        except OSError as trouble:
            raise _no_room(trouble) from trouble

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, pieces: Iterable[bytes]) -> None:
        """Put pieces behind the others, all or none. Empty ones count. Raises SourceError."""
        new = list(pieces)
        with self._turn:
            start = self._written(b"".join(new))
            for piece in new:
                self._starts.append(start)
                self._lengths.append(len(piece))
                start += len(piece)

    def replace(self, number: int, piece: bytes) -> None:
        """Another content for a number that is there. Raises SourceError."""
        with self._turn:
            start = self._written(piece)
            self._lengths[number - 1] = 0  # nobody may read the old place with the new length
            self._starts[number - 1] = start
            self._lengths[number - 1] = len(piece)

    def read(self, number: int) -> bytes:
        """One of the pieces. Raises IndexError for a number that is not there, and OSError."""
        if not 1 <= number <= len(self._starts):
            raise IndexError(f"record {number} has not been loaded")
        with self._turn:
            return self._read(self._starts[number - 1], self._lengths[number - 1])

    def close(self) -> None:
        """Give the file back. Closing twice is fine; reading raises OSError from now on."""
        with self._turn:
            self._file.close()

    def _written(self, data: bytes) -> int:
        """Where the data stand now. What is not written whole is written over by the next."""
        try:
            self._file.seek(self._end)
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) or 0 :]
        except ValueError:
            raise _no_room(OSError(errno.EBADF, os.strerror(errno.EBADF))) from None
        except OSError as trouble:
            raise _no_room(trouble) from trouble
        start, self._end = self._end, self._end + len(data)
        return start

    def _read(self, start: int, length: int) -> bytes:
        try:
            self._file.seek(start)
            found = self._file.read(length) or b""
            while 0 < len(found) < length and (more := self._file.read(length - len(found))):
                found += more
        except ValueError:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF)) from None
        if len(found) < length:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return found


def _no_room(trouble: OSError) -> SourceError:
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return SourceError(
            _("There is no room left for the records on the disk where temporary files are kept."),
            _("Make room there, then load again."),
        )
    why = os.strerror(trouble.errno) if trouble.errno else _("unknown reason")
    return SourceError(
        _("The records could not be put into a temporary file: {why}.").format(why=why),
        _("Check the disk where temporary files are kept."),
    )
