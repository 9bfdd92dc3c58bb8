"""What is open and whom we ask, in full: the last part of the help."""

from __future__ import annotations

from textual.content import Content

from orcid_tui import __version__
from orcid_tui.session.session import Session
from orcid_tui.ui.render.cells import STRONG, text


def about(session: Session | None) -> Content:
    """Program, source, registry and how it is asked."""
    lines = [text("Here and now", STRONG), text(f"  orcid-tui {__version__}")]
    if session is not None:
        registry = session.registry
        lines += [
            text(session.store.location).pad_left(2),
            text(f"{registry.label}: {registry.access.sentence}").pad_left(2),
            text(f"{registry.requests_sent:,} requests sent in this run").pad_left(2),
        ]
        if session.store.read_only:
            lines.append(text(session.store.read_only).pad_left(2))
    return Content("\n").join(lines)
