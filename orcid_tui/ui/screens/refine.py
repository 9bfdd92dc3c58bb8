"""The refine screen: headings beside their candidates, one key for each decision."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from orcid_tui.figures.coverage import covered_headings
from orcid_tui.figures.pace import pace_of
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import ScanFailed, ScanMoved, ScanStopped, WentAnonymous
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.reading import Reading, ReadingState, what_is_wrong
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.render.figures import in_short
from orcid_tui.ui.render.quota import questions_run_out, questions_today
from orcid_tui.ui.render.reading import reading_bar
from orcid_tui.ui.screens.by_hand import ByHandScreen, OtherCandidates
from orcid_tui.ui.screens.coming_back import ComingBack
from orcid_tui.ui.screens.figures import WithFigures
from orcid_tui.ui.screens.ordering import WithOrder
from orcid_tui.ui.screens.settings_text import practice_in_words
from orcid_tui.ui.screens.storing import StoringScreen
from orcid_tui.ui.screens.together import TogetherScreen
from orcid_tui.ui.screens.viewing import ViewingScreen
from orcid_tui.ui.sentences import (
    greeting,
    page,
    reading_failed,
    reading_stopped,
    why_empty,
)
from orcid_tui.ui.widgets.candidate_list import CandidateList
from orcid_tui.ui.widgets.candidate_pane import CandidatePane
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.filter_bar import FilterBar
from orcid_tui.ui.widgets.heading_list import HeadingList
from orcid_tui.ui.widgets.heading_pane import HeadingPane
from orcid_tui.ui.widgets.lines import KeyLine, StatusLine, TitleLine
from orcid_tui.ui.widgets.virtual_list import VirtualList


class RefineScreen(
    WithFigures, ViewingScreen, TogetherScreen, WithOrder, ComingBack, StoringScreen
):
    """The work on one session."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.REFINE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "#headings"
    DEFAULT_CSS = """
    RefineScreen {
        layout: vertical;
        & #panes { height: 1fr; layout: horizontal; }
        & HeadingPane { width: 1fr; height: 100%; }
        & CandidatePane { width: 1fr; height: 100%; border-left: vkey $panel; }
        & #candidates { height: 1fr; }
        & #details { height: 1fr; }
        &.-narrow {
            & #panes { layout: vertical; }
            & HeadingPane { width: 100%; height: 45%; }
            & CandidatePane { width: 100%; height: 1fr; border-left: none; }
            & HeadingContext { height: 3; text-wrap: nowrap; }
            & #details { height: 4; }
            & #details:focus { height: 8; }
            &.-high #details { height: 40%; }
        }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reading = Reading(self.session, self)

    def compose(self) -> ComposeResult:
        """Title, the two parts, the state of the work, the keys."""
        yield TitleLine()
        with Container(id="panes"):
            yield HeadingPane(self.session)
            yield CandidatePane(self.session)
        yield StatusLine()
        yield KeyLine(actions_in(Scope.REFINE, Scope.EVERYWHERE))

    def on_mount(self) -> None:
        """Begin to read the source."""
        self.show_title()
        self.show_progress()
        warnings = [*self.session.warnings, *filter(None, [self.session.claim()])]
        self.notice(greeting(self.session, warnings), WARN if warnings else "")
        if not self.session.scanned:
            self.session.keep_history()
            self.reading.go_on()
            self.show_progress()

    # --- reading the source ------------------------------------------------------------

    def on_scan_moved(self, event: ScanMoved) -> None:
        """The list has grown."""
        if event.batch is None and (problem := what_is_wrong(self.session)):
            self.notice(problem, WARN)
        self.headings.source_grew()
        self.come_back(at_the_end=event.batch is None)
        self.session.looking_ahead.more()
        if self.headings.current is None:
            self.follow()
        self.show_title()
        self.show_progress()

    def on_scan_failed(self, event: ScanFailed) -> None:
        """What was read before can still be worked on."""
        words = reading_failed(self.session, event.sentence, can_go_on=event.can_go_on)
        self.notice(words, WARN)
        self.show_progress()

    def on_scan_stopped(self, event: ScanStopped) -> None:
        """Say what that means."""
        reading = self.reading
        self.notice(reading_stopped(self.session, reading.percent, reading.titles), WARN)
        self.show_progress()

    def action_read_on(self) -> None:
        """Stop reading, or go on."""
        if self.reading.state is ReadingState.GOING_ON:
            self.reading.stop()
        elif self.reading.state is ReadingState.STOPPED:
            self.reading.go_on()
            self.notice(_("Reading goes on."))
            self.show_progress()
        else:
            self.notice(_("Everything that can be read here has been read."))

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """Credentials were refused."""
        self.notice(event.sentence, WARN)
        self.show_title()

    def show_title(self) -> None:
        registry, count = self.session.registry, len(self.session.refs)
        unusual = practice_in_words(self.session.store.practice)
        self.query_one(TitleLine).show(
            self.session.store.label,
            many("{n:,} heading", "{n:,} headings", count)
            + (f", {unusual}" if unusual else "")
            + self.order_in_title(),
            registry.label,
            _("anonymous") if registry.access.anonymous else registry.access.who,
            self.session.system,
        )

    def show_progress(self) -> None:
        session = self.session
        registry = session.registry
        day = registry.day
        self.query_one(StatusLine).show_progress(
            session.counts(),
            session.unsaved,
            reading_bar(self.reading),
            session.system,
            (
                *in_short(pace_of(session.tally.times), covered_headings(session)),
                questions_today(day),
            ),
            questions_run_out(day, ahead=registry.may_look_ahead),
        )

    # --- following the cursor ------------------------------------------------------------

    @on(VirtualList.Highlighted, "#headings")
    def follow_heading(self, event: VirtualList.Highlighted) -> None:
        """The right part follows the cursor at the left."""
        event.stop()
        self.follow()

    def follow(self) -> None:
        ref = self.headings.current
        self.session.looking_ahead.aim(ref, self.headings.in_sight, self.headings.onward)
        if ref is None:
            self.headings.show_context()
            shown = self.headings
            self.candidates.show_nothing(
                why_empty(self.session, filtered=shown.filtered, searching=shown.searching)
            )
        elif ref != self.candidates.heading:
            self.headings.show_context()
            self.candidates.show_heading(ref)

    # --- moving ------------------------------------------------------------------------

    def action_next_open(self) -> None:
        """To the next open heading."""
        self._go_to_open(self.headings.next_open())

    def action_previous_open(self) -> None:
        """To the open heading before."""
        self._go_to_open(self.headings.previous_open())

    def _go_to_open(self, ref: HeadingRef | None) -> None:
        if ref is None:
            self.notice(_("No heading is open here."))
        else:
            self.headings.go_to(ref)

    def action_next_pane(self) -> None:
        """To the next part of the screen."""
        self._step_pane(1, around=True)

    def action_previous_pane(self) -> None:
        """To the part of the screen before."""
        self._step_pane(-1, around=True)

    def action_to_right(self) -> None:
        """To the candidates, then to the details."""
        self._step_pane(1, around=False)

    def action_to_left(self) -> None:
        """Back towards the headings."""
        self._step_pane(-1, around=False)

    def _step_pane(self, step: int, *, around: bool) -> None:
        kinds = (HeadingList, CandidateList, DetailPane)
        panes: list[Widget] = [self.query_one(kind) for kind in kinds]
        place = panes.index(self.focused) if self.focused in panes else 0
        place = (place + step) % 3 if around else max(0, min(2, place + step))
        self.set_focus(panes[place])

    def action_back(self) -> None:
        """Leave a search of one's own, else the filter, else stop reading a large source."""
        if self.candidates.by_hand:
            self.candidates.show_usual()
            return
        if self.headings.filtered:
            self.headings.clear_filter()
        elif self.focused is self.headings.list:
            self.reading.stop()
        self.set_focus(self.headings.list)

    # --- finding -----------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type a filter."""
        self.headings.open_filter()

    def on_filter_bar_kept(self, event: FilterBar.Kept) -> None:
        """The filter is typed."""
        self.set_focus(self.headings.list)

    def action_ask_by_hand(self) -> None:
        """Another name, or an iD."""
        self.follow()
        ref = self.headings.current
        if ref is None:
            self.notice(_("There is no heading to look up here."))
        elif why_not := self.session.heading(ref).why_not:
            self.notice(why_not, WARN)
        else:
            screen = ByHandScreen(self.session, ref)
            self.app.push_screen(screen, lambda answer: self._asked_by_hand(ref, answer))

    def _asked_by_hand(self, ref: HeadingRef, answer: OtherCandidates | FoundPerson | None) -> None:
        self.ignore_enter_for_a_moment()
        self.show_title()  # credentials may have been refused meanwhile
        if isinstance(answer, OtherCandidates):
            self.candidates.show_found_as(ref, answer.words, answer.look_up)
        elif answer is not None:
            self._choose_person(ref, answer)

    def action_widen(self) -> None:
        """Ask for a part of the name only."""
        self.follow()
        if not self.candidates.look_widely():
            self.notice(_("There is nothing to look up here."))

    def action_look_up_again(self) -> None:
        """Ask the registry once more."""
        if not self.candidates.look_up_again():
            self.notice(_("There is nothing to look up here."))

    def action_open_page(self) -> None:
        """Open the ORCID page, and show its address for those who have no browser here."""
        orcid = self.candidates.person
        if orcid is None:
            self.notice(_("No person is shown whose page could be opened."))
            return
        opened = browser_at_hand() and not orcid.is_invented
        if opened:
            self.app.open_url(orcid.uri)
        self.notice(page(orcid, opened=opened))

    def action_copy_orcid(self) -> None:
        """Copy the iD through the terminal."""
        orcid = self.candidates.person
        if orcid is None:
            self.notice(_("No person is shown whose iD could be copied."))
        else:
            self.app.copy_to_clipboard(str(orcid))
            self.notice(
                _("{orcid} was sent to the clipboard, if the terminal allows it.").format(
                    orcid=orcid
                )
            )
