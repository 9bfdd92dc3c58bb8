"""Saving, undoing a save and reporting: the part of the refine screen where work leaves it."""

from __future__ import annotations

from functools import partial

from orcid_tui.language import _
from orcid_tui.stores.protocol import SaveReport
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.messages import Reported
from orcid_tui.ui.render.cells import WARN
from orcid_tui.ui.render.results import tallied
from orcid_tui.ui.reporting import write_the_report
from orcid_tui.ui.screens.deciding import DecidingScreen
from orcid_tui.ui.screens.save import SaveEnd, SaveScreen
from orcid_tui.ui.screens.saved import AfterSave, SavedScreen
from orcid_tui.ui.screens.undo_save import UndoEnd, UndoSaveScreen


class StoringScreen(DecidingScreen):
    """Opens the screens of saving, and shows the headings as they are afterwards."""

    def action_save(self) -> None:
        """Show what will change."""
        if self.session.store.read_only:
            self.notice(self.session.store.read_only, WARN)
        elif why := self.session.why_not_yet:
            self.notice(why, WARN)
        elif not self.session.unsaved:
            chosen = self.session.counts().saved
            self.notice(_("Everything is saved.") if chosen else _("No iD has been chosen yet."))
        else:
            self.app.push_screen(SaveScreen(self.session), self._saved)

    def _saved(self, end: SaveEnd | None) -> None:
        self.ignore_enter_for_a_moment()
        if end is not None:
            self._show_anew()
            self._show_result(
                SavedScreen(self.session, end.report, end.asked, into_system=end.into_system),
                end.report,
                _said(end),
            )
        self.show_progress()

    def _show_result(self, screen: SavedScreen, report: SaveReport, notice: str) -> None:
        if notice:
            self.notice(notice)
        self.app.push_screen(screen, partial(self._result_left, report.save_id))

    def _result_left(self, save_id: str, then: AfterSave | None) -> None:
        self.ignore_enter_for_a_moment()
        if then is AfterSave.AGAIN:
            self.action_save()
        elif then is AfterSave.UNDO:
            self._undo(save_id)

    def action_undo_save(self) -> None:
        """Saves into a library system, newest first."""
        self._undo("")

    def _undo(self, save_id: str) -> None:
        if self.session.system is None:
            self.notice(
                _(
                    "A save into a file is not undone here: the old file, or a backup of it, "
                    "holds what was there before."
                )
            )
        else:
            self.app.push_screen(UndoSaveScreen(self.session, save_id), self._undone)

    def _undone(self, end: UndoEnd | None) -> None:
        self.ignore_enter_for_a_moment()
        if end is not None:
            self._show_anew()
            self._show_result(
                SavedScreen(self.session, end.report, into_system=True, undone=end.save_id),
                end.report,
                _("Undone; the headings are shown as they are now.") if end.report.written else "",
            )
        self.show_progress()

    def action_report(self) -> None:
        """Files about the session."""
        write_the_report(self.session, self)

    def on_reported(self, event: Reported) -> None:
        """Where the report is."""
        self.notice(event.sentence)

    def _show_anew(self) -> None:
        """What the records hold is something else now."""
        self.headings.everything_changed()
        self.candidates.heading = None
        self.follow()


def _said(end: SaveEnd) -> str:
    """What stands in the status line after a save."""
    if end.report.refused and end.into_system:
        return _("{tallied}. What is not stored stays chosen; {key} saves it.").format(
            tallied=tallied(end.report), key=key_of("save")
        )
    return _("Saved.") if end.report.written else ""
