"""After a save: what is stored, what is not and why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.headings.heading import HeadingRef
from orcid_tui.language import _, many, number
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import Change, Refusal, SaveReport
from orcid_tui.ui.actions import Action, Scope, actions_in, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.messages import Reported
from orcid_tui.ui.render.cells import GOOD, MUTED, STRONG, WARN, text, wrap
from orcid_tui.ui.render.changes import counted, file_lines
from orcid_tui.ui.render.results import (
    Outcome,
    changed_meanwhile,
    outcome_lines,
    outcomes,
    tallied,
)
from orcid_tui.ui.render.system import alarm, calls_left
from orcid_tui.ui.reporting import write_the_report
from orcid_tui.ui.screens.meanwhile import MeanwhileScreen
from orcid_tui.ui.widgets.block_list import BlockList
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_LAID_OUT: Final = 500
"""Up to so many rows are shown with the whole of their reasons, however long."""
_ROW: Final = 3

Row = Outcome | SaveReport
"""What became of one decision, or one of several files that were written."""


class AfterSave(Enum):
    """Where the user wants to go from the result."""

    BACK = "back"
    AGAIN = "save what is left"
    UNDO = "undo this save"


class SavedScreen(ModalScreen[AfterSave]):
    """The result of a save into files or into a library system, or of undoing one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAVED)
    AUTO_FOCUS = "#outcomes"
    DEFAULT_CSS = """
    SavedScreen {
        layout: vertical;
        background: $background;
        & #saved-title { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #saved-head { height: auto; max-height: 50%; padding: 0 1; background: $surface; }
        & #outcomes { height: 1fr; }
        & #saved-message { height: auto; padding: 0 1; background: $surface; }
    }
    """

    def __init__(
        self,
        session: Session,
        report: SaveReport,
        asked: Sequence[Change] = (),
        *,
        into_system: bool,
        undone: str = "",
    ) -> None:
        """`asked` are the changes that the save was asked for; `undone` is the id of the save
        that was taken back, if that is what was done."""
        super().__init__()
        self._session, self._report, self._asked = session, report, tuple(asked)
        self._into_system, self._undone = into_system, undone
        self._agreed: frozenset[HeadingRef] = frozenset()
        self._rows = self._made_rows()
        self._seen = False
        self._list: VirtualList[Row] = (
            EvenList(partial(self._lines, limit=_ROW - 1), _ROW, id="outcomes")
            if len(self._rows) > _LAID_OUT
            else BlockList(self._lines, id="outcomes")
        )

    def compose(self) -> ComposeResult:
        """The counts, what they mean, the rows, the keys."""
        yield Static("", id="saved-title", markup=False)
        yield Static("", id="saved-head", markup=False)
        yield self._list
        yield Static("", id="saved-message", markup=False)
        yield KeyLine(self._offered())

    def on_mount(self) -> None:
        """Show it, unless the program is ending already and nothing of it is made any more."""
        if not self.query(KeyLine):
            return
        self._show()
        # An Enter that was pressed before the result is on the screen must not hide it.
        self.call_after_refresh(setattr, self, "_seen", True)

    def on_resize(self, event: Resize) -> None:
        """Lines are broken elsewhere now."""
        self._show_head()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done is offered."""
        if action == "compare":
            return bool(self._waiting)
        if action == "save_again":
            return self._into_system and bool(self._report.refused) and not self._undone
        if action == "undo_this_save":
            return bool(self._report.save_id)
        return True

    # --- keys --------------------------------------------------------------------------

    def action_close_result(self) -> None:
        """Back to the headings."""
        if self._seen:
            self.dismiss(AfterSave.BACK)

    def action_save_again(self) -> None:
        """What is left."""
        self.dismiss(AfterSave.AGAIN)

    def action_undo_this_save(self) -> None:
        """Take it back."""
        self.dismiss(AfterSave.UNDO)

    def action_report_here(self) -> None:
        """Files about the session."""
        write_the_report(self._session, self)

    def on_reported(self, event: Reported) -> None:
        """Where the report is."""
        self._say(event.sentence)

    def action_compare(self) -> None:
        """Theirs and ours, from the row under the cursor on."""
        waiting = self._waiting
        current = self._list.current
        if isinstance(current, Outcome) and current.refusal in waiting:
            at = waiting.index(current.refusal)
            waiting = waiting[at:] + waiting[:at]
        self.app.push_screen(MeanwhileScreen(self._session, waiting), self._compared)

    @on(VirtualList.Picked, "#outcomes")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks on a field that somebody else has changed."""
        current = self._list.current
        if isinstance(current, Outcome) and current.refusal in self._waiting:
            self.action_compare()

    def _compared(self, agreed: Collection[HeadingRef] | None) -> None:
        if not agreed:
            self._say(_("Nothing was applied; what they changed stays as it is."))
            return
        self._agreed |= frozenset(agreed)
        self._rows = self._made_rows()
        self._show()
        self._say(
            many(
                "Your decision holds for what is there now; {key} shows and saves it.",
                "Your {n:,} decisions hold for what is there now; {key} shows and saves it.",
                len(agreed),
                key=key_of("save-again"),
            )
        )

    # --- what is shown -------------------------------------------------------------------

    @property
    def _waiting(self) -> list[Refusal]:
        return changed_meanwhile([row for row in self._rows if isinstance(row, Outcome)])

    def _made_rows(self) -> list[Row]:
        found = outcomes(self._report, self._agreed)
        if self._into_system:
            return list(found)
        # Of a file it is enough to know what is not in it.
        parts = [part for part in self._report.parts if part.path is not None]
        return [*parts, *(row for row in found if row.refusal is not None)]

    def _show(self) -> None:
        self._list.set_rows(self._rows)
        self._show_head()
        self.query_one(KeyLine).show(self._offered())

    def _offered(self) -> list[Action]:
        return [
            action for action in actions_in(Scope.SAVED) if self.check_action(action.method, ())
        ]

    def _show_head(self) -> None:
        width = self.size.width - 2
        if width <= 0:
            return
        title, lines = self._system_head() if self._into_system else self._file_head(width)
        self.query_one("#saved-title", Static).update(title, layout=False)
        broken = [part for line in lines for part in wrap(line, width)]
        self.query_one("#saved-head", Static).update(Content("\n").join(broken))

    def _file_head(self, width: int) -> tuple[Content, list[Content]]:
        report = self._report
        title = Content.assemble(
            (_("Saved."), STRONG),
            " ",
            (_("{key} goes back to the headings.").format(key=key_of("close-result")), MUTED),
        )
        lines = [text(counted(self._asked, set(report.written)), f"bold {GOOD}")]
        if not report.parts:
            lines += file_lines(report, width)
        if report.refused:
            lines.append(
                text(
                    _("Not written ({n}):").format(n=number(len(report.refused))),
                    f"bold {WARN}",
                )
            )
        return title, lines

    def _system_head(self) -> tuple[Content, list[Content]]:
        report, system = self._report, self._session.system
        name = system.name if system is not None else ""
        what = tallied(report, _("undone") if self._undone else _("stored"))
        head = [alarm(system), Content.assemble((what, STRONG), " ", text(name, MUTED))]
        later = sum(1 for refusal in report.refused if refusal.later)
        lines = []
        if later and not self._undone:
            lines.append(
                text(
                    _(
                        "For later ({n}): not possible at the moment; {key} saves again and takes "
                        "these."
                    ).format(n=number(later), key=key_of("save-again")),
                    WARN,
                )
            )
        if waiting := len(self._waiting):
            lines.append(
                text(
                    _(
                        "Changed meanwhile by somebody else ({n}): {key} shows theirs and ours."
                    ).format(n=number(waiting), key=key_of("compare")),
                    WARN,
                )
            )
        if report.save_id:
            if self._undone:
                said = _(
                    "Save {save}. It took back {undone}. {key} undoes it, now or any time later."
                ).format(save=report.save_id, undone=self._undone, key=key_of("undo-this-save"))
            else:
                said = _("Save {save}. {key} undoes it, now or any time later.").format(
                    save=report.save_id, key=key_of("undo-this-save")
                )
            lines.append(text(said))
        elif not report.written:
            lines.append(text(_("Nothing was sent.")))
        if left := calls_left(system):
            lines.append(left)
        return Content("  ").join([part for part in head if part]), lines

    def _say(self, sentence: str) -> None:
        self.query_one("#saved-message", Static).update(text(sentence))

    def _lines(
        self, index: int, row: Row, width: int, *, limit: int | None = None
    ) -> list[Content]:
        if isinstance(row, Outcome):
            return outcome_lines(row, self._session, width, limit, undone=bool(self._undone))
        return [line.pad_left(1) for line in file_lines(row, width - 1)]
