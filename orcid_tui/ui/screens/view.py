"""What the views share: a title, one long text that scrolls, a line for sentences, the keys."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.messages import WentAnonymous
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.widgets.block_pane import BlockPane
from orcid_tui.ui.widgets.lines import KeyLine, StatusLine, TitleLine

Given = TypeVar("Given")


class ViewScreen(ModalScreen[Given]):
    """Something of a session over the whole screen. Nothing is decided before it is left."""

    AUTO_FOCUS = "BlockPane"
    SCOPE: Scope
    DEFAULT_CSS = """
    ViewScreen { layout: vertical; background: $background; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._legend = Content("")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield TitleLine()
        yield from self.compose_heads()
        yield BlockPane(id="view")
        yield StatusLine()
        yield KeyLine(actions_in(self.SCOPE))

    def compose_heads(self) -> tuple[Widget, ...]:
        """What stays between title and text."""
        return ()

    @property
    def pane(self) -> BlockPane:
        """The text."""
        return self.query_one(BlockPane)

    def entitle(self, what: str, detail: str = "", place: str = "") -> None:
        """What is shown; at the right, where one is."""
        self.query_one(TitleLine).show(what, detail, place, system=self.session.system)

    def explain(self, legend: Content) -> None:
        """What the signs mean; gives way to what is said, and comes back."""
        self._legend = legend
        self.say("")

    def say(self, sentence: str, style: str = "") -> None:
        """Say something in the line above the keys; nothing lets the legend come back."""
        line = self.query_one(StatusLine)
        line.show_state(Content("") if sentence else self._legend)
        line.show_notice(sentence, style)

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """The credentials were refused, and the question goes on."""
        event.stop()
        self.say(event.sentence, WARN)
