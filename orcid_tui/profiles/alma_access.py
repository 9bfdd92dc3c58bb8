"""From the environment and the profile to one answer: where is Alma, and with which key?

The order, first match wins (secrets.md section 6.2):

1. The profile's keys as they were typed for this session, at the profile's own address only: with
   ORCID_TUI_ALMA_URL they are used when that is the same address.
2. Keys given from outside (ALMA_API_KEY and its like), at ORCID_TUI_ALMA_URL or else at the
   profile's address. The network's must then be given there, too.
3. The profile's keys, each from its one recorded place, at the same addresses as in 1.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

from orcid_tui.alma.access import REGIONS, AlmaAccess, AlmaKey
from orcid_tui.alma.addresses import checked_base_url, region_of
from orcid_tui.errors import ConfigurationError, FileLocked, SecretStoreError
from orcid_tui.language import _
from orcid_tui.profiles.kept_secret import FoundSecret, Way, find_secret, why_gone
from orcid_tui.profiles.profile import Profile, SecretPlace
from orcid_tui.profiles.profile_file import choose_profile, load_profiles
from orcid_tui.secrets.given import URL_VARIABLE, VARIABLES, given, take_given
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.web.addresses import host_of

KEY_VARIABLE = VARIABLES[SecretKind.ALMA]
WAY_IN = _("Set it up with orcid-tui setup --alma, or set {url} and {key}.").format(
    url=URL_VARIABLE, key=KEY_VARIABLE
)


class NoAlma(ConfigurationError):
    """No Alma is set up, or its key is gone: the set-up is where to go on."""


@dataclass(frozen=True, slots=True)
class ResolvedAlma:
    """How Alma will be asked. `access` is None when the key could not be had now.

    `warning`: a sentence if it is not as the profile says. `fault`: the same, to be raised.
    `hides` names the place of a kept key that is not used now, because another goes before it.
    """

    access: AlmaAccess | None
    profile: Profile | None = None
    warning: str = ""
    fault: ConfigurationError | None = None
    hides: str = ""

    @property
    def sentence(self) -> str:
        """How Alma will be asked, for the start screen and for `doctor`."""
        if self.access is None:
            return self.warning
        base = self.access.base_url
        said = _("Alma at {host}{region}, key from {source}").format(
            host=host_of(base), region=_in_region(base), source=self.access.key.source
        )
        if self.access.network_key is None:
            said = _("{said}; no key of a network.").format(said=said)
        else:
            said = _("{said}; key of the network from {source}.").format(
                said=said, source=self.access.network_key.source
            )
        return (
            _("{said} The key from {hides} is not used.").format(said=said, hides=self.hides)
            if self.hides
            else said
        )

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
    May wait some seconds for a silent keyring, and 30 for a command; a place that fails is a
    `warning`, no error. But FileLocked is raised, for the encrypted file only needs its
    passphrase. Raises NoAlma when none is set up, and ConfigurationError for a profile or a
    variable that cannot be used.
    """
    take_given()
    environ = os.environ if environ is None else environ
    chosen = choose_profile(profile)
    named = environ.get(URL_VARIABLE, "").strip()
    elsewhere = (
        checked_base_url(named, _("the address in {url}").format(url=URL_VARIABLE)) if named else ""
    )
    own = chosen.alma_base() if chosen else ""
    base = elsewhere or own
    asking = chosen if own and base == own else None
    key = _looked_for(asking, SecretKind.ALMA, environ)
    if isinstance(key, FoundSecret):
        return _with_key(base, key, chosen, asking, environ)
    if given(SecretKind.ALMA_NETWORK, environ) is not None:
        raise ConfigurationError(
            _(
                "There is {secret} but no {key}: the key of the network does not stand alone."
            ).format(secret=VARIABLES[SecretKind.ALMA_NETWORK], key=KEY_VARIABLE),
            _("Set {key} to the key of your own institution as well.").format(key=KEY_VARIABLE),
        )
    if asking is not None:
        return ResolvedAlma(None, chosen, str(key), key)
    if elsewhere:
        message = _("The environment has {url} but not {key}.").format(
            url=URL_VARIABLE, key=KEY_VARIABLE
        )
        if not own:
            raise NoAlma(message, WAY_IN)
        raise ConfigurationError(
            message,
            _(
                "Set {key} as well, or take {url} away: the key of a "
                "profile goes to no other address than the profile's own."
            ).format(key=KEY_VARIABLE, url=URL_VARIABLE),
        )
    if chosen is None:
        raise NoAlma(_("No Alma is set up yet."), WAY_IN)
    raise _without_alma(chosen)


def _without_alma(chosen: Profile) -> NoAlma:
    others = [one.name for one in load_profiles().items if one.alma_url]
    hint = WAY_IN
    if others:
        hint = _("{way} Profiles with an Alma (--profile NAME): {others}.").format(
            way=WAY_IN, others=clean(", ".join(others))
        )
    return NoAlma(
        _("The profile of {institution} has no Alma yet.").format(
            institution=clean(chosen.institution)
        ),
        hint,
    )


def _with_key(
    base: str,
    key: FoundSecret,
    chosen: Profile | None,
    asking: Profile | None,
    environ: MutableMapping[str, str],
) -> ResolvedAlma:
    """The access with this key, and with the network's from the same side."""
    if not base:
        raise ConfigurationError(
            _("There is a key for Alma (from {source}) but not {url}.").format(
                source=key.source, url=URL_VARIABLE
            ),
            _("Set {url} to the region of your Alma ({regions}) or to an address.").format(
                url=URL_VARIABLE, regions=", ".join(REGIONS)
            ),
        )
    if key.way is Way.GIVEN:
        # The key given may be another institution's; the profile's network would not be its own.
        asking = None
    access = AlmaAccess(base, _alma_key(key, chosen))
    network = _looked_for(asking, SecretKind.ALMA_NETWORK, environ)
    if isinstance(network, FoundSecret):
        access = AlmaAccess(base, access.key, _alma_key(network, chosen))
    elif asking is not None and asking.alma_network_key.place is not SecretPlace.NONE:
        warning = _("{network} Records of the Network Zone are only read.").format(network=network)
        return ResolvedAlma(access, chosen, warning, hides=key.hides)
    return ResolvedAlma(access, chosen, hides=key.hides)


def _alma_key(found: FoundSecret, profile: Profile | None) -> AlmaKey:
    if found.way is Way.GIVEN or profile is None:
        return AlmaKey(found.secret, found.source)
    return AlmaKey(
        found.secret,
        _("the profile “{institution}”").format(institution=clean(profile.institution)),
    )


def _looked_for(
    profile: Profile | None, kind: SecretKind, environ: MutableMapping[str, str]
) -> FoundSecret | ConfigurationError:
    """The key, or why there is none."""
    try:
        found = find_secret(profile, kind, environ)
    except FileLocked:
        raise
    except SecretStoreError as fault:
        return ConfigurationError(fault.message, fault.hint)
    if found is not None:
        return found
    if profile is None:
        return NoAlma(_("There is no {secret}.").format(secret=kind.words), WAY_IN)
    if profile.kept(kind).place is SecretPlace.NONE:
        return NoAlma(
            _("The profile of {institution} has no {secret}.").format(
                institution=clean(profile.institution), secret=kind.words
            ),
            WAY_IN,
        )
    return NoAlma(why_gone(profile, kind), _("Enter it again with orcid-tui setup --alma."))


def _in_region(base: str) -> str:
    short = region_of(base)
    return f" ({REGIONS[short][0]})" if short else ""
