"""Undoing a save into a library system: which one, what it changed, and one last question."""

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

from orcid_tui.errors import ConfigurationError
from orcid_tui.journal.reading import SaveSummary
from orcid_tui.language import _, many
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import SaveReport
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.background import start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.earlier_saves import ChangedField, changed_by, saves_of
from orcid_tui.ui.render.cells import BAD, MUTED, STRONG, WARN, text
from orcid_tui.ui.render.saves import changed_field_lines, save_line
from orcid_tui.ui.render.system import alarm
from orcid_tui.ui.render.waiting import records
from orcid_tui.ui.screens.dialogs import Answer, AskScreen
from orcid_tui.ui.screens.saving import SavingScreen
from orcid_tui.ui.widgets.even_list import EvenList
from orcid_tui.ui.widgets.lines import KeyLine
from orcid_tui.ui.widgets.virtual_list import VirtualList

_ROW: Final = 4


class UndoEnd(NamedTuple):
    """What came of undoing this save."""

    save_id: str
    report: SaveReport


class UndoSaveScreen(ModalScreen[UndoEnd | None]):
    """Lists the saves of this source. Gives None when it was left without undoing one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAVES)
    AUTO_FOCUS = "#saves"
    DEFAULT_CSS = """
    UndoSaveScreen {
        layout: vertical;
        background: $background;
        & .line { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
        & #saves { height: 7; background: $surface; }
        & #changed { height: 1fr; }
        & #undo-message { height: auto; padding: 0 1; background: $surface; }
    }
    """

    class SavesRead(Message):
        """The journal was read, or cannot be."""

        def __init__(self, saves: tuple[SaveSummary, ...], trouble: str = "") -> None:
            super().__init__()
            self.saves, self.trouble = saves, trouble

    class FieldsRead(Message):
        """What one save changed."""

        def __init__(
            self, save_id: str, fields: tuple[ChangedField, ...], trouble: str = ""
        ) -> None:
            super().__init__()
            self.save_id, self.fields, self.trouble = save_id, fields, trouble

    def __init__(self, session: Session, save_id: str = "") -> None:
        """`save_id` is the save that the cursor starts on, else it is the newest."""
        super().__init__()
        self._session, self._wanted = session, save_id
        self._shown = ""
        self._fields: tuple[ChangedField, ...] = ()
        self._saves: EvenList[SaveSummary] = EvenList(
            lambda index, save, width: [save_line(save, width)], 1, id="saves"
        )
        self._changed: EvenList[ChangedField] = EvenList(
            lambda index, row, width: changed_field_lines(row, width),
            _ROW,
            id="changed",
            quiet=True,
        )

    def compose(self) -> ComposeResult:
        """The saves above, what one of them changed below."""
        yield Static("", id="undo-title", classes="line", markup=False)
        yield self._saves
        yield Static("", id="what", classes="line", markup=False)
        yield self._changed
        yield Static("", id="undo-message", markup=False)
        yield KeyLine(actions_in(Scope.SAVES))

    def on_mount(self) -> None:
        """Read the journal."""
        system = self._session.system
        name = _("into {name}").format(name=system.name) if system is not None else ""
        line = Content.assemble((_("Undo a save"), STRONG), " ", text(name, MUTED))
        head = [part for part in (alarm(system), line) if part]
        self.query_one("#undo-title", Static).update(Content("  ").join(head))
        self._say(_("The journal is being read…"), MUTED)
        start(self, "saves", self._read_saves)

    # --- reading the journal -------------------------------------------------------------

    async def _read_saves(self) -> None:
        try:
            self.post_message(self.SavesRead(await saves_of(self._session)))
        except ConfigurationError as error:
            self.post_message(self.SavesRead((), str(error)))

    def on_undo_save_screen_saves_read(self, event: SavesRead) -> None:
        """Show them."""
        ids = [save.id for save in event.saves]
        at = ids.index(self._wanted) if self._wanted in ids else 0
        self._saves.set_rows(event.saves, at)
        self._say(event.trouble, BAD)
        if not event.saves and not event.trouble:
            self._what(_("No save of this source is in the journal of this computer."))

    @on(VirtualList.Highlighted, "#saves")
    def show_save(self, event: VirtualList.Highlighted) -> None:
        """What the save under the cursor changed."""
        event.stop()
        save = self._saves.current
        if save is not None and save.id != self._shown:
            self._shown, self._fields = save.id, ()
            self._changed.set_rows(())
            self._what(_("What save {save} changed is being read…").format(save=save.id))
            start(self, "fields", self._read_fields, save.id)

    async def _read_fields(self, save_id: str) -> None:
        try:
            self.post_message(self.FieldsRead(save_id, await changed_by(save_id)))
        except ConfigurationError as error:
            self.post_message(self.FieldsRead(save_id, (), str(error)))

    def on_undo_save_screen_fields_read(self, event: FieldsRead) -> None:
        """Show them, if the cursor still stands there."""
        if event.save_id != self._shown:
            return
        self._fields = event.fields
        self._changed.set_rows(event.fields)
        self._changed.redraw()
        self._say(event.trouble, BAD)
        count = len(event.fields)

        self._what(
            many(
                "What save {save} changed: {n:,} field, each before and after that save",
                "What save {save} changed: {n:,} fields, each before and after that save",
                count,
                save=event.save_id,
            )
        )

    # --- keys --------------------------------------------------------------------------

    def action_other_part(self) -> None:
        """Between the saves and what one of them changed."""
        self.focus_next(VirtualList)

    def action_leave_saves(self) -> None:
        """Back to the headings."""
        self.dismiss(None)

    @on(VirtualList.Picked, "#saves")
    def pick(self, event: VirtualList.Picked) -> None:
        """Two clicks on a save."""
        self.action_undo_marked_save()

    def action_undo_marked_save(self) -> None:
        """Ask once, with all that matters in the question."""
        save = self._saves.current
        if save is None or save.id != self._shown or not self._fields:
            self._say(_("A moment: what this save changed is still being read."))
            return
        if not save.stored and not save.unknown:
            self._say(_("Nothing of this save was stored, so there is nothing to undo."), WARN)
            return
        system = self._session.system
        name = system.name if system is not None else _("the library system")
        self.app.push_screen(
            AskScreen(
                _("Undo save {save} in {name}?").format(save=save.id, name=name),
                _(
                    "The fields of {records} get back what stood there before. What somebody "
                    "else has changed since stays, and is said."
                ).format(records=records(save.stored + save.unknown)),
                (Answer("u", _("undo it now, in the library system")),),
                head=alarm(system),
            ),
            partial(self._answered, save),
        )

    def _answered(self, save: SaveSummary, answer: str | None) -> None:
        if answer == "u":
            system = self._session.system
            if system is not None:
                said = _("Undoing save {save} in {name}").format(save=save.id, name=system.name)
            else:
                said = _("Undoing save {save}").format(save=save.id)
            self.app.push_screen(
                SavingScreen(
                    self._session,
                    said,
                    save.stored + save.unknown,
                    partial(self._session.undo_save, save.id),
                ),
                partial(self._ended, save.id),
            )

    def _ended(self, save_id: str, ended: SaveReport | str | None) -> None:
        if isinstance(ended, str):
            self._say(ended, f"bold {BAD}")
        elif ended is not None:
            self.dismiss(UndoEnd(save_id, ended))

    # --- what is shown -------------------------------------------------------------------

    def _what(self, sentence: str) -> None:
        self.query_one("#what", Static).update(text(sentence, MUTED), layout=False)

    def _say(self, sentence: str, style: str = "") -> None:
        self.query_one("#undo-message", Static).update(text(sentence, style))
