"""From every screen to the profiles and their set-up, and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from textual.screen import ModalScreen

from orcid_tui.errors import ExitCode
from orcid_tui.language import _
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.ui.leaving import LeavingApp
from orcid_tui.ui.screens.opening import OpeningScreen

if TYPE_CHECKING:
    from orcid_tui.session.session import Session
    from orcid_tui.ui.entering_alma import EnteringAlma

First = Literal["work", "set-up", "set-up-alma"]


class SettingUpApp(LeavingApp):
    """An application in which institutions are set up, and one of them is chosen.

    `profile` is the name of the one that was named at the start of the program, `first` what it
    was started for.
    """

    def __init__(self, session: Session | None, profile: str | None, first: First) -> None:
        super().__init__(session)
        self._profile = profile
        self._first = first
        if first != "work":
            self.leaves_with = ExitCode.SETUP_UNFINISHED
        self._entering_alma: EnteringAlma | None = None

    def _work(self, session: Session) -> None:
        """Show the headings."""
        raise NotImplementedError

    def _start(self, problem: str = "", typed: str = "") -> None:
        """Show the start screen."""
        raise NotImplementedError

    @property
    def _alma(self) -> EnteringAlma:
        from orcid_tui.ui.entering_alma import EnteringAlma

        if self._entering_alma is None:
            self._entering_alma = EnteringAlma(
                self, work=self._work, back=self._start, set_up=self._set_up_alma_first
            )
        return self._entering_alma

    # --- from screen to screen -----------------------------------------------------------

    def _profiles_or_first_set_up(self, profile: str | None) -> None:
        from orcid_tui.ui.screens.profiles_view import any_profile

        if any_profile():
            self._show_profiles(profile, lambda _: self._start())
            return
        from orcid_tui.ui.screens.set_up import SetUpScreen

        screen = SetUpScreen(profile or self._profile)

        def back(saved: bool | None) -> None:
            self._set_up_left(saved)
            if saved:
                self._offer_alma(screen.told)
            else:
                self._start()

        self.push_screen(screen, back)

    def _offer_alma(self, told: str) -> None:
        """The last page of the first set-up: Alma now, or later."""
        from orcid_tui.ui.screens.dialogs import Answer, AskScreen

        ways = (
            Answer("a", _("set up Alma now: its region and an API key")),
            Answer("enter", _("later, or no Alma: go on to your records")),
        )

        def answered(key: str | None) -> None:
            if key == "a":
                self._set_up_alma(self._back_from_set_up)
            else:
                self._start()

        self.push_screen(AskScreen(_("ORCID is set up"), told, ways), answered)

    def _back_from_set_up(self, saved: bool | None) -> None:
        self._set_up_left(saved)
        self._start()

    def _show_profiles(self, profile: str | None, then: Callable[[str | None], None]) -> None:
        from orcid_tui.ui.screens.profiles import ProfilesScreen

        def left(chosen: str | None) -> None:
            if chosen is not None:
                self._profile = chosen
            then(chosen)

        screen = ProfilesScreen(self._set_up_from_profiles, profile or self._profile)
        self.push_screen(screen, left)

    def _set_up_from_profiles(self, profile: str | None, kind: SecretKind) -> None:
        from orcid_tui.ui.screens.profiles import ProfilesScreen
        from orcid_tui.ui.screens.set_up import SetUpScreen
        from orcid_tui.ui.screens.set_up_alma import SetUpAlmaScreen

        kind_of_screen = SetUpScreen if kind is SecretKind.ORCID else SetUpAlmaScreen
        screen = kind_of_screen(profile or None, new=not profile)

        def back(saved: bool | None) -> None:
            self._set_up_left(saved)
            if saved and isinstance(self.screen, ProfilesScreen):
                self.screen.came_back(screen.saved, screen.told)

        self.push_screen(screen, back)

    def _set_up(self, profile: str | None, then: Callable[[bool | None], None]) -> None:
        from orcid_tui.ui.screens.set_up import SetUpScreen

        self.push_screen(SetUpScreen(profile), then)

    def _set_up_alma(self, then: Callable[[bool | None], None], why: str = "") -> None:
        from orcid_tui.ui.screens.set_up_alma import SetUpAlmaScreen

        screen = SetUpAlmaScreen(self._profile, why)

        def back(saved: bool | None) -> None:
            if saved and self._first == "work":
                self.notify(screen.told, title=_("Saved"), markup=False)
            then(saved)

        self.push_screen(screen, back)

    def _set_up_alma_first(self, sentence: str) -> None:
        self._set_up_alma(
            self._back_from_set_up_alma,
            _("{sentence} These fields are for that.").format(sentence=sentence),
        )

    def _back_from_set_up_alma(self, saved: bool | None) -> None:
        self._set_up_left(saved)
        if saved:
            self._alma.begin(None)
        else:
            self._start()

    def _end_set_up(self, saved: bool | None) -> None:
        self.exit(ExitCode.DONE if saved else ExitCode.SETUP_UNFINISHED)

    # --- actions -------------------------------------------------------------------------

    def action_set_up_alma(self) -> None:
        """Settle where Alma is, and keep its key."""
        from orcid_tui.ui.screens.set_up_page import SetUpPage

        if not isinstance(self.screen, ModalScreen | SetUpPage | OpeningScreen):
            self._set_up_alma(self._set_up_left)

    def _set_up_left(self, saved: bool | None) -> None:
        if saved:
            self._profile = None  # the profile saved last is the one in use

    def action_profiles(self) -> None:
        """Which profile asks, how its secrets are found, and another one."""
        from orcid_tui.ui.screens.profiles import ProfilesScreen
        from orcid_tui.ui.screens.set_up_page import SetUpPage
        from orcid_tui.ui.screens.start import StartScreen

        if self._saving is not None or isinstance(
            self.screen, ModalScreen | SetUpPage | OpeningScreen | ProfilesScreen
        ):
            return
        if isinstance(self.screen, StartScreen):
            self.screen.action_start_set_up()
        else:
            self._show_profiles(None, self._profile_chosen)

    def _profile_chosen(self, chosen: str | None) -> None:
        if chosen is not None and (work := self._refining) is not None:
            work.notice(
                _(
                    "The profile {chosen} holds for what is opened from now on; these "
                    "records go on as they were opened."
                ).format(chosen=chosen)
            )
