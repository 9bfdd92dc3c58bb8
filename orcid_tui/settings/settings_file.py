"""The file of settings, `settings.toml` in the configuration folder.

    [writing]
    form = "uri"                # or "text", or "both"

    [headings]
    tags = ["100", "700"]       # on demand also "600", "800", "880"

    [unimarc]
    subfield = ""               # the code that takes the iD; empty: nothing is written there

Keys that this version does not know are kept when it is written, and named to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import config_folder
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.settings.settings import (
    Settings,
    checked_tags,
    checked_unimarc_subfield,
    checked_writing,
)
from orcid_tui.text import clean
from orcid_tui.toml_file import TomlFile

T = TypeVar("T")
V = TypeVar("V")

_KNOWN: Final = {"writing": "form", "headings": "tags", "unimarc": "subfield"}
"""Each table with its key."""

_HEAD: Final = """\
# Settings of orcid-tui. The program rewrites this file; your own keys stay, your own comments
# do not. What may stand here:
#
# [writing] form: "uri"   $1 https://orcid.org/0000-…
#                 "text"  $0 (orcid)0000-…
#                 "both"  both of them in one field
# [headings] tags: the fields that get an iD, of "100", "700", "600", "800" and "880"
# [unimarc] subfield: the code of the subfield that takes the iD in fields 700, 701 and 702 of
#                 UNIMARC records, such as "o"; empty means that nothing is written there

"""


def settings_path() -> Path:
    """Where the file is, or will be."""
    return config_folder() / "settings.toml"


def load_settings() -> Settings:
    """Read the file; no file means what nearly all libraries do.

    Raises ConfigurationError, which says where the file is broken, and by its line if it is
    not TOML.
    """
    file = _file()
    return _settings(file, file.read())


def save_settings(settings: Settings) -> None:
    """Put these settings into the file; keys that this version does not know stay there.

    Raises ConfigurationError when a setting is not allowed, or when the file cannot be read
    or written; it is then as it was.
    """
    practice = settings.practice
    values = {
        "writing": practice.writing.value,
        "headings": list(checked_tags(practice.tags)),
        "unimarc": checked_unimarc_subfield(practice.unimarc_subfield),
    }
    file = _file()
    tables = dict(file.read())
    _settings(file, tables)
    for table, key in _KNOWN.items():
        tables[table] = {**tables.get(table, {}), key: values[table]}
    file.write(tables)


def _file() -> TomlFile:
    return TomlFile(
        settings_path(),
        "settings file",
        _HEAD,
        "Correct it in an editor, or move it away to begin with the usual settings.",
        "The settings are as they were. Make room or get permission, then save again.",
    )


def _settings(file: TomlFile, tables: Mapping[str, Any]) -> Settings:
    unknown = [key for key in tables if key not in _KNOWN]
    for table, known in _KNOWN.items():
        if not isinstance(tables.get(table, {}), dict):
            raise file.broken(f"has a key “{table}” that is not a table")
        unknown += [f"{table}.{key}" for key in tables.get(table, {}) if key != known]
    usual = USUAL_PRACTICE
    form = tables.get("writing", {}).get("form", usual.writing.value)
    tags = tables.get("headings", {}).get("tags", list(usual.tags))
    code = tables.get("unimarc", {}).get("subfield", usual.unimarc_subfield)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise file.broken("has [headings] tags that are not a list of texts in quotes")
    practice = Practice(
        _checked(file, "[headings] tags", checked_tags, tags),
        _checked(file, "[writing] form", checked_writing, _text(file, "[writing] form", form)),
        _checked(
            file,
            "[unimarc] subfield",
            checked_unimarc_subfield,
            _text(file, "[unimarc] subfield", code),
        ),
    )
    return Settings(practice, tuple(clean(key) for key in unknown))


def _text(file: TomlFile, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise file.broken(f"has a {key} that is not text in quotes")
    return value


def _checked(file: TomlFile, key: str, check: Callable[[T], V], value: T) -> V:
    try:
        return check(value)
    except ConfigurationError as fault:
        raise file.broken(f"has {key} that cannot be used. {fault}".rstrip(".")) from None
