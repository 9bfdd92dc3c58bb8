"""The program can be ended at any moment, also while a screen is put together."""

from __future__ import annotations

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen

from orcid_tui.ui.app import OrcidTuiApp
from tests.ui.fakes import small_session


class FindsNothing(Screen[None]):
    """Looks for a part of it that is not there."""

    def __init__(self, *, ends: bool) -> None:
        super().__init__()
        self._ends = ends

    def on_mount(self) -> None:
        if self._ends:
            self.app.exit(0)
        self.query_one("#gone")


async def test_what_is_put_together_while_the_program_ends_is_no_fault() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test():
        await app.push_screen(FindsNothing(ends=True))
    assert app.return_code == 0


async def test_else_a_part_that_is_missing_is_a_fault() -> None:
    app = OrcidTuiApp(None)
    with pytest.raises(NoMatches):
        async with app.run_test():
            await app.push_screen(FindsNothing(ends=False))
    assert app.return_code == 1


async def test_one_can_leave_before_the_headings_have_their_place() -> None:
    app = OrcidTuiApp(None)
    async with app.run_test():
        app._work(small_session())
        app.leave()
    assert app.return_code == 0
