"""The fields of one ORCID profile. It holds what is typed; the set-up screen acts on it."""

from __future__ import annotations

import os
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, RadioSet

from orcid_tui.language import _
from orcid_tui.profiles.profile import Environment, Profile
from orcid_tui.profiles.saving import Draft, is_usual_client_id
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.text import clean
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput, SecretInput
from orcid_tui.ui.widgets.set_up_form import (
    CREDENTIALS,
    PASTE_IT,
    SetUpForm,
    kept_sentence,
    radio,
)

_ENVIRONMENTS: Final = (Environment.PRODUCTION, Environment.SANDBOX, Environment.CUSTOM)

_UNUSUAL_ID: Final = _("Usually APP- and 16 capital letters or digits.")
_PRACTICE: Final = _("Invented persons, for practice; their iDs are never saved into records.")
_FOR_ORCIDS_FORM: Final = _("For ORCID's own form only, on the next page; may stay empty.")
_FROM_ENVIRONMENT: Final = _("From ORCID_TUI_API_URL and ORCID_TUI_TOKEN_URL.")


class ProfileForm(SetUpForm):
    """Institution, ORCID, client ID, secret, and where the secret is kept."""

    DEFAULT_CSS = """
    ProfileForm {
        #environment { layout: horizontal; }
        #environment Choice { width: auto; margin-right: 2; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.environment = Environment.PRODUCTION
        """Which ORCID is chosen."""
        self._shown = Draft("")

    def compose(self) -> ComposeResult:
        """One row for each field, with a line for a hint below it."""
        yield self.row(_("Institution"), PasteFriendlyInput(id="institution", compact=True))
        yield self.row(_("Home page"), PasteFriendlyInput(id="home-page", compact=True))
        environments = ("orcid.org", "sandbox", _("other"))
        yield self.row("ORCID", radio("environment", environments, first_on=True))
        for label, name in ((_("API address"), "api"), (_("Token address"), "token")):
            field = PasteFriendlyInput(id=name, compact=True)
            yield self.row(label, field, other=True)
        client = PasteFriendlyInput(id="client", compact=True)
        yield self.row(_("Client ID"), client, step=CREDENTIALS)
        secret = SecretInput(id="secret", compact=True)
        yield self.row(_("Client secret"), secret, step=CREDENTIALS)
        yield from self.place_row(_("Keep secret in"))

    # --- what is typed -----------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What is in the fields now."""
        return Draft(
            clean(self.input("institution").value),
            self.environment,
            self.input("client").value.strip(),
            self.query_one(SecretInput).secret,
            self.input("api").value.strip(),
            self.input("token").value.strip(),
        )

    @property
    def institution(self) -> str:
        """The name that is typed."""
        return self.draft.institution

    @property
    def home_page(self) -> str:
        """The library's home page, for ORCID's form only."""
        return clean(self.input("home-page").value)

    @property
    def has_new_secret(self) -> bool:
        """Whether a secret is typed."""
        return self.draft.secret is not None

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
        self.hint("home-page", _FOR_ORCIDS_FORM)
        kept = profile is not None and session_secret(profile.name) is not None
        self.hint("secret", _kept_sentence(profile, session_has_it=kept))

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

    def _fill(self, draft: Draft) -> None:
        self.input("institution").value = draft.institution
        self.input("client").value = draft.client_id
        self.input("api").value = draft.api_url
        self.input("token").value = draft.token_url
        self.input("secret").value = draft.secret.reveal() if draft.secret else ""
        self.radio_button("environment", _ENVIRONMENTS.index(draft.environment)).value = True
        self._choose_environment(draft.environment)

    @on(RadioSet.Changed, "#environment")
    def _environment_changed(self, event: RadioSet.Changed) -> None:
        self._choose_environment(_ENVIRONMENTS[event.index])

    def _choose_environment(self, chosen: Environment) -> None:
        self.environment = chosen
        self.show_other(chosen is Environment.CUSTOM)
        self.hint("environment", _PRACTICE if chosen is Environment.SANDBOX else "")

    @on(Input.Changed, "#client")
    def _client_changed(self, event: Input.Changed) -> None:
        fits = not event.value.strip() or is_usual_client_id(event.value)
        self.hint("client", "" if fits else _UNUSUAL_ID)

    @on(Input.Changed, "#api")
    def _api_changed(self, event: Input.Changed) -> None:
        given = os.environ.get("ORCID_TUI_API_URL", "").strip()
        self.hint("api", _FROM_ENVIRONMENT if given and event.value == given else "")


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
        return PASTE_IT
    kept = kept_sentence(profile.secret, _("A secret"), session_has_it=session_has_it)
    return kept or _("No secret is kept now. {hint}").format(hint=PASTE_IT)
