"""From what the user typed to a session: which store, which registry."""

from __future__ import annotations

from collections.abc import Sequence

from orcid_tui.session.session import Session


def open_session(sources: Sequence[str], *, profile: str | None = None) -> Session:
    """Open files (or `demo:`) with the registry that the profile or the environment names.

    Raises ConfigurationError or SourceError.
    """
    raise NotImplementedError


def open_demo(*, fresh: bool = False) -> Session:
    """The bundled sample, copied to the user's data folder, with the demo registry."""
    raise NotImplementedError
