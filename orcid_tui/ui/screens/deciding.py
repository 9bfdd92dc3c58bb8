"""Deciding about headings: the part of the refine screen that changes the state of the work."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from textual import on
from textual.screen import Screen

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.decisions import Verdict
from orcid_tui.session.refused import (
    AlreadySaved,
    AlreadyThere,
    Conflict,
    DecisionRefused,
    Existing,
)
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.key_times import key_came, now
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.screens.conflict import ConflictScreen
from orcid_tui.ui.screens.tidy import TidyScreen
from orcid_tui.ui.sentences import (
    already_saved,
    chosen,
    kept,
    replaced,
    taken_out,
    tidied,
    walked,
    why_no_candidate,
)
from orcid_tui.ui.widgets.candidate_pane import CandidatePane
from orcid_tui.ui.widgets.heading_pane import HeadingPane
from orcid_tui.ui.widgets.lines import StatusLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_HELD_KEY: Final = 0.05
"""Two choices in less time (seconds) come from a key that is held down or bounces."""

_DOUBLE_PRESS: Final = 0.3
"""Seconds after an Enter in which a second is still meant for the screen that was in front."""


class DecidingScreen(Screen[None]):
    """Carries decisions to the session and shows what became of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._last_choice = (0.0, "")
        self._enter_counts_from = 0.0

    @property
    def headings(self) -> HeadingPane:
        """The left part."""
        return self.query_one(HeadingPane)

    @property
    def candidates(self) -> CandidatePane:
        """The right part."""
        return self.query_one(CandidatePane)

    def notice(self, sentence: str, style: str = "") -> None:
        """Say something in the status line, where it stays until the next.

        That choices are not on the disk is said with everything else, as long as it is so.
        """
        if trouble := self.session.history_trouble:
            sentence, style = f"{trouble} {sentence}", WARN
        self.query_one(StatusLine).show_notice(sentence, style)

    @abstractmethod
    def follow(self) -> None:
        """Let the right part show the highlighted heading, now."""

    @abstractmethod
    def show_progress(self) -> None:
        """Say how the work stands."""

    @abstractmethod
    def show_title(self) -> None:
        """Say what is open, and whom we ask."""

    def ignore_enter_for_a_moment(self) -> None:
        """Another screen was closed by Enter: one pressed too often is not meant for us."""
        self._enter_counts_from = max(now(), key_came(self.app) + _DOUBLE_PRESS)

    def keep_place(self) -> None:
        """Keep with the history how the list is shown, and where the cursor stands."""
        state = self.headings.view_state()
        state.pop("heading", None)  # the history knows a heading again by more than its place
        self.session.look(state, self.headings.current)

    # --- a person ------------------------------------------------------------------------

    async def action_choose_number(self, number: int) -> None:
        """Choose the candidate with this number."""
        await self._choose(number - 1, str(number))

    async def action_choose(self) -> None:
        """Choose the highlighted candidate."""
        self.follow()
        await self._choose(self.candidates.list.cursor, "enter")

    @on(VirtualList.Picked, "#candidates")
    async def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks choose."""
        await self._choose(event.index, "click")

    async def _choose(self, position: int, key: str) -> None:
        came = now() if key == "click" else key_came(self.app)
        (before, last_key), self._last_choice = self._last_choice, (came, key)
        if key == last_key and came - before < _HELD_KEY:
            self.notice(_("The key was held down: only the first choice was taken."), WARN)
            return
        if key == "enter" and came < self._enter_counts_from:
            return
        self.follow()
        ref, candidate = self.candidates.heading, self.candidates.candidate(position)
        if ref is None:
            return
        if candidate is None:
            shown = len(self.candidates.list.rows)
            self.notice(why_no_candidate(self.session, ref, position, shown), WARN)
            return
        await self.session.settled()
        self._choose_person(ref, candidate.person)

    def _choose_person(self, ref: HeadingRef, person: FoundPerson) -> None:
        try:
            self.session.choose(ref, person)
        except Conflict as conflict:
            self._ask(ref, person, conflict)
        except AlreadyThere as refused:
            others = [one for one in self.session.ids(ref) if one != str(person.orcid)]
            if others:
                self._ask(ref, person, Conflict(str(refused), others[0], broken=False))
            else:
                self.notice(str(refused))
        except DecisionRefused as refused:
            self.notice(str(refused), WARN)
        else:
            decision = self.session.decision(ref)
            if decision is not None and decision.verdict is Verdict.KEPT:
                self._decided(ref, kept(self.session, ref))
            else:
                self._decided(ref, chosen(person), go_on=True)

    def _ask(self, ref: HeadingRef, person: FoundPerson, conflict: Conflict) -> None:
        self.app.push_screen(
            ConflictScreen(self.session, ref, person, conflict),
            lambda answer: self._conflict_answered(ref, person, answer),
        )

    async def _conflict_answered(
        self, ref: HeadingRef, person: FoundPerson, answer: Existing | None
    ) -> None:
        self.ignore_enter_for_a_moment()
        self.show_title()  # credentials may have been refused meanwhile
        if answer is None:
            self.notice(kept(self.session, ref))
            return
        sentence = (
            replaced(self.session, ref, person) if answer is Existing.REPLACE else chosen(person)
        )
        await self._decide(
            lambda: self.session.choose(ref, person, answer), ref, sentence, go_on=True
        )

    # --- everything else -------------------------------------------------------------------

    async def action_nobody(self) -> None:
        """No candidate fits."""
        ref = self.headings.current
        if ref is not None:
            sentence = _("No one fits {name}.").format(name=self.session.heading(ref).name)
            await self._decide(lambda: self.session.nobody(ref), ref, sentence, go_on=True)

    async def action_skip(self) -> None:
        """Not now."""
        ref = self.headings.current
        if ref is not None:
            name = self.session.heading(ref).name
            await self._decide(
                lambda: self.session.skip(ref),
                ref,
                _("Left for later: {name}.").format(name=name),
                go_on=True,
            )

    async def action_correct_id(self) -> None:
        """The iD that the heading carries is wrong."""
        ref = self.headings.current
        if ref is not None:
            await self._decide(lambda: self.session.remove(ref), ref, taken_out(self.session, ref))

    async def action_tidy(self) -> None:
        """The iD that the heading carries into the usual form."""
        ref = self.headings.current
        if ref is not None:
            await self._decide(lambda: self.session.tidy(ref), ref, tidied(1))

    def action_tidy_file(self) -> None:
        """Older forms in the whole file."""
        self.app.push_screen(TidyScreen(self.session), self._tidied)

    async def _tidied(self, refs: tuple[HeadingRef, ...] | None) -> None:
        if not refs:
            self.notice(_("Nothing was tidied."))
            return
        await self.session.settled()
        try:
            self.session.tidy(*refs)
        except DecisionRefused as refused:
            self.notice(str(refused), WARN)
        else:
            self._show_decision(*refs)
            self.notice(tidied(len(refs)))

    async def _decide(
        self, decide: Callable[[], None], ref: HeadingRef, sentence: str, *, go_on: bool = False
    ) -> None:
        await self.session.settled()
        try:
            decide()
        except DecisionRefused as refused:
            self.notice(str(refused), WARN)
        else:
            self._decided(ref, sentence, go_on=go_on)

    def _decided(self, ref: HeadingRef, sentence: str, *, go_on: bool = False) -> None:
        """Show it; after a choice the next open heading comes, a correction stays in sight."""
        self._show_decision(ref)
        if go_on:
            following = self.headings.next_open()
            if following is None:
                sentence += " " + _("No heading is open any more; {key} saves.").format(
                    key=key_of("save")
                )
            else:
                self.headings.go_to(following)
                self.follow()
        self.keep_place()
        self.notice(sentence)

    async def action_undo(self) -> None:
        """Take the last decision back."""
        await self._walk_history(
            self.session.undo, _("Taken back"), _("There is nothing to take back.")
        )

    async def action_redo(self) -> None:
        """Make the last undone decision again."""
        await self._walk_history(
            self.session.redo, _("Decided again"), _("There is nothing to do again.")
        )

    async def _walk_history(
        self, walk: Callable[[], tuple[HeadingRef, ...]], done: str, nothing: str
    ) -> None:
        self._last_choice = (0.0, "")
        await self.session.settled()
        try:
            refs = walk()
        except AlreadySaved:
            self.notice(already_saved(self.session), WARN)
            return
        except DecisionRefused as refused:
            self.notice(str(refused), WARN)
            return
        if not refs:
            self.notice(nothing)
            return
        self.headings.go_to(refs[0])
        self.follow()
        self._show_decision(*refs)
        self.keep_place()
        self.notice(walked(self.session, refs, done))

    def _show_decision(self, *refs: HeadingRef) -> None:
        """The state of these headings is another one."""
        if len(refs) == 1:
            self.headings.heading_changed(refs[0])
        else:
            self.headings.everything_changed()
        if self.candidates.heading in refs:
            self.candidates.decision_changed()
        self.show_progress()
