"""From the environment and the profile to one answer: where is Alma, and with which key?

The order, first match wins (secrets.md section 6.2):

1. ALMA_API_KEY (and ALMA_NETWORK_API_KEY), at ORCID_TUI_ALMA_URL or else at the profile's address.
2. The profile's keys, each from its one recorded place, at the profile's own address only: with
   ORCID_TUI_ALMA_URL they are used when that is the same address.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

from orcid_tui.alma.access import REGIONS, AlmaAccess, AlmaKey
from orcid_tui.alma.addresses import checked_base_url, region_of
from orcid_tui.errors import ConfigurationError, SecretStoreError
from orcid_tui.profiles.kept_secret import kept_secret, why_gone
from orcid_tui.profiles.profile import Profile, SecretPlace
from orcid_tui.profiles.profile_file import choose_profile, load_profiles
from orcid_tui.secrets.alma_environment import (
    KEY_VARIABLE,
    NETWORK_KEY_VARIABLE,
    URL_VARIABLE,
    AlmaKeys,
    take_alma_keys,
)
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.web.addresses import host_of

WAY_IN = f"Set it up with orcid-tui setup --alma, or set {URL_VARIABLE} and {KEY_VARIABLE}."


class NoAlma(ConfigurationError):
    """No Alma is set up, or its key is gone: the set-up is where to go on."""


@dataclass(frozen=True, slots=True)
class ResolvedAlma:
    """How Alma will be asked. `access` is None when the key could not be had now.

    `warning`: a sentence if it is not as the profile says. `fault`: the same, to be raised.
    """

    access: AlmaAccess | None
    profile: Profile | None = None
    warning: str = ""
    fault: ConfigurationError | None = None

    @property
    def sentence(self) -> str:
        """How Alma will be asked, for the start screen and for `doctor`."""
        if self.access is None:
            return self.warning
        base = self.access.base_url
        said = f"Alma at {host_of(base)}{_in_region(base)}, key from {self.access.key.source}"
        if self.access.network_key is None:
            return f"{said}; no key of a network."
        return f"{said}; key of the network from {self.access.network_key.source}."

    def required(self) -> AlmaAccess:
        """The access. Raises NoAlma when its key is gone, ConfigurationError when it cannot be
        had now.
        """
        if self.access is None:
            raise self.fault or ConfigurationError(self.warning)
        return self.access


def resolve_alma(
    profile: str | None = None, environ: MutableMapping[str, str] | None = None
) -> ResolvedAlma:
    """Where Alma is and with which keys to ask it, for the named profile or the default one.

    Takes ALMA_API_KEY and ALMA_NETWORK_API_KEY out of `environ` (by default the process's own).
    May wait some seconds for a silent keyring; a keyring that fails is a `warning`, no error.
    Raises NoAlma when none is set up, and ConfigurationError for a profile or a variable that
    cannot be used.
    """
    environ = os.environ if environ is None else environ
    keys = take_alma_keys(environ)
    chosen = choose_profile(profile)
    named = environ.get(URL_VARIABLE, "").strip()
    elsewhere = checked_base_url(named, f"the address in {URL_VARIABLE}") if named else ""
    if keys is not None:
        base = elsewhere or (chosen.alma_base() if chosen else "")
        if not base:
            raise ConfigurationError(
                f"The environment has {KEY_VARIABLE} but not {URL_VARIABLE}.",
                f"Set {URL_VARIABLE} to the region of your Alma ({', '.join(REGIONS)}) or to an "
                "address.",
            )
        return ResolvedAlma(_with_keys_of_environment(base, keys), chosen)
    own = chosen.alma_base() if chosen else ""
    if elsewhere and elsewhere != own:
        message = f"The environment has {URL_VARIABLE} but not {KEY_VARIABLE}."
        if not own:
            raise NoAlma(message, WAY_IN)
        raise ConfigurationError(
            message,
            f"Set {KEY_VARIABLE} as well, or take {URL_VARIABLE} away: the key of a profile goes "
            "to no other address than the profile's own.",
        )
    if chosen is None:
        raise NoAlma("No Alma is set up yet.", WAY_IN)
    if not own:
        raise _without_alma(chosen)
    return _as_profile(chosen, own)


def _without_alma(chosen: Profile) -> NoAlma:
    others = [one.name for one in load_profiles().items if one.alma_url]
    hint = WAY_IN
    if others:
        hint = f"{WAY_IN} Profiles with an Alma (--profile NAME): {clean(', '.join(others))}."
    return NoAlma(f"The profile of {clean(chosen.institution)} has no Alma yet.", hint)


def _with_keys_of_environment(base: str, keys: AlmaKeys) -> AlmaAccess:
    network = keys.network_key
    return AlmaAccess(
        base,
        AlmaKey(keys.key, f"the environment variable {KEY_VARIABLE}"),
        AlmaKey(network, f"the environment variable {NETWORK_KEY_VARIABLE}") if network else None,
    )


def _as_profile(profile: Profile, base: str) -> ResolvedAlma:
    key = _key(profile, SecretKind.ALMA)
    if isinstance(key, ConfigurationError):
        return ResolvedAlma(None, profile, str(key), key)
    if profile.alma_network_key.place is SecretPlace.NONE:
        return ResolvedAlma(AlmaAccess(base, key), profile)
    network_key = _key(profile, SecretKind.ALMA_NETWORK)
    if isinstance(network_key, ConfigurationError):
        warning = f"{network_key} Records of the Network Zone are only read."
        return ResolvedAlma(AlmaAccess(base, key), profile, warning)
    return ResolvedAlma(AlmaAccess(base, key, network_key), profile)


def _key(profile: Profile, kind: SecretKind) -> AlmaKey | ConfigurationError:
    """The key, or why there is none."""
    institution = clean(profile.institution)
    if profile.kept(kind).place is SecretPlace.NONE:
        return NoAlma(f"The profile of {institution} has no {kind.words}.", WAY_IN)
    try:
        secret = kept_secret(profile, kind)
    except SecretStoreError as fault:
        return ConfigurationError(fault.message, fault.hint)
    if secret is None:
        return NoAlma(why_gone(profile, kind), "Enter it again with orcid-tui setup --alma.")
    return AlmaKey(secret, f"the profile “{institution}”")


def _in_region(base: str) -> str:
    short = region_of(base)
    return f" ({REGIONS[short][0]})" if short else ""
