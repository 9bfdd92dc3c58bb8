"""While a library system is written to: how far it is, and the one way to stop it.

A save is never cut off: it is asked to stop, and what was sent is waited for. So this screen
closes by itself only, whoever asks the program to end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.errors import SaveError
from orcid_tui.language import _
from orcid_tui.session.session import Session
from orcid_tui.stores.protocol import SaveReport, SaveWatch
from orcid_tui.ui.actions import Scope, actions_in, key_of
from orcid_tui.ui.background import start
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.cells import MUTED, STRONG, WARN, text
from orcid_tui.ui.render.system import alarm, calls_left
from orcid_tui.ui.render.waiting import how_far, save_bar
from orcid_tui.ui.widgets.lines import KeyLine

Run = Callable[[SaveWatch], Awaitable[SaveReport]]

_STOPS: Final = _("{key} stops: the records at hand are finished, the rest stays chosen.").format(
    key=key_of("stop-saving")
)
_STOPPING: Final = _("Stopping: the records at hand are being finished. The rest stays chosen.")
_FIRST_STOP: Final = _(
    "Saving is going on. Stop it first ({key}); then the program can be left."
).format(key=key_of("stop-saving"))


async def carried_out(run: Awaitable[SaveReport]) -> SaveReport | str:
    """What a save did, or in one sentence why nothing was written. Never raises."""
    try:
        return await run
    except SaveError as error:
        return str(error)
    except Exception as error:  # the decisions must survive whatever went wrong
        from orcid_tui.crash import write_crash_log

        write_crash_log(error)
        return _("Saving failed inside the program; the log has the details.")


class SavingScreen(ModalScreen[SaveReport | str]):
    """Runs a save, and gives its report, or a sentence when nothing could be done at all."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.SAVING)
    DEFAULT_CSS = """
    SavingScreen {
        align: center middle;
        & #box {
            width: 72; max-width: 100%; height: auto;
            background: $panel; border: round $primary;
        }
        & Static { padding: 0 1; height: auto; }
        & #far { margin: 1 0 0 0; }
        & #said { margin: 1 0; }
    }
    """

    @dataclass
    class Moved(Message):
        """So many records are done."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one matters."""
            return isinstance(message, SavingScreen.Moved)

    class Ended(Message):
        """There is nothing left to wait for."""

    def __init__(self, session: Session, title: str, records: int, run: Run) -> None:
        """`records` is how many are expected, until the save itself says it."""
        super().__init__()
        self._session, self._title, self._run = session, title, run
        self._done, self._total = 0, records
        self._watch = SaveWatch(lambda done, total: self._tell(done, total))
        self._began = monotonic()
        self._end: SaveReport | str | None = None
        self._over = asyncio.Event()
        self._staying = False

    def compose(self) -> ComposeResult:
        """Where it goes, how far it is, what can be done."""
        with Vertical(id="box"):
            system = self._session.system
            head = [part for part in (alarm(system), text(self._title, STRONG)) if part]
            yield Static(Content("  ").join(head), markup=False)
            yield Static("", id="far", markup=False)
            yield Static("", id="said", markup=False)
            yield KeyLine(actions_in(Scope.SAVING))

    def on_mount(self) -> None:
        """Begin."""
        self._show()
        self._say(_STOPS)
        start(self, "save", self._save)

    @property
    def going_on(self) -> bool:
        """Whether something may still be written."""
        return self._end is None

    def stop_for_good(self) -> None:
        """Begin no other record; the screen does not close any more, for the program is ending."""
        self._staying = True
        self.action_stop_saving()

    async def finished(self) -> None:
        """Wait until nothing more is written and the session knows what was."""
        await self._over.wait()

    # --- keys --------------------------------------------------------------------------

    def action_stop_saving(self) -> None:
        """Begin no other record."""
        self._watch.stop()
        self._say(_STOPPING, WARN)

    def action_leave_while_saving(self) -> None:
        """The program cannot be left by accident."""
        self._say(_STOPPING if self._watch.stopped else _FIRST_STOP, f"bold {WARN}")

    # --- saving ------------------------------------------------------------------------

    async def _save(self) -> None:
        try:
            self._end = await carried_out(self._run(self._watch))
        finally:
            self._over.set()
        self.post_message(self.Ended())

    def _tell(self, done: int, total: int) -> None:
        self.post_message(self.Moved(done, total))

    def on_saving_screen_moved(self, event: Moved) -> None:
        """Show how far it is."""
        self._done, self._total = event.done, event.total
        self._show()

    def on_saving_screen_ended(self, event: Ended) -> None:
        """Close, unless something stands in front."""
        self._close()

    def on_screen_resume(self) -> None:
        """What stood in front is gone."""
        self._close()

    def _close(self) -> None:
        if self._end is not None and not self._staying and self.app.screen is self:
            self._staying = True  # not twice
            self.dismiss(self._end)

    # --- what is shown -------------------------------------------------------------------

    def _show(self) -> None:
        far = how_far(self._done, self._total, monotonic() - self._began)
        lines = [Content(save_bar(self._done, self._total)), Content(far)]
        if left := calls_left(self._session.system):
            lines.append(left.stylize_before(MUTED))
        self.query_one("#far", Static).update(Content("\n").join(lines))

    def _say(self, sentence: str, style: str = "") -> None:
        self.query_one("#said", Static).update(text(sentence, style))
