"""Deciding several headings at once, and notes: the part of the refine screen that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.decisions import Manner, Verdict
from orcid_tui.session.same_name import SameNames
from orcid_tui.session.session import Session
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.background import start
from orcid_tui.ui.carried import carried_person
from orcid_tui.ui.messages import SameNameFound
from orcid_tui.ui.namesakes import open_namesakes, read_names
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.screens.note import NoteScreen
from orcid_tui.ui.screens.recommended import RecommendedScreen
from orcid_tui.ui.screens.refused import RefusedScreen
from orcid_tui.ui.screens.same_name import SameNameScreen
from orcid_tui.ui.widgets.lines import StatusLine

_REST: Final = 0.006
"""Seconds between two steps of reading names for an offer that nobody waits for."""


class TogetherScreen(DecidingScreen):
    """Offers the same name in more records after a choice, and the lists with ticks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._names = SameNames(session)
        self._offered: tuple[HeadingRef, HeadingRef | None] | None = None
        """The heading just chosen, and the one under the cursor since then."""
        self._left_out: frozenset[HeadingRef] = frozenset()
        """Recommended ones whose tick was taken away."""

    # --- the same name in more records --------------------------------------------------

    def _decided(self, ref: HeadingRef, sentence: str, *, go_on: bool = False) -> None:
        """After a choice, look whether the same name is open elsewhere."""
        super()._decided(ref, sentence, go_on=go_on)
        self._offered = None
        decision = self.session.decision(ref)
        if decision is not None and decision.verdict is Verdict.CHOSEN:
            said = self.query_one(StatusLine).notice
            start(self, "same-name", self._look_for_same_name, ref, said)

    async def _look_for_same_name(self, ref: HeadingRef, said: str) -> None:
        await read_names(self._names, lambda: None, rest=_REST)
        records: set[int] = set()
        async for other in open_namesakes(self.session, self._names, ref, lambda: None):
            records.add(other.record)
        if records:
            self.post_message(SameNameFound(ref, said, len(records - {ref.record})))

    def on_same_name_found(self, event: SameNameFound) -> None:
        """Say so behind what was said of the choice, if that still stands."""
        event.stop()
        status = self.query_one(StatusLine)
        if status.notice == event.said:
            self._offered = event.ref, self.headings.current
            offer = _("The same name stands in this record once more: {key} shows it.").format(
                key=key_of("same-name")
            )
            if event.records:
                offer = many(
                    "Same name in {n:,} more record: {key} shows it.",
                    "Same name in {n:,} more records: {key} shows them.",
                    event.records,
                    key=key_of("same-name"),
                )
            self.notice(f"{event.said} {offer}")

    def action_same_name(self) -> None:
        """For the choice just made, as offered; else for the heading under the cursor."""
        self.follow()
        current, offered = self.headings.current, self._offered
        self._offered = None
        ref = offered[0] if offered is not None and offered[1] == current else current
        if ref is None:
            self.notice(_("There is no heading here."))
            return
        orcid = self._person_of(ref)
        if orcid is None:
            self.notice(
                _("Nobody is chosen or shown here whose name could be looked for elsewhere."), WARN
            )
            return
        screen = SameNameScreen(self.session, self._names, ref, orcid, self._found(ref, orcid))

        def answered(refs: tuple[HeadingRef, ...] | None) -> None:
            person = screen.person
            choices = [(each, person) for each in refs or () if person is not None]
            self.decide_all(choices, Manner.SAME_NAME)

        self.app.push_screen(screen, answered)

    def _person_of(self, ref: HeadingRef) -> OrcidId | None:
        """Who was chosen for a heading, else whose iD it carries, else who is highlighted."""
        session, decision = self.session, self.session.decision(ref)
        orcid = decision.orcid if decision is not None else session.heading(ref).orcid
        undecided = session.state(ref) in (HeadingState.OPEN, HeadingState.SKIPPED)
        if orcid is None and undecided and self.candidates.heading == ref:
            return self.candidates.person
        return orcid

    def _found(self, ref: HeadingRef, orcid: OrcidId) -> FoundPerson | None:
        """The person as the look-up of the heading has it, else as the public page."""
        known, shown = self.session.known(ref), self.candidates.highlighted
        found = list(known.candidates) if known is not None else []
        if self.session.state(ref) is HeadingState.OPEN and shown is not None:
            found.append(shown)  # perhaps found by another name
        profile = self.session.known_profile(orcid)
        page = carried_person(orcid, profile) if profile is not None else None
        return next((each.person for each in found if each.orcid == orcid), page)

    # --- all that are recommended -------------------------------------------------------

    def action_accept_recommended(self) -> None:
        """Everything in the list of headings as it is filtered now."""
        self.follow()
        screen = RecommendedScreen(
            self.session,
            self.headings.shown_refs(),
            left_out=self._left_out,
        )

        def answered(refs: tuple[HeadingRef, ...] | None) -> None:
            self._left_out = screen.left_out
            persons = ((ref, screen.person(ref)) for ref in refs or ())
            chosen = [(ref, person) for ref, person in persons if person is not None]
            self.decide_all(chosen, Manner.BULK)

        self.app.push_screen(screen, answered)

    # --- deciding -----------------------------------------------------------------------

    def decide_all(self, choices: Sequence[tuple[HeadingRef, FoundPerson]], manner: Manner) -> None:
        """Decide as one step, and say what was refused."""
        self.ignore_enter_for_a_moment()
        self.show_title()  # credentials may have been refused meanwhile
        if not choices:
            self.notice(_("Nothing was decided."))
            return
        refused = self.session.decide_together(choices, manner)
        done = [ref for ref, _person in choices if ref not in refused]
        if done:
            self._show_decision(*done)
            current = self.headings.current
            following = self.headings.next_open() if current in done else None
            if following is not None:
                self.headings.go_to(following)
                self.follow()
        self.notice(_decided_together(len(done), refused), WARN if refused else "")
        if refused:
            self.app.push_screen(RefusedScreen(self.session, refused))

    # --- notes --------------------------------------------------------------------------

    def action_note(self) -> None:
        """The cataloguer's own words about the heading under the cursor."""
        ref = self.headings.current
        if ref is None:
            self.notice(_("There is no heading here."))
            return
        screen = NoteScreen(self.session.heading(ref).name, self.session.note(ref))
        self.app.push_screen(screen, lambda note: self._noted(ref, note))

    def _noted(self, ref: HeadingRef, note: str | None) -> None:
        self.ignore_enter_for_a_moment()
        before = self.session.note(ref)
        if note is None or note == before:
            return
        self.session.annotate(ref, note)
        self.headings.heading_changed(ref)
        self.notice(_("The note is kept.") if note else _("The note is taken away."))


def _decided_together(count: int, refused: Mapping[HeadingRef, str]) -> str:
    done = many(
        "{n:,} chosen; {key} takes that back.",
        "{n:,} chosen together; {key} takes all back.",
        count,
        key=key_of("undo"),
    )
    if not refused:
        return done
    not_done = many("{n:,} was refused.", "{n:,} were refused.", len(refused))
    return f"{done} {not_done}" if count else not_done
