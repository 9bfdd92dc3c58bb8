"""The fields of one ORCID profile. It holds what is typed; the set-up screen acts on it."""

from __future__ import annotations

import os
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, RadioSet, Static

from orcid_tui.profiles.profile import Environment, Profile, SecretPlace
from orcid_tui.profiles.saving import Draft, is_usual_client_id
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets.keyring_state import KeyringReport, KeyringState
from orcid_tui.text import clean
from orcid_tui.ui.widgets.choice import Choice
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput, SecretInput

_ENVIRONMENTS: Final = (Environment.PRODUCTION, Environment.SANDBOX, Environment.CUSTOM)
_PLACES: Final = (SecretPlace.KEYRING, SecretPlace.SESSION)
_OFFERS_SESSION: Final = (KeyringState.NONE, KeyringState.UNSAFE)

_UNUSUAL_ID: Final = "Usually APP- and 16 capital letters or digits."
_NO_KEYRING: Final = "system keyring (not possible now)"
_PRACTICE: Final = "Invented persons, for practice; their iDs are never saved into records."
_FROM_ENVIRONMENT: Final = "From ORCID_TUI_API_URL and ORCID_TUI_TOKEN_URL."


class ProfileForm(Vertical):
    """Institution, ORCID, client ID, secret, and where the secret is kept."""

    DEFAULT_CSS = """
    ProfileForm {
        height: auto;
        .row { height: auto; margin-bottom: 1; }
        .row > Label { width: 15; }
        .field { width: 1fr; height: auto; }
        .hint { color: $text-muted; height: auto; display: none; }
        .hint.-shown { display: block; }
        Input { background: $panel; }
        RadioSet { height: auto; background: transparent; }
        #environment { layout: horizontal; }
        #environment Choice { width: auto; margin-right: 2; }
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
        self.environment = Environment.PRODUCTION
        """Which ORCID is chosen."""
        self._shown = Draft("")

    def compose(self) -> ComposeResult:
        """One row for each field, with a line for a hint below it."""
        yield self._row("Institution", PasteFriendlyInput(id="institution", compact=True))
        environments = ("orcid.org", "sandbox", "other")
        yield self._row("ORCID", _radio("environment", environments, first_on=True))
        for label, name in (("API address", "api"), ("Token address", "token")):
            yield self._row(label, PasteFriendlyInput(id=name, compact=True), "row other")
        yield self._row("Client ID", PasteFriendlyInput(id="client", compact=True))
        yield self._row("Client secret", SecretInput(id="secret", compact=True))
        yield self._row("Keep secret in", _radio("place", (_NO_KEYRING, "this session only")))

    @staticmethod
    def _row(label: str, field: Input | RadioSet, classes: str = "row") -> Horizontal:
        hint = Static(id=f"{field.id}-hint", classes="hint", markup=False)
        return Horizontal(
            Label(label, markup=False), Vertical(field, hint, classes="field"), classes=classes
        )

    def on_mount(self) -> None:
        """No blinking: it costs bytes on a slow line. Nothing can be kept before a look."""
        for field in self.query(Input):
            field.cursor_blink = False
        self._radio_button("place", 0).disabled = True

    # --- what is typed -----------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What is in the fields now."""
        return Draft(
            clean(self._input("institution").value),
            self.environment,
            self._input("client").value.strip(),
            self.query_one(SecretInput).secret,
            self._input("api").value.strip(),
            self._input("token").value.strip(),
        )

    @property
    def place(self) -> SecretPlace:
        """Where the secret is to be kept; NONE as long as nothing is chosen."""
        index = self.query_one("#place", RadioSet).pressed_index
        return _PLACES[index] if index >= 0 else SecretPlace.NONE

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.draft != self._shown

    # --- what is shown -----------------------------------------------------------------

    def show(self, profile: Profile | None) -> None:
        """Fill the fields with a profile, or empty them for a new one."""
        self.profile = profile
        self._shown = _draft_of(profile) if profile else _new_draft()
        self._fill(self._shown)
        kept = profile is not None and session_secret(profile.name) is not None
        self._hint("secret", _kept_sentence(profile, session_has_it=kept))

    def show_instead(self, profile: Profile) -> None:
        """Go over to a profile, and leave standing what was typed so far."""
        typed, before = self.draft, self._shown
        self.show(profile)
        new = self._shown
        moved = typed.environment is not before.environment or typed.api_url != before.api_url
        source = typed if moved else new
        self._fill(
            Draft(
                new.institution,
                source.environment,
                typed.client_id or new.client_id,
                typed.secret,
                source.api_url,
                source.token_url,
            )
        )

    def show_keyring(self, report: KeyringReport) -> None:
        """Offer the keyring if it is ready; choose the only possible place, never a guess."""
        button = self._radio_button("place", 0)
        button.label = Content(report.name if report.ready else _NO_KEYRING)
        button.disabled = not report.ready
        if report.ready and self.place is SecretPlace.NONE:
            button.value = True
        elif report.state in _OFFERS_SESSION:
            self._radio_button("place", 1).value = True

    def _fill(self, draft: Draft) -> None:
        self._input("institution").value = draft.institution
        self._input("client").value = draft.client_id
        self._input("api").value = draft.api_url
        self._input("token").value = draft.token_url
        self._input("secret").value = draft.secret.reveal() if draft.secret else ""
        self._radio_button("environment", _ENVIRONMENTS.index(draft.environment)).value = True
        self._choose_environment(draft.environment)

    @on(RadioSet.Changed, "#environment")
    def _environment_changed(self, event: RadioSet.Changed) -> None:
        self._choose_environment(_ENVIRONMENTS[event.index])

    def _choose_environment(self, chosen: Environment) -> None:
        self.environment = chosen
        self.set_class(chosen is Environment.CUSTOM, "-other")
        self._hint("environment", _PRACTICE if chosen is Environment.SANDBOX else "")

    @on(Input.Changed, "#client")
    def _client_changed(self, event: Input.Changed) -> None:
        fits = not event.value.strip() or is_usual_client_id(event.value)
        self._hint("client", "" if fits else _UNUSUAL_ID)

    @on(Input.Changed, "#api")
    def _api_changed(self, event: Input.Changed) -> None:
        given = os.environ.get("ORCID_TUI_API_URL", "").strip()
        self._hint("api", _FROM_ENVIRONMENT if given and event.value == given else "")

    def _hint(self, field: str, sentence: str) -> None:
        hint = self.query_one(f"#{field}-hint", Static)
        hint.update(Content(sentence))
        hint.set_class(bool(sentence), "-shown")

    def _input(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _radio_button(self, radio: str, index: int) -> Choice:
        return self.query_one(f"#{radio}", RadioSet).query(Choice)[index]


def _radio(name: str, labels: tuple[str, ...], *, first_on: bool = False) -> RadioSet:
    buttons = [Choice(label, first_on and index == 0) for index, label in enumerate(labels)]
    return RadioSet(*buttons, id=name, compact=True)


def _draft_of(profile: Profile) -> Draft:
    return Draft(
        profile.institution,
        profile.environment,
        profile.client_id,
        None,
        profile.api_url,
        profile.token_url,
    )


def _new_draft() -> Draft:
    """An empty form; who has set other addresses in the environment sees them in it."""
    api_url = os.environ.get("ORCID_TUI_API_URL", "").strip()
    token_url = os.environ.get("ORCID_TUI_TOKEN_URL", "").strip()
    if not api_url:
        return Draft("")
    return Draft("", Environment.CUSTOM, "", None, api_url, token_url)


def _kept_sentence(profile: Profile | None, *, session_has_it: bool) -> str:
    if profile is None or not profile.client_id:
        return "Paste it here; it is shown as bullets only."
    kept = profile.secret
    if kept.place is SecretPlace.KEYRING:
        since = f" since {kept.since.day} {kept.since:%B %Y}" if kept.since else ""
        return (
            f"A secret is kept in {kept.keeper or 'the system keyring'}{since}. "
            "Leave this empty to keep it."
        )
    if kept.place is SecretPlace.SESSION and session_has_it:
        return "A secret is kept for this session. Leave this empty to keep it."
    return "No secret is kept now. Paste it here; it is shown as bullets only."
