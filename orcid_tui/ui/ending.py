"""An end that nobody asked for: the line breaks off, the system ends, the program has a fault.

What is not saved is kept, a record that is being written is finished, and a crash shows no values.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual.worker import WorkerFailed

from orcid_tui.crash import write_crash_log
from orcid_tui.errors import ExitCode
from orcid_tui.folders import shown
from orcid_tui.language import _
from orcid_tui.ui.hands import AppUnderHands
from orcid_tui.ui.hang_up import silence_when_gone

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
        """When the line breaks off (SIGHUP) or the system ends, keep what is not saved."""
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
        self._keep_unsaved()
        if saving is None or again:
            self.exit(ExitCode.DONE)
        else:
            self._ending = True
            self.run_worker(self._end_after(saving), group="end")

    async def _end_after(self, saving: SavingScreen) -> None:
        """End as soon as the record at hand is finished: what was sent must be known."""
        await saving.finished()
        self._keep_unsaved()
        self.exit(ExitCode.DONE)

    def _keep_unsaved(self) -> str:
        """Write down the choices that are not saved; says what became of them."""
        try:
            return self._kept_sentence()
        except Exception as error:  # the program is ending already
            write_crash_log(error)
            return _("Choices that were not saved could not be kept.")

    def _kept_sentence(self) -> str:
        """Write them down. Raises OSError."""
        from orcid_tui.session.rescue import rescue

        kept = rescue(self.session) if self.session is not None else None
        if kept is None:
            return _("No choice was waiting to be saved.")
        return _(
            "Choices that were not saved are in {place} and come back when you open the "
            "same records again."
        ).format(place=shown(kept))

    def _fatal_error(self) -> None:
        """Textual would print the values of local variables here, secrets among them."""
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        log = write_crash_log(error) if error is not None else None
        told = [
            _("orcid-tui stopped because of a fault inside the program."),
            self._keep_unsaved(),
            _("The details are in {log}.").format(log=log) if log is not None else "",
        ]
        self.bell()
        self.panic(Text(" ".join(filter(None, told))))

    @property
    def _saving(self) -> SavingScreen | None:
        """The screen that writes into a library system at this moment, if one does."""
        if self.session is None:
            return None
        from orcid_tui.ui.screens.saving import SavingScreen

        screens = (one for one in self.screen_stack if isinstance(one, SavingScreen))
        return next((one for one in screens if one.going_on), None)
