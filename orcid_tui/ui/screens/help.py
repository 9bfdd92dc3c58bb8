"""All keys and signs, made from the registry of actions."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.language import _
from orcid_tui.ui.actions import ACTIONS, Scope, key_of, keys_of
from orcid_tui.ui.render.cells import MARK, MUTED, STRONG, text, wrap
from orcid_tui.ui.render.states import legend
from orcid_tui.ui.widgets.detail_pane import DetailPane

_KEYS_WIDTH: Final = 18

_HOW: Final = _(
    "At the left are the personal names of your records, at the right the persons that "
    "ORCID knows by such a name, each with its current affiliation in parentheses. Press "
    "the number of the right person: the choice is noted, and the next open heading "
    "comes. Nothing is written before you press {key}, see every change, and press {enter}."
).format(key=key_of("save"), enter=key_of("save-now"))


_AT_WORK: Final = (Scope.REFINE, Scope.LISTS, Scope.EVERYWHERE)
"""The other screens name their few keys themselves."""


def help_lines(width: int, about: Content | None = None) -> list[Content]:
    """How to work, the keys in groups, the signs, and what is open."""
    lines = [*wrap(text(_HOW), width), Content("")]
    # Keys of the filter line and of the save screen are shown where they work.
    shown = [action for action in ACTIONS if action.keys and action.scope in _AT_WORK]
    for group, actions in groupby(shown, key=lambda action: action.group):
        lines.append(text(group, STRONG))
        for action in actions:
            keys = f"  {keys_of(action)}".ljust(_KEYS_WIDTH)
            row = Content.assemble((keys, MARK), text(action.help))
            lines += wrap(row, width, _KEYS_WIDTH)
        lines.append(Content(""))
    lines.append(text(_("Signs"), STRONG))
    for sign, meaning in legend():
        lines += wrap(Content.assemble("  ", sign, "  ", text(meaning)), width, 5)
    if about is not None:
        lines += [Content(""), *about.split("\n", allow_blank=True)]
    return lines


class HelpScreen(ModalScreen[None]):
    """Scrolls with the keys of the lists; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", show=False)
    ]
    AUTO_FOCUS = "#help"
    DEFAULT_CSS = """
    HelpScreen {
        background: $background;
        align: center middle;
        & #help {
            width: 84; max-width: 100%; height: 100%; padding: 1 2; background: $surface;
        }
        & #help-keys { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    }
    """

    def __init__(self, about: Content | None = None) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """What is open, if anything is, then keys and signs."""
        yield DetailPane(id="help")
        yield Static(
            Content.assemble(
                (f"{key_of('move-down')} {key_of('move-up')}", MARK),
                (_(" scroll  "), MUTED),
                (_("Esc"), MARK),
                (_(" back"), MUTED),
            ),
            id="help-keys",
            markup=False,
        )

    def on_mount(self) -> None:
        """Keys are aligned and their sentences broken for the width that is there."""
        self.query_one(DetailPane).show_drawn(lambda width, height: help_lines(width, self._about))
