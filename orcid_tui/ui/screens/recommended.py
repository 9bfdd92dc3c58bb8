"""All recommended persons of a filter in one list: each with its reasons, each can be left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.session import Session
from orcid_tui.session.standing import recommended, recommended_beside, stands_beside
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.actions import Scope, key_of
from orcid_tui.ui.asking_many import AskingMany
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import Answered, AskedAll, NotAnswered, WentAnonymous
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.render.together import (
    evidence_rows,
    name_line,
    person_line,
    recommended_line,
    record_rows,
)
from orcid_tui.ui.screens.dialogs import Answer
from orcid_tui.ui.screens.ticking import TickingScreen

_ROW: Final = 2


class RecommendedScreen(TickingScreen):
    """Gives the headings whose recommended person is accepted.

    All are ticked at first, but for those that were left out before, those with a doubt, and those
    whose person would stand twice in a record.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.RECOMMENDED)

    class Gathered(Message):
        """More of the filter was looked through; `done` when all was."""

        def __init__(self, done: bool) -> None:
            super().__init__()
            self.done = done

    def __init__(
        self,
        session: Session,
        refs: Sequence[HeadingRef],
        *,
        left_out: Set[HeadingRef] = frozenset(),
    ) -> None:
        super().__init__(session, Scope.RECOMMENDED, _ROW, details=True)
        self._among, self._left_out_before = refs, left_out
        self._asking = AskingMany(self, session)
        self._rest: deque[HeadingRef] = deque()
        """Open headings that are not looked up yet."""
        self._failed: list[HeadingRef] = []
        self._sound: set[HeadingRef] = set()
        """Rows that ask for no look of their own: no doubt, and nobody twice in a record."""
        self._done = False
        self._said = ""

    def with_all(self) -> Iterator[HeadingRef]:
        """Those that nothing speaks against."""
        return iter(self._sound)

    def on_mount(self) -> None:
        """Begin to gather."""
        start(self, "gather", self._gather)

    @property
    def left_out(self) -> frozenset[HeadingRef]:
        """The headings without a tick, here and in the lists before."""
        return frozenset((self._left_out_before | self._places.keys()) - self._ticked)

    def person(self, ref: HeadingRef) -> FoundPerson | None:
        """Who is recommended for a heading, if it is still open."""
        found = recommended(self._session, ref)
        return found.person if found is not None else None

    # --- gathering ----------------------------------------------------------------------

    async def _gather(self) -> None:
        session = self._session
        # The list grows while a source is read: what is there now is looked through.
        places = range(len(self._among))
        async for place in in_slices(places, lambda: self._tell(done=False)):
            ref = self._among[place]
            if session.known(ref) is not None:
                self._offer(ref)
            elif session.state(ref) is HeadingState.OPEN:
                self._rest.append(ref)
        self._tell(done=True)

    def _offer(self, ref: HeadingRef) -> bool:
        """A row for a heading, if somebody is recommended for it."""
        found = recommended(self._session, ref)
        if found is None:
            return False
        sound = not found.doubts and not self._aside(ref)
        if sound:
            self._sound.add(ref)
        self.take_in(ref, ticked=sound and ref not in self._left_out_before)
        for other in recommended_beside(self._session, ref, found.orcid):
            self._sound.discard(other)
            self._ticked.discard(other)
            self.row_changed(other)
        return True

    def _aside(self, ref: HeadingRef) -> str:
        """What is to be said of the person in this record, besides the evidence."""
        session, found = self._session, recommended(self._session, ref)
        if found is None:
            return ""
        if stands_beside(session, ref, found.orcid):
            return _("the record has this person already")
        if recommended_beside(session, ref, found.orcid):
            return _("twice in this record")
        return ""

    def _tell(self, *, done: bool) -> None:
        self.post_message(self.Gathered(done))

    def on_recommended_screen_gathered(self, event: Gathered) -> None:
        """The list has grown."""
        self._done = event.done
        self.rows.rows_grew()
        self.show_count()

    # --- looking up the rest ------------------------------------------------------------

    def action_look_up_rest(self) -> None:
        """Look up what is not looked up yet, or stop that."""
        if self._asking.underway:
            self._stop()
        elif self._done and self._rest:
            self._said = ""
            self._asking.begin(self._next_to_ask)
            self.show_count()

    def _next_to_ask(self) -> HeadingRef | None:
        return self._rest.popleft() if self._rest else None

    def on_answered(self, event: Answered) -> None:
        """One more is looked up."""
        event.stop()
        if self._offer(event.ref):
            self.rows.rows_grew()
        self.show_count()

    def on_not_answered(self, event: NotAnswered) -> None:
        """It is asked for again when the rest is."""
        event.stop()
        self._failed.append(event.ref)

    def on_asked_all(self, event: AskedAll) -> None:
        """Nothing is asked any more."""
        event.stop()
        self._ended(event.reason)

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """Credentials were refused, and the search goes on."""
        event.stop()
        self._said = event.sentence
        self.show_count()

    def _stop(self) -> None:
        self._asking.stop()
        self._ended(_("Stopped."))

    def _ended(self, said: str) -> None:
        self._said = said
        self._rest.extend(self._failed)
        self._failed.clear()
        self.show_count()

    # --- keys ---------------------------------------------------------------------------

    def action_leave_ticks(self) -> None:
        """Stop looking up, else leave."""
        if self._asking.underway:
            self._stop()
        else:
            super().action_leave_ticks()

    def action_accept_ticked(self) -> None:
        """Ask once, and then decide; not while rows still come that nobody has seen."""
        count = len(self._ticked)
        if self._asking.underway:
            self._said = _("Looking up goes on: {key} stops it, then {enter} accepts.").format(
                key=key_of("look-up-rest"), enter=key_of("accept-ticked")
            )
            self.show_count()
        elif self._done and count:
            self.ask(
                many(
                    "Accept {n:,} recommended person?",
                    "Accept {n:,} recommended persons?",
                    count,
                ),
                _(
                    "It is one step: {key} takes all of it back. Nothing is written before "
                    "you save."
                ).format(key=key_of("undo")),
                Answer("a", many("accept {n:,} iD", "accept {n:,} iDs", count)),
            )

    # --- what is shown ------------------------------------------------------------------

    def show_count(self) -> None:
        """How many are ticked, and how many are not looked up."""
        strong = many(
            "{ticked} of {n:,} recommendation ticked.",
            "{ticked} of {n:,} recommendations ticked.",
            len(self._refs),
            ticked=number(len(self._ticked)),
        )
        if not self._done:
            rest = _("Looking through the headings…")
        elif self._asking.underway:
            left = len(self._rest)
            rest = many(
                "{n:,} left to look up; {key} stops.",
                "{n:,} left to look up; {key} stops.",
                left,
                key=key_of("look-up-rest"),
            )
        elif self._rest:
            rest = many(
                "{n:,} is not looked up yet: {key} does that.",
                "{n:,} are not looked up yet: {key} does that.",
                len(self._rest),
                key=key_of("look-up-rest"),
            )
        else:
            rest = _("Nothing is left to look up.")
        said = f"{self._said} {rest}".strip()
        self.show_title(strong, said, WARN if self._said else "")

    def row_lines(self, mark: str, ref: HeadingRef, width: int) -> list[Content]:
        """The heading with title and year, and below who is recommended, and why."""
        session = self._session
        lines = [name_line(mark, session.heading(ref), session.work(ref), width)]
        found = recommended(session, ref)
        if found is None:
            return lines
        return [*lines, recommended_line(found, width, aside=self._aside(ref))]

    def show_details(self, ref: HeadingRef) -> None:
        """The person with all reasons and doubts, and what stands in the record."""
        session, found = self._session, recommended(self._session, ref)
        rows = record_rows(session.heading(ref), session.work(ref), session.place(ref))
        if found is None:
            self.details.show_rows(rows)
            return
        who = person_line(found.person)
        why = evidence_rows(found.reasons, found.doubts)
        self.details.show_rows([(_("person"), [who]), *why, *rows])
