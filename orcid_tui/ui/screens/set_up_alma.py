"""First set-up and later changes of an institution's Alma: where it is, and with which key."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.content import Content

from orcid_tui.alma.addresses import region_of
from orcid_tui.alma.manners import Pace
from orcid_tui.language import _
from orcid_tui.profiles import alma_saving
from orcid_tui.profiles.alma_saving import AlmaDraft
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import profiles_path
from orcid_tui.secrets import daemon
from orcid_tui.secrets.given import given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.settings.settings_file import load_settings
from orcid_tui.ui.screens.directions import Step
from orcid_tui.ui.screens.set_up_alma_text import (
    DEVELOPER_NETWORK,
    findings_told,
    saved_sentence,
    steps,
)
from orcid_tui.ui.screens.set_up_page import SetUpPage
from orcid_tui.ui.screens.set_up_part import Tone
from orcid_tui.ui.widgets.alma_form import AlmaForm
from orcid_tui.ui.widgets.set_up_form import CREDENTIALS, PLACE, WHO


class SetUpAlmaScreen(SetUpPage[AlmaDraft]):
    """The Alma of one profile."""

    SUBJECT = "Alma"
    KIND = SecretKind.ALMA
    LABELS = {"set-up-page": _("Key page")}  # noqa: RUF012  as in the class above
    STEPS = {  # noqa: RUF012  as in the class above
        WHO: _("your institution"),
        CREDENTIALS: _("API keys"),
        PLACE: _("where to keep the keys"),
    }
    TESTING = _("Asking Alma what the key may do…")
    DEFAULT_CSS = """
    SetUpAlmaScreen #message { max-height: 10; }
    """

    def new_form(self) -> AlmaForm:
        """The fields."""
        return AlmaForm(id="form")

    @property
    def form(self) -> AlmaForm:
        """The fields, mounted."""
        return self.query_one(AlmaForm)

    @property
    def draft(self) -> AlmaDraft:
        """What is in the fields now."""
        return self.form.draft

    def directions(self) -> list[Step]:
        """The way to a key."""
        return steps(str(profiles_path()))

    def missing(self, draft: AlmaDraft) -> str:
        """An institution and a region, unless Alma is taken out."""
        if not draft.institution:
            return _("Enter the name of your institution first.")
        existing = self.form.profile
        if draft.alma_url or (existing is not None and existing.alma_url):
            return ""
        return _("Choose the region of your Alma first; an administrator of Alma knows it.")

    def without(self, draft: AlmaDraft) -> str:
        """Whether Alma is taken out of the profile."""
        return ""

    def said_by_environment(self) -> str:
        """Whether variables hide the profile."""
        outside = given(SecretKind.ALMA)
        if outside is None:
            return ""
        return _("This run asks Alma with {source}, not with a profile's key.").format(
            source=outside.source
        )

    async def try_out(self, draft: AlmaDraft, existing: Profile | None) -> tuple[Content, Tone]:
        """Find out what the keys may do, with a few harmless questions."""
        from orcid_tui.alma.connecting import connect
        from orcid_tui.alma.key_check import check_key

        access = await asyncio.wrap_future(
            daemon.start(lambda: alma_saving.access_for_test(draft, existing))
        )
        connection = connect(access, _of_somebody_waiting(load_settings().alma.pace()))
        try:
            return findings_told(await check_key(connection))
        finally:
            await connection.aclose()

    def keep(self, draft: AlmaDraft, existing: Profile | None, to: KeptSecret) -> Profile:
        """The keys into their place, and the profile."""
        return alma_saving.save(draft, existing, to)

    def with_secret(self, draft: AlmaDraft, secret: Secret) -> AlmaDraft:
        """Filled by a command."""
        return replace(draft, key=secret)

    def what_is_replaced(self, draft: AlmaDraft, existing: Profile | None) -> str:
        """Another Alma, or a key."""
        if existing is None or not existing.alma_url:
            return ""
        if not draft.alma_url:
            return _("This takes Alma out of the profile, and its keys out of their place.")
        if _same(draft.alma_url) != _same(existing.alma_url):
            return _("This replaces the address of your Alma and its key.")
        replaced = [
            words
            for words, new, kind in (
                (_("the API key"), draft.key, SecretKind.ALMA),
                (_("the network's API key"), draft.network_key, SecretKind.ALMA_NETWORK),
            )
            if new is not None and existing.kept(kind).place is not SecretPlace.NONE
        ]
        forgotten = [_("This deletes the network's API key.")] if draft.forget_network_key else []
        if replaced:
            forgotten.insert(
                0,
                _("This replaces {keys} that is kept.").format(keys=_(" and ").join(replaced)),
            )
        return " ".join(forgotten)

    def told_of(self, saved: Profile) -> str:
        """What was saved, and where the keys are now."""
        return saved_sentence(saved)

    @property
    def web_page(self) -> str:
        """The Developer Network."""
        return DEVELOPER_NETWORK


def _of_somebody_waiting(pace: Pace) -> Pace:
    """One repeat, not three: a person sits before the screen. The day's floor is no concern."""
    return replace(pace, waits=pace.waits[:1], threshold_waits=(1, 2), whole=30, floor=0)


def _same(url: str) -> str:
    return region_of(url) or url.strip().rstrip("/").lower()
