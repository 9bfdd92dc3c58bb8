"""The right part: who could be the person of the highlighted heading, and what speaks for it."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.carried import as_typed, carried_person, with_carried
from orcid_tui.ui.messages import (
    Answered,
    AnsweredWidely,
    NotAnswered,
    ProfileCame,
    ProfileFailed,
)
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, Rows, text
from orcid_tui.ui.render.persons import (
    candidate_detail,
    candidates_title,
    in_the_record,
)
from orcid_tui.ui.sentences import found_as, found_widely, search_again_or_back, what_helps
from orcid_tui.ui.widgets.candidate_list import CandidateList
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.virtual_list import VirtualList

Manner = Literal["usual", "widely", "own words"]
"""How the candidates in sight were asked for."""


class CandidatePane(Vertical):
    """Follows the highlighted heading. What it shows always belongs to `heading`."""

    DEFAULT_CSS = """
    CandidatePane {
        & #candidates-title {
            height: 1; padding: 0 1; background: $panel;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #details { background: $surface; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(id="candidate-pane")
        self._session = session
        self._asking = Asking(self, session)
        self.heading: HeadingRef | None = None
        self._carried: OrcidId | None = None
        self._not_read = False
        """Whether the public page of that person could not be read."""
        self._look_up = LookUp()
        self._manner: Manner = "usual"
        self._own_words = ""
        self._answered = False
        """Whether an answer is shown, not words in its place."""

    def compose(self) -> ComposeResult:
        """Title, candidates, details of the highlighted one."""
        yield Static("", id="candidates-title", markup=False)
        yield CandidateList(id="candidates")
        yield DetailPane(id="details")

    @property
    def list(self) -> CandidateList:
        """The list itself."""
        return self.query_one(CandidateList)

    @property
    def highlighted(self) -> Candidate | None:
        """The highlighted candidate of the present heading."""
        return self.candidate(self.list.cursor)

    @property
    def person(self) -> OrcidId | None:
        """The person the details are about."""
        candidate = self.highlighted
        return candidate.orcid if candidate is not None else None

    def candidate(self, position: int) -> Candidate | None:
        """The candidate at a position from 0, if it belongs to the present heading."""
        if self.list.heading != self.heading or not 0 <= position < len(self.list.rows):
            return None
        return self.list.rows[position]

    # --- following the headings --------------------------------------------------------

    def show_nothing(self, sentence: str) -> None:
        """No heading is highlighted; say why."""
        self._asking.drop("look-up", "profile", "carried")
        self.heading = self._carried = None
        self._say(None, text(sentence, MUTED))

    def show_heading(self, ref: HeadingRef) -> None:
        """Show what is known of a heading at once, and ask for the rest."""
        self._asking.drop("look-up", "profile", "carried")
        self.heading, self._not_read, self._manner = ref, False, "usual"
        heading = self._session.heading(ref)
        known = self._session.known(ref)
        self._carried = heading.orcid
        if self._carried is not None and self._session.known_profile(self._carried) is None:
            self._asking.carried(self._carried)
        if known is not None:
            self._show_answer(ref, known)
        elif heading.eligible:
            self._ask(ref)
        elif self._carried is not None:
            self._show_answer(ref, LookUp(note=heading.why_not))
        else:
            self._say(ref, text(heading.why_not, WARN))

    def decision_changed(self) -> None:
        """Mark the chosen candidate of the present heading; one typed by hand comes in."""
        ref = self.heading
        if ref is None:
            return
        there = [candidate.orcid for candidate in self.list.rows]
        if self._answered and there != [each.orcid for each in self._all(ref).candidates]:
            self._show_answer(ref, self._look_up)
        else:
            self.list.mark_chosen(self._chosen(ref))

    # --- asking by hand ------------------------------------------------------------------

    @property
    def by_hand(self) -> bool:
        """Whether something else than the usual answer is shown."""
        return self._manner != "usual"

    def show_usual(self) -> None:
        """The candidates of the heading as it stands again."""
        if self.heading is not None:
            self.show_heading(self.heading)

    def show_found_as(self, ref: HeadingRef, words: str, look_up: LookUp) -> None:
        """Show who was found for this heading by other words."""
        if ref == self.heading:
            self._asking.drop("look-up", "profile")
            self._manner, self._own_words = "own words", words
            self._show_answer(ref, as_typed(look_up))

    def look_widely(self) -> bool:
        """Ask for a part of the name only; False when the heading takes no iD."""
        ref = self.heading
        if ref is None or not self._session.heading(ref).eligible:
            return False
        self._manner = "widely"
        name = self._session.heading(ref).name
        self._say(ref, text(_("Searching more widely…"), MUTED))
        self._title(Content.assemble(_("Searching more widely for "), text(name, STRONG), "…"))
        self._asking.widely(ref)
        return True

    def look_up_again(self) -> bool:
        """Repeat the question for the present heading; False when it needs none."""
        ref = self.heading
        if ref is None or not self._session.heading(ref).eligible:
            return False
        self._manner = "usual"
        self._ask(ref, again=True)
        return True

    def _ask(self, ref: HeadingRef, *, again: bool = False) -> None:
        name = self._session.heading(ref).name
        self._say(ref, text(_("Searching…"), MUTED))
        self._title(Content.assemble(_("Searching for "), text(name, STRONG), "…"))
        if again:
            self._asking.candidates_again(ref)
            if self._carried is not None and self._not_read:
                self._asking.carried(self._carried, rest=0)
        else:
            self._asking.candidates(ref)

    def _say(self, ref: HeadingRef | None, *sentences: Content) -> None:
        """Words instead of candidates; who is in the record already is shown all the same."""
        self._answered = False
        name = self._session.heading(ref).name if ref is not None else ""
        self._title(text(name, STRONG))
        if ref is not None and self._carried is not None:
            self._show_list(ref, LookUp(), *sentences)
        else:
            self.list.show_sentences(ref, sentences)
            self._details(())

    def _show_answer(self, ref: HeadingRef, look_up: LookUp) -> None:
        name = self._session.heading(ref).name
        self._title(candidates_title(name, look_up, besides=self._carried is not None))
        self._answered = True
        self._show_list(ref, look_up, *self._about_the_search(ref, look_up))

    def _about_the_search(self, ref: HeadingRef, look_up: LookUp) -> tuple[Content, ...]:
        """How these were found if not as usual, and which keys help when nobody was."""
        said: tuple[Content, ...] = ()
        if self._manner == "widely":
            said = (text(found_widely(), WARN),)
        elif self._manner == "own words":
            said = (text(found_as(self._own_words), WARN),)
        if not look_up.candidates and self._session.heading(ref).eligible:
            said += (text(what_helps(widely=self._manner == "widely")),)
        return said

    def _show_list(self, ref: HeadingRef, look_up: LookUp, *sentences: Content) -> None:
        self._look_up = look_up
        carried = self._carried
        if carried is not None:
            form = self._session.heading(ref).orcid_form
            sentences = (in_the_record(carried, form), *sentences)
        self.list.show_answer(ref, self._all(ref), self._chosen(ref), carried, sentences)
        if not self.list.rows:
            self._details(())

    def _all(self, ref: HeadingRef) -> LookUp:
        """The candidates, and who is in the record already or was chosen by hand."""
        look_up = self._look_up
        for orcid in filter(None, (self._carried, self._chosen(ref))):
            profile = self._session.known_profile(orcid)
            failed = self._not_read and orcid == self._carried
            look_up = with_carried(look_up, carried_person(orcid, profile, failed=failed))
        return look_up

    def _show_again(self, ref: HeadingRef) -> None:
        """More is known of the same persons."""
        candidates = self._all(ref).candidates
        if len(candidates) == len(self.list.rows):
            self.list.show_again(candidates)

    def _chosen(self, ref: HeadingRef) -> OrcidId | None:
        decision = self._session.decision(ref)
        return decision.orcid if decision is not None else None

    def _title(self, content: Content) -> None:
        self.query_one("#candidates-title", Static).update(content, layout=False)

    def _details(self, rows: Rows) -> None:
        self.query_one(DetailPane).show_rows(rows)

    # --- answers -------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """Candidates have come; late ones for another heading are only kept by the session."""
        event.stop()
        look_up = self._session.known(event.ref)
        if event.ref == self.heading and look_up is not None and not self.by_hand:
            self._show_answer(event.ref, look_up)

    def on_not_answered(self, event: NotAnswered) -> None:
        """Say what happened and what to do."""
        event.stop()
        if event.ref == self.heading and event.widely == self.by_hand:
            again = (
                search_again_or_back()
                if event.widely
                else _("Press {key} to look it up again.").format(key=key_of("look-up-again"))
            )
            self._say(event.ref, text(event.sentence, WARN), text(event.hint), text(again, MUTED))

    def on_answered_widely(self, event: AnsweredWidely) -> None:
        """The answer to a part of the name."""
        event.stop()
        if event.ref == self.heading and self._manner == "widely":
            self._show_answer(event.ref, event.look_up)

    @on(VirtualList.Highlighted, "#candidates")
    def follow_candidate(self, event: VirtualList.Highlighted) -> None:
        """Details of the highlighted candidate: what the hit says now, the rest when it comes."""
        event.stop()
        candidate = self.highlighted
        if candidate is None:
            return
        profile = self._session.known_profile(candidate.orcid)
        self._details(candidate_detail(candidate, profile))
        if profile is None:
            self._asking.profile(candidate.orcid)
        else:
            self._asking.drop("profile")

    def on_profile_came(self, event: ProfileCame) -> None:
        """The public page is here."""
        event.stop()
        ref = self.heading
        if event.orcid == self._carried:
            self._not_read = False
        if ref is not None and event.orcid in (self._carried, self._chosen(ref)):
            self._show_again(ref)
        candidate = self.highlighted
        if candidate is not None and candidate.orcid == event.orcid:
            profile = self._session.known_profile(event.orcid)
            self._details(candidate_detail(candidate, profile))

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """What the hit says stays, with a sentence about the rest."""
        event.stop()
        if event.orcid == self._carried and not self._not_read:
            self._not_read = True
            if self.heading is not None:
                self._show_again(self.heading)
        candidate = self.highlighted
        if candidate is not None and candidate.orcid == event.orcid:
            known = candidate_detail(candidate, None)
            self._details([("", [text(event.sentence, WARN)]), *known])
