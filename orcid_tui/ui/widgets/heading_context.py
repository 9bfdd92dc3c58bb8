"""The highlighted heading as the record has it, below the list."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.render.headings import heading_context, short_context
from orcid_tui.ui.sentences import what_to_do

_SHORT_CONTEXT: Final = 4
"""Below this many rows the context is given in its short form."""


class HeadingContext(Static):
    """The heading with title, year and names around it."""

    DEFAULT_CSS = """
    HeadingContext {
        height: 8; padding: 0 1; background: $surface; overflow-y: hidden;
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__("", id="context", markup=False)
        self._session = session
        self._ref: HeadingRef | None = None

    def show(self, ref: HeadingRef | None) -> None:
        """Describe a heading, or nothing."""
        self._ref = ref
        if ref is None:
            self.update(Content(""), layout=False)
            return
        session, size = self._session, self.content_size
        about = (
            session.heading(ref),
            session.work(ref),
            session.state(ref),
            session.decision(ref),
            session.place(ref),
            what_to_do(session, ref),
            session.note(ref),
        )
        if size.height < _SHORT_CONTEXT:
            lines = short_context(*about, size.width, session.marks(ref))
        else:
            lines = heading_context(*about, session.marks(ref))
        self.update(Content("\n").join(lines), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Long or short form, as there is room."""
        self.show(self._ref)
