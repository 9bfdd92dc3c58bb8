"""What has to be changed in a file, kept so that tens of thousands of changes weigh little."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Patch(NamedTuple):
    """The bytes from `start` up to `end` of a file give way to `new`."""

    start: int
    end: int
    new: bytes

    @property
    def growth(self) -> int:
        """How many bytes longer the file becomes."""
        return len(self.new) - (self.end - self.start)


class Patches:
    """Patches of one file in rising order, none overlapping. About 30 bytes each and its own.

    Raises ValueError when a patch is added out of order.
    """

    def __init__(self, patches: Iterable[Patch] = ()) -> None:
        self._starts: array[int] = array("Q")
        self._ends: array[int] = array("Q")
        self._upto: array[int] = array("Q")
        self._new = bytearray()
        for patch in patches:
            self.add(patch)

    def add(self, patch: Patch) -> None:
        """Put one behind the others."""
        if patch.end < patch.start or (self._ends and patch.start < self._ends[-1]):
            raise ValueError("patches must rise")
        self._new += patch.new
        self._starts.append(patch.start)
        self._ends.append(patch.end)
        self._upto.append(len(self._new))

    @property
    def growth(self) -> int:
        """How many bytes longer the file becomes by all of them."""
        return len(self._new) - (sum(self._ends) - sum(self._starts))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Patch]:
        begin = 0
        for start, end, upto in zip(self._starts, self._ends, self._upto, strict=True):
            yield Patch(start, end, bytes(self._new[begin:upto]))
            begin = upto


def moves(places: Iterable[int], patches: Patches) -> Iterator[tuple[int, int]]:
    """For each place in a file, in rising order: the place, and how far it moves."""
    moved = 0
    remaining = iter(patches)
    patch = next(remaining, None)
    for place in places:
        while patch is not None and patch.start < place:
            moved += patch.growth
            patch = next(remaining, None)
        yield place, moved


def patched(old: bytes, patches: Sequence[Patch]) -> bytes:
    """A stretch of bytes after its patches, which count from its first byte."""
    parts: list[bytes] = []
    done = 0
    for start, end, new in patches:
        parts += (old[done:start], new)
        done = end
    parts.append(old[done:])
    return b"".join(parts)


def undone(old: bytes, new: bytes, patches: Sequence[Patch]) -> bytes:
    """What was patched, with everything as in `old` where a patch is said to have changed it.

    It equals `old` exactly when nothing else has changed.
    """
    parts: list[bytes] = []
    done = grown = 0
    for start, end, patch in patches:
        parts += (new[done : start + grown], old[start:end])
        grown += len(patch) - (end - start)
        done = end + grown
    parts.append(new[done:])
    return b"".join(parts)


def carried_through(raw: bytes, patches: Iterable[Patch]) -> bytes:
    """The bytes as they are after patches in rising order, whose places count from their first."""
    parts: list[bytes] = []
    done = 0
    for start, end, new in patches:
        parts += (raw[done:start], new)
        done = end
    return b"".join((*parts, raw[done:]))
