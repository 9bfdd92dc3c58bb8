"""Leaving the program: nothing that was decided can be lost by it, so it says what is where."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text

from orcid_tui.errors import ExitCode
from orcid_tui.language import _
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.ending import EndingApp
from orcid_tui.ui.kept_words import comes_back, in_no_file

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.ui.screens.dialogs import Answer
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
        from orcid_tui.ui.screens.dialogs import AskScreen
        from orcid_tui.ui.screens.save import SaveScreen

        if isinstance(self.screen, SaveScreen) and self.screen.saving:
            return
        if (saving := self._saving) is not None:
            saving.action_leave_while_saving()
            return
        if isinstance(self.screen, AskScreen):
            return
        session = self.session
        self._keep_place()
        kept = await asyncio.to_thread(session.bring_to_disk)
        if not session.unsaved and (kept or not (session.decisions() or session.notes)):
            self.leave()
        else:
            self.push_screen(
                AskScreen(*_question(session, kept=kept), default="k" if kept else ""),
                self._quit_answered,
            )

    def _quit_answered(self, answer: str | None) -> None:
        session = self.session
        if session is None or answer is None:
            return
        if answer == "s":
            if (work := self._refining) is not None:
                work.action_save()
            return
        if answer == "d":
            session.discard()
        self.leave(comes_back(session.unsaved) if session.unsaved and answer == "k" else "")

    def leave(self, last_words: str = "") -> None:
        """End without a question."""
        self._keep_place()
        self.exit(self.leaves_with, message=Text(last_words) if last_words else None)

    @property
    def _refining(self) -> RefineScreen | None:
        """The work, while it is in front."""
        from orcid_tui.ui.screens.refine import RefineScreen

        return self.screen if isinstance(self.screen, RefineScreen) else None


def _question(session: Session, *, kept: bool) -> tuple[str, str, tuple[Answer, ...]]:
    """Title, sentence and answers: where the choices are, or that they are nowhere."""
    from orcid_tui.ui.screens.dialogs import Answer

    unsaved = session.unsaved
    save = (Answer("s", _("save: show what will change")),) if unsaved else ()
    if kept:
        sentence = _(
            "They are kept in the history of this work, and are here again when you open the same "
            "records."
        )
        leave = Answer("k", _("leave; they stay as they are (Enter, too)"))
        taken_back = _("discard them, and leave; {key} takes that back")
        discard = Answer("d", taken_back.format(key=key_of("undo")))
        return in_no_file(unsaved), sentence, (*save, leave, discard)
    return (
        in_no_file(unsaved) if unsaved else _("The disk has not taken everything that you did."),
        session.history_trouble
        or _("Look whether the disk is full or gone, then leave once more."),
        (*save, Answer("l", _("leave all the same"))),
    )
