"""The session that a command works on: its source, opened with what the command line says."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from orcid_tui.cli import options
from orcid_tui.cli.passphrase import of_sources

if TYPE_CHECKING:
    from orcid_tui.session.session import Session


def opened(arguments: argparse.Namespace, *, asks_orcid: bool = False) -> Session:
    """Open `arguments.source`; what has to be asked for its secrets is asked at the terminal first.

    Without `asks_orcid` no registry is asked. Raises ConfigurationError, SourceError, and
    WrongPassphrase after three wrong ones.
    """
    from orcid_tui.session.opening import open_records, open_session

    open_it = open_session if asks_orcid else open_records
    practice, sources = options.practice_of(arguments), [arguments.source]
    return of_sources(
        lambda: open_it(sources, profile=arguments.profile, practice=practice),
        sources,
        arguments.profile,
        asks_orcid=asks_orcid,
    )
