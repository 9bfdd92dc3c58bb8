"""Before and after saving: every field that will change, the ways to save, and the result."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.errors import SaveError
from orcid_tui.session.session import Session
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import SaveMode, SaveReport, SaveTarget
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import BAD, MUTED, STRONG, text
from orcid_tui.ui.render.changes import change_lines, mode_lines, report_lines, short_planned_lines
from orcid_tui.ui.render.fields import GONE, NEW_BEGINS, NEW_ENDS, takes_away
from orcid_tui.ui.widgets.block_list import BlockList
from orcid_tui.ui.widgets.detail_pane import DetailPane
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_LAID_OUT: Final = 500
"""Up to so many changes are shown in full, however many lines each takes."""


class SaveScreen(ModalScreen[bool]):
    """Asks how to save, saves once, and shows what was done. True when something was written."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAVE)
    AUTO_FOCUS = "#modes"
    DEFAULT_CSS = """
    SaveScreen {
        layout: vertical;
        background: $background;
        & .line { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #changes { height: 1fr; }
        & #modes { height: auto; max-height: 8; background: $surface; }
        & #message { height: auto; padding: 0 1; background: $surface; }
        & #report { display: none; }
        &.-done {
            & #plan { display: none; }
            & #report { display: block; }
        }
    }
    """

    class Saved(Message):
        """The save has succeeded, as far as the report says."""

        def __init__(self, report: SaveReport) -> None:
            super().__init__()
            self.report = report

    class Planned(Message):
        """More changes are worked out; `done` when all are."""

        def __init__(self, done: bool) -> None:
            super().__init__()
            self.done = done

    class NotSaved(Message):
        """Nothing was written."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._report: SaveReport | None = None
        self._plan: list[PlannedChange] = []
        # Many changes are not laid out as a whole: each has its three lines.
        self._changes: VirtualList[PlannedChange] = (
            EvenList(_short_lines, 4, id="changes", quiet=True)
            if session.unsaved > _LAID_OUT
            else BlockList(_change_lines, id="changes", quiet=True)
        )
        self._seen = False
        self.saving = False
        """True while a file is being written: the program must not end now."""

    def compose(self) -> ComposeResult:
        """The plan with the ways to save; hidden behind it the report."""
        yield Static("", id="save-title", classes="line", markup=False)
        with Vertical(id="plan"):
            yield self._changes
            yield Static("How to save", classes="line", markup=False)
            yield BlockList[SaveMode](self._mode_lines, id="modes")
            yield Static("", id="message", markup=False)
        yield DetailPane(id="report")
        yield KeyLine(actions_in(Scope.SAVE))

    def on_mount(self) -> None:
        """Find out what would change."""
        modes = [mode for mode in self._session.store.save_modes if mode is not SaveMode.TO_PATH]
        self.query_one("#modes", BlockList).show(modes)
        self._show_planned()
        start(self, "plan", self._work_out)

    async def _work_out(self) -> None:
        async for planned in in_slices(self._session.planning(), self._tell_planned):
            self._plan.append(planned)
        self.post_message(self.Planned(done=True))

    def _tell_planned(self) -> None:
        self.post_message(self.Planned(done=False))

    def on_save_screen_planned(self, event: Planned) -> None:
        """Show the plan, when it is whole."""
        if not event.done:
            self._show_planned()
            return
        refused = sum(1 for planned in self._plan if planned.refusal is not None)
        goes = any(planned.preview and takes_away(planned.preview) for planned in self._plan)
        count = len(self._plan) - refused
        self._title(
            f"{count:,} field will change" if count == 1 else f"{count:,} fields will change",
            f"in {self._session.store.label}. {NEW_BEGINS}…{NEW_ENDS} is what is new"
            + (f", {GONE}…{GONE} what goes." if goes else ".")
            + (f" {refused:,} cannot be written." if refused else ""),
        )
        self._changes.set_rows(sorted(self._plan, key=_urgency))
        self._message("")
        # An Enter that was pressed before the plan is on the screen must not save.
        self.call_after_refresh(setattr, self, "_seen", True)

    def _show_planned(self) -> None:
        self._title("What will change", f"is being worked out: {len(self._plan):,} fields so far…")

    def _mode_lines(self, index: int, mode: SaveMode, width: int) -> list[Content]:
        paths = self._session.store.proposed_paths(mode)
        return mode_lines(mode, paths, self._session.store.location, width)

    def _title(self, strong: str, rest: str) -> None:
        self.query_one("#save-title", Static).update(
            Content.assemble((strong, STRONG), " ", text(rest, MUTED))
        )

    def _message(self, sentence: str, style: str = "") -> None:
        self.query_one("#message", Static).update(text(sentence, style))

    # --- keys --------------------------------------------------------------------------

    def action_next_list(self) -> None:
        """Between the ways to save and the list of changes."""
        self.focus_next(VirtualList)

    def action_save_now(self) -> None:
        """Save once; afterwards the same key leaves."""
        if self._report is not None:
            self.dismiss(bool(self._report.written))
            return
        if not self._seen:
            self._message("A moment: what will change is still being worked out.")
            return
        if self.saving:
            return
        mode: SaveMode | None = self.query_one("#modes", BlockList).current
        if mode is None:
            return
        self.saving = True
        self._message("Saving…", MUTED)
        start(self, "save", self._save, SaveTarget(mode))

    @on(VirtualList.Picked, "#modes")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks on a way to save."""
        self.action_save_now()

    def action_leave_saving(self) -> None:
        """Back to the headings, unless a file is being written."""
        if self.saving:
            self._message("A moment: the file is being written.")
        else:
            self.dismiss(self._report is not None and bool(self._report.written))

    # --- saving ------------------------------------------------------------------------

    async def _save(self, target: SaveTarget) -> None:
        try:
            report = await self._session.save(target)
        except SaveError as error:
            self.post_message(self.NotSaved(str(error)))
        except Exception as error:  # the decisions must survive whatever went wrong
            from orcid_tui.crash import write_crash_log

            write_crash_log(error)
            self.post_message(
                self.NotSaved("Saving failed inside the program; the log has the details.")
            )
        else:
            self.post_message(self.Saved(report))

    def on_save_screen_not_saved(self, event: NotSaved) -> None:
        """Say why; everything is as it was."""
        self.saving = False
        self._message(event.sentence, f"bold {BAD}")

    def on_save_screen_saved(self, event: Saved) -> None:
        """Show what was done."""
        self.saving = False
        self._report = event.report
        self._title("Saved.", "Enter goes back to the headings.")
        self.add_class("-done")
        self.query_one(KeyLine).show(a for a in actions_in(Scope.SAVE) if a.id == "leave-saving")
        pane = self.query_one("#report", DetailPane)
        asked = [planned.change for planned in self._plan]
        describe = self._session.store.describe
        pane.show_drawn(lambda width, height: report_lines(event.report, asked, describe, width))
        pane.focus()


def _change_lines(index: int, change: PlannedChange, width: int) -> list[Content]:
    return change_lines(change, width)


def _short_lines(index: int, change: PlannedChange, width: int) -> list[Content]:
    return short_planned_lines(change, width)


def _urgency(planned: PlannedChange) -> int:
    """What cannot be written and what takes something away must not be missed in a long list."""
    if planned.refusal is not None:
        return 0
    return 1 if planned.preview is not None and takes_away(planned.preview) else 2
