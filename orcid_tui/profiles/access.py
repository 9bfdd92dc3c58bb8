"""From the environment and the profile to one answer: where is ORCID, and who is asking?

The order, first match wins (secrets.md section 6.2):

1. ORCID_TUI_API_URL and ORCID_TUI_TOKEN_URL say where, with credentials from the environment
   only. A profile's secret goes to no address but the profile's own, so it is used here only
   when the profile names the same two addresses.
2. ORCID_CLIENT_ID and ORCID_CLIENT_SECRET, at the profile's addresses.
3. The profile's secret, from its one recorded place.
4. Nobody: ORCID is asked without credentials.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

from orcid_tui.errors import ConfigurationError, SecretStoreError
from orcid_tui.profiles.kept_secret import kept_secret, why_gone
from orcid_tui.profiles.profile import Profile, SecretPlace, custom_endpoints
from orcid_tui.profiles.profile_file import choose_profile
from orcid_tui.registry.orcid.access import PRODUCTION, Credentials, Endpoints, OrcidAccess
from orcid_tui.secrets import environment
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean


@dataclass(frozen=True, slots=True)
class ResolvedAccess:
    """How ORCID will be asked. `warning`: a sentence if it is not as the profile says."""

    access: OrcidAccess
    profile: Profile | None = None
    warning: str = ""

    @property
    def sentence(self) -> str:
        """How ORCID will be asked, for the start screen and for `doctor`."""
        where = self.access.endpoints.label
        who = self.access.credentials
        if who is None:
            return f"{where} is asked without credentials (up to 25,000 questions a day)."
        return f"{where} is asked as {clean(who.client_id)} (from {who.source})."


def resolve_access(
    profile: str | None = None, environ: MutableMapping[str, str] | None = None
) -> ResolvedAccess:
    """Where and as whom to ask ORCID, for the named profile or the default one.

    Takes ORCID_CLIENT_ID and ORCID_CLIENT_SECRET out of `environ` (by default the process's
    own). May wait up to 7 seconds for a silent keyring. A keyring that fails gives access
    without credentials and a `warning`, never an error.
    Raises ConfigurationError for a profile or a variable that cannot be used.
    """
    environ = os.environ if environ is None else environ
    pair = environment.take_client_pair(environ)
    given = None
    if pair is not None:
        given = Credentials(pair.client_id, pair.client_secret, environment.SOURCE)
    elsewhere = _endpoints_of_environment(environ, with_credentials=given is not None)
    chosen = choose_profile(profile)
    if elsewhere is not None:
        if given is None and chosen is not None and _same_addresses(chosen, elsewhere):
            return _as_profile(chosen, elsewhere)
        return ResolvedAccess(OrcidAccess(elsewhere, given), chosen)
    endpoints = chosen.endpoints() if chosen else PRODUCTION
    if given is not None or chosen is None:
        return ResolvedAccess(OrcidAccess(endpoints, given), chosen)
    return _as_profile(chosen, endpoints)


def _as_profile(profile: Profile, endpoints: Endpoints) -> ResolvedAccess:
    if not profile.client_id or profile.secret.place is SecretPlace.NONE:
        return ResolvedAccess(OrcidAccess(endpoints), profile)
    consequence = f"{endpoints.label} is asked without credentials."
    try:
        secret = kept_secret(profile, SecretKind.ORCID)
    except SecretStoreError as fault:
        return ResolvedAccess(OrcidAccess(endpoints), profile, f"{fault.message} {consequence}")
    if secret is None:
        warning = f"{why_gone(profile, SecretKind.ORCID)} {consequence}"
        return ResolvedAccess(OrcidAccess(endpoints), profile, warning)
    source = f"the profile “{clean(profile.institution)}”"
    return ResolvedAccess(
        OrcidAccess(endpoints, Credentials(profile.client_id, secret, source)), profile
    )


def _endpoints_of_environment(
    environ: MutableMapping[str, str], *, with_credentials: bool
) -> Endpoints | None:
    api_url = environ.get("ORCID_TUI_API_URL", "").strip()
    token_url = environ.get("ORCID_TUI_TOKEN_URL", "").strip()
    if not api_url and not token_url:
        return None
    if not api_url or (with_credentials and not token_url):
        there, missing = ("API", "TOKEN") if api_url else ("TOKEN", "API")
        raise ConfigurationError(
            f"The environment has ORCID_TUI_{there}_URL but not ORCID_TUI_{missing}_URL.",
            "Set both addresses, so that no secret goes to the wrong place, or neither.",
        )
    return custom_endpoints(
        (api_url, "the address in ORCID_TUI_API_URL"),
        (token_url, "the address in ORCID_TUI_TOKEN_URL"),
    )


def _same_addresses(profile: Profile, endpoints: Endpoints) -> bool:
    own = profile.endpoints()
    return (own.api_url, own.token_url) == (endpoints.api_url, endpoints.token_url)
