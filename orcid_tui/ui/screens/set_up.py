"""First set-up and later changes: who asks ORCID, and where the secret is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on
from textual.widgets import RadioSet

from orcid_tui.language import _
from orcid_tui.profiles import saving
from orcid_tui.profiles.profile import KeptSecret, Profile
from orcid_tui.profiles.profile_file import profiles_path
from orcid_tui.profiles.saving import Draft
from orcid_tui.secrets import daemon
from orcid_tui.secrets.given import given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.ui.actions import key_of
from orcid_tui.ui.screens.directions import Step
from orcid_tui.ui.screens.set_up_page import SetUpPage
from orcid_tui.ui.screens.set_up_part import Tone
from orcid_tui.ui.screens.set_up_text import developer_tools, saved_sentence, steps
from orcid_tui.ui.widgets.profile_form import ProfileForm
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO


class SetUpScreen(SetUpPage[Draft]):
    """Access to ORCID in one profile."""

    SUBJECT = "ORCID"
    KIND = SecretKind.ORCID
    STEPS = {  # noqa: RUF012  as in the class above
        WHO: _("your institution"),
        CREDENTIALS: _("client ID and secret"),
        PLACE: _("where to keep the secret"),
    }
    TESTING = _("Asking ORCID for a token…")

    def new_form(self) -> ProfileForm:
        """The fields."""
        return ProfileForm(id="form")

    @property
    def form(self) -> ProfileForm:
        """The fields, mounted."""
        return self.query_one(ProfileForm)

    @property
    def draft(self) -> Draft:
        """What is in the fields now."""
        return self.form.draft

    def directions(self) -> list[Step]:
        """The way to client ID and secret, for the ORCID that is chosen."""
        form = self.query(ProfileForm)
        if not form:
            return steps(saving.Draft("").environment, str(profiles_path()), "", "")
        typed = form.first()
        return steps(typed.environment, str(profiles_path()), typed.institution, typed.home_page)

    @on(RadioSet.Changed, "#environment")
    def _environment_changed(self) -> None:
        self.show_directions()

    def missing(self, draft: Draft) -> str:
        """An institution at least."""
        return "" if draft.institution else _("Enter the name of your institution first.")

    def without(self, draft: Draft) -> str:
        """Whether ORCID is to be asked without credentials."""
        return (
            "" if draft.client_id else _("Without a client ID ORCID is asked without credentials.")
        )

    def said_by_environment(self) -> str:
        """Whether variables hide the profile."""
        outside = given(SecretKind.ORCID)
        if outside is None:
            return ""
        return _("This run asks ORCID with {source}, not with the profile's secret.").format(
            source=outside.source
        )

    async def try_out(self, draft: Draft, existing: Profile | None) -> tuple[str, Tone]:
        """Get a token."""
        from orcid_tui.registry.orcid.pace import POLITE
        from orcid_tui.registry.orcid.token import request_token

        access = await asyncio.wrap_future(
            daemon.start(lambda: saving.access_for_test(draft, existing))
        )
        # Somebody waits before the screen: one repeat, not three.
        await request_token(access, pace=replace(POLITE, waits=(1,), whole=30))
        label = access.endpoints.label
        return _(
            "{label} accepted the client ID and the secret and gave a token. {key} saves."
        ).format(label=label, key=key_of("set-up-save")), "good"

    def keep(self, draft: Draft, existing: Profile | None, to: KeptSecret) -> Profile:
        """The secret into its place, and the profile."""
        return saving.save(draft, existing, to)

    def with_secret(self, draft: Draft, secret: Secret) -> Draft:
        """Filled by a command."""
        return replace(draft, secret=secret)

    def what_is_replaced(self, draft: Draft, existing: Profile | None) -> str:
        """Another client ID, or a secret."""
        if existing is None or not existing.client_id:
            return ""
        if not draft.client_id:
            return _("This removes the client ID {client_id} and its secret.").format(
                client_id=existing.client_id
            )
        if draft.client_id != existing.client_id:
            return _("This replaces the client ID {client_id} and its secret.").format(
                client_id=existing.client_id
            )
        return _("This replaces the secret that is kept.") if draft.secret else ""

    def told_of(self, saved: Profile) -> str:
        """What was saved, and where the secret is now."""
        return saved_sentence(saved)

    @property
    def web_page(self) -> str:
        """ORCID's developer tools."""
        return developer_tools(self.form.environment)
