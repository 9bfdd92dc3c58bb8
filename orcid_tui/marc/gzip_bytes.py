"""A gzip-compressed file, read as if it were not: unpacked once into a private file.

The unpacked copy has no name that others could open (where the system allows it) and is gone
when the file is closed. What is saved is packed again with the name and time that the old
header gave. Source: RFC 1952.
"""

from __future__ import annotations

import os
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from orcid_tui.marc.file_bytes import FileBytes

MAGIC: Final = b"\x1f\x8b"

_CHUNK: Final = 1 << 18
_MEMBER: Final = 31
"""What zlib calls a member of a gzip file with its header and checksum."""
_RAW: Final = -15
_LEVEL: Final = 6

_HAS_EXTRA, _HAS_NAME = 4, 8
_HEADER: Final = 10
_LONGEST_NAME: Final = 1 << 12


class DamagedGzip(Exception):
    """The file cannot be unpacked as a whole. The message is the end of a sentence."""


class UnpackedBytes(FileBytes):
    """The unpacked content. `path` and `status` are those of the compressed file, `size` is
    the number of unpacked bytes. Raises OSError or DamagedGzip."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        packed = self._fd
        try:
            with tempfile.TemporaryFile(prefix="orcid-tui-", buffering=0) as copy:
                self.name, self.time = _name_and_time(super().read(0, _HEADER + _LONGEST_NAME))
                self.size = _unpack(super().read, lambda data: _write_all(copy.fileno(), data))
                self._fd = os.dup(copy.fileno())
        finally:
            if self._fd != packed:
                os.close(packed)
            else:
                self.close()

    def packer(self, handle: int) -> Packer:
        """Something that writes to an open file as this one is written."""
        return Packer(handle, self.name, self.time)


def open_bytes(path: Path) -> FileBytes:
    """The content of a file, unpacked when it is compressed. Raises OSError or DamagedGzip."""
    plain = FileBytes(path)
    try:
        packed = plain.read(0, len(MAGIC)) == MAGIC
    except BaseException:
        plain.close()
        raise
    if not packed:
        return plain
    plain.close()
    return UnpackedBytes(path)


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


def _unpack(read: Callable[[int, int], bytes], write: Callable[[bytes], None]) -> int:
    """All members one behind the other; the number of bytes they unpack to."""
    at = total = 0
    data = b""
    while True:
        data = data or read(at, _CHUNK)
        if not data.lstrip(b"\x00"):
            if not data:
                return total
            at, data = at + len(data), b""
            continue
        member = zlib.decompressobj(_MEMBER)
        while not member.eof:
            if not data:
                data = read(at, _CHUNK)
                if not data:
                    raise DamagedGzip("it ends too early.")
            try:
                plain = member.decompress(data, _CHUNK)
            except zlib.error:
                raise DamagedGzip("its compressed data are wrong.") from None
            write(plain)
            total += len(plain)
            rest = member.unused_data if member.eof else member.unconsumed_tail
            at += len(data) - len(rest)
            data = rest
        data = b""


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
