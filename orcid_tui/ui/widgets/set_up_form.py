"""What the forms of the set-up screens share: steps, rows with hints, and the place of secrets."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, RadioSet, Static

from orcid_tui.language import _
from orcid_tui.profiles.dates_in_words import day_words
from orcid_tui.profiles.kept_secret import keeper_words
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.secrets.keyring_state import KeyringReport
from orcid_tui.ui.widgets.choice import Choice
from orcid_tui.ui.widgets.place_form import PlaceForm

PASTE_IT: Final = _("Paste it here; it is shown as bullets only.")


WHO, CREDENTIALS, PLACE = 1, 2, 3
"""The steps: for whom, with which credentials, and where they are kept."""


class SetUpRow(Horizontal):
    """A label with its field, in one of the steps. With `other` it is shown only when another
    address than the usual ones is chosen."""

    def __init__(self, *children: Widget, step: int, other: bool = False) -> None:
        super().__init__(*children, classes="row")
        self.step = step
        self.other = other


class SetUpForm(Vertical):
    """The fields of one profile. It holds what is typed; a screen acts on it.

    All fields are there all the time; those of one step are shown.
    """

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
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.profile: Profile | None = None
        """The profile that is being changed; None for a new one."""
        self.step = WHO
        """The step that is shown."""
        self._other = False

    def on_mount(self) -> None:
        """No blinking: it costs bytes on a slow line."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.show_step(self.step)

    # --- step by step --------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show the fields of this step, at once: keys that are on their way belong there."""
        self.step = step
        for row in self.query(SetUpRow):
            row.display = row.step == step and (self._other or not row.other)

    def show_other(self, other: bool) -> None:
        """Show the fields for another address than the usual ones, or not."""
        self._other = other
        self.show_step(self.step)

    @property
    def fields(self) -> list[Widget]:
        """The fields of this step, in their order."""
        rows = [row for row in self.query(SetUpRow) if row.display]
        return [
            field
            for row in rows
            for field in row.query("Input, RadioSet").results(Widget)
            if field.display and not field.disabled and _is_shown(field, row)
        ]

    @property
    def has_new_secret(self) -> bool:
        """Whether a secret is typed that is not kept yet."""
        raise NotImplementedError

    @property
    def place_form(self) -> PlaceForm:
        """Where secrets are to be kept."""
        return self.query_one(PlaceForm)

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
        return self.place_form.place

    def show_keyring(self, report: KeyringReport) -> None:
        """Offer the keyring if it is ready."""
        self.place_form.show_keyring(report)

    # --- of what a form is made --------------------------------------------------------

    @staticmethod
    def row(
        label: str, field: Input | RadioSet, *more: Widget, step: int = WHO, other: bool = False
    ) -> SetUpRow:
        """A label with its field, and a line for a hint below it."""
        hint = Static(id=f"{field.id}-hint", classes="hint", markup=False)
        return SetUpRow(
            Label(label, markup=False),
            Vertical(field, hint, *more, classes="field"),
            step=step,
            other=other,
        )

    def place_row(self, label: str) -> ComposeResult:
        """Where secrets are kept."""
        form = Vertical(PlaceForm(), classes="field")
        yield SetUpRow(Label(label, markup=False), form, step=PLACE)

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


def _is_shown(field: Widget, row: Widget) -> bool:
    """Whether nothing between the field and its row is hidden."""
    between = field.parent
    while between is not None and between is not row:
        if isinstance(between, Widget) and not between.display:
            return False
        between = between.parent
    return True


def radio(name: str, labels: tuple[str, ...], *, first_on: bool = False) -> RadioSet:
    """One of several, to be chosen."""
    buttons = [Choice(label, first_on and index == 0) for index, label in enumerate(labels)]
    return RadioSet(*buttons, id=name, compact=True)


def kept_sentence(kept: KeptSecret, what: str, *, session_has_it: bool) -> str:
    """Where the secret is, or that there is none. `what` begins the sentence: "A secret"."""
    if kept.place in (SecretPlace.KEYRING, SecretPlace.FILE):
        if kept.since:
            return _("{what} is kept in {place} since {day}. Leave this empty to keep it.").format(
                what=what, place=keeper_words(kept), day=day_words(kept.since)
            )
        return _("{what} is kept in {place}. Leave this empty to keep it.").format(
            what=what, place=keeper_words(kept)
        )
    if kept.place is SecretPlace.COMMAND:
        return _("{what} is given by {place}. Leave this empty and it stays so.").format(
            what=what, place=keeper_words(kept)
        )
    if kept.place is SecretPlace.SESSION and session_has_it:
        return _("{what} is kept for this session. Leave this empty to keep it.").format(what=what)
    return ""
