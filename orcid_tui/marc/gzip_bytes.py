"""A gzip-compressed file, read as if it were not: unpacked into a private file as it is read.

The unpacked copy has no name that others could open (where the system allows it) and is gone
when the file is closed. The first records can be shown before the rest is unpacked. What is
saved is packed again with the name and time that the old header gave. Source: RFC 1952.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from orcid_tui.language import _
from orcid_tui.marc.file_bytes import FileBytes

MAGIC: Final = b"\x1f\x8b"

_CHUNK: Final = 1 << 18
_EARLY: Final = _("it ends too early")
_WRONG: Final = _("its compressed data are wrong")
_CHECKSUM: Final = _("its checksum does not fit")
_MORE: Final = _("something that is not gzip stands behind")

_MEMBER: Final = 31
"""What zlib calls a member of a gzip file with its header and checksum."""
_RAW: Final = -15
_LEVEL: Final = 6

_HAS_EXTRA, _HAS_NAME = 4, 8
_HEADER: Final = 10
_LONGEST_NAME: Final = 1 << 12


class DamagedGzip(OSError):
    """The file cannot be unpacked any further than from about its byte `at`. The message is
    the end of a sentence."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(errno.EIO, why)
        self.at = at

    def __str__(self) -> str:
        return f"{self.strerror}."


class UnpackedBytes(FileBytes):
    """The unpacked content. `path` and `status` are those of the compressed file.

    `size` is the number of unpacked bytes once all are unpacked; until then a guess that is
    more than what has been unpacked. Where the compressed file is damaged, what was unpacked
    ends, and `damage` says so; when not even one byte can be unpacked, DamagedGzip is raised.
    With `whole` everything is unpacked at once, and any damage raises it.
    """

    trouble: DamagedGzip | None = None
    """What was wrong where the content ends too early."""

    def __init__(self, path: Path, *, whole: bool = False) -> None:
        super().__init__(path)
        self._packed = FileBytes(path)
        super().close()
        self._pieces = _unpacked(self._read_packed)
        self._unpacked = self._passed = 0
        self._turn = threading.Lock()
        try:
            self.status = self._packed.status
            self.name, self.time = _name_and_time(self._packed.read(0, _HEADER + _LONGEST_NAME))
            with tempfile.TemporaryFile(prefix="orcid-tui-", buffering=0) as copy:
                self._hold(os.dup(copy.fileno()))
            self._unpack(sys.maxsize if whole else 1)
            if self.trouble is not None and (whole or not self._unpacked):
                raise self.trouble
        except BaseException:
            self.close()
            raise

    def read(self, start: int, length: int) -> bytes:
        """The unpacked bytes from `start`; fewer than `length` when they end before."""
        if start + length > self._unpacked:
            self._unpack(start + length)
        return super().read(start, length)

    def close(self) -> None:
        """Give the file and its unpacked copy back. Closing twice is fine."""
        super().close()
        self._packed.close()

    def _unpack(self, upto: int) -> None:
        with self._turn:
            while self._unpacked < upto:
                try:
                    piece = next(self._pieces, b"")
                except DamagedGzip as trouble:
                    self.trouble = trouble
                    self.damage = _told(trouble, self._packed.size)
                    piece = b""
                if not piece:
                    self.size = self._unpacked
                    return
                _write_all(self._fd, piece)
                self._unpacked += len(piece)
                ratio = max(self._packed.size, 1) / max(self._passed, 1)
                self.size = max(self._unpacked + 1, int(self._unpacked * ratio))

    def _read_packed(self, start: int, length: int) -> bytes:
        found = self._packed.read(start, length)
        self._passed = start + len(found)
        return found

    def packer(self, handle: int) -> Packer:
        """Something that writes to an open file as this one is written."""
        return Packer(handle, self.name, self.time)


