"""Cutting binary MARC into pieces that together are every byte of the file, in order.

The length in the leader is never trusted: it counts only when a record terminator stands
where it points and none before. Everything else is found by terminators, so one damaged
record cannot hide the others (marc-roundtrip.md sections 4 and 8).
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final, NamedTuple

RECORD_END: Final = b"\x1d"
_SHORTEST: Final = 26
_LEADER: Final = 24

_REACH: Final = 1 << 22
"""Bytes without a terminator that are still one record. A longer stretch is no record."""
_SEARCH: Final = 200_000
"""How far behind a doubtful terminator a better one is looked for: two longest records."""
_NEEDED: Final = _SEARCH + _LEADER

_JUNK: Final = re.compile(rb"(?:[\x00\t\n\r\x1a\x1d ]|\xef\xbb\xbf)+")
_JUNK_RUN: Final = 1 << 16
_LIKE_LEADER: Final = re.compile(
    rb"[0-9]{5}[^\x00-\x1f]{19}|[^\x00-\x1f]{12}[0-9]{5}[^\x00-\x1f]{7}", re.DOTALL
)
_WHOLE_LEADER: Final = re.compile(rb"(?=([0-9]{5})[ -~]{5}[^\x00-\x1f]{2}[0-9]{5})", re.DOTALL)


class Kind(IntEnum):
    """What a piece is."""

    RECORD = 0
    """A record whose length fits."""
    MISFIT = 1
    """A record whose stated length is wrong. It ends with a terminator, or the next begins."""
    TAIL = 2
    """The end of the file after the last terminator, when it looks like a cut record."""
    JUNK = 3
    """Line breaks, padding, stray bytes: copied, never read."""


_RECORD, _MISFIT, _TAIL, _JUNKY = Kind.RECORD, Kind.MISFIT, Kind.TAIL, Kind.JUNK


class Frames(NamedTuple):
    """The records that are complete in a window. What lies between them is junk.

    `odd` has the kind of each that is not a RECORD, by its index. `covered` is how many bytes
    are done with.
    """

    starts: list[int]
    ends: list[int]
    odd: dict[int, Kind]
    covered: int


def frames(window: bytes, *, last: bool) -> Frames:
    """The records that are complete in this window.

    `last` says that the file ends with the window; then every byte is covered. Where the
    next piece depends on bytes behind the window, it is left for the next one. The answer
    does not depend on how a file is cut into windows, save that long junk may be divided.
    """
    starts: list[int] = []
    ends: list[int] = []
    odd: dict[int, Kind] = {}
    at, size = 0, len(window)
    find, add_start, add_end = window.find, starts.append, ends.append
    while at < size:
        head = window[at : at + 5]
        if head.isdigit() and len(head) == 5:
            end = at + int(head)
            if end > size and not last:
                break
            # The usual case first: the next terminator is the one the length points at.
            if find(RECORD_END, at, end) == end - 1 and end - at >= _SHORTEST:
                add_start(at)
                add_end(end)
                at = end
                continue
        elif (junk := _JUNK.match(window, at)) is not None:
            end = junk.end()
            if not last and size - end < _LEADER and end - at < _JUNK_RUN:
                break
            if (end := _give_blanks_back(window, at, end)) > at:
                at = end
                continue
        piece = _misfit(window, at, last=last)
        if piece is None:
            break
        at, end, kind = piece
        if kind is not _JUNKY:
            odd[len(starts)] = kind
            add_start(at)
            add_end(end)
        at = end
    return Frames(starts, ends, odd, at)


def pieces(window: bytes, *, last: bool) -> tuple[list[tuple[int, int, Kind]], int]:
    """The same as pieces that follow each other without a gap, and how many bytes they cover."""
    found: list[tuple[int, int, Kind]] = []
    starts, ends, odd, covered = frames(window, last=last)
    done = 0
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if done < start:
            found.append((done, start, _JUNKY))
        found.append((start, end, odd.get(index, _RECORD)))
        done = end
    if done < covered:
        found.append((done, covered, _JUNKY))
    return found, covered


def looks_like_leader(window: bytes, at: int = 0) -> bool:
    """Whether a record may begin here, by its length or its base address."""
    return _LIKE_LEADER.match(window, at) is not None


def _fits(window: bytes, start: int, end: int) -> bool:
    return (
        end - start >= _SHORTEST
        and window[end - 1 : end] == RECORD_END
        and window.find(RECORD_END, start, end - 1) < 0
    )


def _give_blanks_back(window: bytes, start: int, end: int) -> int:
    """Blanks in front of a leader may be its length: the piece of junk ends before them."""
    for blanks in range(1, 6):
        begin = end - blanks
        if begin < start or window[begin:end] != b" " * blanks:
            break
        if window[begin + 12 : begin + 17].isdigit() and window[begin + 10 : begin + 12] == b"22":
            return begin
    return end


def _misfit(window: bytes, at: int, *, last: bool) -> tuple[int, int, Kind] | None:
    """The piece at a place where no length fits; None when the window is too short to tell."""
    size = len(window)
    limit = at + _REACH
    first = window.find(RECORD_END, at, limit)
    if first < 0:
        if size >= limit:
            return at, limit, _JUNKY
        if not last:
            return None
        return at, size, _TAIL if looks_like_leader(window, at) else _JUNKY
    if not last and size < first + _NEEDED:
        return None
    terminator = first
    while terminator >= 0:
        inner = _record_before(window, at, terminator + 1)
        if inner is not None:
            worth = inner - at >= _LEADER and looks_like_leader(window, at)
            return at, inner, _MISFIT if worth else _JUNKY
        if _may_end(window, terminator + 1):
            break
        terminator = window.find(RECORD_END, terminator + 1, first + _SEARCH)
    end = (terminator if terminator >= 0 else first) + 1
    worth = end - at > _LEADER or looks_like_leader(window, at)
    return at, end, _MISFIT if worth else _JUNKY


def _record_before(window: bytes, start: int, end: int) -> int | None:
    """Where a whole record begins behind `start` that ends exactly at `end`."""
    for match in _WHOLE_LEADER.finditer(window, start + 1, end):
        if match.start() + int(match[1]) == end and _fits(window, match.start(), end):
            return match.start()
    return None


def _may_end(window: bytes, at: int) -> bool:
    """Whether a record may end here: the file ends, or junk or a leader follows."""
    return at >= len(window) or _JUNK.match(window, at) is not None or looks_like_leader(window, at)
