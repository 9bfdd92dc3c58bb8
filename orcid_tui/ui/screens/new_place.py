"""Another place for a secret that is kept already."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from orcid_tui.errors import ConfigurationError, OrcidTuiError
from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import keeper_words
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.secrets import command, daemon, system_keyring
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.widgets.place_form import PlaceForm


class NewPlaceScreen(ModalScreen[KeptSecret | None]):
    """Dismissed with the place that the secret shall move to, or None after escape."""

    AUTO_FOCUS = "#place"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "move", show=False, priority=True),
        Binding("escape", "dismiss(None)", show=False),
    ]
    DEFAULT_CSS = """
    NewPlaceScreen {
        align: center middle;
        & #box {
            width: 70; max-width: 95%; height: auto; padding: 1 2;
            background: $panel; border: round $primary;
        }
        & PlaceForm { margin-top: 1; }
        & #problem { color: $text-error; height: auto; display: none; margin-top: 1; }
        & #keys { margin-top: 1; }
    }
    """

    def __init__(self, profile: Profile, kind: SecretKind) -> None:
        super().__init__()
        self._profile, self._kind = profile, kind

    def compose(self) -> ComposeResult:
        """The places but the present one."""
        kept = self._profile.kept(self._kind)
        with Vertical(id="box"):
            now = _("The {secret} is kept in {place}. Move it to:").format(
                secret=self._kind.full_words, place=keeper_words(kept)
            )
            yield Static(Content(clean(now)), markup=False)
            same = kept.place is not SecretPlace.COMMAND  # there may be another command
            yield PlaceForm(but=kept.place if same else SecretPlace.NONE)
            yield Static(id="problem", markup=False)
            keys = Content.assemble(
                ("Space", "bold"),
                _("  choose   "),
                ("F2", "bold"),
                _("  move it   "),
                ("Esc", "bold"),
                _("  back"),
            )
            yield Static(keys, id="keys", markup=False)

    def on_mount(self) -> None:
        """Find out whether the keyring can be offered."""
        self.look_at_keyring()

    @work(exit_on_error=False, group="keyring")
    async def look_at_keyring(self) -> None:
        """Nothing is unlocked by it."""
        report = await asyncio.wrap_future(daemon.start(system_keyring.examine))
        self.query_one(PlaceForm).show_keyring(report)

    @work(exclusive=True, exit_on_error=False, group="deed")
    async def action_move(self) -> None:
        """Make the place ready, and give it back."""
        form = self.query_one(PlaceForm)
        try:
            if form.place is SecretPlace.NONE:
                raise ConfigurationError(_("No place is chosen yet."), _("Choose one of them."))
            await form.make_ready()
            to = form.kept
            if to.terminal:
                with self.app.suspend():
                    command.read(to, self._kind, at_terminal=True)
        except OrcidTuiError as fault:
            line = self.query_one("#problem", Static)
            line.update(Content(clean(str(fault))))
            line.display = True
        else:
            self.dismiss(to)
