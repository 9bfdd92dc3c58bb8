"""How the screens look and which keys they take: `screen.toml` in the configuration folder.

    theme = "orcid-light"

    [keys]                      # see `orcid-tui keys`
    nobody = "0"
    skip = ["s", "f9"]

A file of its own, because it is read before the first screen: a mistake in it must not keep
anybody from working, and nothing in it decides what is written into a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import config_folder
from orcid_tui.language import _

if TYPE_CHECKING:
    from orcid_tui.toml_file import TomlFile

_HEAD: Final = """\
# How the screens of orcid-tui look, and which keys they take. The program rewrites this file when
# other colours are chosen; your own keys stay, your own comments do not.
#
# theme: the colours, as the action "theme" lists them
# [keys] the name of an action, and the key or keys that it shall have instead of its own.
#        `orcid-tui keys` prints all names with their keys.

"""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What the file says. `keys` has the keys as they were typed, by the id of the action.

    `problem` is a sentence about a file that cannot be used; everything is as usual then.
    """

    theme: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problem: str = ""


def screen_path() -> Path:
    """Where the file is, or will be."""
    return config_folder() / "screen.toml"


def load_screen_settings() -> ScreenSettings:
    """Read the file; no file and a broken one mean that everything is as usual."""
    if not screen_path().exists():
        return ScreenSettings()
    try:
        return _settings(_file().read())
    except ConfigurationError as fault:
        return ScreenSettings(problem=str(fault))


def remember_theme(name: str) -> None:
    """Begin with these colours from now on. Raises ConfigurationError; the file is then as it
    was."""
    file = _file()
    tables = dict(file.read())
    if tables.get("theme") != name:
        file.write({"theme": name, **{k: v for k, v in tables.items() if k != "theme"}})


def _settings(tables: Mapping[str, Any]) -> ScreenSettings:
    theme, keys = tables.get("theme", ""), tables.get("keys", {})
    if not isinstance(theme, str):
        raise _file().broken(_("has a theme that is not text in quotes"))
    if not isinstance(keys, dict):
        raise _file().broken(_("has a “keys” that is not a table"))
    return ScreenSettings(
        theme, {action: _listed(action, wanted) for action, wanted in keys.items()}
    )


def _listed(action: str, wanted: object) -> tuple[str, ...]:
    if isinstance(wanted, str):
        return (wanted,)
    if isinstance(wanted, list) and all(isinstance(key, str) for key in wanted):
        return tuple(wanted)
    raise _file().broken(
        _("has keys for “{action}” that are not text in quotes").format(action=action)
    )


def _file() -> TomlFile:
    from orcid_tui.toml_file import TomlFile

    return TomlFile(
        screen_path(),
        _("screen file"),
        _HEAD,
        _("Correct it in an editor; until then colours and keys are the usual ones."),
        _("The colours hold until you leave."),
    )
