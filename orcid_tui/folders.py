"""The folders this program uses. Asking for one creates nothing.

Linux, macOS and Windows places by platformdirs; secrets.md section 6.5.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import platformdirs

_NAME: Final = "orcid-tui"

PROFILES: Final = "profiles.toml"
"""The file of profiles, in the user's own folder and in those of an administrator."""


def config_folder() -> Path:
    """Profiles and settings; never a secret."""
    return platformdirs.user_config_path(_NAME, appauthor=False)


def settings_path() -> Path:
    """Where the file of settings is, or will be."""
    return config_folder() / "settings.toml"


def site_config_folders() -> tuple[Path, ...]:
    """Where an administrator may keep profiles for everybody here, the most important first."""
    every = platformdirs.PlatformDirs(_NAME, appauthor=False)
    own = config_folder()
    folders = (Path(folder) for folder in every.iter_config_dirs())
    return tuple(
        dict.fromkeys(folder for folder in folders if folder != own and folder.is_absolute())
    )


def data_folder() -> Path:
    """The demo's own copy of its sample, and the encrypted file."""
    return platformdirs.user_data_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """What was done, kept between runs."""
    return platformdirs.user_state_path(_NAME, appauthor=False)


OFF_THE_LIST: Final = "off-the-list"
"""A file of this name in a work's folder: it is not among the recent ones until it is opened."""


def works_folder() -> Path:
    """Where the history of each work is, in a folder of its own."""
    return state_folder() / "work"


def cache_folder() -> Path:
    """Answers of registries; whatever is here may be thrown away."""
    return platformdirs.user_cache_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The log of crashes."""
    return platformdirs.user_log_path(_NAME, appauthor=False)


def make_private(folder: Path) -> Path:
    """Create a folder that only this user can enter (mode 0700), and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def shown(path: Path) -> str:
    """A path for people: the home folder as `~`, as shells take it too."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
