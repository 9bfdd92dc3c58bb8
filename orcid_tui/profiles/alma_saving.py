"""From what was typed at Alma's set-up to a profile on disk and keys in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orcid_tui.alma.access import AlmaAccess, AlmaKey
from orcid_tui.alma.addresses import checked_base_url, region_of
from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.institution import profile_of
from orcid_tui.profiles.keeping import drop_secrets, store_with_secrets
from orcid_tui.profiles.kept_secret import kept_secret
from orcid_tui.profiles.profile import KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import as_recorded
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_secret

_KEYS = (SecretKind.ALMA, SecretKind.ALMA_NETWORK)

_SOURCE = _("these fields")


@dataclass(frozen=True, slots=True)
class AlmaDraft:
    """What was typed. An empty key means: the one that is kept already.

    `alma_url` is a region's short name or an address; empty for no Alma (any more).
    `forget_network_key`: the kept key of the network is to go.
    """

    institution: str
    alma_url: str = ""
    key: Secret | None = None
    network_key: Secret | None = None
    forget_network_key: bool = False


def checked(draft: AlmaDraft, existing: Profile | None) -> Profile:
    """The profile that this draft makes, with the kept keys still as they were.

    Raises ConfigurationError, as one sentence about the first thing that is wrong.
    """
    profile = profile_of(draft.institution, existing)
    if not draft.alma_url.strip():
        if existing is None or not existing.alma_url:
            raise ConfigurationError(
                _("It is not said yet where your Alma is."),
                _("Choose its region; an administrator of Alma knows it."),
            )
        return replace(profile, alma_url="", alma_key=KeptSecret(), alma_network_key=KeptSecret())
    base = checked_base_url(draft.alma_url, _("the field Address"))
    profile = replace(profile, alma_url=region_of(base) or base)
    for kind, typed in _typed(draft).items():
        checked_secret(typed.reveal(), _("The {secret}").format(secret=kind.words), kind)
    if draft.key is None:
        _require_kept(profile, existing, base, SecretKind.ALMA)
    if draft.forget_network_key:
        profile = replace(profile, alma_network_key=KeptSecret())
    elif draft.network_key is None and profile.alma_network_key.place is not SecretPlace.NONE:
        _require_kept(profile, existing, base, SecretKind.ALMA_NETWORK)
    return profile


def access_for_test(draft: AlmaDraft, existing: Profile | None) -> AlmaAccess:
    """The access that a test of this draft uses. May wait for the keyring.

    Raises ConfigurationError, or SecretStoreError when a kept key cannot be read.
    """
    profile = checked(draft, existing)
    if not profile.alma_url:
        raise ConfigurationError(_("Without Alma there is nothing to test."), _("F2 saves it so."))
    typed = _typed(draft)
    key = typed.get(SecretKind.ALMA) or kept_secret(profile, SecretKind.ALMA)
    if key is None:
        raise ConfigurationError(
            _("The API key is no longer where it was kept."), _("Enter it again.")
        )
    network = typed.get(SecretKind.ALMA_NETWORK) or kept_secret(profile, SecretKind.ALMA_NETWORK)
    if network is None and profile.alma_network_key.place is not SecretPlace.NONE:
        raise ConfigurationError(
            _("The network's API key is no longer where it was kept."), _("Enter it again.")
        )
    return AlmaAccess(
        profile.alma_base(),
        AlmaKey(key, _SOURCE),
        AlmaKey(network, _SOURCE) if network is not None else None,
    )


def save(draft: AlmaDraft, existing: Profile | None, place: SecretPlace | KeptSecret) -> Profile:
    """Keep the keys in this place, then record the profile. Returns what was recorded.

    Without a new key the kept one stays where it is. May wait for the keyring. Raises
    ConfigurationError or SecretStoreError; then nothing has changed.
    """
    existing = as_recorded(existing) if existing is not None else None
    profile = checked(draft, existing)
    new = {
        kind: checked_secret(typed.reveal(), _("The {secret}").format(secret=kind.words), kind)
        for kind, typed in _typed(draft).items()
        if profile.alma_url
    }
    recorded = store_with_secrets(profile, new, place)
    if existing is not None:
        gone = [kind for kind in _KEYS if recorded.kept(kind).place is SecretPlace.NONE]
        drop_secrets(existing, gone)
    return recorded


def _typed(draft: AlmaDraft) -> dict[SecretKind, Secret]:
    """The new keys. What is to be forgotten is not kept anew."""
    network = None if draft.forget_network_key else draft.network_key
    typed = {SecretKind.ALMA: draft.key, SecretKind.ALMA_NETWORK: network}
    return {kind: secret for kind, secret in typed.items() if secret is not None}


def _require_kept(profile: Profile, existing: Profile | None, base: str, kind: SecretKind) -> None:
    """A kept key belongs to one address; it is sent nowhere else."""
    if existing is None or profile.kept(kind).place is SecretPlace.NONE:
        raise ConfigurationError(
            _("The {secret} is missing.").format(secret=kind.words),
            _("Paste it; the directions say where keys are made."),
        )
    if existing.alma_base() != base:
        raise ConfigurationError(
            _("The kept {secret} belongs to another address of Alma.").format(secret=kind.words),
            _("Enter the key for this one."),
        )
