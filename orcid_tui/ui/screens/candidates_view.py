"""What the views of candidates share: who they are, their public pages, and the wait for both."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual.content import Content
from textual.widget import Widget

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.messages import Answered, NotAnswered, ProfileCame, ProfileFailed
from orcid_tui.ui.render.cells import MUTED, WARN, text, wrap
from orcid_tui.ui.screens.view import ViewScreen

_LOOKED_AT: Final = 0.3
"""Seconds for which persons who came late must have been in sight before a key is meant for one."""


class CandidatesScreen(ViewScreen[FoundPerson | None]):
    """Shows some of the candidates for a heading. Gives the one that is chosen.

    Without enough `candidates` the heading is looked up first. `place` is that of the first one
    to be shown, from 0.
    """

    NEEDED = 1
    """So many candidates there must be."""
    READS_AGAIN: ClassVar[str]
    """The action that asks once more for the public page."""

    def __init__(
        self, session: Session, ref: HeadingRef, candidates: Sequence[Candidate], place: int
    ) -> None:
        super().__init__(session)
        self.ref = ref
        self.candidates = candidates
        self.place = place
        self._failed: dict[OrcidId, str] = {}
        self._keys_count_from = 0.0

    @property
    def ready(self) -> bool:
        """Whether there are candidates to be shown."""
        return len(self.candidates) >= self.NEEDED

    @property
    @abstractmethod
    def shown(self) -> Sequence[Candidate]:
        """Those in sight."""

    @abstractmethod
    def begin(self) -> None:
        """There are candidates now: show the first."""

    @abstractmethod
    def show(self, *, stay: bool) -> None:
        """Show what is known; with `stay` it is more of the same."""

    def on_mount(self) -> None:
        """What is here already, and the rest as soon as it comes."""
        if self.ready:
            self.begin()
        else:
            heading = self.session.heading(self.ref)
            self.entitle(heading.name, self.session.work(self.ref).title)
            self._say_instead(text(_("Searching…"), MUTED))
            Asking(self, self.session).candidates(self.ref)

    def _say_instead(self, *sentences: Content) -> None:
        self.pane.show([partial(wrap, sentence) for sentence in sentences])

    # --- answers -------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """Candidates have come."""
        event.stop()
        look_up = self.session.known(event.ref)
        if event.ref != self.ref or look_up is None or self.ready:
            return
        if len(look_up.candidates) >= self.NEEDED:
            self.candidates = look_up.candidates
            places = [c.orcid == look_up.recommended for c in self.candidates]
            self.place = places.index(True) if True in places else 0
            self._keys_count_from = monotonic() + _LOOKED_AT
            self.begin()
        else:
            note = text(look_up.note, WARN) if look_up.note else Content("")
            self._say_instead(text(_("There are no candidates to show.")), note)

    def on_not_answered(self, event: NotAnswered) -> None:
        """Say what happened."""
        event.stop()
        if event.ref == self.ref and not self.ready:
            self._say_instead(text(event.sentence, WARN), text(event.hint))

    def ask_for_pages(self, *owners: Widget, rest: float | None = None) -> None:
        """Ask for the pages of those in sight that are not here; each owner has one question."""
        for owner, candidate in zip(owners, self.shown, strict=True):
            orcid = candidate.orcid
            if self.session.known_profile(orcid) is None and orcid not in self._failed:
                asking = Asking(owner, self.session)
                asking.profile(orcid) if rest is None else asking.profile(orcid, rest=rest)

    def forget_failures(self) -> None:
        """The pages that did not come may be asked for again."""
        self._failed.clear()

    def failure(self, orcid: OrcidId) -> str:
        """Why a page did not come; empty when it is here or on its way."""
        return self._failed.get(orcid, "")

    def in_place_of_page(self, orcid: OrcidId) -> str:
        """What is said where a page is not here."""
        return self.failure(orcid) or _("The public page is being read…")

    def on_profile_came(self, event: ProfileCame) -> None:
        """A public page is here."""
        event.stop()
        self._failed.pop(event.orcid, None)
        self._show_again(event.orcid)

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """What the search has told stays, with a sentence about the rest."""
        event.stop()
        again = _("Press {key} to read it again.").format(key=key_of(self.READS_AGAIN))
        self._failed[event.orcid] = f"{event.sentence} {again}"
        self._show_again(event.orcid)

    def _show_again(self, orcid: OrcidId) -> None:
        if self.ready and any(candidate.orcid == orcid for candidate in self.shown):
            self.show(stay=True)

    # --- keys --------------------------------------------------------------------------

    def choose(self, candidate: Candidate) -> None:
        """This one, if there was time to see who it is."""
        if monotonic() < self._keys_count_from:
            self.say(_("The candidates have only just come: look at them, and press again."), WARN)
        else:
            self.dismiss(candidate.person)

    def no_other(self) -> None:
        """There is nobody in the direction of the key."""
        if self.ready:
            self.say(_("There is no other candidate in this direction."))