def open_bytes(path: Path, *, whole: bool = False) -> FileBytes:
    """The content of a file, unpacked when it is compressed (all at once with `whole`).

    Raises OSError.
    """
    plain = FileBytes(path)
    try:
        packed = plain.read(0, len(MAGIC)) == MAGIC
    except BaseException:
        plain.close()
        raise
    if not packed:
        return plain
    plain.close()
    return UnpackedBytes(path, whole=whole)


class Packer:
    """Compresses into one gzip member. `name` is the file name of the header as bytes, or
    empty; `time` seconds since 1970, 0 for none."""

    def __init__(self, handle: int, name: bytes, time: int) -> None:
        self._handle = handle
        self._squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
        self._checksum = 0
        self._length = 0
        flags = _HAS_NAME if name else 0
        header = MAGIC + struct.pack("<BBIBB", 8, flags, time, 0, 255)
        _write_all(handle, header + (name + b"\x00" if name else b""))

    def write(self, data: bytes) -> None:
        """Some more of the content. Raises OSError."""
        self._checksum = zlib.crc32(data, self._checksum)
        self._length += len(data)
        _write_all(self._handle, self._squeeze.compress(data))

    def finish(self) -> None:
        """What is still held back, and the checksum. Raises OSError."""
        trailer = struct.pack("<II", self._checksum, self._length & 0xFFFFFFFF)
        _write_all(self._handle, self._squeeze.flush() + trailer)


def _unpacked(read: Callable[[int, int], bytes]) -> Iterator[bytes]:
    """The content of all members one behind the other. No piece is empty."""
    at = 0
    while data := read(at, _CHUNK):
        if not data.strip(b"\x00"):
            at += len(data)
            continue
        member = zlib.decompressobj(_MEMBER)
        while not member.eof:
            data = data or read(at, _CHUNK)
            if not data:
                raise DamagedGzip(_EARLY, at)
            before = member.copy()
            try:
                plain = member.decompress(data, _CHUNK)
            except zlib.error as trouble:
                why = _why(str(trouble), first=not at)
                for plain in _byte_by_byte(before, data):
                    at += 1
                    if plain:
                        yield plain
                raise DamagedGzip(why, at) from None
            if plain:
                yield plain
            rest = member.unused_data if member.eof else member.unconsumed_tail
            at += len(data) - len(rest)
            data = rest


def _byte_by_byte(member: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What can be had before the damage that is somewhere in these bytes; also empty pieces."""
    for byte in data:
        try:
            yield member.decompress(bytes((byte,)))
        except zlib.error:
            return


def _why(trouble: str, *, first: bool) -> str:
    """What zlib says (deflate.h and inflate.c have the words), as the end of a sentence."""
    if "incorrect data check" in trouble or "incorrect length check" in trouble:
        return _CHECKSUM
    return _MORE if "incorrect header check" in trouble and not first else _WRONG


def _told(trouble: DamagedGzip, size: int) -> str:
    """What this means for the records, and what to do next."""
    why = trouble.strerror
    place = (
        _(" at about {percent} % of its length").format(percent=100 * trouble.at // max(size, 1))
        if why == _WRONG
        else ""
    )
    doubt = (
        _("any record may be damaged") if why == _CHECKSUM else _("what was packed before is shown")
    )
    return _(
        "The gzip file is damaged{place} ({why}): {doubt}, and nothing can be saved. "
        "Fetch or export it again."
    ).format(place=place, why=why, doubt=doubt)


def _name_and_time(head: bytes) -> tuple[bytes, int]:
    """The file name and time in the header of the first member."""
    if len(head) < _HEADER:
        return b"", 0
    flags, time = head[3], int.from_bytes(head[4:8], "little")
    at = _HEADER
    if flags & _HAS_EXTRA:
        at += 2 + int.from_bytes(head[at : at + 2], "little")
    name, ended, _ = head[at:].partition(b"\x00") if flags & _HAS_NAME else (b"", b"", b"")
    return name if ended else b"", time


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
