"""Filling in the set-up screens by hand, and reading all that is on them."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from orcid_tui.profiles.profile import SecretPlace
from orcid_tui.ui.screens.set_up_page import SetUpPage
from orcid_tui.ui.widgets.place_form import PlaceForm
from orcid_tui.ui.widgets.set_up_form import PLACE, SetUpRow


class FormApp(App[None]):
    """Shows one screen and remembers how it ended and which pages were opened."""

    def __init__(self, screen: Callable[[], Screen[bool]]) -> None:
        super().__init__()
        self._make = screen
        self.ended: list[bool | None] = []
        self.opened: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(self._make(), self.end)

    def end(self, saved: bool | None) -> None:
        self.ended.append(saved)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def at_step(pilot: Pilot[None], step: int) -> None:
    """Go to a page of the set-up."""
    screen = pilot.app.screen
    assert isinstance(screen, SetUpPage)
    screen.go_to(step)
    await settle(pilot)


async def fill(pilot: Pilot[None], **fields: str) -> None:
    """Go to the page of each field and paste into it."""
    await settle(pilot)
    for name, text in fields.items():
        field = pilot.app.screen.query_one(f"#{name}", Input)
        row = next(one for one in field.ancestors if isinstance(one, SetUpRow))
        await at_step(pilot, row.step)
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste(text))
        await pilot.pause()


def shown(pilot: Pilot[None], name: str) -> str:
    """The words of one line of the screen; empty when it is not shown."""
    line = pilot.app.screen.query_one(f"#{name}", Static)
    return str(line.render()) if line.display else ""


def everything(pilot: Pilot[None]) -> str:
    """All that is on the screen or could be printed of it, one string."""
    app = pilot.app
    widgets = " ".join(repr(widget) + str(widget.tooltip) for widget in app.screen.query("*"))
    return app.export_screenshot() + app.export_screenshot(simplify=True) + widgets + app.clipboard


async def choose_place(pilot: Pilot[None], place: SecretPlace) -> None:
    """Choose where secrets are kept."""
    await at_step(pilot, PLACE)
    pilot.app.screen.query_one(PlaceForm).button(place).value = True
    await settle(pilot)
