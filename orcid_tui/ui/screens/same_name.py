"""The same name in more records: what each of them says of the person, ticked one by one or all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.orcid_id import OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.same_name import SameNames
from orcid_tui.session.session import Session
from orcid_tui.session.standing import Standing, is_carrying, standing, stands_beside
from orcid_tui.session.states import HeadingState
from orcid_tui.ui.actions import Scope, key_of
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.asking_many import AskingMany
from orcid_tui.ui.background import start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.carried import carried_person
from orcid_tui.ui.messages import (
    AskedAll,
    NamesRead,
    NotAnswered,
    ProfileCame,
    ProfileFailed,
    WentAnonymous,
)
from orcid_tui.ui.namesakes import open_namesakes, read_names
from orcid_tui.ui.render.cells import WARN, text
from orcid_tui.ui.render.persons import display_name
from orcid_tui.ui.render.together import (
    evidence_line,
    evidence_rows,
    name_line,
    person_line,
    record_rows,
    words_line,
)
from orcid_tui.ui.screens.dialogs import Answer
from orcid_tui.ui.screens.ticking import TickingScreen

_ROW: Final = 2


class SameNameScreen(TickingScreen):
    """Gives the headings for which this person is chosen; none is ticked at first.

    A row can be ticked when its own look-up is here, and together with all others only when
    nothing in its record speaks against the person.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAME_NAME)

    def __init__(
        self,
        session: Session,
        names: SameNames,
        ref: HeadingRef,
        orcid: OrcidId,
        person: FoundPerson | None,
    ) -> None:
        """`ref` is the heading that the person was found for; None when only the iD is known:
        who that is will be asked first."""
        super().__init__(session, Scope.SAME_NAME, _ROW, details=True)
        self._names, self._ref, self._orcid = names, ref, orcid
        self.person = person
        self._asking = AskingMany(self, session)
        self._asked: set[HeadingRef] = set()
        self._waiting: set[HeadingRef] = set()
        """Rows without an answer."""
        self._in_record: Counter[int] = Counter()
        self._failed: dict[HeadingRef, str] = {}
        self._gathered = False
        self._said = ""
        """Why no more is looked up, or that credentials were refused."""

    def compose_above(self) -> ComposeResult:
        """Whom it is about."""
        yield Static("", id="ticks-person", markup=False)

    def on_mount(self) -> None:
        """Begin to look for the name."""
        self._session.watch_answers(self._answer_came)
        start(self, "gather", self._gather)
        self._show_person()
        if self.person is None:
            Asking(self, self._session).carried(self._orcid, rest=0)

    # --- looking for them ---------------------------------------------------------------

    async def _gather(self) -> None:
        def tell() -> None:
            self.post_message(NamesRead(done=False))

        session = self._session
        await read_names(self._names, tell)
        if session.state(self._ref) is HeadingState.OPEN:
            self._add(self._ref)
        async for ref in open_namesakes(session, self._names, self._ref, tell):
            self._add(ref)
        self.post_message(NamesRead(done=True))

    def _add(self, ref: HeadingRef) -> None:
        self.take_in(ref, ticked=False)
        self._in_record[ref.record] += 1

    def on_names_read(self, event: NamesRead) -> None:
        """The list has grown."""
        event.stop()
        self.rows.rows_grew()
        if event.done:
            self._gathered = True
            self._waiting.update(filter(self._needs_look_up, self._refs))
            self._asking.begin(self._next_to_ask)
        self.show_count()

    def _next_to_ask(self) -> HeadingRef | None:
        """What is in sight first, then from the top."""
        for ref in (*self.in_sight(), *self._refs):
            if ref not in self._asked and self._needs_look_up(ref):
                self._asked.add(ref)
                return ref
        return None

    def _needs_look_up(self, ref: HeadingRef) -> bool:
        return self._session.known(ref) is None and not is_carrying(self._session, ref)

    def _answer_came(self, ref: HeadingRef) -> None:
        """The evidence of a record is here, whoever has asked for it."""
        if ref in self._places:
            self._failed.pop(ref, None)
            self._waiting.discard(ref)
            self.row_changed(ref)
            self.show_count()

    def on_unmount(self) -> None:
        """Answers may come later than that."""
        self._session.unwatch_answers(self._answer_came)

    def on_not_answered(self, event: NotAnswered) -> None:
        """Say why in the row."""
        event.stop()
        self._failed[event.ref] = event.sentence
        self.row_changed(event.ref)

    def on_asked_all(self, event: AskedAll) -> None:
        """Nothing is asked any more."""
        event.stop()
        self._said = event.reason
        if self._waiting:
            self.rows.redraw()
        self.show_count()

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """Credentials were refused, and the search goes on."""
        event.stop()
        self._said = event.sentence
        self.show_count()

    def on_profile_came(self, event: ProfileCame) -> None:
        """Who the person is."""
        event.stop()
        self.person = carried_person(self._orcid, self._session.known_profile(self._orcid))
        self._show_person()
        self.rows.redraw()

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """Without that nothing can be chosen."""
        event.stop()
        self._said = event.sentence
        self._show_person(failed=True)
        self.show_count()

    # --- what each record says ----------------------------------------------------------

    def _standing(self, ref: HeadingRef) -> Standing | None:
        known = self._session.known(ref)
        return standing(known, self._orcid) if known is not None else None

    def may_be_ticked(self, ref: HeadingRef) -> bool:
        """Only with its evidence in sight, and where no other iD has to give way."""
        known = self.person is not None and self._session.known(ref) is not None
        return known and not is_carrying(self._session, ref)

    def with_all(self) -> Iterator[HeadingRef]:
        """Other records in which nothing speaks against the person."""
        for ref in self._refs:
            found = self._standing(ref) if self.may_be_ticked(ref) else None
            if found is not None and found.is_sound and not self._beside(ref):
                yield ref

    def _beside(self, ref: HeadingRef) -> str:
        """That the person would stand twice in this record; or nothing."""
        if stands_beside(self._session, ref, self._orcid):
            return _("the record has this person already")
        if ref != self._ref and self._in_record[ref.record] > 1:
            return _("the name stands twice in this record")
        return ""

    # --- keys ---------------------------------------------------------------------------

    def action_choose_ticked(self) -> None:
        """Ask once, and then decide."""
        count = len(self._ticked)
        if not count or self.person is None:
            return
        self.ask(
            many(
                "Choose {person} for {n:,} heading?",
                "Choose {person} for {n:,} headings?",
                count,
                person=display_name(self.person),
            ),
            _(
                "It is one step: {key} takes all of it back. Nothing is written before you save."
            ).format(key=key_of("undo")),
            Answer("c", many("choose for {n:,} heading", "choose for {n:,} headings", count)),
        )

    def action_look_up_failed(self) -> None:
        """Once more."""
        if self._gathered and not self._asking.underway:
            self._said = ""
            if self.person is None:
                Asking(self, self._session).carried(self._orcid, rest=0)
            self._failed.clear()
            self._asked.clear()
            self._asking.begin(self._next_to_ask)
            self.rows.redraw()
            self.show_count()

    # --- what is shown ------------------------------------------------------------------

    def _show_person(self, *, failed: bool = False) -> None:
        person = self.person or carried_person(self._orcid, None, failed=failed)
        line = person_line(person).pad_left(1)
        self.query_one("#ticks-person", Static).update(line, layout=False)

    def show_count(self) -> None:
        """How many are ticked, and what is still to come."""
        found = len(self._refs)
        if not self._gathered:
            self.show_title(
                many(
                    "{n:,} open heading has this name so far.",
                    "{n:,} open headings have this name so far.",
                    found,
                ),
                _("{seen} of {total} names were read…").format(
                    seen=number(self._names.seen), total=number(len(self._session.refs))
                ),
            )
        elif not found:
            rest = _("{key} goes back.").format(key=key_of("leave-ticks"))
            if not self._session.scanned:
                rest = _("Not all records are read yet. {key} goes back.").format(
                    key=key_of("leave-ticks")
                )
            self.show_title(_("No open heading has this name."), rest)
        else:
            strong = many(
                "{ticked} of {n:,} open heading of this name ticked.",
                "{ticked} of {n:,} open headings of this name ticked.",
                found,
                ticked=number(len(self._ticked)),
            )
            self.show_title(strong, self._said or self._left(), WARN if self._said else "")

    def _left(self) -> str:
        """What is still to come."""
        waiting = len(self._waiting)
        if waiting and self._asking.underway:
            return many("{n:,} is being looked up…", "{n:,} are being looked up…", waiting)
        if waiting:
            return many(
                "{n:,} could not be looked up; {key} tries again.",
                "{n:,} could not be looked up; {key} tries again.",
                waiting,
                key=key_of("look-up-failed"),
            )
        return ""

    def row_lines(self, mark: str, ref: HeadingRef, width: int) -> list[Content]:
        """The name as it stands there with title and year, and below what that record says."""
        session = self._session
        aside = self._beside(ref) or (_("this heading") if ref == self._ref else "")
        found = self._standing(ref)
        if is_carrying(session, ref):
            carried = _("carries an iD that is not valid: decide it by itself")
            below = words_line(carried, width, aside=aside, style=WARN)
        elif found is not None:
            below = evidence_line(found, width, aside=aside)
        elif ref in self._failed:
            below = words_line(self._failed[ref], width, aside=aside, style=WARN)
        elif self._asking.underway or not self._gathered:
            below = words_line(_("looking up…"), width, aside=aside)
        else:
            below = words_line(_("not looked up yet"), width, aside=aside)
        return [name_line(mark, session.heading(ref), session.work(ref), width), below]

    def show_details(self, ref: HeadingRef) -> None:
        """All that this record says, and what stands in it."""
        session, known = self._session, self._session.known(ref)
        rows = record_rows(session.heading(ref), session.work(ref), session.place(ref))
        found = self._standing(ref)
        if known is None or found is None:
            self.details.show_rows(rows)
            return
        instead = None
        if known.recommended is not None and not found.recommended:
            instead = next(c.person for c in known.candidates if c.orcid == known.recommended)
        reasons = found.candidate.reasons if found.candidate is not None else ()
        note = [("", [text(known.note)] if known.note else [])]
        self.details.show_rows([*evidence_rows(reasons, found.against, instead), *rows, *note])
