"""A file of kept answers, and a clock that a test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from orcid_tui.registry.kept.answers import KeptAnswers
from orcid_tui.registry.kept.answers_file import AnswersFile


class Clock:
    """Seconds since 1970, as a test says."""

    now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the answers are kept, in a folder that is not there yet."""
    return tmp_path / "cache" / "answers.sqlite"


Open = Callable[..., KeptAnswers]


@pytest.fixture
async def open_kept(path: Path, clock: Clock) -> AsyncIterator[Open]:
    """Opens the same file again and again."""
    async with AsyncExitStack() as stack:

        def make(most_bytes: int = 10**8, **how: Any) -> KeptAnswers:
            kept = KeptAnswers(AnswersFile(path, most_bytes), now=clock, **how)
            stack.push_async_callback(kept.aclose)
            return kept

        yield make
