"""Asking by hand: another name for the heading, or an iD, whose owner is shown before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.headings.reading import person_name
from orcid_tui.language import _
from orcid_tui.matching.candidate import LookUp
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.by_hand import TypedPerson
from orcid_tui.session.session import Session
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in, key_of
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.carried import typed_candidate
from orcid_tui.ui.messages import FoundAs, NothingFound, PersonFound, WentAnonymous
from orcid_tui.ui.render.cells import GOOD, MUTED, STRONG, WARN, Rows, text
from orcid_tui.ui.render.persons import candidate_detail, name_and_affiliations
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.lines import KeyLine

_LOOKED_AT: Final = 0.3
"""Seconds a person must have been in sight before Enter is meant for that person."""

_HOW: Final = _(
    "A name as “Quell, Ada” or “Ada Quell”, or an iD as it is printed or copied from anywhere."
)
_NOBODY: Final = _("Another spelling may help. The candidates you had are still there.")


@dataclass(frozen=True, slots=True)
class OtherCandidates:
    """Who was found by a name in the cataloguer's own words."""

    words: str
    look_up: LookUp


class ByHandScreen(ModalScreen[OtherCandidates | FoundPerson | None]):
    """One line to type in. Gives other candidates, or the one person that was shown and taken.

    Nothing is taken that does not stand below the line at the moment of Enter: another letter
    in the line, and the person is gone.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.BY_HAND)
    AUTO_FOCUS = "#by-hand"
    DEFAULT_CSS = """
    ByHandScreen {
        align: center middle;
        & #box {
            width: 90; max-width: 100%; height: 16; max-height: 100%;
            background: $panel; border: round $primary;
        }
        & #by-hand-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #by-hand { margin: 0 1 1 1; background: $surface; }
        & #by-hand-said { background: $panel; }
    }
    """

    def __init__(self, session: Session, ref: HeadingRef) -> None:
        super().__init__()
        self._session, self._ref = session, ref
        self._asking = Asking(self, session)
        self._asked = ""
        """What is being looked for at this moment."""
        self._typed: TypedPerson | None = None
        self._looked_at = False

    def compose(self) -> ComposeResult:
        """The question, the line, what comes of it, the keys."""
        name = person_name(self._session.heading(self._ref))
        words = clean(f"{name.family}, {name.given}" if name.given else name.family)
        with Vertical(id="box"):
            yield Static(
                Content.assemble(_("A name to look for, or an iD, for "), text(words, STRONG)),
                id="by-hand-title",
                markup=False,
            )
            field = Input(words, id="by-hand", compact=True)
            field.cursor_blink = False
            yield field
            yield DetailPane(id="by-hand-said")
            yield KeyLine(actions_in(Scope.BY_HAND))

    def on_mount(self) -> None:
        """Say what may be typed."""
        self._say(text(_HOW, MUTED))

    def on_key(self, event: Key) -> None:
        """A letter typed before the line was there belongs to it."""
        field = self.query_one(Input)
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            self.set_focus(field)
            field.replace(event.character, 0, len(field.value))

    # --- asking --------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was found for other words counts no more."""
        event.stop()
        if event.value != self._words or (event.value == self._asked and self._asked):
            return
        if self._asked or self._typed is not None:
            self._asking.drop("by-hand")
            self._forget()
            self._say(text(_HOW, MUTED))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter arrives here while the line has the focus."""
        event.stop()
        self.action_ask_now()

    def action_ask_now(self) -> None:
        """Take the person who is shown, else look up what is typed."""
        words = self._words
        if self._typed is not None and words == self._asked:
            if self._looked_at:
                self.dismiss(self._typed.person)
        elif not words.strip():
            self._say(text(_("Type a name or an iD."), WARN))
        elif words != self._asked:
            self._forget()
            self._asked = words
            self._say(text(_("Searching…"), MUTED))
            self._asking.by_hand(self._ref, words)

    def action_leave_asking(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)

    # --- answers -------------------------------------------------------------------------

    def on_person_found(self, event: PersonFound) -> None:
        """Show the person; Enter counts once there was time to look."""
        event.stop()
        if event.words == self._asked == self._words:
            self._typed = event.typed
            self._show_person(event.typed)
            self.call_after_refresh(
                self.set_timer, _LOOKED_AT, lambda: self._now_looked_at(event.typed)
            )

    def on_found_as(self, event: FoundAs) -> None:
        """Hand the candidates over, if there are any."""
        event.stop()
        if event.words != self._asked or event.words != self._words:
            return
        if event.look_up.candidates:
            self.dismiss(OtherCandidates(clean(event.words), event.look_up))
        else:
            self._forget()
            note = event.look_up.note or _("Nobody was found by this name.")
            self._say(text(note, WARN), text(_NOBODY))

    def on_nothing_found(self, event: NothingFound) -> None:
        """Say why; what is typed stays."""
        event.stop()
        if event.words == self._asked:
            self._forget()
            self._say(text(event.sentence, WARN))

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """The credentials were refused, and the search goes on."""
        event.stop()
        self._say(text(event.sentence, WARN), text(_("Searching…"), MUTED))

    # --- what is shown -------------------------------------------------------------------

    @property
    def _words(self) -> str:
        return self.query_one(Input).value

    def _forget(self) -> None:
        self._asked, self._typed, self._looked_at = "", None, False

    def _now_looked_at(self, typed: TypedPerson) -> None:
        if typed is self._typed and self.is_mounted:
            self._looked_at = True
            self._show_person(typed)

    def _show_person(self, typed: TypedPerson) -> None:
        found = typed_candidate(self._session, self._ref, typed.person)
        detail = candidate_detail(found, self._session.known_profile(found.orcid))
        head = [text(name_and_affiliations(found.person), STRONG), text(str(found.orcid))]
        if typed.notice:
            head.append(text(typed.notice, WARN))
        # Above the fold, however many places the person works at.
        head += [text(_("But: {doubt}").format(doubt=doubt), WARN) for doubt in found.doubts]
        if self._looked_at:
            head.append(
                text(
                    _("Is this the person? {enter} takes this iD, {escape} goes back.").format(
                        enter=key_of("ask-now"), escape=key_of("leave-asking")
                    ),
                    GOOD,
                )
            )
        self._say(*head, rows=detail)

    def _say(self, *sentences: Content, rows: Rows = ()) -> None:
        self.query_one(DetailPane).show_rows(rows, above=sentences)
