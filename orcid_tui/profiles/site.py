"""What an administrator set up for everybody here: read and used, and changed by nobody else.

In /etc/xdg/orcid-tui/profiles.toml, or wherever $XDG_CONFIG_DIRS says, stand profiles in the form
of a user's own file. Their secrets are printed by a command or stand in files of root's, for a
keyring is each user's own. A file that somebody else could have put there is not used, and that
is told. Source: secrets.md sections 6.2 (row 5) and 6.5.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import PROFILES, site_config_folders
from orcid_tui.language import _
from orcid_tui.profiles.profile import (
    Environment,
    KeptSecret,
    Profile,
    SecretPlace,
    same_institution,
)
from orcid_tui.profiles.profile_tables import SECRETS, read_profile, unknown_keys
from orcid_tui.profiles.trusted_file import Trust, read_trusted
from orcid_tui.text import clean
from orcid_tui.toml_file import TomlFile

SITE_WORDS: Final = _("set up by your administrator")
SITE_SENTENCE: Final = _("Set up by your administrator; it cannot be changed here.")

TRUST: Final = Trust()
"""Root, from the topmost folder on. Nothing in the environment changes that."""

_OWNERS_ARE_KNOWN: Final = os.name == "posix"
_KEPT_BY_USERS: Final = _(
    "which is each user's own. In an administrator's file there is store = \"command\" or "
    'store = "file" with a path.'
)


@dataclass(frozen=True, slots=True)
class SiteProfiles:
    """The administrator's profiles. `default_name` is the one to use where a user names none.

    `notices` are sentences about what was found and not used. `path` is the file they come from,
    or where an administrator would make it.
    """

    items: tuple[Profile, ...] = ()
    default_name: str = ""
    notices: tuple[str, ...] = ()
    path: Path | None = None


def site_profiles(trust: Trust | None = None) -> SiteProfiles:
    """Read what administrators set up, from every folder for it, the most important first.

    The first profile of an institution or with a name counts. `trust` is for tests. Never raises:
    what is wrong is among the notices, and the rest is used.
    """
    items: list[Profile] = []
    notices: list[str] = []
    default_name, path = "", None
    paths = [folder / PROFILES for folder in site_config_folders()]
    for one in paths:
        try:
            found = _read(one, trust or TRUST)
        except ConfigurationError as fault:
            notices.append(str(fault))
            continue
        if found is None:
            continue
        path = path or one
        default_name = default_name or found.default_name
        notices += found.notices
        items += [new for new in found.items if not any(_clash(new, it) for it in items)]
    return SiteProfiles(tuple(items), default_name, tuple(notices), path or next(iter(paths), None))


def _clash(one: Profile, other: Profile) -> bool:
    return one.name == other.name or same_institution(one.institution, other.institution)


def _read(path: Path, trust: Trust) -> SiteProfiles | None:
    """One such file, None when there is none. Raises ConfigurationError when none of it counts."""
    file = TomlFile(
        path, _("administrator's profile file"), "", _("Ask your administrator to correct it."), ""
    )
    raw = read_trusted(path, file.name, trust)
    if raw is None:
        return None
    tables = file.parsed(raw)
    every, default_name = tables.get("profiles", {}), tables.get("default", "")
    if not isinstance(every, dict):
        raise file.broken(_("has a key “profiles” that is not a table"))
    items: list[Profile] = []
    notices: list[str] = []
    if not isinstance(default_name, str):
        notices.append(str(file.broken(_("has a key “default” that is not the name of a profile"))))
        default_name = ""
    for name, table in every.items():
        try:
            profile = replace(read_profile(name, table, file.broken), site=True)
            _require_usable(profile, file)
        except ConfigurationError as fault:
            notices.append(
                _("{fault} The profile “{name}” was not used.").format(
                    fault=fault, name=clean(name)
                )
            )
            continue
        items.append(profile if _OWNERS_ARE_KNOWN else _without_commands(profile))
        notices += _remarks(name, table, profile, file)
    return SiteProfiles(tuple(items), default_name, tuple(notices), path)


def _require_usable(profile: Profile, file: TomlFile) -> None:
    """Raise ConfigurationError for a secret in a place that an administrator cannot fill."""
    whose = _("has a profile “{name}”").format(name=clean(profile.name))
    for key, kind in SECRETS.items():
        kept = profile.kept(kind)
        if kept.place in (SecretPlace.KEYRING, SecretPlace.SESSION) or (
            kept.place is SecretPlace.FILE and not kept.path
        ):
            raise file.broken(
                (
                    _('{whose} whose {key} has store = "{store}" without a path, {reason}')
                    if kept.place is SecretPlace.FILE
                    else _('{whose} whose {key} has store = "{store}", {reason}')
                ).format(whose=whose, key=key, store=kept.place.value, reason=_KEPT_BY_USERS)
            )
        if kept.place is SecretPlace.FILE and not os.path.isabs(kept.path):
            raise file.broken(
                _("{whose} whose {key} has a path that does not begin at the top").format(
                    whose=whose, key=key
                )
            )
    if not _OWNERS_ARE_KNOWN and (
        profile.environment is Environment.CUSTOM or ":" in profile.alma_url
    ):
        raise file.broken(
            _(
                "{whose} with addresses of its own; on Windows everybody could have put them "
                "there, so only ORCID itself and the regions of Alma may be named"
            ).format(whose=whose)
        )


def _without_commands(profile: Profile) -> Profile:
    for kind in SECRETS.values():
        if profile.kept(kind).place is SecretPlace.COMMAND:
            profile = profile.keeping(kind, KeptSecret())
    return profile


def _remarks(
    name: str, table: Mapping[str, Any], profile: Profile, file: TomlFile
) -> Iterator[str]:
    where = _("The administrator's profile “{name}” in {path}").format(
        name=clean(name), path=clean(str(file.path))
    )
    if unknown := unknown_keys(name, table):
        keys = ", ".join(clean(key) for key in unknown)
        yield _("{where} has keys that this version does not use: {keys}.").format(
            where=where, keys=keys
        )
    if _OWNERS_ARE_KNOWN:
        return
    for key, kind in SECRETS.items():
        if profile.kept(kind).place is SecretPlace.COMMAND:
            yield (
                _(
                    "{where} has a command for its {key}. On Windows everybody could have "
                    "put it there, so it is not run. Your administrator can use store = "
                    '"file" with a path.'
                ).format(where=where, key=key)
            )
