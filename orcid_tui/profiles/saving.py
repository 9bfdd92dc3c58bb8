"""From what was typed at ORCID's set-up to a profile on disk and a secret in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.institution import profile_of
from orcid_tui.profiles.keeping import drop_secrets, store_with_secrets
from orcid_tui.profiles.kept_secret import kept_secret
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.profile_file import as_recorded
from orcid_tui.registry.orcid.access import Credentials, OrcidAccess
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.secrets.secret import Secret
from orcid_tui.secrets.shape import checked_client_id, checked_secret

_USUAL_CLIENT_ID: Final = re.compile(r"APP-[0-9A-Z]{16}")


def is_usual_client_id(text: str) -> bool:
    """Whether this looks like a client ID of today. Very old ones look otherwise and work."""
    return _USUAL_CLIENT_ID.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed. An empty secret means: the one that is kept already."""

    institution: str
    environment: Environment = Environment.PRODUCTION
    client_id: str = ""
    secret: Secret | None = None
    api_url: str = ""
    token_url: str = ""


def checked(draft: Draft, existing: Profile | None) -> Profile:
    """The profile that this draft makes, with the kept secret still as it was.

    Raises ConfigurationError, as one sentence about the first thing that is wrong.
    """
    whose = profile_of(draft.institution, existing)
    client_id = draft.client_id.strip()
    if client_id:
        client_id = checked_client_id(client_id, _("What stands in the field Client ID"))
    if draft.secret is not None:
        checked_secret(draft.secret.reveal(), _("The client secret"))
        if not client_id:
            raise ConfigurationError(
                _("The client ID is missing."), _("ORCID shows it beside the client secret.")
            )
    custom = draft.environment is Environment.CUSTOM
    profile = replace(
        whose,
        environment=draft.environment,
        client_id=client_id,
        secret=whose.secret if client_id else KeptSecret(),
        api_url=draft.api_url.strip() if custom else "",
        token_url=draft.token_url.strip() if custom else "",
    )
    if custom and client_id and not profile.token_url:
        raise ConfigurationError(
            _("The address for tokens is missing."), _("It is the whole address, with its path.")
        )
    profile.endpoints()
    if client_id and draft.secret is None:
        _require_kept_secret(profile, existing)
    return profile


def access_for_test(draft: Draft, existing: Profile | None) -> OrcidAccess:
    """The access that a test of this draft uses. May wait for the keyring.

    Raises ConfigurationError, or SecretStoreError when the kept secret cannot be read.
    """
    profile = checked(draft, existing)
    if not profile.client_id:
        raise ConfigurationError(
            _("Without a client ID and a client secret there is nothing to test."),
            _("ORCID can be asked without them, too: save the profile as it is."),
        )
    secret = draft.secret or kept_secret(profile, SecretKind.ORCID)
    if secret is None:
        raise ConfigurationError(
            _("The client secret is no longer where it was kept."), _("Enter it again.")
        )
    return OrcidAccess(
        profile.endpoints(), Credentials(profile.client_id, secret, _("these fields"))
    )


def save(draft: Draft, existing: Profile | None, place: SecretPlace | KeptSecret) -> Profile:
    """Keep the secret in this place, then record the profile. Returns what was recorded.

    A command is a KeptSecret with it; the draft's secret must be what it gives. Without a new
    secret the kept one stays where it is and `place` does not matter. May wait for the keyring.
    Raises ConfigurationError or SecretStoreError; then nothing has changed.
    """
    existing = as_recorded(existing) if existing is not None else None
    profile = checked(draft, existing)
    new = {}
    if draft.secret is not None:
        new = {SecretKind.ORCID: checked_secret(draft.secret.reveal(), _("The client secret"))}
    recorded = store_with_secrets(profile, new, place)
    if existing is not None and not profile.client_id:
        drop_secrets(existing, [SecretKind.ORCID])
    return recorded


def _require_kept_secret(profile: Profile, existing: Profile | None) -> None:
    """A kept secret belongs to one client ID and one ORCID; it is sent nowhere else."""
    if existing is None or existing.secret.place is SecretPlace.NONE:
        raise ConfigurationError(
            _("The client secret is missing."),
            _("Paste it, or empty the client ID to ask ORCID without credentials."),
        )
    if profile.client_id != existing.client_id:
        raise ConfigurationError(
            _("The kept secret belongs to another client ID."), _("Enter the secret of this one.")
        )
    if profile.endpoints() != existing.endpoints():
        raise ConfigurationError(
            _("The kept secret belongs to another ORCID address."),
            _("Enter the secret for this one."),
        )
