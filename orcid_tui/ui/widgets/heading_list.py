"""The headings of a source, one row each: state, name, title, year."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from textual.content import Content

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.render.headings import heading_row
from orcid_tui.ui.widgets.virtual_list import VirtualList


class HeadingList(VirtualList[HeadingRef]):
    """Draws from the session; holds a sequence of references, nothing decoded."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session

    def show(self, refs: Sequence[HeadingRef], keep: HeadingRef | None = None) -> None:
        """Show these headings; the cursor stays on `keep` if it is among them."""
        self.set_rows(refs, (place_in(refs, keep) or 0) if keep else 0)

    def go_to(self, ref: HeadingRef) -> bool:
        """Put the cursor on a heading; False if it is not shown."""
        place = place_in(self.rows, ref)
        if place is None:
            return False
        self.cursor = place
        return True

    def refresh_heading(self, ref: HeadingRef) -> None:
        """Draw the row of a heading again."""
        place = place_in(self.rows, ref)
        if place is not None:
            self.refresh_row(place)

    def draw_line(self, line: int, width: int) -> Content:
        """One heading; decoded here, when it comes into sight."""
        ref = self.rows[line]
        session = self._session
        return heading_row(session.heading(ref), session.work(ref), session.state(ref), width)


def place_in(refs: Sequence[HeadingRef], ref: HeadingRef) -> int | None:
    """Where a heading stands in a sequence that is in the order of the source."""
    place = bisect_left(refs, ref.record, key=lambda one: one.record)
    while place < len(refs) and refs[place].record == ref.record:
        if refs[place] == ref:
            return place
        place += 1
    return None
