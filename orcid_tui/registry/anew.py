"""Asking past what is kept: the answers of the registry as they are now.

Like the urgency, the wish travels with the task that asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_anew: ContextVar[bool] = ContextVar("anew", default=False)


def asks_anew() -> bool:
    """Whether the running task wants no kept answer. What comes is kept all the same."""
    return _anew.get()


@contextmanager
def asking_anew() -> Iterator[None]:
    """Ask the registry itself within the block, tasks that are started there included."""
    before = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(before)
