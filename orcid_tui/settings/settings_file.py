"""The file of settings, `settings.toml` in the configuration folder.

    [writing]
    form = "uri"                # or "text", or "both"

    [headings]
    tags = ["100", "700"]       # on demand also "600", "800", "880"

    [unimarc]
    subfield = ""               # the code that takes the iD; empty: nothing is written there

    [who]
    name = ""                   # goes with every decision; empty: the login name

    [alma]                      # see settings.alma
    per_second = 5

    [orcid]                     # see settings.orcid
    keep_days = 7

Keys that this version does not know are kept when it is written, and named to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import settings_path as settings_path
from orcid_tui.headings.practice import USUAL_PRACTICE, Practice
from orcid_tui.language import _
from orcid_tui.settings.alma import ALMA_KEYS, USUAL_ALMA, alma_settings, alma_table
from orcid_tui.settings.orcid import ORCID_KEYS, USUAL_ORCID, orcid_settings, orcid_table
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

_KNOWN: Final = {
    "writing": ("form",),
    "headings": ("tags",),
    "unimarc": ("subfield",),
    "who": ("name",),
    "alma": ALMA_KEYS,
    "orcid": ORCID_KEYS,
}
"""Each table with its keys."""

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
# [who] name: who decides, for the history of a work and its figures; empty: the login name
# [alma] per_second: questions a second, 0.5 to 25; in_flight: questions at once, 1 to 4
#        floor: how many calls of the day are left to the institution's other programs
#        normalization: ID of a normalization process that Alma runs at every save; usually ""
#        cataloger_level: the level at which records are saved, where levels are used
#        validate: true lets Alma refuse records that its validation finds fault with
# [orcid] per_second: questions a second, 0.5 to 12; in_flight: questions at once, 1 to 8
#        keep_days: for how many days answers are kept on this computer, 0 to 90; 0 keeps none
#        a_day: questions a day; 0 means as many as ORCID allows

"""


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
    values: dict[str, dict[str, Any]] = {
        "writing": {"form": practice.writing.value},
        "headings": {"tags": list(checked_tags(practice.tags))},
        "unimarc": {"subfield": checked_unimarc_subfield(practice.unimarc_subfield)},
        "alma": alma_table(settings.alma),
        "orcid": orcid_table(settings.orcid),
    }
    file = _file()
    tables = dict(file.read())
    _settings(file, tables)
    if settings.who or "who" in tables:
        values["who"] = {"name": settings.who}
    if settings.alma == USUAL_ALMA and "alma" not in tables:
        del values["alma"]  # most libraries that read files only have none
    if settings.orcid == USUAL_ORCID and "orcid" not in tables:
        del values["orcid"]
    for table, new in values.items():
        tables[table] = {**tables.get(table, {}), **new}
    file.write(tables)


def _file() -> TomlFile:
    return TomlFile(
        settings_path(),
        _("settings file"),
        _HEAD,
        _("Correct it in an editor, or move it away to begin with the usual settings."),
        _("The settings are as they were. Make room or get permission, then save again."),
    )


def _settings(file: TomlFile, tables: Mapping[str, Any]) -> Settings:
    unknown = [key for key in tables if key not in _KNOWN]
    for table, known in _KNOWN.items():
        if not isinstance(tables.get(table, {}), dict):
            raise file.broken(_("has a key “{table}” that is not a table").format(table=table))
        unknown += [f"{table}.{key}" for key in tables.get(table, {}) if key not in known]
    usual = USUAL_PRACTICE
    form = tables.get("writing", {}).get("form", usual.writing.value)
    tags = tables.get("headings", {}).get("tags", list(usual.tags))
    code = tables.get("unimarc", {}).get("subfield", usual.unimarc_subfield)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise file.broken(_("has [headings] tags that are not a list of texts in quotes"))
    practice = Practice(
        _checked(file, _("[headings] tags"), checked_tags, tags),
        _checked(
            file, _("[writing] form"), checked_writing, _text(file, _("[writing] form"), form)
        ),
        _checked(
            file,
            _("[unimarc] subfield"),
            checked_unimarc_subfield,
            _text(file, _("[unimarc] subfield"), code),
        ),
    )
    try:
        alma = alma_settings(tables.get("alma", {}))
        orcid = orcid_settings(tables.get("orcid", {}))
    except ConfigurationError as fault:
        raise file.broken(_("cannot be used. {fault}").format(fault=fault).rstrip(".")) from None
    who = _text(file, "[who] name", tables.get("who", {}).get("name", ""))
    return Settings(practice, alma, orcid, clean(who).strip(), tuple(map(clean, unknown)))


def _text(file: TomlFile, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise file.broken(_("has a {key} that is not text in quotes").format(key=key))
    return value


def _checked(file: TomlFile, key: str, check: Callable[[T], V], value: T) -> V:
    try:
        return check(value)
    except ConfigurationError as fault:
        raise file.broken(
            _("has {key} that cannot be used. {fault}").format(key=key, fault=fault).rstrip(".")
        ) from None
