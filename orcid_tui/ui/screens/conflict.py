"""The question that is asked before an iD in a record gives way to another one."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _
from orcid_tui.matching.candidate import Candidate
from orcid_tui.orcid_id import InvalidOrcidId, OrcidId
from orcid_tui.persons.person import FoundPerson
from orcid_tui.session.refused import Conflict, Existing
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Change, FieldRefused, Preview, Wish
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.asking import Asking
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.carried import carried_person, typed_candidate
from orcid_tui.ui.messages import ProfileCame, ProfileFailed, WentAnonymous
from orcid_tui.ui.render.cells import BAD, MUTED, STRONG, WARN, join, text, wrap
from orcid_tui.ui.render.fields import preview_lines
from orcid_tui.ui.render.persons import name_and_affiliations
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.lines import KeyLine

_LABEL: Final = 10


class ConflictScreen(ModalScreen[Existing | None]):
    """Shows both iDs with their owners, and the field before and after.

    Gives REPLACE or KEEP_BROKEN, or None when what is there is kept. Enter keeps: an Enter
    too many must not change a record.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.CONFLICT)
    AUTO_FOCUS = "#conflict"
    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        & #box {
            width: 100; max-width: 100%; height: 20; max-height: 100%;
            background: $panel; border: round $primary;
        }
        & #conflict { padding: 0 1; background: $panel; }
        & KeyLine { margin-top: 1; }
    }
    """

    def __init__(
        self, session: Session, ref: HeadingRef, person: FoundPerson, conflict: Conflict
    ) -> None:
        super().__init__()
        self._session, self._ref, self._person = session, ref, person
        self._conflict = conflict
        try:
            self._carried: OrcidId | None = OrcidId.parse(conflict.there)
        except InvalidOrcidId as fault:
            self._carried, self._fault = None, fault
        self._not_read = self._seen = False
        self._said = ""
        self._replaced = self._preview(Wish.REPLACE)
        self._beside = self._preview(Wish.LINK) if conflict.broken else ""

    def compose(self) -> ComposeResult:
        """What there is to know, and the keys."""
        with Vertical(id="box"):
            yield DetailPane(id="conflict")
            yield KeyLine(
                action
                for action in actions_in(Scope.CONFLICT)
                if self.check_action(action.method, ())
            )

    def on_mount(self) -> None:
        """Show it, and find out whose iD it is that is there."""
        self.query_one(DetailPane).show_drawn(lambda width, height: self._lines(width))
        self.call_after_refresh(self._fit)
        if self._carried is not None and self._session.known_profile(self._carried) is None:
            Asking(self, self._session).carried(self._carried, rest=0)
        # A key that was pressed before the question is on the screen is no answer to it.
        self.call_after_refresh(setattr, self, "_seen", True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done is offered."""
        if action == "replace_id":
            return isinstance(self._replaced, Preview)
        if action == "add_beside":
            return isinstance(self._beside, Preview)
        return True

    def action_keep_id(self) -> None:
        """Nothing changes."""
        self.dismiss(None)

    def action_replace_id(self) -> None:
        """The new iD in the place of the old one."""
        if self._seen:
            self.dismiss(Existing.REPLACE)

    def action_add_beside(self) -> None:
        """Both stand there."""
        if self._seen:
            self.dismiss(Existing.KEEP_BROKEN)

    def on_profile_came(self, event: ProfileCame) -> None:
        """It is known whose iD is there."""
        event.stop()
        self._show_again()

    def on_profile_failed(self, event: ProfileFailed) -> None:
        """It is not known."""
        event.stop()
        self._not_read = True
        self._show_again()

    def on_went_anonymous(self, event: WentAnonymous) -> None:
        """The credentials were refused."""
        event.stop()
        self._said = event.sentence
        self._show_again()

    def on_resize(self, event: Resize) -> None:
        """Lines are broken elsewhere now."""
        self.call_after_refresh(self._fit)

    def _show_again(self) -> None:
        self.query_one(DetailPane).draw_again()
        self._fit()

    def _fit(self) -> None:
        """As high as the text, with its border and the line of keys, if there is room."""
        self.query_one("#box").styles.height = self.query_one(DetailPane).line_count + 4

    # --- what is shown -------------------------------------------------------------------

    def _preview(self, wish: Wish) -> Preview | str:
        """The field before and after, or why that cannot be done."""
        try:
            return self._session.store.preview(Change(self._ref, self._person.orcid, wish))
        except FieldRefused as refused:
            return str(refused)

    def _lines(self, width: int) -> list[Content]:
        heading = self._session.heading(self._ref)
        if self._conflict.broken:
            question = Content(_(" carries an iD that is not valid already. What is right?"))
        else:
            question = Content(_(" carries another iD already. What is right?"))
        lines = wrap(text(heading.name, STRONG).append(question), width)
        lines += [Content(""), *self._pair(_("there"), *self._there(), self._carried, width)]
        new = name_and_affiliations(self._person), str(self._person.orcid), self._person.orcid
        lines += [*self._pair(_("chosen"), *new, width), Content("")]
        lines += self._deed(_("If replaced"), self._replaced, width)
        if self._beside:
            lines += [Content(""), *self._deed(_("If added beside it"), self._beside, width)]
        if self._said:
            lines += [Content(""), *wrap(text(self._said, WARN), width)]
        return lines

    def _there(self) -> tuple[str, str]:
        """Who is there already, or what is wrong with what is there; and the iD."""
        if self._carried is None:
            return _("not valid: {fault}").format(fault=self._fault), self._conflict.there
        profile = self._session.known_profile(self._carried)
        person = carried_person(self._carried, profile, failed=self._not_read)
        heading = self._session.heading(self._ref)
        form = f" ({heading.orcid_form})" if heading.orcid == self._carried else ""
        return name_and_affiliations(person), f"{self._carried}{form}"

    def _pair(
        self, label: str, who: str, where: str, orcid: OrcidId | None, width: int
    ) -> list[Content]:
        style = WARN if orcid is None else STRONG
        head = Content.assemble((label.ljust(_LABEL), MUTED), text(who, style))
        about = join([text(where), *self._why(orcid)])
        return [
            *wrap(head, width, _LABEL, limit=3),
            *wrap(about.pad_left(_LABEL), width, _LABEL, limit=2),
        ]

    def _why(self, orcid: OrcidId | None) -> list[Content]:
        """What speaks for and against a person who was found by the name."""
        if orcid == self._person.orcid:
            return _for_and_against(typed_candidate(self._session, self._ref, self._person))
        look_up = self._session.known(self._ref)
        for candidate in look_up.candidates if look_up is not None else ():
            if candidate.orcid == orcid:
                return _for_and_against(candidate)
        return []

    def _deed(self, name: str, preview: Preview | str, width: int) -> list[Content]:
        if isinstance(preview, Preview):
            return [text(name, MUTED), *preview_lines(preview, width, 2)]
        return wrap(Content.assemble((f"{name}: ", MUTED), text(preview, BAD)), width, 2)


def _for_and_against(candidate: Candidate) -> list[Content]:
    doubts = [text(_("but {doubt}").format(doubt=doubt), WARN) for doubt in candidate.doubts]
    return [*doubts, *(text(reason) for reason in candidate.reasons)]
