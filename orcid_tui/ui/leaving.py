"""Leaving the program: nothing that was decided can be lost by it, so it says what is where."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text

from orcid_tui.errors import ExitCode
from orcid_tui.language import _
from orcid_tui.ui.ending import EndingApp
from orcid_tui.ui.kept_words import comes_back, in_no_file

if TYPE_CHECKING:
    from orcid_tui.ui.screens.refine import RefineScreen


class LeavingApp(EndingApp):
    """An application that can be left with choices in no file."""

    leaves_with = ExitCode.DONE
    """The exit code of leaving."""

    async def action_quit(self) -> None:
        """Leave; tell first of choices that are in no file yet."""
        if self.session is None:
            self.leave()
            return
        from orcid_tui.ui.screens.dialogs import Answer, AskScreen
        from orcid_tui.ui.screens.save import SaveScreen

        if isinstance(self.screen, SaveScreen) and self.screen.saving:
            return
        if (saving := self._saving) is not None:
            saving.action_leave_while_saving()
            return
        unsaved = self.session.unsaved
        if not unsaved:
            await self._leave_with_all_in_files()
        elif not isinstance(self.screen, AskScreen):
            self.push_screen(
                AskScreen(
                    in_no_file(unsaved),
                    _(
                        "They are kept in the history of this work, and are here again when you "
                        "open the same records."
                    ),
                    (
                        Answer("s", _("save: show what will change")),
                        Answer("k", _("leave; they stay as they are (Enter, too)")),
                        Answer("d", _("discard them, and leave; u takes that back")),
                    ),
                    default="k",
                ),
                self._quit_answered,
            )

    async def _quit_answered(self, answer: str | None) -> None:
        if answer == "s" and (work := self._refining) is not None:
            work.action_save()
        elif answer in ("k", "d") and self.session is not None:
            if answer == "d":
                self.session.discard()
            await self._leave_when_kept()

    async def _leave_when_kept(self) -> None:
        """End only when everything is on the disk."""
        session = self.session
        assert session is not None
        self._keep_place()
        if session.has_history and await asyncio.to_thread(session.bring_to_disk):
            self.exit(self.leaves_with, message=_last_words(session.unsaved))
        elif (work := self._refining) is not None:
            work.notice(
                _("The choices could not be kept, so the program goes on. Save them with w.")
            )

    async def _leave_with_all_in_files(self) -> None:
        """Nothing is to be saved; who fits nowhere, what was left for later, and notes are on the
        disk only, if they are."""
        from orcid_tui.ui.screens.dialogs import Answer, AskScreen

        session = self.session
        assert session is not None
        self._keep_place()
        holds_something = session.has_history and (session.decisions() or session.notes)
        if not holds_something or await asyncio.to_thread(session.bring_to_disk):
            self.exit(self.leaves_with)
        elif not isinstance(self.screen, AskScreen):
            self.push_screen(
                AskScreen(
                    _("The disk has not taken everything that you did."),
                    session.history_trouble
                    or _("Look whether the disk is full or gone, then leave once more."),
                    (Answer("l", _("leave all the same")),),
                ),
                self._left_all_the_same,
            )

    def _left_all_the_same(self, answer: str | None) -> None:
        if answer == "l":
            self.exit(self.leaves_with)

    def leave(self) -> None:
        """End without a question."""
        self._keep_place()
        self.exit(self.leaves_with)

    @property
    def _refining(self) -> RefineScreen | None:
        """The work, while it is in front."""
        from orcid_tui.ui.screens.refine import RefineScreen

        return self.screen if isinstance(self.screen, RefineScreen) else None


def _last_words(unsaved: int) -> Text | None:
    return Text(comes_back(unsaved)) if unsaved else None
