"""What the forms of the set-up screens share: rows with hints, and where secrets are kept."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, RadioSet, Static

from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.ui.widgets.choice import Choice

_PLACES: Final = (SecretPlace.KEYRING, SecretPlace.SESSION)
_OFFERS_SESSION: Final = (KeyringState.NONE, KeyringState.UNSAFE)
_NO_KEYRING: Final = "system keyring (not possible now)"

PASTE_IT: Final = "Paste it here; it is shown as bullets only."


class SetUpForm(Vertical):
    """The fields of one profile. It holds what is typed; a screen acts on it."""

    DEFAULT_CSS = """
    SetUpForm {
        height: auto;
        .row { height: auto; margin-bottom: 1; }
        .row > Label { width: 15; }
        .field { width: 1fr; height: auto; }
        .hint { color: $text-muted; height: auto; display: none; }
        .hint.-shown { display: block; }
        Input { background: $panel; }
        RadioSet { height: auto; background: transparent; }
        RadioSet > Choice > .toggle--button { color: $foreground; }
        RadioSet > Choice.-on > .toggle--button { color: $text-success; }
        .other { display: none; }
        &.-other .other { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.profile: Profile | None = None
        """The profile that is being changed; None for a new one."""

    def on_mount(self) -> None:
        """No blinking: it costs bytes on a slow line. Nothing can be kept before a look."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.radio_button("place", 0).disabled = True

    # --- what every form can say -------------------------------------------------------

    @property
    def institution(self) -> str:
        """The name that is typed."""
        raise NotImplementedError

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        raise NotImplementedError

    def show(self, profile: Profile | None) -> None:
        """Fill the fields with a profile, or empty them for a new one."""
        raise NotImplementedError

    def show_instead(self, profile: Profile) -> None:
        """Go over to a profile, and leave standing what was typed so far."""
        raise NotImplementedError

    @property
    def place(self) -> SecretPlace:
        """Where secrets are to be kept; NONE as long as nothing is chosen."""
        index = self.query_one("#place", RadioSet).pressed_index
        return _PLACES[index] if index >= 0 else SecretPlace.NONE

    def show_keyring(self, report: KeyringReport) -> None:
        """Offer the keyring if it is ready; choose the only possible place, never a guess."""
        button = self.radio_button("place", 0)
        button.label = Content(report.name if report.ready else _NO_KEYRING)
        button.disabled = not report.ready
        if report.ready and self.place is SecretPlace.NONE:
            button.value = True
        elif report.state in _OFFERS_SESSION:
            self.radio_button("place", 1).value = True

    # --- of what a form is made --------------------------------------------------------

    @staticmethod
    def row(label: str, field: Input | RadioSet, *more: Widget, classes: str = "row") -> Horizontal:
        """A label with its field, and a line for a hint below it."""
        hint = Static(id=f"{field.id}-hint", classes="hint", markup=False)
        return Horizontal(
            Label(label, markup=False),
            Vertical(field, hint, *more, classes="field"),
            classes=classes,
        )

    def place_row(self, label: str) -> ComposeResult:
        """Where secrets are kept."""
        yield self.row(label, radio("place", (_NO_KEYRING, "this session only")))

    def hint(self, field: str, sentence: str) -> None:
        """Say something below a field; nothing takes the line away."""
        line = self.query_one(f"#{field}-hint", Static)
        line.update(Content(sentence))
        line.set_class(bool(sentence), "-shown")

    def input(self, name: str) -> Input:
        """A field by its name."""
        return self.query_one(f"#{name}", Input)

    def radio_button(self, radio_set: str, index: int) -> Choice:
        """One of several by its number."""
        return self.query_one(f"#{radio_set}", RadioSet).query(Choice)[index]


def radio(name: str, labels: tuple[str, ...], *, first_on: bool = False) -> RadioSet:
    """One of several, to be chosen."""
    buttons = [Choice(label, first_on and index == 0) for index, label in enumerate(labels)]
    return RadioSet(*buttons, id=name, compact=True)


def kept_sentence(kept: KeptSecret, what: str, *, session_has_it: bool) -> str:
    """Where the secret is, or that there is none. `what` begins the sentence: "A secret"."""
    if kept.place is SecretPlace.KEYRING:
        since = f" since {kept.since.day} {kept.since:%B %Y}" if kept.since else ""
        return (
            f"{what} is kept in {kept.keeper or 'the system keyring'}{since}. "
            "Leave this empty to keep it."
        )
    if kept.place is SecretPlace.SESSION and session_has_it:
        return f"{what} is kept for this session. Leave this empty to keep it."
    return ""
