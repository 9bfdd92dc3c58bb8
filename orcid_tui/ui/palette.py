"""The actions of the present screen, found by name."""

from __future__ import annotations

from functools import partial
from typing import Final

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from orcid_tui.language import _
from orcid_tui.ui.actions import Action, Scope, actions_in, keys_of

_OFFERED: Final = (
    Scope.REFINE,
    Scope.RECORD,
    Scope.PERSON,
    Scope.BESIDE,
    Scope.SAVE,
    Scope.START,
    Scope.SETS,
    Scope.SET_UP,
    Scope.SETTINGS,
    Scope.PROFILES,
    Scope.EVERYWHERE,
)


class ActionProvider(Provider):
    """What the palette offers; moving in lists is left to the keys."""

    async def discover(self) -> Hits:
        """Everything, as long as nothing is typed."""
        for action in self._actions():
            yield DiscoveryHit(
                Content(action.help), partial(self._run, action), action.help, keys_of(action)
            )

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for action in self._actions():
            score = matcher.match(f"{action.help} {action.label} {action.id}")
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(action.help),
                    partial(self._run, action),
                    action.help,
                    keys_of(action),
                )

    def _actions(self) -> list[Action]:
        return [
            action
            for action in actions_in(*_OFFERED)
            if not action.numbered and self._owner(action) is not None
        ]

    def _owner(self, action: Action) -> object | None:
        method = f"action_{action.method}"
        if action.id == "command-palette":
            return None
        owner = self.app if action.scope is Scope.EVERYWHERE else self.screen
        return owner if hasattr(owner, method) else None

    async def _run(self, action: Action) -> None:
        home = "app" if action.scope is Scope.EVERYWHERE else "screen"
        await self.screen.run_action(f"{home}.{action.method}")


class Palette(CommandPalette):
    """Textual's palette without the picture of a lens and without a blinking cursor."""

    DEFAULT_CSS = "Palette SearchIcon { display: none; }"

    def __init__(self) -> None:
        super().__init__(placeholder=_("Find an action by its name…"), id="--command-palette")

    def on_mount(self) -> None:
        """Blinking sends bytes all the time."""
        self.query_one(Input).cursor_blink = False
