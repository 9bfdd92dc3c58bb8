"""Bytes in memory in the place of a file, for records that came another way."""

from __future__ import annotations

from orcid_tui.marc.file_bytes import FileBytes


class MemoryBytes(FileBytes):
    """Reads as a file with this content would. It has neither a path nor a status."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = len(content)

    def read(self, start: int, length: int) -> bytes:
        """The bytes from `start`; fewer than `length` when they end before."""
        return self._content[start : start + length]

    def close(self) -> None:
        """There is nothing to give back."""
