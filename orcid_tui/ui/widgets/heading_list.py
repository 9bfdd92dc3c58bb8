"""The headings of a source, one row each: state, name, title, year."""

from __future__ import annotations

from textual.content import Content

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.render.headings import heading_row
from orcid_tui.ui.widgets.virtual_list import VirtualList
from orcid_tui.worklist.view import WorkView


class HeadingList(VirtualList[HeadingRef]):
    """Draws from the session; its rows are a view, nothing is decoded before it is in sight."""

    def __init__(self, session: Session, view: WorkView, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._view = view

    def show(self, view: WorkView, keep: HeadingRef | None = None) -> None:
        """Show these headings; the cursor stays on `keep` if it is among them."""
        self._view = view
        self.set_rows(view, (view.row(keep) or 0) if keep else 0)

    def change_below(self, view: WorkView) -> None:
        """Show a view that differs only in rows that are out of sight."""
        self._rows = self._view = view
        self.rows_grew()

    def go_to(self, ref: HeadingRef) -> bool:
        """Put the cursor on a heading; False if it is not shown."""
        row = self._view.row(ref)
        if row is None:
            return False
        self.cursor = row
        return True

    @property
    def sight(self) -> range:
        """The rows that are on the screen."""
        top = self.scroll_offset.y
        return range(top, min(top + self.scrollable_content_region.height, len(self._view)))

    def refresh_heading(self, ref: HeadingRef) -> None:
        """Draw the row of a heading again, if it is in sight."""
        for row in self.sight:
            if self._view[row] == ref:
                self.refresh_row(row)

    def draw_line(self, line: int, width: int) -> Content:
        """One heading; decoded here, when it comes into sight."""
        ref = self._view[line]
        session = self._session
        return heading_row(
            session.heading(ref), session.work(ref), session.state(ref), width, session.marks(ref)
        )
