"""The left part: the list of headings, its filter, and the highlighted heading in its record."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.background import start
from orcid_tui.ui.filtering import HeadingFilter, SearchTexts
from orcid_tui.ui.messages import FilterMoved
from orcid_tui.ui.render.headings import heading_context, short_context
from orcid_tui.ui.sentences import what_to_do
from orcid_tui.ui.widgets.filter_bar import FilterBar
from orcid_tui.ui.widgets.heading_list import HeadingList, place_in

_TELL_EVERY: Final = 0.1
"""Seconds between two looks at what a filter has found."""
_SHORT_CONTEXT: Final = 4
"""Below this many rows the context is given in its short form."""


class HeadingContext(Static):
    """The highlighted heading as the record has it, with title, year and names around it."""

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
            lines = short_context(*about, size.width)
        else:
            lines = heading_context(*about)
        self.update(Content("\n").join(lines), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Long or short form, as there is room."""
        self.show(self._ref)


class HeadingPane(Vertical):
    """Shows all headings, or those that pass the filter. Messages: `VirtualList.Highlighted`."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="heading-pane")
        self._session = session
        self._filter: HeadingFilter | None = None
        self._texts = SearchTexts(session)
        self._stay_on: HeadingRef | None = None

    def compose(self) -> ComposeResult:
        """List, filter line, context."""
        yield HeadingList(self._session, id="headings")
        yield FilterBar()
        yield HeadingContext(self._session)

    def on_mount(self) -> None:
        """All headings that are known so far."""
        self.list.show(self._session.refs)

    @property
    def list(self) -> HeadingList:
        """The list itself."""
        return self.query_one(HeadingList)

    @property
    def current(self) -> HeadingRef | None:
        """The highlighted heading."""
        return self.list.current

    @property
    def filtered(self) -> bool:
        """Whether a filter hides headings, or is being typed."""
        return self._filter is not None or self.query_one(FilterBar).has_class("-shown")

    def show_context(self) -> None:
        """Describe the highlighted heading."""
        self.query_one(HeadingContext).show(self.current)

    def heading_changed(self, ref: HeadingRef) -> None:
        """The state of a heading is another one."""
        self.list.refresh_heading(ref)
        if ref == self.current:
            self.show_context()

    def everything_changed(self) -> None:
        """After a save many states are others."""
        self.list.refresh()
        self.show_context()

    def source_grew(self) -> None:
        """The scan has found more headings."""
        if self._filter is None:
            self.list.rows_grew()
        else:
            self._run_filter(self._filter)

    # --- going somewhere ---------------------------------------------------------------

    def go_to(self, ref: HeadingRef) -> None:
        """Highlight a heading; a filter that hides it is given up."""
        if not self.list.go_to(ref):
            self.clear_filter()
            self.list.go_to(ref)

    def next_open(self) -> HeadingRef | None:
        """The next open heading among those shown, else the first, else None."""
        current = self.current
        if self._filter is None:
            return self._session.next_open(current)
        return self._search(self.list.rows, self.list.cursor, 1)

    def previous_open(self) -> HeadingRef | None:
        """The open heading before this one among those shown, else the last, else None."""
        return self._search(self.list.rows, self.list.cursor, -1)

    def _search(self, rows: Sequence[HeadingRef], place: int, step: int) -> HeadingRef | None:
        if not self._session.counts().open:
            return None
        for distance in range(1, len(rows) + 1):
            ref = rows[(place + step * distance) % len(rows)]
            if self._session.state(ref) is HeadingState.OPEN:
                return ref
        return None

    # --- what comes next -------------------------------------------------------------

    def in_sight(self) -> Sequence[HeadingRef]:
        """The headings whose rows are on the screen."""
        top = self.list.scroll_offset.y
        return self.list.rows[top : top + self.list.size.height]

    def onward(self) -> Iterator[HeadingRef]:
        """The open headings behind the cursor, in the order of work; to be read at leisure."""
        rows = self.list.rows
        for place in range(self.list.cursor + 1, len(rows)):
            if self._session.state(rows[place]) is HeadingState.OPEN:
                yield rows[place]

    # --- the filter ----------------------------------------------------------------------

    def open_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).open()

    def clear_filter(self) -> None:
        """Show all headings again, the highlighted one still highlighted."""
        self.workers.cancel_group(self, "filter")
        self._filter = None
        self.query_one(FilterBar).clear()
        self.list.show(self._session.refs, self.current)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Show only what passes the words typed."""
        event.stop()
        self._stay_on = self.current or self._stay_on
        if not event.words.strip():
            self.workers.cancel_group(self, "filter")
            self._filter = None
            self.list.show(self._session.refs, self._stay_on)
            self._show_count(done=True)
            return
        self._filter = HeadingFilter(self._session, self._texts, event.words)
        self._filter.step()
        place = place_in(self._filter.found, self._stay_on) if self._stay_on else None
        self.list.set_rows(self._filter.found, place or 0)
        self._run_filter(self._filter)

    def _run_filter(self, wanted: HeadingFilter) -> None:
        start(self, "filter", self._walk, wanted)

    async def _walk(self, wanted: HeadingFilter) -> None:
        told = monotonic()
        while wanted.step():
            if monotonic() - told > _TELL_EVERY:
                self.post_message(FilterMoved(done=False))
                told = monotonic()
            await asyncio.sleep(0)
        self.post_message(FilterMoved(done=True))

    def on_filter_moved(self, event: FilterMoved) -> None:
        """More headings were looked at."""
        event.stop()
        if self._filter is not None:
            self.list.rows_grew()
            self._show_count(done=event.done)

    def _show_count(self, *, done: bool) -> None:
        self.query_one(FilterBar).show_count(
            len(self.list.rows), len(self._session.refs), searching=not done
        )
