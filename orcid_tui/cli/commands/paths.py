"""`orcid-tui paths`: where this program keeps things."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from orcid_tui import folders
from orcid_tui.cli import options
from orcid_tui.cli.output import LineWriter
from orcid_tui.errors import ExitCode
from orcid_tui.text import clean


def add(commands: options.Commands) -> None:
    """`orcid-tui paths`"""
    parser = commands.add_parser(
        "paths",
        help="show where profiles, settings, data and logs are kept",
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)


def kept_places() -> dict[str, Path]:
    """What the program keeps, in words, and where. Asking creates nothing."""
    from orcid_tui.journal.files import journal_folder
    from orcid_tui.profiles.profile_file import profiles_path
    from orcid_tui.secrets import encrypted_file
    from orcid_tui.settings.screen_file import screen_path
    from orcid_tui.settings.settings_file import settings_path

    return {
        "configuration": folders.config_folder(),
        "settings": settings_path(),
        "colours and keys": screen_path(),
        "profiles": profiles_path(),
        "encrypted file": encrypted_file.path(),
        "demo records": folders.data_folder(),
        "state": folders.state_folder(),
        "history": folders.works_folder(),
        "journal": journal_folder(),
        "answers": folders.cache_folder(),
        "logs": folders.log_folder(),
    }


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each place: a word, a tab, the path."""
    printer = LineWriter(sys.stdout)
    for word, place in kept_places().items():
        printer.line(f"{word}\t{clean(str(place))}")
    for folder in folders.site_config_folders():
        printer.line(f"administrator's profiles\t{clean(str(folder))}")
    return int(ExitCode.DONE)
