"""The file of profiles, `profiles.toml` in the configuration folder.

    default = "oslo-university-library"

    [profiles.oslo-university-library]
    institution = "Oslo University Library"
    orcid_environment = "production"            # or "sandbox", or "custom" with two addresses
    orcid_client_id = "APP-…"

    [profiles.oslo-university-library.orcid_client_secret]
    store = "keyring"                           # or "session", or "none"
    keeper = "GNOME Keyring (Login)"
    since = 2026-03-03

Beside it, where the institution has an Alma:

    alma_url = "eu"                             # or na, ap, aps, ca, cn, or an address

    [profiles.oslo-university-library.alma_api_key]
    store = "keyring"                           # and so on, as above

    [profiles.oslo-university-library.alma_network_key]
    store = "keyring"

There is never a secret in it (secrets.md section 6.2). Keys that this version does not know are
kept when it is written, and named to whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import config_folder
from orcid_tui.profiles.profile import (
    Environment,
    KeptSecret,
    Profile,
    SecretPlace,
    same_institution,
)
from orcid_tui.profiles.secret_table import KEYS as KEYS_OF_SECRET
from orcid_tui.profiles.secret_table import read_table, written_table
from orcid_tui.secrets.kind import SecretKind
from orcid_tui.text import clean
from orcid_tui.toml_file import TomlFile

_HEAD: Final = (
    "# Profiles of orcid-tui. No secret is ever written here, only where it is kept.\n"
    "# The program rewrites this file; your own keys stay, your own comments do not.\n\n"
)
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
_SECRETS: Final = {
    "orcid_client_secret": SecretKind.ORCID,
    "alma_api_key": SecretKind.ALMA,
    "alma_network_key": SecretKind.ALMA_NETWORK,
}


SITE_SENTENCE: Final = "Set up by your administrator; it cannot be changed here."


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles of the file. `unknown` names the keys that this version does not use."""

    items: tuple[Profile, ...] = ()
    default_name: str = ""
    unknown: tuple[str, ...] = ()
    _tables: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> Profile | None:
        """The profile with this name, else the one of the institution with this name."""
        named = next((one for one in self.items if one.name == name), None)
        return named or self.find_by_institution(name)

    def find_by_institution(self, institution: str) -> Profile | None:
        """The profile of this institution, whatever the case and blanks of its name."""
        return next(
            (one for one in self.items if same_institution(one.institution, institution)), None
        )

    @property
    def default(self) -> Profile | None:
        """The profile that is used when none is named: the one saved last, else the first."""
        return self.find(self.default_name) or next(iter(self.items), None)


def profiles_path() -> Path:
    """Where the file is, or will be."""
    return config_folder() / "profiles.toml"


def load_profiles() -> Profiles:
    """Read the file; no file means no profiles.

    Raises ConfigurationError, which says where the file is broken, and by its line if it is
    not TOML.
    """
    return _profiles(_file().read())


def choose_profile(name: str | None) -> Profile | None:
    """The profile with this name, or the default one; None when there is none at all.

    Raises ConfigurationError when none has the name, and as `load_profiles`.
    """
    profiles = load_profiles()
    if name is None:
        return profiles.default
    found = profiles.find(name)
    if found is None:
        known = ", ".join(one.name for one in profiles.items) or "none yet"
        raise ConfigurationError(
            f"There is no profile named “{clean(name)}”.", f"Profiles: {clean(known)}."
        )
    return found


def store_profile(profile: Profile, *, make_default: bool = True) -> None:
    """Add the profile, or put it in the place of the one with the same name; make it the default.

    Raises ConfigurationError when another profile has this institution already, when it is an
    administrator's, or when the file cannot be read or written; the file is then as it was.
    """
    require_own(profile)
    present = load_profiles()
    other = present.find_by_institution(profile.institution)
    if other is not None and other.name != profile.name:
        raise ConfigurationError(
            f"There is a profile for {clean(profile.institution)} already.",
            "An institution has one profile; change that one.",
        )
    tables = dict(present._tables)
    every = dict(tables.get("profiles", {}))
    every[profile.name] = _merged(every.get(profile.name, {}), _table(profile))
    tables["profiles"] = every
    if make_default:
        tables["default"] = profile.name
    _file().write(tables)


