"""Work beside the screen: at most one of a kind at a time, the newest wins."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, ParamSpec

from textual.dom import DOMNode

P = ParamSpec("P")


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
