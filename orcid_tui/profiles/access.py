"""From the environment and the profile to one answer: where is ORCID, and who is asking?

The order, first match wins (secrets.md section 6.2):

1. ORCID_TUI_API_URL and ORCID_TUI_TOKEN_URL say where, with credentials from the environment
   only. A profile's secret goes to no address but the profile's own, so it is used here only
   when the profile names the same two addresses.
2. The profile's secret as it was typed for this session, with the profile's client ID.
3. A secret given from outside (ORCID_CLIENT_SECRET and its like), at the profile's addresses,
   with ORCID_CLIENT_ID, or without that with the profile's client ID.
4. The profile's secret, from its one recorded place.
5. Nobody: ORCID is asked without credentials.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

from orcid_tui.errors import ConfigurationError, FileLocked, SecretStoreError
from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import FoundSecret, Way, find_secret, why_gone
from orcid_tui.profiles.profile import Profile, SecretPlace, custom_endpoints
from orcid_tui.profiles.profile_file import choose_profile
from orcid_tui.registry.orcid.access import PRODUCTION, Credentials, Endpoints, OrcidAccess
from orcid_tui.secrets.given import ID_VARIABLE, VARIABLES, given_client_id, take_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean


@dataclass(frozen=True, slots=True)
class ResolvedAccess:
    """How ORCID will be asked. `warning`: a sentence if it is not as the profile says.

    `hides` names the place of a kept secret that is not used now, because another goes before it;
    `secret_source` is where the one that is used came from.
    """

    access: OrcidAccess
    profile: Profile | None = None
    warning: str = ""
    hides: str = ""
    secret_source: str = ""

    @property
    def sentence(self) -> str:
        """How ORCID will be asked, for the start screen and for `doctor`."""
        where = self.access.endpoints.label
        who = self.access.credentials
        if who is None:
            return _("{where} is asked without credentials (up to 25,000 questions a day).").format(
                where=where
            )
        said = _("{where} is asked as {client_id} (from {source}).").format(
            where=where, client_id=clean(who.client_id), source=who.source
        )
        return (
            _("{said} The secret from {hides} is not used.").format(said=said, hides=self.hides)
            if self.hides
            else said
        )


def resolve_access(
    profile: str | None = None, environ: MutableMapping[str, str] | None = None
) -> ResolvedAccess:
    """Where and as whom to ask ORCID, for the named profile or the default one.

    Takes what holds a secret out of `environ` (by default the process's own). May wait up to 7
    seconds for a silent keyring and 30 for a command. A place that fails gives access without
    credentials and a `warning`, never an error; but FileLocked is raised, for the encrypted file
    only needs its passphrase. Raises ConfigurationError for a profile or a variable that cannot
    be used.
    """
    take_given()
    environ = os.environ if environ is None else environ
    elsewhere = _endpoints_of_environment(environ)
    chosen = choose_profile(profile)
    endpoints = elsewhere or (chosen.endpoints() if chosen else PRODUCTION)
    asking = chosen if chosen is not None and _may_be_asked_here(chosen, elsewhere) else None
    consequence = _("{label} is asked without credentials.").format(label=endpoints.label)
    try:
        found = find_secret(asking, SecretKind.ORCID, environ)
    except FileLocked:
        raise
    except SecretStoreError as fault:
        return ResolvedAccess(OrcidAccess(endpoints), chosen, f"{fault.message} {consequence}")
    if found is not None:
        who = _credentials(found, asking, environ)
        if not endpoints.token_url:
            raise _half("API", "TOKEN")
        return ResolvedAccess(
            OrcidAccess(endpoints, who), chosen, hides=found.hides, secret_source=found.source
        )
    if asking is None or asking.secret.place is SecretPlace.NONE:
        return ResolvedAccess(OrcidAccess(endpoints), chosen)
    warning = f"{why_gone(asking, SecretKind.ORCID)} {consequence}"
    return ResolvedAccess(OrcidAccess(endpoints), chosen, warning)


def _may_be_asked_here(profile: Profile, elsewhere: Endpoints | None) -> bool:
    """Whether the profile's client ID and secret may go to the addresses that are asked."""
    return bool(profile.client_id) and (elsewhere is None or _same_addresses(profile, elsewhere))


def _credentials(
    found: FoundSecret, asking: Profile | None, environ: MutableMapping[str, str]
) -> Credentials:
    """A secret given from outside belongs to the client ID given there, if there is one."""
    client_id = given_client_id(environ) if found.way is Way.GIVEN else ""
    if client_id:
        return Credentials(
            client_id,
            found.secret,
            _("{client_id} and {source}").format(client_id=ID_VARIABLE, source=found.source),
        )
    if asking is None:
        raise ConfigurationError(
            _("There is a client secret (from {source}) but no {client_id}.").format(
                source=found.source, client_id=ID_VARIABLE
            ),
            _("Set both {client_id} and {secret}, or neither.").format(
                client_id=ID_VARIABLE, secret=VARIABLES[SecretKind.ORCID]
            ),
        )
    whose = _("the profile “{institution}”").format(institution=clean(asking.institution))
    if found.way is Way.GIVEN:
        whose = _("{whose} with the secret from {source}").format(whose=whose, source=found.source)
    return Credentials(asking.client_id, found.secret, whose, clean(asking.institution))


def _endpoints_of_environment(environ: MutableMapping[str, str]) -> Endpoints | None:
    api_url = environ.get("ORCID_TUI_API_URL", "").strip()
    token_url = environ.get("ORCID_TUI_TOKEN_URL", "").strip()
    if not api_url and not token_url:
        return None
    if not api_url:
        raise _half("TOKEN", "API")
    return custom_endpoints(
        (api_url, _("the address in ORCID_TUI_API_URL")),
        (token_url, _("the address in ORCID_TUI_TOKEN_URL")),
    )


def _half(there: str, missing: str) -> ConfigurationError:
    return ConfigurationError(
        _("The environment has ORCID_TUI_{there}_URL but not ORCID_TUI_{missing}_URL.").format(
            there=there, missing=missing
        ),
        _("Set both addresses, so that no secret goes to the wrong place, or neither."),
    )


def _same_addresses(profile: Profile, endpoints: Endpoints) -> bool:
    own = profile.endpoints()
    return (own.api_url, own.token_url) == (endpoints.api_url, endpoints.token_url)
