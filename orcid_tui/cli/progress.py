"""A progress bar for people who wait. Data never passes through here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from orcid_tui.cli.streams import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress(Protocol):
    """How far the work is."""

    def at(self, done: int, total: int) -> None:
        """So much of so much is done, in whatever unit the work is counted in."""

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Keep the bar away while rows are written to the same terminal."""
        yield


class Silence:
    """Nobody is looking at standard error."""

    def at(self, done: int, total: int) -> None:
        """Nothing."""

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Nothing."""
        yield


class Bar:
    """A bar on standard error. `share` says that standard output is the same terminal."""

    def __init__(self, bar: RichProgress, task: TaskID, *, share: bool) -> None:
        self._bar = bar
        self._task = task
        self._share = share

    def at(self, done: int, total: int) -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=done, total=max(total, 1))

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away and bring it back below what was written."""
        if not self._share:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A bar while standard error is a terminal, nothing otherwise. It is gone at the end."""
    if not is_terminal(sys.stderr):
        yield Silence()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    bar = RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
        refresh_per_second=2,  # a bar must not fill a slow line
        # Rows must reach standard output, not the console of the bar.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        # A total from the start: rich shows an unknown one as a wave that never rests.
        yield Bar(bar, bar.add_task(label, total=1), share=is_terminal(sys.stdout))
