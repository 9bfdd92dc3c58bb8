"""The application: which screen comes first, which follows, and how one leaves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.events import Key, Resize
from textual.screen import ModalScreen
from textual.theme import Theme
from textual.widgets import Input

from orcid_tui.errors import (
    ConfigurationError,
    ExitCode,
    FileLocked,
    OrcidTuiError,
    SourceError,
)
from orcid_tui.language import _
from orcid_tui.secrets import daemon
from orcid_tui.settings.screen_file import load_screen_settings, remember_theme
from orcid_tui.text import clean
from orcid_tui.ui.actions import KEY_PROBLEMS, Scope, key_of
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.key_times import note_key
from orcid_tui.ui.palette import ActionProvider, Palette
from orcid_tui.ui.running import get_ready
from orcid_tui.ui.screens.opening import OpeningScreen, opened
from orcid_tui.ui.screens.too_small import TooSmallScreen, is_too_small
from orcid_tui.ui.setting_up import First, SettingUpApp
from orcid_tui.ui.short_styles import with_short_styles
from orcid_tui.ui.terminal_cursor import keep_terminal_cursor
from orcid_tui.ui.themes import DARK, HOUSE_THEMES

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.ui.screens.start import StartChoice

_UNREADABLE_WITHOUT_COLOR: Final = ("ansi-dark", "ansi-light")
"""With NO_COLOR Textual draws black on black in these (terminal-ui.md section 4.1)."""


class OrcidTuiApp(SettingUpApp):
    """With a session it shows the work, without one the start screen.

    `opening` gives the session while a first screen is there already. Its result is an exit code;
    `not_opened` is what kept the source from being opened. It closes the session when it ends.

    What the first screen does not need is imported behind it: nobody waits for that.
    """

    TITLE = "orcid-tui"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Scope.EVERYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActionProvider}

    def __init__(
        self,
        session: Session | None,
        *,
        profile: str | None = None,
        first: First = "work",
        opening: Callable[[], Session] | None = None,
    ) -> None:
        super().__init__(session, profile, first)
        self._opening = opening
        self.not_opened: OrcidTuiError | None = None
        self.animation_level = "none"
        for theme in HOUSE_THEMES:
            self.register_theme(theme)
        if self.no_color:
            for name in _UNREADABLE_WITHOUT_COLOR:
                self.unregister_theme(name)
        self._screen_settings = load_screen_settings()
        self.theme = self._first_theme()

    def _first_theme(self) -> str:
        """What the environment names (as Textual has it), else what was chosen last."""
        named = (os.environ.get("TEXTUAL_THEME"), self._screen_settings.theme)
        return next((name for name in named if name in self.available_themes), DARK.name)

    def get_driver_class(self) -> type[Driver]:
        """The usual one, with fewer bytes for slow lines."""
        return with_short_styles(super().get_driver_class())

    def on_mount(self) -> None:
        """The first screen."""
        self.heed_signals()
        keep_terminal_cursor(self)
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if KEY_PROBLEMS:
            self.notify(clean(" ".join(KEY_PROBLEMS)), title=_("Keys"), markup=False, timeout=30)
        if self._first == "set-up":
            self._set_up(self._profile, self._end_set_up)
        elif self._first == "set-up-alma":
            self._set_up_alma(self._end_set_up)
        elif self.session is not None:
            self._work(self.session)
        elif self._opening is not None:
            self.push_screen(OpeningScreen(partial(self._open_first, self._opening)))
        else:
            self._start()
            self.call_after_refresh(get_ready)

    def _remember_theme(self, theme: Theme) -> None:
        """Other colours were chosen: begin with them the next time."""
        try:
            remember_theme(theme.name)
        except ConfigurationError as fault:
            self.notify(clean(str(fault)), title=_("Not remembered"), markup=False)

    async def on_unmount(self) -> None:
        """Give back files and connections."""
        if self._entering_alma is not None:
            await self._entering_alma.aclose()
        if self.session is not None:
            await self.session.aclose()

    # --- from screen to screen -----------------------------------------------------------

    def _work(self, session: Session) -> None:
        from orcid_tui.ui.screens.refine import RefineScreen

        self.session = session
        self.push_screen(RefineScreen(session))

    def _start(self, problem: str = "", typed: str = "") -> None:
        from orcid_tui.ui.screens.start import StartScreen

        self.push_screen(StartScreen(problem, typed, self._profile), self._started)

    def _started(self, choice: StartChoice | None) -> None:
        if choice is None or choice.kind == "quit":
            self.exit(ExitCode.DONE)
        elif choice.kind == "set-up":
            self._profiles_or_first_set_up(choice.profile)
        elif choice.kind == "alma":
            self._alma.begin(self._profile)
        else:
            self.push_screen(OpeningScreen())
            self.run_worker(self._open(choice), group="open", exclusive=True)

    def _open_first(self, opening: Callable[[], Session]) -> None:
        self.run_worker(self._open_or_end(opening), group="open", exclusive=True)

    async def _open_or_end(self, opening: Callable[[], Session]) -> None:
        """Open what the command line names; what cannot be opened is told without a screen."""
        try:
            session = await asyncio.wrap_future(daemon.start(opening))
        except FileLocked as fault:
            if await self._file_opened():
                await self._open_or_end(opening)
            else:
                self._end_unopened(fault)
        except OrcidTuiError as fault:
            self._end_unopened(fault)
        else:
            opened(self)
            self._work(session)

    def _end_unopened(self, fault: OrcidTuiError) -> None:
        self.not_opened = fault
        self.exit(fault.exit_code)

    async def _file_opened(self) -> bool:
        from orcid_tui.ui.screens.passphrase import file_opened

        return await file_opened(self)

    async def _open(self, choice: StartChoice) -> None:
        from orcid_tui.ui.widgets.path_input import line_of

        sources, profile = choice.sources, self._profile

        def open_it() -> Session:
            from orcid_tui.session import opening

            if choice.kind == "demo":
                return opening.open_demo()
            return opening.open_session(sources, profile=profile)

        try:
            session = await asyncio.wrap_future(daemon.start(open_it))
        except FileLocked:
            again = await self._file_opened()
            opened(self)
            if again:
                self._started(choice)
            else:
                self._start("", line_of(sources))
        except (SourceError, ConfigurationError) as error:
            opened(self)
            self._start(str(error), line_of(sources))
        else:
            opened(self)
            self._work(session)

    def on_resize(self, event: Resize) -> None:
        """Cover the screen while the window is too small for it."""
        covered = isinstance(self.screen, TooSmallScreen)
        if is_too_small(event.size) and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not is_too_small(event.size):
            self.screen.dismiss()

    def on_key(self, event: Key) -> None:
        """A letter that was on its way to a list when a line of text opened belongs to that line.

        Letters typed into the line itself never come here. Without this a fast `/4` would lose
        the 4, or take it for a choice.
        """
        note_key(self, event)
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            self.focused.insert_text_at_cursor(event.character)
            event.prevent_default()

    # --- actions -------------------------------------------------------------------------

    def action_show_help(self) -> None:
        """All keys and signs."""
        from orcid_tui.ui.render.about import about
        from orcid_tui.ui.screens.help import HelpScreen

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(HelpScreen(about(self.session)))

    def action_settings(self) -> None:
        """Settle where iDs go, and which fields get one."""
        from orcid_tui.ui.screens.settings import SettingsScreen

        # What is being opened takes its own screen away when it is there.
        if not isinstance(self.screen, ModalScreen | SettingsScreen | OpeningScreen):
            self.push_screen(SettingsScreen(), self._settings_left)

    def _settings_left(self, saved: bool | None) -> None:
        if saved:
            sentence = _("The settings are saved. They hold for the files opened from now on.")
            if (work := self._refining) is not None:
                work.notice(sentence)
            else:
                self.notify(sentence, title=_("Saved"), markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C: say which key leaves."""
        if self.session is not None and (work := self._refining) is not None:
            work.notice(_("Press {key} to leave.").format(key=key_of("quit")))

    def action_suspend_process(self) -> None:
        """Go to sleep where the system can do that."""
        from textual.app import SuspendNotSupported

        if self._saving is not None:  # no answer would be heard
            self.bell()
            return
        try:
            super().action_suspend_process()
        except SuspendNotSupported:
            self.bell()

    def action_command_palette(self) -> None:
        """Find an action by its name."""
        if not isinstance(self.screen, ModalScreen):
            self.push_screen(Palette())
