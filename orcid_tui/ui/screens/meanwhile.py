"""Theirs and ours: what to do with a decision when somebody else has changed its field.

Nothing is written here. A decision that is applied to their version goes with the next save,
which looks at the record once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.headings.changes import Wish, steps_for
from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, number
from orcid_tui.marc.record import Field
from orcid_tui.marc.refusal import FieldRefused
from orcid_tui.marc.steps import carried_out
from orcid_tui.names.folding import folded
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Preview, Refusal
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import BAD, MUTED, STRONG, WARN, padded, text, wrap
from orcid_tui.ui.render.changes import place_line
from orcid_tui.ui.render.fields import (
    GONE,
    NEW_BEGINS,
    NEW_ENDS,
    difference_lines,
    field_line,
    preview_lines,
)
from orcid_tui.ui.render.system import alarm
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.lines import KeyLine

_OURS, _THEIRS = padded(_("ours"), _("theirs"))
_NAMING: Final = "abcdqj"
"""Subfields that say who is meant (MARC 21, 100 and 700)."""

_WISHES: Final = {
    Wish.LINK: _("the field gets the iD {}"),
    Wish.REPLACE: _("the field gets the iD {} instead of every other"),
    Wish.REMOVE: _("the iD goes out of the field"),
    Wish.TIDY: _("the iD is put into the usual form"),
}


class MeanwhileScreen(ModalScreen[tuple[HeadingRef, ...]]):
    """Shows one field after the other; gives the headings whose decision holds for theirs."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.MEANWHILE)
    AUTO_FOCUS = "#versions"
    DEFAULT_CSS = """
    MeanwhileScreen {
        layout: vertical;
        background: $background;
        & #meanwhile-title { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #versions { height: 1fr; }
    }
    """

    def __init__(self, session: Session, refusals: Sequence[Refusal]) -> None:
        super().__init__()
        self._session, self._refusals = session, tuple(refusals)
        self._nth = 0
        self._agreed: list[HeadingRef] = []
        self._seen = False
        self._applied: Preview | str = ""

    def compose(self) -> ComposeResult:
        """Which of how many, both versions, the keys."""
        yield Static("", id="meanwhile-title", markup=False)
        yield DetailPane(id="versions")
        yield KeyLine(actions_in(Scope.MEANWHILE))

    def on_mount(self) -> None:
        """The first."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done is offered."""
        if action == "apply_to_theirs":
            return isinstance(self._applied, Preview)
        return True

    # --- keys --------------------------------------------------------------------------

    def action_apply_to_theirs(self) -> None:
        """The decision holds for the field as it is now."""
        if self._seen:
            self._session.agree(self._refusal)
            self._agreed.append(self._refusal.ref)
            self._go_on()

    def action_leave_theirs(self) -> None:
        """Their version stays as it is."""
        if self._seen:
            self._go_on()

    def action_leave_all_theirs(self) -> None:
        """This one and those that follow."""
        self.dismiss(tuple(self._agreed))

    def _go_on(self) -> None:
        self._nth += 1
        if self._nth < len(self._refusals):
            self._show()
        else:
            self.dismiss(tuple(self._agreed))

    # --- what is shown -------------------------------------------------------------------

    @property
    def _refusal(self) -> Refusal:
        return self._refusals[self._nth]

    def _show(self) -> None:
        self._seen = False
        self._applied = self._what_would_be()
        count, system = len(self._refusals), self._session.system
        title = Content.assemble(
            (_("Changed meanwhile"), STRONG),
            (
                _(" {nth} of {total}").format(nth=number(self._nth + 1), total=number(count))
                if count > 1
                else "",
                MUTED,
            ),
            "  ",
            (
                _("{gone} only in ours, {new} only in theirs").format(
                    gone=f"{GONE}…{GONE}", new=f"{NEW_BEGINS}…{NEW_ENDS}"
                ),
                MUTED,
            ),
        )
        head = [part for part in (alarm(system), title) if part]
        self.query_one("#meanwhile-title", Static).update(Content("  ").join(head), layout=False)
        self.query_one(DetailPane).show_drawn(lambda width, height: self._lines(width))
        self.query_one(KeyLine).show(
            action for action in actions_in(Scope.MEANWHILE) if self.check_action(action.method, ())
        )
        # A key that was pressed before this field is on the screen is no answer to it.
        self.call_after_refresh(setattr, self, "_seen", True)

    def _what_would_be(self) -> Preview | str:
        """Their field with the decision carried out, or why it cannot be."""
        refusal, session = self._refusal, self._session
        theirs = refusal.meanwhile.theirs if refusal.meanwhile is not None else None
        decision = session.decision(refusal.ref)
        change = decision.change if decision is not None else None
        if theirs is None:
            return _("There is no field left that could be meant, so it can only be left.")
        if change is None:
            return _("Nothing is decided about this heading any more.")
        unimarc = session.heading(refusal.ref).unimarc
        practice = session.store.practice
        try:
            steps = steps_for(theirs, change.wish, change.orcid, practice, unimarc=unimarc)
        except FieldRefused as refused:
            return str(refused)
        return Preview(theirs, replace(theirs, subfields=carried_out(theirs.subfields, steps)))

    def _lines(self, width: int) -> list[Content]:
        refusal, session = self._refusal, self._session
        ref, title = refusal.ref, session.work(refusal.ref).title
        where = place_line(session.place(ref), ref, refusal.control_number, title)
        lines = [where.truncate(width, ellipsis=True), *_indented(text(refusal.reason), width)]
        lines.append(Content(""))
        lines += self._versions(width)
        lines += [Content(""), *wrap(self._decided(), width, 9), Content("")]
        if isinstance(self._applied, Preview):
            lines.append(text(_("If applied to theirs"), MUTED).pad_left(1))
            lines += preview_lines(self._applied, width, 2)
        else:
            cannot = Content.assemble((_("Cannot be applied: "), MUTED), text(self._applied, BAD))
            lines += _indented(cannot, width)
        return lines

    def _versions(self, width: int) -> list[Content]:
        meanwhile = self._refusal.meanwhile
        if meanwhile is None:
            return []
        if meanwhile.theirs is None:
            ours = Content.assemble((_OURS, MUTED), field_line(meanwhile.ours)).pad_left(1)
            gone = Content.assemble((_THEIRS, MUTED), (_("this field is not there any more"), WARN))
            return [*wrap(ours, width, len(_OURS) + 1), gone.pad_left(1)]
        lines = difference_lines((_OURS, meanwhile.ours), (_THEIRS, meanwhile.theirs), width, 1)
        if _names(meanwhile.ours) != _names(meanwhile.theirs):
            doubt = _("The name reads otherwise now: make sure that the same person is meant.")
            lines += _indented(text(doubt, f"bold {WARN}"), width)
        return lines

    def _decided(self) -> Content:
        decision = self._session.decision(self._refusal.ref)
        change = decision.change if decision is not None else None
        if decision is None or change is None:
            return Content("")
        what = _WISHES[change.wish].format(change.orcid)
        who = f"({decision.name})" if decision.name and change.orcid is not None else ""
        return Content.assemble((_(" decided "), MUTED), text(what, STRONG), " ", text(who))


def _indented(line: Content, width: int) -> list[Content]:
    return wrap(line.pad_left(1), width, 1)


def _names(field: Field) -> list[str]:
    """Who is meant, without regard to case, accents and punctuation."""
    return [field.tag, *(folded(each.value) for each in field.subfields if each.code in _NAMING)]
