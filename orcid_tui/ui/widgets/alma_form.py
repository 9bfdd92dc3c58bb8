"""The fields of an institution's Alma: region, keys, and where the keys are kept."""

from __future__ import annotations

import os
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Checkbox, RadioSet

from orcid_tui.alma.access import REGIONS
from orcid_tui.alma.addresses import checked_base_url, region_of
from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.alma_saving import AlmaDraft
from orcid_tui.profiles.profile import Profile
from orcid_tui.profiles.session_secret import session_secret
from orcid_tui.secrets.given import URL_VARIABLE
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.ui.widgets.secret_input import PasteFriendlyInput, SecretInput
from orcid_tui.ui.widgets.set_up_form import (
    CREDENTIALS,
    PASTE_IT,
    SetUpForm,
    kept_sentence,
    radio,
)
from orcid_tui.ui.widgets.tick import Tick

_SHORT: Final = tuple(REGIONS)
_OTHER: Final = len(_SHORT)
_CHOICES: Final = (*(name for name, _ in REGIONS.values()), _("another address"))

_EMPTY: Final = "https://"
_HOW_OTHER: Final = _("The server that answers instead, without /almaws.")
_FROM_ENVIRONMENT: Final = _("From {variables}.").format(variables=URL_VARIABLE)
_ONLY_IN_NETWORKS: Final = _("For records of the Network Zone; else leave it empty.")


class AlmaForm(SetUpForm):
    """Institution, region, API key, the network's API key, and where the keys are kept."""

    DEFAULT_CSS = """
    AlmaForm {
        #region { layout: grid; grid-size: 2; grid-rows: 1; grid-gutter: 0 1; width: 42; }
        #region Choice { width: 1fr; }
        #forget-network, #forget-alma { display: none; }
        &.-network-kept #forget-network, &.-has-alma #forget-alma { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown = AlmaDraft("")
        self._chosen = -1

    def compose(self) -> ComposeResult:
        """One row for each field, with a line for a hint below it."""
        yield self.row(_("Institution"), PasteFriendlyInput(id="institution", compact=True))
        remove = Tick(_("take Alma out of this profile"), id="forget-alma")
        yield self.row(_("Region"), radio("region", _CHOICES), remove)
        address = PasteFriendlyInput(id="address", compact=True)
        yield self.row(_("Address"), address, other=True)
        key = SecretInput(id="key", compact=True)
        yield self.row(_("API key"), key, step=CREDENTIALS)
        forget = Tick(_("forget the network's key"), id="forget-network")
        network = SecretInput(id="network", compact=True)
        yield self.row(_("Network's key"), network, forget, step=CREDENTIALS)
        yield from self.place_row(_("Keep keys in"))

    # --- what is typed -----------------------------------------------------------------

    @property
    def institution(self) -> str:
        """The name that is typed."""
        return clean(self.input("institution").value)

    @property
    def draft(self) -> AlmaDraft:
        """What is in the fields now."""
        return AlmaDraft(
            self.institution,
            self._alma_url,
            self.query_one("#key", SecretInput).secret,
            self.query_one("#network", SecretInput).secret,
            self._ticked("network"),
        )

    @property
    def _alma_url(self) -> str:
        if self._chosen < 0 or self._ticked("alma"):
            return ""
        if self._chosen < _OTHER:
            return _SHORT[self._chosen]
        # An empty address is an error of its own, not "no Alma".
        return self.input("address").value.strip() or _EMPTY

    def _ticked(self, what: str) -> bool:
        return self.query_one(f"#forget-{what}", Tick).value

    @property
    def has_new_secret(self) -> bool:
        """Whether a key is typed."""
        draft = self.draft
        return draft.key is not None or draft.network_key is not None

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.draft != self._shown

    # --- what is shown -----------------------------------------------------------------

    def show(self, profile: Profile | None) -> None:
        """Fill the fields with a profile, or empty them for a new one, in the same region."""
        self.profile = profile
        self.input("institution").value = profile.institution if profile else ""
        for name in ("key", "network"):
            self.input(name).value = ""
        for tick in self.query(Tick):
            tick.value = False
        self._show_url(_url_to_begin_with(profile))
        self._show_what_is_kept(profile)
        self._shown = self.draft

    def show_instead(self, profile: Profile) -> None:
        """Go over to a profile, and leave standing what was typed so far."""
        typed = self.draft
        self.show(profile)
        self._show_url(typed.alma_url)
        for name, secret in (("key", typed.key), ("network", typed.network_key)):
            self.input(name).value = secret.reveal() if secret else ""

    def _show_url(self, url: str) -> None:
        """Choose the region of this address; none leaves the choice as it is."""
        if not url:
            return
        short = region_of(url)
        self.input("address").value = "" if short or url == _EMPTY else url
        self._choose(_SHORT.index(short) if short else _OTHER)
        self.radio_button("region", self._chosen).value = True

    def _show_what_is_kept(self, profile: Profile | None) -> None:
        said = {}
        for kind in (SecretKind.ALMA, SecretKind.ALMA_NETWORK):
            has_it = profile is not None and session_secret(profile.name, kind) is not None
            kept = profile.kept(kind) if profile else None
            said[kind] = kept_sentence(kept, _("A key"), session_has_it=has_it) if kept else ""
        self.hint("key", said[SecretKind.ALMA] or PASTE_IT)
        self.hint("network", said[SecretKind.ALMA_NETWORK] or _ONLY_IN_NETWORKS)
        self.set_class(bool(said[SecretKind.ALMA_NETWORK]), "-network-kept")
        self.set_class(bool(profile and profile.alma_url), "-has-alma")

    @on(RadioSet.Changed, "#region")
    def _region_changed(self, event: RadioSet.Changed) -> None:
        self._choose(event.index)

    def _choose(self, chosen: int) -> None:
        self._chosen = chosen
        self.show_other(chosen == _OTHER)
        given = os.environ.get(URL_VARIABLE, "").strip()
        from_environment = given and self.input("address").value == given
        self.hint("address", _FROM_ENVIRONMENT if from_environment else _HOW_OTHER)

    @on(Checkbox.Changed, "#forget-network")
    def _forgetting(self, event: Checkbox.Changed) -> None:
        self.query_one("#network", SecretInput).disabled = event.value


def _url_to_begin_with(profile: Profile | None) -> str:
    """Who has set an address in the environment sees it in an empty form, if it may be used."""
    if profile is not None and profile.alma_url:
        return profile.alma_url
    given = os.environ.get(URL_VARIABLE, "").strip()
    try:
        return given if given and checked_base_url(given) else ""
    except ConfigurationError:  # it may hold a password, and is told when it is needed
        return ""
