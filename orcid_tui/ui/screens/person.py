"""A candidate in full: the public page, with what speaks for and against on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import Scope
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import ProfileCame, ProfileFailed
from orcid_tui.ui.outside import browser_at_hand
from orcid_tui.ui.render.person_page import person_blocks
from orcid_tui.ui.render.persons import display_name
from orcid_tui.ui.screens.view import ViewScreen
from orcid_tui.ui.sentences import page


class PersonScreen(ViewScreen[FoundPerson | None]):
    """Shows one of the candidates for a heading after the other. Gives the one that is chosen."""

    SCOPE = Scope.PERSON
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.PERSON)

    def __init__(
        self, session: Session, ref: HeadingRef, candidates: Sequence[Candidate], place: int
    ) -> None:
        """`place` is that of the first to be shown, from 0."""
        super().__init__(session)
        self._ref, self._candidates, self._place = ref, candidates, place
        self._failed: dict[OrcidId, str] = {}

    @property
    def candidate(self) -> Candidate:
        """Who is shown."""
        return self._candidates[self._place]

    def on_mount(self) -> None:
        """What is here already, and the rest as soon as it comes."""
        self._show_person()

    def _show_person(self) -> None:
        self._show(stay=False)
        orcid = self.candidate.orcid
        if self.session.known_profile(orcid) is None and orcid not in self._failed:
            Asking(self, self.session).profile(orcid)

    def _show(self, *, stay: bool) -> None:
        session, candidate = self.session, self.candidate
        said = self._failed.get(candidate.orcid) or _("The public page is being read…")
        blocks = person_blocks(
            candidate, session.known_profile(candidate.orcid), session.work(self._ref), said
        )
        if stay:
            self.pane.show_again(blocks)
        else:
            self.pane.show(blocks)
        where = _("{n:,} of {total:,} for {heading}").format(
            n=self._place + 1, total=len(self._candidates), heading=session.heading(self._ref).name
        )
        self.entitle(display_name(candidate.person), str(candidate.orcid), where)

    def on_profile_came(self, event: ProfileCame) -> None:
        """The public page is here."""
        event.stop()
        self._failed.pop(event.orcid, None)
        if event.orcid == self.candidate.orcid:
            self._show(stay=True)

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """What the search has told stays, with a sentence about the rest."""
        event.stop()
        again = _("Press r to read it again.")
        self._failed[event.orcid] = f"{event.sentence} {again}"
        if event.orcid == self.candidate.orcid:
            self._show(stay=True)

    # --- keys --------------------------------------------------------------------------

    def action_next_person(self) -> None:
        """The next candidate."""
        self._slide(1)

    def action_previous_person(self) -> None:
        """The candidate before."""
        self._slide(-1)

    def _slide(self, step: int) -> None:
        place = self._place + step
        if 0 <= place < len(self._candidates):
            self._place = place
            self.say("")
            self._show_person()
        else:
            self.say(_("There is no other candidate in this direction."))

    def action_choose_this_person(self) -> None:
        """This one."""
        self.dismiss(self.candidate.person)

    def action_open_this_page(self) -> None:
        """Open the page, and show its address for those who have no browser here."""
        orcid = self.candidate.orcid
        opened = browser_at_hand() and not orcid.is_invented
        if opened:
            self.app.open_url(orcid.uri)
        self.say(page(orcid, opened=opened))

    def action_copy_this_id(self) -> None:
        """Through the terminal."""
        orcid = self.candidate.orcid
        self.app.copy_to_clipboard(str(orcid))
        self.say(
            _("{orcid} was sent to the clipboard, if the terminal allows it.").format(orcid=orcid)
        )

    def action_read_page_again(self) -> None:
        """Ask for the page once more, if it is not here."""
        orcid = self.candidate.orcid
        if self.session.known_profile(orcid) is not None:
            self.say(_("The page is here already."))
            return
        self._failed.pop(orcid, None)
        self._show(stay=True)
        Asking(self, self.session).profile(orcid, rest=0)

    def action_leave_person(self) -> None:
        """Nobody."""
        self.dismiss(None)
