"""Before saving: every field that will change, and the ways to save."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.language import _, many, number
from orcid_tui.session.session import Session
from orcid_tui.session.states import PlannedChange
from orcid_tui.stores.protocol import Change, SaveMode, SaveReport, SaveTarget
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.background import in_slices, start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import BAD, MUTED, STRONG, text
from orcid_tui.ui.render.changes import (
    change_lines,
    mode_lines,
    short_planned_lines,
    write_back_lines,
)
from orcid_tui.ui.render.fields import GONE, NEW_BEGINS, NEW_ENDS, takes_away
from orcid_tui.ui.render.system import alarm
from orcid_tui.ui.render.waiting import records
from orcid_tui.ui.screens.saving import SavingScreen, carried_out
from orcid_tui.ui.widgets.block_list import BlockList
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_CALLS: Final = 2
"""Calls that a record takes when nothing is in the way: it is read, then written."""
_LAID_OUT: Final = 500
"""Up to so many changes are shown in full, however many lines each takes."""


class SaveEnd(NamedTuple):
    """What a save did of what it was asked for, to be shown on a screen of its own."""

    report: SaveReport
    asked: tuple[Change, ...]
    into_system: bool


class SaveScreen(ModalScreen[SaveEnd | None]):
    """Asks how to save, and saves once. Gives None when it was left without saving."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAVE)
    AUTO_FOCUS = "#modes"
    DEFAULT_CSS = """
    SaveScreen {
        layout: vertical;
        background: $background;
        & .line { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #changes { height: 1fr; }
        & #modes { height: auto; max-height: 8; background: $surface; }
        &.-system #modes { height: 2; }
        & #message { height: auto; padding: 0 1; background: $surface; }
    }
    """

    class Saved(Message):
        """The save is over: its report, or a sentence when nothing was written."""

        def __init__(self, ended: SaveReport | str, *, into_system: bool) -> None:
            super().__init__()
            self.ended, self.into_system = ended, into_system

    class Planned(Message):
        """More changes are worked out; `done` when all are."""

        def __init__(self, done: bool) -> None:
            super().__init__()
            self.done = done

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: list[PlannedChange] = []
        # Many changes are not laid out as a whole: each has its three lines.
        self._changes: VirtualList[PlannedChange] = (
            EvenList(_short_lines, 4, id="changes", quiet=True)
            if session.unsaved > _LAID_OUT
            else BlockList(_change_lines, id="changes", quiet=True)
        )
        self._seen = False
        self.saving = False
        """True while something is being written: the program must not end now."""

    def compose(self) -> ComposeResult:
        """The plan with the ways to save."""
        yield Static("", id="save-title", classes="line", markup=False)
        yield self._changes
        yield Static(_("How to save"), classes="line", markup=False)
        yield BlockList[SaveMode](self._mode_lines, id="modes")
        yield Static("", id="message", markup=False)
        yield KeyLine(actions_in(Scope.SAVE))

    def on_mount(self) -> None:
        """Find out what would change."""
        modes = [mode for mode in self._session.store.save_modes if mode is not SaveMode.TO_PATH]
        self.set_class(modes == [SaveMode.WRITE_BACK], "-system")
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
        new, gone = f"{NEW_BEGINS}…{NEW_ENDS}", f"{GONE}…{GONE}"
        if goes:
            what = _("in {label}. {new} is what is new, {gone} what goes.")
        else:
            what = _("in {label}. {new} is what is new.")
        what = what.format(label=self._session.store.label, new=new, gone=gone)
        if refused:
            what += " " + many("{n:,} cannot be written.", "{n:,} cannot be written.", refused)
        self._title(many("{n:,} field will change", "{n:,} fields will change", count), what)
        self._changes.set_rows(sorted(self._plan, key=_urgency))
        self._message(self._calls_needed())
        # An Enter that was pressed before the plan is on the screen must not save.
        self.call_after_refresh(setattr, self, "_seen", True)

    def _show_planned(self) -> None:
        self._title(
            _("What will change"),
            _("is being worked out: {n} fields so far…").format(n=number(len(self._plan))),
        )

    def _mode_lines(self, index: int, mode: SaveMode, width: int) -> list[Content]:
        store = self._session.store
        if mode is SaveMode.WRITE_BACK:
            return write_back_lines(self._session.system, store.location, width)
        return mode_lines(mode, store.proposed_paths(mode), store.location, width)

    def _title(self, strong: str, rest: str) -> None:
        line = Content.assemble((strong, STRONG), " ", text(rest, MUTED))
        head = [part for part in (alarm(self._session.system), line) if part]
        self.query_one("#save-title", Static).update(Content("  ").join(head))

    @property
    def _records(self) -> int:
        """How many records would be written."""
        return len({each.change.ref.record for each in self._plan if each.refusal is None})

    def _calls_needed(self) -> str:
        """What saving into a library system takes of the calls of the day, where that is known."""
        system = self._session.system
        if system is None or system.calls_left is None:
            return ""
        needed = _CALLS * self._records
        said = _("{records}, about {needed} calls; {left} are left today.").format(
            records=records(self._records),
            needed=number(needed),
            left=number(system.calls_left),
        )
        if needed > system.calls_left:
            return _("{sentence} What cannot be saved today stays chosen.").format(sentence=said)
        return said

    def _message(self, sentence: str, style: str = "") -> None:
        self.query_one("#message", Static).update(text(sentence, style))

    # --- keys --------------------------------------------------------------------------

    def action_next_list(self) -> None:
        """Between the ways to save and the list of changes."""
        self.focus_next(VirtualList)

    def action_save_now(self) -> None:
        """Save once."""
        if not self._seen:
            self._message(_("A moment: what will change is still being worked out."))
            return
        if self.saving:
            return
        mode: SaveMode | None = self.query_one("#modes", BlockList).current
        if mode is None:
            return
        self.saving = True
        if mode is SaveMode.WRITE_BACK:
            self._save_into_system()
        else:
            self._message(_("Saving…"), MUTED)
            start(self, "save", self._save, SaveTarget(mode))

    @on(VirtualList.Picked, "#modes")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks on a way to save."""
        self.action_save_now()

    def action_leave_saving(self) -> None:
        """Back to the headings, unless a file is being written."""
        if self.saving:
            self._message(_("A moment: the file is being written."))
        else:
            self.dismiss(None)

    # --- saving ------------------------------------------------------------------------

    async def _save(self, target: SaveTarget) -> None:
        ended = await carried_out(self._session.save(target))
        self.post_message(self.Saved(ended, into_system=False))

    def _save_into_system(self) -> None:
        session, target = self._session, SaveTarget(SaveMode.WRITE_BACK)
        system = session.system
        where = (
            _("Saving into {name}").format(name=system.name) if system is not None else _("Saving")
        )
        self.app.push_screen(
            SavingScreen(session, where, self._records, partial(session.save, target)),
            self._saved_into_system,
        )

    def _saved_into_system(self, ended: SaveReport | str | None) -> None:
        if ended is not None:
            self.post_message(self.Saved(ended, into_system=True))

    def on_save_screen_saved(self, event: Saved) -> None:
        """Give what was done, or say why nothing was: then everything is as it was."""
        self.saving = False
        ended = event.ended
        if isinstance(ended, str):
            self._message(ended, f"bold {BAD}")
            return
        asked = tuple(planned.change for planned in self._plan)
        self.dismiss(SaveEnd(ended, asked, event.into_system))


def _change_lines(index: int, change: PlannedChange, width: int) -> list[Content]:
    return change_lines(change, width)


def _short_lines(index: int, change: PlannedChange, width: int) -> list[Content]:
    return short_planned_lines(change, width)


def _urgency(planned: PlannedChange) -> int:
    """What cannot be written and what takes something away must not be missed in a long list."""
    if planned.refusal is not None:
        return 0
    return 1 if planned.preview is not None and takes_away(planned.preview) else 2
