"""The right part: who could be the person of the highlighted heading, and what speaks for it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.matching.candidate import Candidate, LookUp
from orcid_tui.orcid_id import OrcidId
from orcid_tui.session.session import Session
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.carried import carried_person, with_carried
from orcid_tui.ui.messages import Answered, NotAnswered, ProfileCame, ProfileFailed
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, Rows, text
from orcid_tui.ui.render.persons import (
    candidate_detail,
    candidates_title,
    in_the_record,
)
from orcid_tui.ui.widgets.candidate_list import CandidateList
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.virtual_list import VirtualList


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
        self.heading, self._not_read = ref, False
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
        """Mark the chosen candidate of the present heading."""
        if self.heading is not None:
            self.list.mark_chosen(self._chosen(self.heading))

    def look_up_again(self) -> bool:
        """Repeat the question for the present heading; False when it needs none."""
        ref = self.heading
        if ref is None or not self._session.heading(ref).eligible:
            return False
        self._ask(ref, again=True)
        return True

    def _ask(self, ref: HeadingRef, *, again: bool = False) -> None:
        name = self._session.heading(ref).name
        self._say(ref, text("Searching…", MUTED))
        self._title(Content.assemble("Searching for ", text(name, STRONG), "…"))
        if again:
            self._asking.candidates(ref, rest=0)
            if self._carried is not None and self._not_read:
                self._asking.carried(self._carried, rest=0)
        else:
            self._asking.candidates(ref)

    def _say(self, ref: HeadingRef | None, *sentences: Content) -> None:
        """Words instead of candidates; who is in the record already is shown all the same."""
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
        self._show_list(ref, look_up)
        self._asking.ahead(ref)

    def _show_list(self, ref: HeadingRef, look_up: LookUp, *sentences: Content) -> None:
        self._look_up = look_up
        carried = self._carried
        if carried is not None:
            form = self._session.heading(ref).orcid_form
            sentences = (in_the_record(carried, form), *sentences)
        self.list.show_answer(ref, self._all(), self._chosen(ref), carried, sentences)
        if not self.list.rows:
            self._details(())

    def _all(self) -> LookUp:
        """The candidates, and who is in the record already."""
        if self._carried is None:
            return self._look_up
        profile = self._session.known_profile(self._carried)
        person = carried_person(self._carried, profile, failed=self._not_read)
        return with_carried(self._look_up, person)

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
        if event.ref == self.heading and look_up is not None:
            self._show_answer(event.ref, look_up)

    def on_not_answered(self, event: NotAnswered) -> None:
        """Say what happened and what to do."""
        event.stop()
        if event.ref == self.heading:
            self._say(
                event.ref,
                text(event.sentence, WARN),
                text(event.hint),
                text("Press r to look it up again.", MUTED),
            )

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
        if event.orcid == self._carried:
            self._not_read = False
            self.list.show_again(self._all().candidates)
        candidate = self.highlighted
        if candidate is not None and candidate.orcid == event.orcid:
            profile = self._session.known_profile(event.orcid)
            self._details(candidate_detail(candidate, profile))

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """What the hit says stays, with a sentence about the rest."""
        event.stop()
        if event.orcid == self._carried and not self._not_read:
            self._not_read = True
            self.list.show_again(self._all().candidates)
        candidate = self.highlighted
        if candidate is not None and candidate.orcid == event.orcid:
            known = candidate_detail(candidate, None)
            self._details([("", [text(event.sentence, WARN)]), *known])
