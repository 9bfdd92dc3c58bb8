"""Bars of blocks that say how much of something there is; the number stands beside each."""

from __future__ import annotations

_FULL, _NEW, _EMPTY = "█", "▓", "░"


def share_bar(part: int, whole: int, cells: int, more: int = 0) -> str:
    """A bar with as many full cells as `part` is of `whole`; one at least where it is anything,
    and all of them only where it is everything. `more` is what has come to it, in another shade.
    """
    full = _cells(part, whole, cells)
    reached = max(full, _cells(part + more, whole, cells)) if more > 0 else full
    return _FULL * full + _NEW * (reached - full) + _EMPTY * (cells - reached)


def _cells(part: int, whole: int, cells: int) -> int:
    if part <= 0 or whole <= 0:
        return 0
    return cells if part >= whole else min(cells - 1, max(1, part * cells // whole))