def use_profile(name: str) -> Profile:
    """Make this the profile that is used when none is named.

    Raises ConfigurationError when none has the name, or when the file cannot be written.
    """
    profile = choose_profile(name)
    assert profile is not None
    _file().write({**load_profiles()._tables, "default": profile.name})
    return profile


def remove_profile(profile: Profile) -> None:
    """Take the profile out of the file; its secrets are not touched.

    Raises ConfigurationError when it is an administrator's, or when the file cannot be written.
    """
    require_own(profile)
    tables = dict(load_profiles()._tables)
    every = dict(tables.get("profiles", {}))
    every.pop(profile.name, None)
    tables["profiles"] = every
    if tables.get("default") == profile.name:
        del tables["default"]
    _file().write(tables)


def as_recorded(profile: Profile) -> Profile:
    """The profile as it is in the file now, where another window may have changed it."""
    return next((one for one in load_profiles().items if one.name == profile.name), profile)


def require_own(profile: Profile) -> None:
    """Raise ConfigurationError for a profile that an administrator set up."""
    if profile.site:
        raise ConfigurationError(SITE_SENTENCE, "Set up a profile of your own to use another.")


def _profiles(tables: Mapping[str, Any]) -> Profiles:
    every = tables.get("profiles", {})
    default = tables.get("default", "")
    if not isinstance(every, dict):
        raise _broken("has a key “profiles” that is not a table")
    if not isinstance(default, str):
        raise _broken("has a key “default” that is not the name of a profile")
    unknown = [key for key in tables if key not in ("profiles", "default")]
    items = []
    for name, table in every.items():
        if not isinstance(table, dict):
            raise _broken(f"has a profile “{clean(name)}” that is not a table")
        items.append(_profile(name, table))
        unknown += [f"profiles.{name}.{key}" for key in table if key not in _KNOWN]
        unknown += [
            f"profiles.{name}.{secret}.{key}"
            for secret in _SECRETS
            for key in table.get(secret, {})
            if key not in KEYS_OF_SECRET
        ]
    return Profiles(tuple(items), default, tuple(clean(key) for key in unknown), tables)


def _profile(name: str, table: Mapping[str, Any]) -> Profile:
    def text(key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise _broken(f"has a profile “{clean(name)}” whose {key} is not text in quotes")
        return value

    try:
        environment = Environment(text("orcid_environment") or "production")
    except ValueError:
        raise _broken(
            f"has a profile “{clean(name)}” whose orcid_environment is none of production, "
            "sandbox and custom"
        ) from None
    return Profile(
        name=name,
        institution=clean(text("institution")) or clean(name),
        environment=environment,
        client_id=text("orcid_client_id"),
        secret=_secret(name, table, "orcid_client_secret"),
        api_url=text("orcid_api_url"),
        token_url=text("orcid_token_url"),
        alma_url=clean(text("alma_url")),
        alma_key=_secret(name, table, "alma_api_key"),
        alma_network_key=_secret(name, table, "alma_network_key"),
    )


def _secret(name: str, profile: Mapping[str, Any], key: str) -> KeptSecret:
    return read_table(profile.get(key, {}), name, key, _broken)


def _table(profile: Profile) -> dict[str, Any]:
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
        kept = profile.kept(_SECRETS[key])
        if kept.place is not SecretPlace.NONE:
            table[key] = written_table(kept)
    return table


def _merged(present: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The new table with those keys of the present one that this version does not know."""
    merged = new | {key: value for key, value in present.items() if key not in _KNOWN}
    for secret in _SECRETS:
        if secret in new:
            inner = present.get(secret, {})
            foreign = {key: value for key, value in inner.items() if key not in KEYS_OF_SECRET}
            merged[secret] = new[secret] | foreign
    return merged


def _file() -> TomlFile:
    return TomlFile(
        profiles_path(),
        "profile file",
        _HEAD,
        "Correct it in an editor, or move it away and set up the profile anew.",
        "The profile is as it was. Make room or get permission, then save again.",
    )


def _broken(what: str) -> ConfigurationError:
    return _file().broken(what)
