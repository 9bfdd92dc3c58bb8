"""One profile as a table of TOML: read from a user's file or an administrator's, and written.

The form is described in `profile_file`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.language import _
from orcid_tui.profiles.profile import Environment, KeptSecret, Profile, SecretPlace
from orcid_tui.profiles.secret_table import KEYS as KEYS_OF_SECRET
from orcid_tui.profiles.secret_table import read_table, written_table
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean

_KNOWN: Final = frozenset(
    {
        "institution",
        "orcid_environment",
        "orcid_api_url",
        "orcid_token_url",
        "orcid_client_id",
        "orcid_client_secret",
        "alma_url",
        "alma_api_key",
        "alma_network_key",
    }
)
SECRETS: Final = {
    "orcid_client_secret": SecretKind.ORCID,
    "alma_api_key": SecretKind.ALMA,
    "alma_network_key": SecretKind.ALMA_NETWORK,
}
"""The keys under which a profile says where each secret is."""

Broken = Callable[[str], ConfigurationError]
"""Makes the error of a file that "has", "is" or "cannot" something."""


def read_profile(name: str, table: object, broken: Broken) -> Profile:
    """The profile. Raises what `broken` makes of the first thing that is wrong with it."""
    if not isinstance(table, dict):
        raise broken(_("has a profile “{name}” that is not a table").format(name=clean(name)))
    of_profile: Mapping[str, Any] = table

    def text(key: str) -> str:
        value = of_profile.get(key, "")
        if not isinstance(value, str):
            raise broken(
                _("has a profile “{name}” whose {key} is not text in quotes").format(
                    name=clean(name), key=key
                )
            )
        return value

    def secret(key: str) -> KeptSecret:
        return read_table(of_profile.get(key, {}), name, key, broken)

    try:
        environment = Environment(text("orcid_environment") or "production")
    except ValueError:
        raise broken(
            _(
                "has a profile “{name}” whose orcid_environment is none of production, "
                "sandbox and custom"
            ).format(name=clean(name))
        ) from None
    return Profile(
        name=name,
        institution=clean(text("institution")) or clean(name),
        environment=environment,
        client_id=text("orcid_client_id"),
        secret=secret("orcid_client_secret"),
        api_url=text("orcid_api_url"),
        token_url=text("orcid_token_url"),
        alma_url=clean(text("alma_url")),
        alma_key=secret("alma_api_key"),
        alma_network_key=secret("alma_network_key"),
    )


def unknown_keys(name: str, table: Mapping[str, Any]) -> list[str]:
    """The keys of a profile that could be read which this version does not use."""
    unknown = [f"profiles.{name}.{key}" for key in table if key not in _KNOWN]
    return unknown + [
        f"profiles.{name}.{secret}.{key}"
        for secret in SECRETS
        for key in table.get(secret, {})
        if key not in KEYS_OF_SECRET
    ]


def written_profile(profile: Profile) -> dict[str, Any]:
    """The table that says the same."""
    table: dict[str, Any] = {
        "institution": profile.institution,
        "orcid_environment": profile.environment.value,
    }
    if profile.environment is Environment.CUSTOM:
        table |= {"orcid_api_url": profile.api_url, "orcid_token_url": profile.token_url}
    if profile.client_id:
        table |= {
            "orcid_client_id": profile.client_id,
            "orcid_client_secret": written_table(profile.secret),
        }
    if profile.alma_url:
        table["alma_url"] = profile.alma_url
    for key in ("alma_api_key", "alma_network_key"):
        kept = profile.kept(SECRETS[key])
        if kept.place is not SecretPlace.NONE:
            table[key] = written_table(kept)
    return table


def merged(present: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The new table with those keys of the present one that this version does not know."""
    every = new | {key: value for key, value in present.items() if key not in _KNOWN}
    for secret in SECRETS:
        if secret in new:
            inner = present.get(secret, {})
            foreign = {key: value for key, value in inner.items() if key not in KEYS_OF_SECRET}
            every[secret] = new[secret] | foreign
    return every
