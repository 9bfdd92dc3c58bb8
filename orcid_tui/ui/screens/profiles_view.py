"""All profiles on the screen, with how the secrets of the highlighted one are found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from orcid_tui.errors import FileLocked, OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.profile import Profile
from orcid_tui.profiles.profile_file import Profiles, load_profiles
from orcid_tui.profiles.secret_status import SecretStatus, secret_status
from orcid_tui.secrets import daemon
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.actions import Scope, actions_in
from orcid_tui.ui.bindings import bindings_for
from orcid_tui.ui.render.profiles import concerns, profile_line, secret_lines, where_asked
from orcid_tui.ui.screens.passphrase import file_opened
from orcid_tui.ui.widgets.lines import KeyLine


def any_profile() -> bool:
    """Whether there is a profile at all, or a file of them that has to be looked at."""
    try:
        return bool(load_profiles().items)
    except OrcidTuiError:
        return False


class ProfilesView(Screen[str | None]):
    """A list of profiles above, the state of the highlighted one's secrets below.

    Dismissed with the name of the profile to work with, or None when nothing was chosen.
    """

    AUTO_FOCUS = "#profiles"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Scope.PROFILES),
        Binding("j", "app.simulate_key('down')", show=False),
        Binding("k", "app.simulate_key('up')", show=False),
    ]
    DEFAULT_CSS = """
    ProfilesView {
        #title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        #profiles { height: auto; max-height: 8; border: none; background: transparent; }
        #states { height: 1fr; padding: 0 2; border-top: solid $panel; }
        #states Static { height: auto; margin-bottom: 1; }
        #message { height: auto; max-height: 6; padding: 0 2; display: none; }
        #message.-shown { display: block; }
        #message.-problem { color: $text-error; }
        #message.-good { color: $text-success; }
    }
    """

    def __init__(
        self, set_up: Callable[[str | None, SecretKind], None], in_use: str | None = None
    ) -> None:
        """`set_up` opens the set-up of a profile (None: of a new one); `in_use`: its name."""
        super().__init__()
        self._set_up = set_up
        self._in_use = in_use
        self._profiles = Profiles()
        self._states: dict[SecretKind, SecretStatus] = {}

    def compose(self) -> ComposeResult:
        """Profiles, states, message, keys."""
        yield Static(_("Profiles"), id="title", markup=False)
        yield OptionList(id="profiles", markup=False)
        with VerticalScroll(id="states", can_focus=False), Vertical():
            yield Static(id="where", markup=False)
            for kind in SecretKind:
                yield Static(id=f"state-{kind.value}", markup=False)
        yield Static(id="message", markup=False)
        yield KeyLine(actions_in(Scope.PROFILES))

    def on_mount(self) -> None:
        """Read the file."""
        self._load(self._in_use)

    def on_screen_resume(self) -> None:
        """Back from a set-up, in which everything may have changed."""
        self._load(self.current.name if self.current else self._in_use)

    def came_back(self, saved: Profile | None, told: str) -> None:
        """From a set-up in which something was saved."""
        if saved is not None:
            self._in_use = None
            self._load(saved.name)
        self.say(told, "good")

    @property
    def current(self) -> Profile | None:
        """The highlighted profile."""
        index = self.query_one(OptionList).highlighted
        items = self._profiles.items
        return items[index] if index is not None and index < len(items) else None

    def _load(self, name: str | None) -> None:
        try:
            self._profiles = load_profiles()
        except OrcidTuiError as fault:
            self.say(str(fault), "problem")
            return
        default = self._profiles.default
        used = self._in_use or (default.name if default else "")
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(profile_line(one, used)) for one in self._profiles.items])
        names = [one.name for one in self._profiles.items]
        if names:
            wanted = name if name in names else used
            listed.highlighted = names.index(wanted) if wanted in names else 0
        self._look()

    # --- what is shown -----------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._look()

    def _look(self) -> None:
        profile = self.current
        if profile is None:
            return
        self.query_one("#where", Static).update(Content(where_asked(profile)))
        self.look(profile)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self, profile: Profile) -> None:
        """Find out how each secret is found; nothing is unlocked or run by it."""
        for kind in SecretKind:
            status = await asyncio.wrap_future(
                daemon.start(lambda kind=kind: secret_status(profile, kind))  # type: ignore[misc]
            )
            self._states[kind] = status
            line = self.query_one(f"#state-{kind.value}", Static)
            line.display = concerns(profile, status)
            line.update(secret_lines(status, own=not profile.site))

    def say(self, sentence: str, tone: str = "plain") -> None:
        """Say something; it stays until the next."""
        line = self.query_one("#message", Static)
        line.update(Content(clean(sentence)))
        line.set_classes(f"-shown -{tone}")

    @work(exclusive=True, group="deed", exit_on_error=False)
    async def do(self, deed: Callable[[], str]) -> None:
        """Do it where nobody waits for it, ask for a passphrase if need be, and say how it went."""
        name = self.current.name if self.current else None
        try:
            try:
                said = await asyncio.wrap_future(daemon.start(deed))
            except FileLocked:
                if not await file_opened(self.app, without=False):
                    return
                said = await asyncio.wrap_future(daemon.start(deed))
        except OrcidTuiError as fault:
            self._load(name)
            self.say(str(fault), "problem")
        else:
            self._load(name)
            self.say(said, "good")
