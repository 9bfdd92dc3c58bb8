"""An end that nobody asked for: the line breaks off, the system ends, the program has a fault.

Every choice is on the disk by then, or is tried once more; a record that is being written is
finished, and a crash shows no values.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from orcid_tui.crash import write_crash_log
from orcid_tui.errors import ExitCode
from orcid_tui.language import _
from orcid_tui.ui.hands import AppUnderHands
from orcid_tui.ui.hang_up import silence_when_gone
from orcid_tui.ui.kept_words import comes_back, not_kept

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.ui.screens.saving import SavingScreen

_ENDING_SIGNALS: Final = ("SIGHUP", "SIGTERM")


class EndingApp(AppUnderHands):
    """An application with the work that must not be lost when it ends."""

    def __init__(self, session: Session | None) -> None:
        super().__init__()
        self.session = session
        self._ending = False

    def heed_signals(self) -> None:
        """When the line breaks off (SIGHUP) or the system ends, end in good order."""
        silence_when_gone(self._driver)
        loop = asyncio.get_running_loop()
        for name in _ENDING_SIGNALS:
            # Windows has no such handlers, and a test may run outside the main thread.
            with suppress(AttributeError, NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self._told_to_end)

    def _told_to_end(self) -> None:
        saving, again = self._saving, self._ending
        if saving is not None:
            saving.stop_for_good()
        self._keep_history()
        if saving is None or again:
            self.exit(ExitCode.DONE)
        else:
            self._ending = True
            self.run_worker(self._end_after(saving), group="end")

    async def _end_after(self, saving: SavingScreen) -> None:
        """End as soon as the record at hand is finished: what was sent must be known."""
        await saving.finished()
        self._keep_history()
        self.exit(ExitCode.DONE)

    def _keep_history(self) -> str:
        """Bring everything to the disk that is not there yet; says what becomes of the choices."""
        session = self.session
        if session is None:
            return ""
        try:
            self._keep_place()
            kept = session.bring_to_disk() and session.has_history
        except Exception as error:  # the program is ending already
            write_crash_log(error)
            kept = False
        if not session.unsaved:
            return _("No choice was waiting to be saved.")
        return comes_back(session.unsaved) if kept else not_kept(session.unsaved)

    def _keep_place(self) -> None:
        """Keep with the history where the cursor stands."""
        from orcid_tui.ui.screens.deciding import DecidingScreen

        for screen in self.screen_stack:
            # One that is still being put together has no place yet.
            if isinstance(screen, DecidingScreen) and screen.query("#headings"):
                screen.keep_place()

    def _handle_exception(self, error: Exception) -> None:
        """No fault: a part that is put together while the program ends finds others gone again."""
        if not (self._exit and isinstance(error, NoMatches | IndexError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print the values of local variables here, secrets among them."""
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        log = write_crash_log(error) if error is not None else None
        sentences = (
            _("orcid-tui stopped because of a fault inside the program."),
            self._keep_history(),
            _("The details are in {log}.").format(log=log) if log is not None else "",
        )
        self.bell()
        self.panic(Text(" ".join(filter(None, sentences))))

    @property
    def _saving(self) -> SavingScreen | None:
        """The screen that writes into a library system at this moment, if one does."""
        if self.session is None:
            return None
        from orcid_tui.ui.screens.saving import SavingScreen

        screens = (one for one in self.screen_stack if isinstance(one, SavingScreen))
        return next((one for one in screens if one.going_on), None)
