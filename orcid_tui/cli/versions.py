"""The versions of the program and its parts: the first question of every report."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from orcid_tui import __version__

PARTS: Final = ("textual", "rich", "httpx", "pymarc", "keyring", "platformdirs")


def version_line() -> str:
    """What `--version` prints. Reads package metadata and imports nothing."""
    return (
        f"orcid-tui {__version__} (Python {platform.python_version()}, "
        f"Textual {part_version('textual')})"
    )


def part_version(name: str) -> str:
    """The installed version of one part, or words that say it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
