"""The file of profiles, `profiles.toml` in the configuration folder.

    default = "oslo-university-library"

    [profiles.oslo-university-library]
    institution = "Oslo University Library"
    orcid_environment = "production"            # or "sandbox", or "custom" with two addresses
    orcid_client_id = "APP-…"

    [profiles.oslo-university-library.orcid_client_secret]
    store = "keyring"                           # or "file", "command", "session", "none"
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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import PROFILES, config_folder
from orcid_tui.language import _
from orcid_tui.profiles.profile import Profile, same_institution, slug
from orcid_tui.profiles.profile_tables import merged, read_profile, unknown_keys, written_profile
from orcid_tui.profiles.site import SITE_SENTENCE, SiteProfiles, site_profiles
from orcid_tui.text import clean
from orcid_tui.toml_file import TomlFile

_HEAD: Final = (
    "# Profiles of orcid-tui. No secret is ever written here, only where it is kept.\n"
    "# The program rewrites this file; your own keys stay, your own comments do not.\n\n"
)


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles: the user's own, and behind them those of an administrator.

    `unknown` names the keys of the user's file that this version does not use; `notices` are
    sentences about an administrator's file, or a part of it, that was not used.
    """

    items: tuple[Profile, ...] = ()
    default_name: str = ""
    unknown: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
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
        """The profile that is used when none is named.

        The one saved last, else the one that the administrator says, else the first.
        """
        return self.find(self.default_name) or next(iter(self.items), None)


def profiles_path() -> Path:
    """Where the file is, or will be."""
    return config_folder() / PROFILES


def load_profiles() -> Profiles:
    """Read the file, and an administrator's; no file means no profiles.

    Raises ConfigurationError, which says where the user's file is broken, and by its line if it
    is not TOML. What is wrong with an administrator's is among the `notices`.
    """
    return _with_site(_profiles(_file().read()), site_profiles())


def choose_profile(name: str | None) -> Profile | None:
    """The profile with this name, or the default one; None when there is none at all.

    Raises ConfigurationError when none has the name, and as `load_profiles`.
    """
    profiles = load_profiles()
    if name is None:
        return profiles.default
    found = profiles.find(name)
    if found is None:
        known = ", ".join(one.name for one in profiles.items) or _("none yet")
        raise ConfigurationError(
            _("There is no profile named “{name}”.").format(name=clean(name)),
            _("Profiles: {known}.").format(known=clean(known)),
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
    if other is not None and not other.site and other.name != profile.name:
        raise ConfigurationError(
            _("There is a profile for {institution} already.").format(
                institution=clean(profile.institution)
            ),
            _("An institution has one profile; change that one."),
        )
    tables = dict(present._tables)
    every = dict(tables.get("profiles", {}))
    every[profile.name] = merged(every.get(profile.name, {}), written_profile(profile))
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
    own = (one for one in load_profiles().items if not one.site)
    return next((one for one in own if one.name == profile.name), profile)


def require_own(profile: Profile) -> None:
    """Raise ConfigurationError for a profile that an administrator set up."""
    if profile.site:
        raise ConfigurationError(SITE_SENTENCE, _("Set up a profile of your own to use another."))


def _with_site(own: Profiles, site: SiteProfiles) -> Profiles:
    """The administrator's behind the user's own, of which none hides another institution's.

    A user's own profile of an institution is used instead of the administrator's.
    """
    items, default_name = list(own.items), ""
    for one in site.items:
        known = next(
            (it for it in items if same_institution(it.institution, one.institution)), None
        )
        if known is None:
            taken = [it.name for it in items]
            known = replace(one, name=slug(one.name, taken)) if one.name in taken else one
            items.append(known)
        if one.name == site.default_name:
            default_name = known.name
    every = replace(own, items=tuple(items), notices=site.notices)
    found = every.find(own.default_name) is not None
    return every if found else replace(every, default_name=default_name)


def _profiles(tables: Mapping[str, Any]) -> Profiles:
    every = tables.get("profiles", {})
    default = tables.get("default", "")
    if not isinstance(every, dict):
        raise _broken(_("has a key “profiles” that is not a table"))
    if not isinstance(default, str):
        raise _broken(_("has a key “default” that is not the name of a profile"))
    unknown = [key for key in tables if key not in ("profiles", "default")]
    items = []
    for name, table in every.items():
        items.append(read_profile(name, table, _broken))
        unknown += unknown_keys(name, table)
    return Profiles(tuple(items), default, tuple(clean(key) for key in unknown), _tables=tables)


def _file() -> TomlFile:
    return TomlFile(
        profiles_path(),
        _("profile file"),
        _HEAD,
        _("Correct it in an editor, or move it away and set up the profile anew."),
        _("The profile is as it was. Make room or get permission, then save again."),
        obeyed=True,
    )


def _broken(what: str) -> ConfigurationError:
    return _file().broken(what)
