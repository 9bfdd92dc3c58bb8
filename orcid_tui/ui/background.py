"""Work beside the screen: at most one of a kind at a time, the newest wins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from functools import partial
from time import perf_counter
from typing import Any, Final, ParamSpec, TypeVar

from textual.dom import DOMNode

P = ParamSpec("P")
T = TypeVar("T")

_STEP: Final = 0.006
"""Seconds of work before the screen gets its turn: much less than one frame."""
_TURNS: Final = 12
"""How often the event loop goes round before the work goes on: a key needs about ten rounds from
the terminal to the widget and back, and none of them should wait for a step of work."""
_TELL_EVERY: Final = 0.2
"""Seconds between two words about how far the work is."""


async def in_slices(things: Iterable[T], tell: Callable[[], object]) -> AsyncIterator[T]:
    """Each of these, computed while the screen stays alive; `tell` is called now and then."""
    paused = told = perf_counter()
    for thing in things:
        yield thing
        now = perf_counter()
        if now > paused + _STEP:
            if now > told + _TELL_EVERY:
                tell()
                told = now
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            paused = perf_counter()


def start(
    owner: DOMNode,
    group: str,
    function: Callable[P, Coroutine[Any, Any, None]],
    *arguments: P.args,
    **named: P.kwargs,
) -> None:
    """Run `function` as a worker of `owner`; an earlier one of the same group is cancelled.

    The function turns the errors it expects into messages; any other ends the program.
    """
    # A function, not a coroutine: one that is cancelled before it began would complain.
    work = partial(function, *arguments, **named)
    owner.run_worker(work, group=group, exclusive=True)  # type: ignore[arg-type]
