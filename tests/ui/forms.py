"""Filling in the set-up screens by hand, and reading all that is on them."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def fill(pilot: Pilot[None], **fields: str) -> None:
    """Go to each field and paste into it, as people do."""
    await settle(pilot)
    for name, text in fields.items():
        field = pilot.app.screen.query_one(f"#{name}", Input)
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
