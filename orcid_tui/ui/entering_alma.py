"""The way from the start screen into Alma: open the door, choose, open the titles, or go back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from orcid_tui.errors import ConfigurationError, FileLocked, SourceError
from orcid_tui.profiles.alma_access import NoAlma
from orcid_tui.secrets import daemon
from orcid_tui.session.session import Session
from orcid_tui.ui.screens.opening import OpeningScreen, opened
from orcid_tui.ui.screens.passphrase import file_opened

if TYPE_CHECKING:
    from orcid_tui.session.sets import AlmaDoor
    from orcid_tui.ui.screens.sets import SetChoice, SetsState
    from orcid_tui.ui.setting_up import SettingUpApp


def open_alma(profile: str | None) -> AlmaDoor:
    """The Alma of this profile. Raises NoAlma and ConfigurationError."""
    from orcid_tui.session import opening

    return opening.open_alma(profile)


class EnteringAlma:
    """Ends with `work` and a session, with `back` and a sentence (empty when the user went back),
    or with `set_up` and a sentence when no Alma is set up.
    """

    def __init__(
        self,
        app: SettingUpApp,
        *,
        work: Callable[[Session], None],
        back: Callable[[str], None],
        set_up: Callable[[str], None],
    ) -> None:
        self._app = app
        self._work, self._back, self._set_up = work, back, set_up
        self._door: AlmaDoor | None = None

    def begin(self, profile: str | None) -> None:
        """Open the door to the Alma of this profile. A keyring may take its time over the key."""
        self._app.push_screen(OpeningScreen())
        self._app.run_worker(self._open_door(profile), group="open", exclusive=True)

    async def aclose(self) -> None:
        """Close the door, if it is open and no session has taken it over."""
        door, self._door = self._door, None
        if door is not None:
            await door.aclose()

    async def _open_door(self, profile: str | None) -> None:
        try:
            self._door = await asyncio.wrap_future(daemon.start(lambda: open_alma(profile)))
        except FileLocked:
            again = await file_opened(self._app, without=False)
            opened(self._app)
            if again:
                self.begin(profile)
            else:
                self._back("")
        except NoAlma as error:
            opened(self._app)
            self._set_up(error.message)
        except ConfigurationError as error:
            opened(self._app)
            self._back(str(error))
        else:
            opened(self._app)
            self._show_sets()

    def _show_sets(self, state: SetsState | None = None, problem: str = "") -> None:
        from orcid_tui.ui.screens.sets import SetsScreen

        assert self._door is not None
        self._app.push_screen(SetsScreen(self._door, state, problem), self._chosen)

    def _chosen(self, choice: SetChoice | None) -> None:
        if choice is None:
            self._app.run_worker(self.aclose(), group="close")
            self._back("")
            return
        self._app.push_screen(OpeningScreen())
        self._app.run_worker(self._open_titles(choice), group="open", exclusive=True)

    async def _open_titles(self, choice: SetChoice) -> None:
        door = self._door
        assert door is not None
        try:
            session = await asyncio.wrap_future(
                daemon.start(lambda: door.work_on(choice.source, choice.name))
            )
        except FileLocked:
            again = await file_opened(self._app)
            opened(self._app)
            if again:
                self._chosen(choice)
            else:
                self._show_sets(choice.state)
        except (SourceError, ConfigurationError) as error:
            opened(self._app)
            self._show_sets(choice.state, str(error))
        else:
            self._door = None
            opened(self._app)
            self._work(session)
