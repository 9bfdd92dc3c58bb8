"""How long a save waits for what passes: a lost answer, a record that somebody has open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """All times in seconds.

    `before_look` are the pauses between a lost answer and the look whether Alma has stored the
    record; after each but the last of these looks it is sent again if it is not there. `locked`
    are the pauses before records that were open elsewhere are tried again, at the end of the save.
    `at_once` records are at work at a time. After `out_of_order` records in a row that met with
    no answer of Alma at all, or with a refusal of the key, nothing more is begun. `sleep` is
    replaced by tests.
    """

    before_look: tuple[float, ...] = (2, 4, 8, 8)
    locked: tuple[float, ...] = (4, 8, 16)
    at_once: int = 4
    out_of_order: int = 3
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
