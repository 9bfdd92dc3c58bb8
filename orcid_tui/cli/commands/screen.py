"""The commands that open a screen: files, the demo, the set-up."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.streams import is_terminal
from orcid_tui.errors import ConfigurationError
from orcid_tui.folders import PROFILES, config_folder, site_config_folders
from orcid_tui.session.sources import may_be_alma
from orcid_tui.ui.smallest import SMALLEST

if TYPE_CHECKING:
    from orcid_tui.headings.practice import Practice
    from orcid_tui.session.session import Session


def add_files(commands: options.Commands) -> None:
    """`orcid-tui [FILE …]`"""
    parser = commands.add_parser(
        options.FILES,
        help="open files of MARC records, or titles of Alma",
        usage="orcid-tui [options] [FILE …]",
        allow_abbrev=False,
    )
    parser.add_argument(
        "files", type=options.a_name, metavar="FILE", nargs="*", help="a file of MARC records"
    )
    options.add_profile(parser)
    options.add_mouse(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run_files)


def add_demo(commands: options.Commands) -> None:
    """`orcid-tui demo`"""
    parser = commands.add_parser(
        "demo", help="try it with invented records; no account, no network", allow_abbrev=False
    )
    parser.add_argument(
        "--fresh", action="store_true", help="begin again with an untouched copy of the sample"
    )
    options.add_mouse(parser)
    options.add_practice(parser)
    parser.set_defaults(run=run_demo)


def add_setup(commands: options.Commands) -> None:
    """`orcid-tui setup`"""
    parser = commands.add_parser(
        "setup",
        help="enter, test and keep your institution's ORCID credentials, or its Alma",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--alma", action="store_true", help="set up Alma: its region and an API key"
    )
    options.add_profile(parser)
    options.add_mouse(parser)
    parser.set_defaults(run=run_setup)


def run_files(arguments: argparse.Namespace) -> int:
    """Open the files, or the start screen when there are none."""
    require_terminal()
    session: Session | None = None
    if arguments.files and _are_plain_files(arguments.files):
        practice = options.practice_of(arguments)
        _ask_beforehand(arguments.profile)
        return _show(None, arguments, lambda: _open(arguments, practice))
    if arguments.files:
        from orcid_tui.cli.passphrase import of_sources
        from orcid_tui.ui.running import get_ready

        practice = options.practice_of(arguments)
        get_ready()
        session = of_sources(
            lambda: _open(arguments, practice), arguments.files, arguments.profile, asks_orcid=True
        )
    elif options.names_practice(arguments):
        raise ConfigurationError(
            "--tags, --write and --unimarc-subfield hold for the files that are named with them.",
            "Name the files as well, or change the settings to have it so for every file.",
        )
    else:
        _ask_beforehand(arguments.profile)
    return _show(session, arguments)


def _open(arguments: argparse.Namespace, practice: Practice | None) -> Session:
    from orcid_tui.session.opening import open_session

    return open_session(arguments.files, profile=arguments.profile, practice=practice)


def _are_plain_files(sources: Sequence[str]) -> bool:
    """Whether they can be opened behind the first screen: they are there, and nothing of Alma.

    What is not there is told without a screen.
    """
    return all(Path(source).is_file() and not may_be_alma(source) for source in sources)


def _ask_beforehand(profile: str | None) -> None:
    """The passphrase and what a password manager asks, where any profile could need them."""
    folders = (config_folder(), *site_config_folders())
    if profile is not None or any((folder / PROFILES).exists() for folder in folders):
        from orcid_tui.cli.passphrase import ask_beforehand
        from orcid_tui.secrets.kind import SecretKind

        ask_beforehand(profile, (SecretKind.ORCID,))


def run_demo(arguments: argparse.Namespace) -> int:
    """Open the demo."""
    require_terminal()
    practice = options.practice_of(arguments)

    def open_it() -> Session:
        from orcid_tui.session.opening import open_demo

        return open_demo(fresh=arguments.fresh, practice=practice)

    return _show(None, arguments, open_it)


def run_setup(arguments: argparse.Namespace) -> int:
    """Open a set-up screen. Returns 0 when it was saved, 3 when it was left before that."""
    require_terminal()
    from orcid_tui.cli.passphrase import OF_ALMA, ask_beforehand
    from orcid_tui.secrets.kind import SecretKind
    from orcid_tui.ui.running import run_set_up

    _take_secrets()
    ask_beforehand(arguments.profile, OF_ALMA if arguments.alma else (SecretKind.ORCID,))
    return run_set_up(profile=arguments.profile, mouse=not arguments.no_mouse, alma=arguments.alma)


def require_terminal() -> None:
    """Raise ConfigurationError unless a person sits at a terminal that is large enough.

    Textual would write escape codes into a pipe and wait for an answer (terminal-ui.md
    section 4.1).
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise ConfigurationError(
            "The screens need a terminal, and input or output is not one.",
            "In scripts and pipes use list, suggest and apply (see orcid-tui --help).",
        )
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return
    columns, rows = SMALLEST
    # Some lines do not know their size and say 0; Textual then takes 80 by 24.
    if 0 < size.columns < columns or 0 < size.lines < rows:
        raise ConfigurationError(
            f"This terminal has {size.columns} columns and {size.lines} rows; the screens need "
            f"at least {columns} by {rows}.",
            "Make the window larger or the letters smaller, and start again.",
        )


def _show(
    session: Session | None,
    arguments: argparse.Namespace,
    opening: Callable[[], Session] | None = None,
) -> int:
    """The work on a session, or on what `opening` gives while the first screen is there."""
    from orcid_tui.ui.running import run_app

    _take_secrets()
    mouse = not arguments.no_mouse
    return run_app(session, mouse=mouse, profile=arguments.profile, opening=opening)


def _take_secrets() -> None:
    """Out of the environment, whatever is shown: a browser would inherit them.

    What cannot be used is told when it is needed.
    """
    from orcid_tui.secrets.given import take_given

    take_given()
