"""The left part: the list of headings in an order of work, its filter, and the highlighted
heading in its record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.session.session import Session
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.messages import FilterMoved, ViewReady, ViewRenewed
from orcid_tui.ui.widgets.filter_bar import FilterBar
from orcid_tui.ui.widgets.heading_context import HeadingContext
from orcid_tui.ui.widgets.heading_list import HeadingList
from orcid_tui.worklist.criteria import Criteria
from orcid_tui.worklist.orders import Arrangement, Order, arranged
from orcid_tui.worklist.stored import as_data, criteria_in, heading_in, order_in
from orcid_tui.worklist.texts import SearchTexts
from orcid_tui.worklist.view import WorkView

_AT_ONCE: Final = 0.012
"""Seconds of looking before the first rows of another filter are shown."""
_SHOWN_AFTER: Final = 0.3
"""Seconds of looking after which what is found so far is shown."""
_RENEWED_AFTER: Final = 1.0
"""Seconds in which answers gather before what is below is put in order anew."""


class HeadingPane(Vertical):
    """Shows all headings, or those that pass the filter. Messages: `VirtualList.Highlighted`.

    Rows in sight and above never move by themselves. Where answers decide about the order or
    the filter, the rows below are put in order anew as they come, so that what is surest is
    always the next to come up; choosing an order or a filter again renews the whole.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id="heading-pane")
        self._session = session
        self._texts = SearchTexts(session)
        self._view = WorkView(session, self._texts)
        self._order = Order.RECORD
        self._stay_on: HeadingRef | None = None
        """Where the cursor was put by the user, shown or not."""
        self._shown_instead: HeadingRef | None = None
        self._to_come: dict[str, object] | None = None
        """The view of an earlier session, as far as it waits for the scan."""
        self._staying: set[int] = set()
        """Positions of headings that are shown and pass the filter no more."""
        self._renewal: Timer | None = None

    def compose(self) -> ComposeResult:
        """List, filter line, context."""
        yield HeadingList(self._session, self._view, id="headings")
        yield FilterBar()
        yield HeadingContext(self._session)

    def on_mount(self) -> None:
        """All headings that are known so far."""
        self.list.show(self._view)
        self._session.watch_answers(self.heading_answered)

    def on_unmount(self) -> None:
        """Answers may come later than that."""
        self._session.unwatch_answers(self.heading_answered)

    @property
    def list(self) -> HeadingList:
        """The list itself."""
        return self.query_one(HeadingList)

    @property
    def current(self) -> HeadingRef | None:
        """The highlighted heading."""
        return self.list.current

    @property
    def order(self) -> Order:
        """The order of work, as it was chosen last."""
        return self._order

    @property
    def criteria(self) -> Criteria:
        """What a heading must be to be shown."""
        return self._view.criteria

    @property
    def filtered(self) -> bool:
        """Whether a filter hides headings, or is being typed."""
        bar = self.query_one(FilterBar)
        return not self.criteria.ask_for_nothing or bar.has_class("-shown")

    @property
    def searching(self) -> bool:
        """Whether headings are still to be looked at."""
        return not self._view.complete

    def show_context(self) -> None:
        """Describe the highlighted heading."""
        self.query_one(HeadingContext).show(self.current)

    # --- what has changed ----------------------------------------------------------------

    def heading_changed(self, ref: HeadingRef) -> None:
        """The state of a heading is another one."""
        self.list.refresh_heading(ref)
        if ref == self.current:
            self.show_context()
        self._note_staying(ref)

    def everything_changed(self) -> None:
        """After a save many states are others."""
        self.list.refresh()
        self.show_context()
        if not self.criteria.ask_for_nothing:
            self._staying = set(self._view.strangers())
            self._show_count()

    def heading_answered(self, ref: HeadingRef) -> None:
        """The registry has answered: its row may have another sign, and what is below may
        have to be put in order anew."""
        self.list.refresh_heading(ref)
        if ref == self.current:
            self.show_context()
        if self._order.lives_on_answers or self.criteria.live_on_answers:
            self._renew_soon()

    def source_grew(self) -> None:
        """The scan has found more headings."""
        if self._to_come is not None:
            self._go_on_as_before(self._to_come)
        if self.criteria.ask_for_nothing:
            self.list.rows_grew()
        elif not self._at_work:
            self._begin(self._order)

    def _note_staying(self, ref: HeadingRef) -> None:
        position = self._session.index.position(ref)
        if self.criteria.ask_for_nothing or position is None:
            return
        before = len(self._staying)
        if self._view.passes(ref) or self._view.row(ref) is None:
            self._staying.discard(position)
        else:
            self._staying.add(position)
        if len(self._staying) != before:
            self._show_count()

    # --- going somewhere ---------------------------------------------------------------

    def go_to(self, ref: HeadingRef) -> None:
        """Highlight a heading; a filter that hides it is given up."""
        if not self.list.go_to(ref):
            self.clear_filter()
            self.list.go_to(ref)

    def next_open(self) -> HeadingRef | None:
        """The next open heading among those shown, else the first, else None."""
        return self._view.next_open(self.list.cursor)

    def previous_open(self) -> HeadingRef | None:
        """The open heading before this one among those shown, else the last, else None."""
        return self._view.previous_open(self.list.cursor)

    # --- what comes next -------------------------------------------------------------

    def shown_refs(self) -> Sequence[HeadingRef]:
        """All headings that are shown, in the order of work."""
        return self._view

    def in_sight(self) -> Sequence[HeadingRef]:
        """The headings whose rows are on the screen."""
        if not self.query(HeadingList):
            return ()  # the screen is being taken down
        return [self._view[row] for row in self.list.sight]

    def onward(self) -> Iterator[HeadingRef]:
        """The open headings behind the cursor, in the order of work; to be read at leisure.

        Where answers decide what passes the filter, all others that are open follow.
        """
        if not self.query(HeadingList):
            return
        yield from self._view.open_from(self.list.cursor + 1)
        if self.criteria.live_on_answers:
            yield from WorkView(self._session, self._texts).open_from(0)

    # --- order and filter ------------------------------------------------------------------

    def put_in_order(self, order: Order) -> None:
        """Show the headings in this order, all of them put in order anew; the cursor stays on
        its heading."""
        self._order = order
        self._look_far()
        self._begin(order, self.criteria)

    def ask_for(self, criteria: Criteria) -> None:
        """Show only what passes these criteria, looked at anew; the cursor stays on its
        heading if that passes."""
        self.query_one(FilterBar).set_words(criteria.words)
        self._show_at_once(criteria)

    def open_filter(self) -> None:
        """Type words that have to be there."""
        self.query_one(FilterBar).open()

    def clear_filter(self) -> None:
        """Show all headings again, the highlighted one still highlighted."""
        self.ask_for(Criteria())

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Show only what has the words typed."""
        event.stop()
        self._show_at_once(replace(self.criteria, words=event.words))

    def _show_at_once(self, criteria: Criteria) -> None:
        """Show the first that pass without waiting for the others."""
        self._note_cursor()
        view = WorkView(self._session, self._texts, self._view.arrangement, criteria)
        end = monotonic() + _AT_ONCE
        for _step in view.walk():
            if monotonic() > end:
                break
        self._show(view)
        if not view.complete or self._order is not view.arrangement.order:
            self._begin(self._order)
        else:
            self.workers.cancel_group(self, "worklist")

    def _look_far(self) -> None:
        by_answers = self._order.lives_on_answers or self.criteria.live_on_answers
        self._session.looking_ahead.go_far(by_answers)

    def _note_cursor(self) -> None:
        """Remember the highlighted heading, unless it only stands in for one that is hidden."""
        if self.current is not None and self.current != self._shown_instead:
            self._stay_on = self.current

    def _show(self, view: WorkView) -> None:
        self._view = view
        self._staying.clear()
        self._look_far()
        self.query_one(FilterBar).show(view.criteria)
        self.list.show(view, self._stay_on)
        self._shown_instead = None if self.current == self._stay_on else self.current
        self._show_count()

    @property
    def _at_work(self) -> bool:
        """Whether headings are being looked at, or put in order."""
        return any(
            work.group == "worklist" and work.node is self and not work.is_finished
            for work in self.workers
        )

    def _begin(self, order: Order, anew: Criteria | None = None) -> None:
        """Look at what was not looked at yet; first put all in order, if they are not or if
        this is to be done `anew`."""
        if anew is not None or order is not self._view.arrangement.order:
            start(self, "worklist", self._arrange, order, self.criteria)
        else:
            start(self, "worklist", self._walk, self._view)

    async def _arrange(self, order: Order, criteria: Criteria) -> None:
        arrangement = Arrangement()
        async for made in in_slices(arranged(self._session, order), lambda: None):
            arrangement = made or arrangement
        view = WorkView(self._session, self._texts, arrangement, criteria)
        shown_from, told = monotonic() + _SHOWN_AFTER, False
        async for _step in in_slices(view.walk(), self._tell_moved):
            if not told and monotonic() > shown_from:
                told = self.post_message(ViewReady(view))
        if not told:
            self.post_message(ViewReady(view))
        self._tell_moved()

    async def _walk(self, view: WorkView) -> None:
        async for _step in in_slices(view.walk(), self._tell_moved):
            pass
        self._tell_moved()

    def _tell_moved(self) -> None:
        self.post_message(FilterMoved())

    def on_view_ready(self, event: ViewReady) -> None:
        """Another order has been made."""
        event.stop()
        wanted = event.view.arrangement.order is self._order
        if wanted and event.view.criteria == self.criteria:
            self._note_cursor()
            self._show(event.view)

    def on_filter_moved(self, event: FilterMoved) -> None:
        """More headings were looked at."""
        event.stop()
        self.list.rows_grew()
        self._show_count()
        if not self._view and not self.searching:
            self.list.announce()  # whoever follows can say now that there is none

    def _show_count(self) -> None:
        if self.filtered:
            self.query_one(FilterBar).show_count(
                len(self._view),
                len(self._session.refs),
                searching=self.searching,
                staying=len(self._staying),
            )

    # --- from one session to the next --------------------------------------------------------

    def view_state(self) -> dict[str, object]:
        """Order, filter and highlighted heading as plain data."""
        return as_data(self._order, self.criteria, self.current)

    def restore_view(self, state: Mapping[str, object]) -> None:
        """Show what `view_state` has told, as soon as it is there."""
        criteria = criteria_in(state)
        if not criteria.ask_for_nothing:
            self.ask_for(criteria)
        self._go_on_as_before(dict(state))

    def _go_on_as_before(self, state: dict[str, object]) -> None:
        """The heading is there when the scan has come to it, the order when it is at its end."""
        heading, scanned = heading_in(state), self._session.scanned
        if self.list.cursor or (heading is not None and self.list.go_to(heading)):
            heading = None
        self._to_come = {**state, "heading": heading} if not scanned else None
        if scanned and order_in(state) is not self._order:
            self.put_in_order(order_in(state))

    # --- as answers come -------------------------------------------------------------------

    def _renew_soon(self) -> None:
        if self._renewal is None:
            self._renewal = self.set_timer(_RENEWED_AFTER, self._renew)

    def _renew(self) -> None:
        self._renewal = None
        if self._at_work:
            self._renew_soon()
        else:
            start(self, "renewal", self._renew_below, self._view, self._kept_rows)

    @property
    def _kept_rows(self) -> int:
        """How many rows stay as they are: all down to the last one in sight."""
        return min(max(self.list.sight.stop, self.list.cursor + 1), len(self._view))

    async def _renew_below(self, view: WorkView, kept: int) -> None:
        arrangement = view.arrangement
        first = view.positions(0, kept)
        making = arranged(self._session, arrangement.order, first=first, present=view.arrangement)
        async for made in in_slices(making, lambda: None):
            arrangement = made or arrangement
        after = WorkView(self._session, self._texts, arrangement, view.criteria, kept=kept)
        async for _step in in_slices(after.walk(), lambda: None):
            pass
        self.post_message(ViewRenewed(view, after, kept))

    def on_view_renewed(self, event: ViewRenewed) -> None:
        """Put it in place, unless something else is shown or the rows have been scrolled."""
        event.stop()
        if self._view is not event.before or self._at_work:
            return
        if self._kept_rows > event.kept:
            self._renew_soon()
            return
        self._view = event.after
        self._staying &= set(event.after.positions(0, event.kept))
        self.list.change_below(event.after)
        self._show_count()
